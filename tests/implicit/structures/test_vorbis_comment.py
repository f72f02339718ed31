"""Vorbis comments: one field spliced, everything else byte for byte."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import vorbis_comment
from hegui.implicit.structures.vorbis_comment import Comments, new_comments, refitted
from tests.builders.flac import comments
from tests.builders.labels import BARE, WRAPPED

NAME, PLACE = "file", "the comments"


def parsed(data: bytes, start: int = 0) -> Comments:
    budget = Budget(Source.of_bytes(data, NAME))
    return vorbis_comment.parse(data, start, budget, name=NAME, place=PLACE)


def test_a_field_is_found_with_its_bytes() -> None:
    data = comments("TITLE=春", f"AIGC={BARE}", "B=b")
    (label,) = parsed(data).labels
    assert (label.name, label.text, label.named) == ("AIGC", BARE, True)
    assert data[label.start + 4 : label.end] == f"AIGC={BARE}".encode()


@pytest.mark.parametrize("name", ["AIGC", "aigc", "Aigc"])
def test_names_have_no_case(name: str) -> None:
    assert parsed(comments(f"{name}={BARE}")).main is not None


def test_a_label_in_another_field_is_one_too() -> None:
    (label,) = parsed(comments("TITLE=a", f"DESCRIPTION={WRAPPED}")).labels
    assert (label.name, label.named) == ("DESCRIPTION", False)


def test_what_is_no_label_is_none() -> None:
    fields = ("AIGCX=1", "X=AIGC", "NOTHING", "=", "", f"XAIGC={'x' * 40}", "COMMENT={a: b}" * 9)
    assert parsed(comments(*fields)).labels == ()


def test_an_empty_label_is_one() -> None:
    (label,) = parsed(comments("AIGC=")).labels
    assert label.text == ""


def test_a_new_field_goes_behind_the_others() -> None:
    data = comments("TITLE=a", "NO NAME") + b"\1behind"
    assert parsed(data).with_label(BARE) == (
        comments("TITLE=a", "NO NAME", f"AIGC={BARE}") + b"\1behind"
    )


def test_the_first_field_takes_the_label_and_the_others_go() -> None:
    fields = ("A=a", f"aigc={WRAPPED}", "B=b", f"AIGC={BARE}", f"COMMENT={WRAPPED}", "C=c")
    label = BARE.replace("01", "02")
    assert parsed(comments(*fields)).with_label(label) == (
        comments("A=a", f"AIGC={label}", "B=b", "C=c")
    )


def test_labels_taken_out() -> None:
    fields = ("A=a", f"aigc={WRAPPED}", "B=b", f"COMMENT={WRAPPED}")
    assert parsed(b"head" + comments(*fields) + b"tail", 4).without_labels() == (
        b"head" + comments("A=a", "B=b") + b"tail"
    )


def test_new_comments() -> None:
    assert parsed(new_comments(BARE)).with_label(BARE) == new_comments(BARE)
    assert new_comments(BARE) == comments(f"AIGC={BARE}", vendor="hegui")


@pytest.mark.parametrize(
    ("data", "length", "start", "expected"),
    [
        (b"ab" + bytes(4), 5, 2, b"ab" + bytes(3)),
        (b"ab" + bytes(4), 2, 2, b"ab"),
        (b"ab" + bytes(4), 1, 2, b"ab" + bytes(4)),
        (b"ab" + bytes(4), 8, 2, b"ab" + bytes(6)),
        (b"ab", 5, 2, b"ab"),
        (b"ab" + b"\1xx", 3, 2, b"ab" + b"\1xx"),
    ],
    ids=["gives", "gives-all", "too-little", "takes", "none-there", "no-padding"],
)
def test_padding_behind_comments(data: bytes, length: int, start: int, expected: bytes) -> None:
    assert refitted(data, length, start) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "vendor string"),
        (struct.pack("<I", 9) + b"short", "vendor string"),
        (struct.pack("<I", 0xFFFFFFFF) + b"short", "vendor string"),
        (comments()[:-2], "before their count"),
        (comments("A=a")[:-1], "a field at byte"),
        (comments("A=a")[:-4] + b"\xff" * 4, "a field at byte"),
        (comments()[:-4] + b"\xff" * 4, "4294967295 fields"),
    ],
)
def test_lengths_that_lie(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        parsed(data)


def test_an_endless_list_of_labels() -> None:
    with pytest.raises(CeilingExceeded, match="256 places"):
        parsed(comments(*(f"AIGC={BARE}",) * 300))


@given(st.binary(max_size=120) | st.binary(max_size=60).map(lambda end: comments("A=a") + end))
def test_arbitrary_bytes_give_comments_or_an_error(data: bytes) -> None:
    try:
        found = parsed(data)
    except FileError as error:
        assert error.path == NAME  # noqa: PT017 - the error's own content is what is tested
        return
    again = parsed(found.with_label(BARE))
    assert [label.text for label in again.labels] == [BARE]
    assert parsed(again.without_labels()).labels == ()
