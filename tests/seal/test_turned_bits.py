"""Whichever bit of a sealed label or of its content turns, the answer is never worth more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.seal.answers import Answer, Verification
from hegui.seal.contents import Code
from hegui.seal.trust import Trust
from hegui.seal.verification import Content
from tests.seal.judged import answer
from tests.seal.sealed import (
    CONTENT,
    SEALED_AT,
    pin,
    propagated,
    trust,
)

# From the worst: a seal that cannot be told from none is worth no more than a broken one.
WORTH = {
    Answer.TRUSTED: 4,
    Answer.KEY_UNKNOWN: 3,
    Answer.KEY_NOT_IN_FORCE: 2,
    Answer.NOT_TIED: 1,
}


def worth(found: Verification) -> tuple[bool, int]:
    """How much an answer lets anyone believe: bound to content before all else."""
    return found.bound, WORTH.get(found.answer, 0)


# Every place in which one bit may turn, in a seal that starts as good as a seal can be.
ORIGINAL = propagated()

KNOWN = trust(bound=True)

BEST = {code: worth(answer(ORIGINAL, code, known=KNOWN)) for code in Code}

MEMBERS = [
    "content_producer",
    "produce_id",
    "reserved_code_1",
    "content_propagator",
    "propagate_id",
    "reserved_code_2",
]


def turned(text: str, at: int, bit: int) -> str:
    data = bytearray(text.encode())
    data[at % len(data)] ^= 1 << bit
    return data.decode("latin-1")


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(MEMBERS), st.integers(0, 4000), st.integers(0, 7), st.sampled_from(Code))
def test_one_turned_bit_is_never_worth_more(member: str, at: int, bit: int, code: Code) -> None:
    text = getattr(ORIGINAL, member)
    changed = replace(ORIGINAL, **{member: turned(text, at, bit)})  # type: ignore[arg-type]
    found = answer(changed, code, known=KNOWN)
    assert worth(found) <= BEST[code]
    own = {Code.PRODUCER: 3, Code.PROPAGATOR: 6}[code]
    covered = MEMBERS[:2] if code is Code.PRODUCER else MEMBERS[:5]
    if member in covered:
        assert found.answer is Answer.ALTERED
    elif MEMBERS.index(member) == own - 1 and found.bound:
        # Only what means the same may turn: the case of a digit, a name's.
        assert worth(found) == BEST[code]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 63), st.integers(0, 3))
def test_one_turned_bit_of_content_is_never_worth_more(at: int, bit: int) -> None:
    digits = list(CONTENT.digest)
    digits[at] = f"{int(digits[at], 16) ^ 1 << bit:x}"
    for code in Code:
        found = answer(ORIGINAL, code, Content("".join(digits)), KNOWN)
        assert (found.answer, found.invalid) == (Answer.OTHER_CONTENT, True)


@pytest.mark.parametrize(
    "known",
    [
        Trust(),
        Trust((replace(pin(), revoked=SEALED_AT),)),
        Trust((replace(pin(), valid_until=SEALED_AT),)),
    ],
    ids=["unknown", "revoked", "out of time"],
)
@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, 4000), bit=st.integers(0, 7))
def test_no_turned_bit_of_the_seal_helps_a_key_that_is_not_trusted(
    known: Trust, at: int, bit: int
) -> None:
    """Of the seal alone: for what a revoked key signed, another key's signature is not at hand."""
    code = turned(ORIGINAL.reserved_code_1, at, bit)
    found = answer(replace(ORIGINAL, reserved_code_1=code), known=known)
    assert worth(found) <= worth(answer(ORIGINAL, known=known))
