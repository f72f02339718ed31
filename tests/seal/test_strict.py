"""The strict form of a seal: what is written is it, and JSON's way of reading says the same."""

from __future__ import annotations

import random
import string

import pytest

from hegui.seal import dialects
from hegui.seal.contents import Opaque, SecurityData
from hegui.seal.dialects import read_code
from hegui.seal.strict import read_strict
from tests.seal.sealed import propagated, sealed

SEALED = propagated()
CODES = (SEALED.reserved_code_1, SEALED.reserved_code_2)
ALTERATIONS = 4000


def by_json(monkeypatch: pytest.MonkeyPatch, text: str) -> SecurityData | Opaque | None:
    with monkeypatch.context() as patch:
        patch.setattr(dialects, "read_strict", lambda text: None)
        return read_code(text)


@pytest.mark.parametrize("text", CODES)
def test_what_is_written_is_strict(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    found = read_strict(text)
    assert found is not None
    assert found.tolerances == ()
    assert found == by_json(monkeypatch, text) == read_code(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Version":1', '"Version":"1"'),
        ('"Version":1', '"Version":2'),
        ('"Version":1', '"Version": 1'),
        ('"TC260PG"', '"tc260pg"'),
        ('"Md"', '"md"'),
        ('"Md"', '"Md","Type":"Md"'),
        ('"AlgID":"1', '"AlgID":"\\u0031'),
        ('"AlgID":"1', '"AlgID":"\n1'),
        ('"Signature":"30', '"Signature":"3'),
        ('"Signature":"30', '"Signature":"3A'),
        ('"KeyValue":"', '"KeyValue":"","Key":"'),
        ('"Type":"PubKey"', '"Type":"PubKey","KeyID":"a"'),
        ("}]}}", "}]}}}"),
        ('"Value":"', '"Value":"","Hash":"'),
        ('"Value":"', '"Wert":"'),
        ("]}}", ',{"BType":"a"}]}}'),
    ],
)
def test_every_other_form_is_left_to_json(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    text = CODES[0].replace(old, new, 1)
    assert text != CODES[0]
    assert read_strict(text) is None
    assert read_code(text) == by_json(monkeypatch, text)


def test_both_ways_agree_on_altered_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20251)
    strict = 0
    for at in range(ALTERATIONS):
        text = list(CODES[at % 2])
        for _ in range(chance.randint(1, 2)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 2)] = chance.choices(
                string.printable + "é\0", k=chance.randint(0, 2)
            )
        altered = "".join(text)
        found = read_strict(altered)
        if found is not None:
            strict += 1
            assert found == by_json(monkeypatch, altered), altered
    assert strict > ALTERATIONS // 20


def test_blanks_around_it_are_not_part_of_it() -> None:
    text = sealed().reserved_code_1
    assert read_code(f" {text}\n") == read_strict(text)
