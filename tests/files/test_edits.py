"""Edits against the plainest way to make them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.files.edits import Edit, Edits, apply_edits, ordered, pieces


def naively(data: bytes, edits: Edits) -> bytes:
    """Each edit made on its own, the last one first, so that no offset moves."""
    for edit in reversed(edits):
        data = data[: edit.offset] + edit.data + data[edit.offset + edit.length :]
    return data


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, list[Edit]]:
    """Some bytes, and edits of them that do not overlap, in no order."""
    data = draw(st.binary(max_size=40))
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=12)))
    edits = [
        Edit(start, end - start, draw(st.binary(max_size=6)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    # One insertion an offset: the order of several there is theirs, and shuffling loses it.
    at = {edit.offset: edit for edit in edits if not edit.length}
    edits = [edit for edit in edits if edit.length or at[edit.offset] is edit]
    return data, draw(st.permutations(edits))


@given(edited())
def test_applying_is_what_the_plain_way_gives(case: tuple[bytes, list[Edit]]) -> None:
    data, edits = case
    result = apply_edits(data, ordered(edits))
    assert result == naively(data, ordered(edits))
    assert len(result) == len(data) + sum(edit.growth for edit in edits)


@given(edited())
def test_pieces_name_every_byte_that_stays_once_and_in_order(
    case: tuple[bytes, list[Edit]],
) -> None:
    data, edits = case
    kept = [piece for piece in pieces(len(data), ordered(edits)) if isinstance(piece, tuple)]
    stays = [start for start, end in kept for start in range(start, end)]
    gone = {at for edit in edits for at in range(edit.offset, edit.offset + edit.length)}
    assert stays == [at for at in range(len(data)) if at not in gone]
    assert all(start < end for start, end in kept)
    new = [piece for piece in pieces(len(data), ordered(edits)) if isinstance(piece, bytes)]
    assert new == [edit.data for edit in ordered(edits) if edit.data]


@given(st.lists(st.builds(Edit, st.integers(0, 12), st.integers(0, 6), st.just(b"x")), max_size=4))
def test_overlaps_are_detected_and_nothing_else(edits: list[Edit]) -> None:
    in_order = sorted(edits, key=lambda edit: (edit.offset, edit.length))
    overlap = any(
        one.offset + one.length > other.offset
        for at, one in enumerate(in_order)
        for other in in_order[at + 1 :]
    )
    if overlap:
        with pytest.raises(AssertionError, match="overlap"):
            ordered(edits)
    else:
        assert sorted(ordered(edits)) == sorted(edits)


def test_insertions_at_one_offset_keep_the_order_they_were_given_in() -> None:
    edits = ordered([Edit(3, 2, b"-"), Edit(3, 0, b"first"), Edit(3, 0, b"second")])
    assert apply_edits(b"abcdef", edits) == b"abcfirstsecond-f"


def test_an_insertion_within_a_replaced_range_is_an_overlap() -> None:
    with pytest.raises(AssertionError, match="overlap at byte 3"):
        ordered([Edit(2, 4, b""), Edit(3, 0, b"x")])


def test_at_the_very_ends() -> None:
    assert apply_edits(b"abc", (Edit(0, 0, b"<"), Edit(3, 0, b">"))) == b"<abc>"
    assert apply_edits(b"abc", (Edit(0, 3, b""),)) == b""
    assert apply_edits(b"", (Edit(0, 0, b"x"),)) == b"x"
    assert apply_edits(b"abc", ()) == b"abc"


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ((Edit(4, 1, b""), Edit(0, 1, b"")), "overlap at byte 0"),
        ((Edit(0, 3, b""), Edit(2, 1, b"")), "overlap at byte 2"),
        ((Edit(2, -1, b""),), "overlap at byte 2"),
        ((Edit(-1, 1, b""),), "overlap at byte -1"),
        ((Edit(5, 2, b""),), "ends at byte 7 of a file of 6"),
        ((Edit(7, 0, b"x"),), "ends at byte 7 of a file of 6"),
    ],
)
def test_edits_that_fit_no_file_never_make_one(edits: Edits, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        apply_edits(b"abcdef", edits)


def test_python_without_assertions_refuses_them_too() -> None:
    code = (
        "from hegui.files.edits import Edit, apply_edits, ordered\n"
        "for edits in ([Edit(0, 3, b''), Edit(2, 1, b'')], [Edit(9, 0, b'x')]):\n"
        "    try:\n"
        "        print(apply_edits(b'abcdef', ordered(edits)))\n"
        "    except AssertionError:\n"
        "        print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-O", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split() == ["refused", "refused"]
