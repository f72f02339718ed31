"""Bindings of a label to its content: taken off, unsigned, or by another key."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hegui.seal import binding
from hegui.seal.answers import Answer, Outcome, Standing
from hegui.seal.contents import BindingEntry, Code
from hegui.seal.security_data import seal
from hegui.seal.trust import Trust
from hegui.seal.verification import Content
from tests.seal.judged import answer
from tests.seal.sealed import (
    OTHER_CONTENT,
    SEALED_AT,
    label,
    pin,
    sealed,
    signer,
    trust,
)


def test_other_content_is_caught() -> None:
    found = answer(sealed(), content=OTHER_CONTENT, known=trust())
    assert (found.answer, found.invalid, found.bound) == (Answer.OTHER_CONTENT, True, False)


def test_without_content_nothing_can_be_told() -> None:
    found = answer(sealed(), content=Content(), known=trust())
    assert (found.answer, found.invalid) == (Answer.CANNOT_TELL, False)


def spliced(one: str, other: str) -> str:
    """The label's signature of one code, the binding with its signature of another."""
    first, second = json.loads(one), json.loads(other)
    parts, others = first["SecurityData"]["PubSD"], second["SecurityData"]["PubSD"]
    first["SecurityData"]["PubSD"] = [parts[0], others[1], parts[2]]
    first["SecurityData"]["Bindings"] = second["SecurityData"]["Bindings"]
    return json.dumps(first, separators=(",", ":"))


def test_a_label_and_a_binding_of_one_key_cannot_be_put_together() -> None:
    """The label of a file with the binding of another, so that it fits that other's content."""
    lifted = label(produce_id="lifted")
    wanted = seal(lifted, Code.PRODUCER, signer(), OTHER_CONTENT.digest, at=SEALED_AT)
    here = sealed().reserved_code_1
    one = replace(lifted, reserved_code_1=spliced(wanted, here))
    found = answer(one, known=trust())
    assert [each.outcome for each in found.signatures] == [Outcome.VERIFIED] * 2
    assert (found.answer, found.invalid, found.bound) == (Answer.NOT_TIED, True, False)


def without_binding(code: str) -> str:
    found = json.loads(code)
    del found["SecurityData"]["Bindings"]
    del found["SecurityData"]["PubSD"][1]
    return json.dumps(found, separators=(",", ":"))


def test_a_binding_that_was_taken_off_is_missed_where_it_is_required() -> None:
    one = sealed()
    bare = replace(one, reserved_code_1=without_binding(one.reserved_code_1))
    found = answer(bare, content=OTHER_CONTENT, known=Trust((pin(),)))
    assert (found.answer, found.bound) == (Answer.TRUSTED, False)
    assert found.notices[0].say().startswith("the seal speaks for the label alone")
    assert found.confidence == "text2"
    strict = answer(bare, content=OTHER_CONTENT, known=Trust((pin(bound=True),)))
    assert (strict.answer, strict.invalid) == (Answer.NOT_TIED, True)


def no_signature(found: dict[str, Any]) -> None:
    del found["PubSD"][1]


def no_bindings(found: dict[str, Any]) -> None:
    found["Bindings"] = []


def another_type(found: dict[str, Any]) -> None:
    found["Bindings"][0]["BType"] = "hegui/2"


def covers_another_thing(found: dict[str, Any]) -> None:
    found["PubSD"][1]["TBSData"]["Type"] = "Other"


def another_selection(found: dict[str, Any]) -> None:
    found["Bindings"][0]["CntSel"] = "essence/9"


def in_another_algorithm(found: dict[str, Any]) -> None:
    found["PubSD"][1]["AlgID"] = "1.2.3"


@pytest.mark.parametrize(
    "spoil",
    [
        no_signature,
        no_bindings,
        another_type,
        covers_another_thing,
        another_selection,
        in_another_algorithm,
    ],
)
def test_a_binding_that_was_spoilt_is_missed_where_it_is_required(
    spoil: Callable[[dict[str, Any]], None],
) -> None:
    one = sealed()
    found = json.loads(one.reserved_code_1)
    spoil(found["SecurityData"])
    lifted = replace(one, reserved_code_1=json.dumps(found, separators=(",", ":")))
    strict = answer(lifted, content=OTHER_CONTENT, known=Trust((pin(bound=True),)))
    assert strict.invalid
    assert not strict.bound
    lax = answer(lifted, content=OTHER_CONTENT, known=Trust((pin(),)))
    assert lax.answer is not Answer.TRUSTED


def test_a_binding_by_another_key_is_only_as_good_as_that_key() -> None:
    """Somebody keeps the label's signature and makes a new binding, with a key of his own."""
    one = sealed()
    mine = json.loads(one.reserved_code_1)
    theirs = json.loads(
        seal(one, Code.PRODUCER, signer("thief"), OTHER_CONTENT.digest, at=SEALED_AT)
    )
    parts, others = mine["SecurityData"]["PubSD"], theirs["SecurityData"]["PubSD"]
    mine["SecurityData"]["PubSD"] = [parts[0], others[1], parts[2], others[2]]
    mine["SecurityData"]["Bindings"] = theirs["SecurityData"]["Bindings"]
    code = json.dumps(mine, separators=(",", ":"))
    lifted = replace(one, reserved_code_1=code)
    found = answer(lifted, content=OTHER_CONTENT, known=trust())
    assert (found.answer, found.standing) == (Answer.KEY_UNKNOWN, Standing.UNKNOWN)
    strict = answer(lifted, content=OTHER_CONTENT, known=trust(bound=True))
    assert (strict.answer, strict.invalid) == (Answer.NOT_TIED, True)


def test_an_unsigned_binding_ties_nothing() -> None:
    one = sealed()
    found = json.loads(one.reserved_code_1)
    del found["SecurityData"]["PubSD"][1]
    code = json.dumps(found, separators=(",", ":"))
    assert answer(replace(one, reserved_code_1=code), known=trust()).answer is Answer.NOT_TIED


@pytest.mark.parametrize(
    "time",
    [
        "2026-01-02T03:04:05",
        "2026-01-02 03:04:05Z",
        "2026-01-02T03:04:05+00:00",
        "2026-01-02T11:04:05+08:00",
        "0001-01-01T00:00:00+14:00",
        "2026-01-02T03:04:05.000Z",
        "20260102T030405Z",
        "2026-W01-5T03:04:05Z",
        "2026-01-02T03:04Z",
        "2026-01-02",
        "2026-1-2T3:4:5Z",
        "2026-01-02T03:04:61Z",
        "\ud8002026-01-02T03:04:05Z",
        "",
    ],
)
def test_a_time_in_another_spelling_is_not_the_profiles(time: str) -> None:
    digest = "0" * 64
    right = "2026-01-02T03:04:05Z"
    text = binding.write(binding.Bound(digest, digest, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)))
    assert right in text

    def entry(said: str) -> BindingEntry:
        written = text.replace(right, said)
        return BindingEntry(
            written, binding.PROFILE, binding.SM3_OID, binding.SELECTION, digest, digest, said
        )

    assert binding.interpret(entry(right)) is not None
    assert binding.interpret(entry(time)) is None
