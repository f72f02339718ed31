"""Label text among foreign bytes: where it begins and ends, and that nothing else is taken."""

from __future__ import annotations

import base64

import pytest

from hegui.implicit.structures import stray
from tests.builders.labels import BARE

WRAPPED = b'{"AIGC": ' + BARE.encode() + b"}"
ENCODED = base64.b64encode(WRAPPED)
DIALECTS = {
    "wrapped": WRAPPED,
    "bare": BARE.encode(),
    "prefixed": b"AIGC=" + BARE.encode(),
    "charset": b"charset=Ascii " + WRAPPED,
    "escaped": b"{" + WRAPPED[1:].replace(b'"', b'\\"'),
    "a string": b'"' + WRAPPED.replace(b'"', b'\\"') + b'"',
    "entities": WRAPPED.replace(b'"', b"&quot;"),
    "a brace too many": WRAPPED + b"}",
}


@pytest.mark.parametrize("label", DIALECTS.values(), ids=DIALECTS)
@pytest.mark.parametrize("behind", [b"", b" kept words", b"\nkept {words}", b"\0kept words"])
@pytest.mark.parametrize("before", [b"", b"  ", b"kept\0", b"ASCII\0\0\0"])
def test_a_label_ends_where_its_object_ends(label: bytes, before: bytes, behind: bytes) -> None:
    data = before + label + behind
    found = stray.find(data)
    assert [data[each.start : each.end] for each in found] == [label]
    assert stray.cut(data, found) == before + behind
    assert stray.blanked(data) == before + b" " * len(label) + behind


@pytest.mark.parametrize("behind", [b"", b"\0kept words, of many letters"])
@pytest.mark.parametrize("before", [b"", b"kept words, of many letters\0"])
def test_base64_is_a_text_of_its_own(before: bytes, behind: bytes) -> None:
    data = before + ENCODED + behind
    assert stray.cut(ENCODED, stray.find(ENCODED)) == b""
    if data.startswith(ENCODED):
        assert stray.cut(data, stray.find(data)) == behind


def test_several_labels_and_the_words_between_them() -> None:
    data = WRAPPED + b" one " + WRAPPED + b" two " + WRAPPED + b"\0" + WRAPPED + b" three"
    found = stray.find(data)
    assert [data[each.start : each.end] for each in found] == [WRAPPED] * 4
    assert stray.cut(data, found) == b" one  two \0 three"


def test_a_label_that_never_closes_ends_with_its_text() -> None:
    data = WRAPPED[:-9] + b"\0" + b'another text, with "quotes" and {braces}'
    found = stray.find(data)
    assert [(each.start, each.end) for each in found] == [(0, len(WRAPPED) - 9)]


def test_labels_that_cuts_put_together_go_as_well() -> None:
    nested = WRAPPED[:40] + WRAPPED + WRAPPED[40:]
    assert not stray.find(stray.cut(nested, stray.find(nested)))
    assert not stray.find(stray.blanked(nested))
    assert len(stray.blanked(nested)) == len(nested)


def test_labels_within_labels_without_end_leave_nothing() -> None:
    nested = WRAPPED[:40] * 40 + WRAPPED
    assert not stray.find(stray.cut(nested, stray.find(nested)))
    assert not stray.find(stray.blanked(nested))
