"""Boxes: walked in every form of size, sized anew, and the offsets that follow moved bytes."""

from __future__ import annotations

import struct
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edit, apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.structures.bmff_shift import Shift, Step, Stretch, moved_chunks
from hegui.structures.bmff import (
    Box,
    Fields,
    SizeForm,
    Splice,
    box_at,
    children,
    descendants,
    make,
    make_full,
    make_header,
    meta_fields,
    sizes,
    tail,
    top_level,
)
from tests.builders.heif import box, full


def walk(data: bytes) -> list[Box]:
    return list(top_level(Source.of_bytes(data)))


def test_every_form_of_size() -> None:
    uuid = bytes(range(16))
    data = box(b"free", b"abc") + box(b"mdat", b"defg", form="large") + box(b"uuid", uuid + b"h")
    data += box(b"moov", b"ij", form="open")
    compact, large, extended, open_ = walk(data)
    assert (compact.type, compact.start, compact.body, compact.end) == (b"free", 0, 8, 11)
    assert (large.type, large.start, large.body, large.end) == (b"mdat", 11, 27, 31)
    assert (extended.uuid, extended.body, extended.end) == (uuid, 55, 56)
    assert (open_.form, open_.body, open_.end) == (SizeForm.OPEN, 64, 66)
    assert [one.size for one in (compact, large, extended, open_)] == [11, 20, 25, 10]


def test_a_cut_box_is_told_with_its_claimed_end() -> None:
    (cut,) = walk(box(b"mdat", bytes(100))[:50])
    assert cut.end == 108


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0\0\0\7free", "less than its header"),
        (b"\0\0\0\1mdat" + (15).to_bytes(8), "less than its header"),
        (b"\0\0\0\x17uuid" + bytes(20), "less than its header"),
        (box(b"free", b"") + b"\0\0\0", "ends within a box's header"),
        (b"\0\0\0\1mdat\0\0\0", "ends within a box's header"),
        (b"\0\0\0\x20uuid" + bytes(8), "ends within a box's header"),
    ],
)
def test_broken_headers(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        walk(data)


def test_a_child_may_not_leave_its_parent() -> None:
    data = box(b"moov", box(b"trak", b"12345678")[:-1]) + box(b"free", b"")
    source = Source.of_bytes(data)
    (moov, _) = top_level(source)
    with pytest.raises(BrokenFile, match="reaches out of the box around it") as raised:
        list(children(source, moov, 1))
    assert raised.value.place == "box trak at byte 8"


def test_quicktime_ends_user_data_with_a_zero() -> None:
    inner = box(b"name", b"x")
    for end in (bytes(4), bytes(8), bytes(12)):
        source = Source.of_bytes(box(b"udta", inner + end))
        (udta,) = top_level(source)
        assert [child.type for child in children(source, udta, 1)] == [b"name"]


def test_meta_is_a_full_box_except_in_quicktime() -> None:
    handler = full(b"hdlr", 0, 0, bytes(20))
    for data, skip in ((full(b"meta", 0, 0, handler), 4), (box(b"meta", handler), 0)):
        source = Source.of_bytes(data)
        (meta,) = top_level(source)
        assert meta_fields(source, meta) == skip
        assert [one.type for one in children(source, meta, 1, skip=skip)] == [b"hdlr"]


def test_depth_and_number_have_ceilings() -> None:
    source = Source.of_bytes(box(b"moov", b""), ceilings=Ceilings(depth=3))
    (moov,) = top_level(source)
    with pytest.raises(CeilingExceeded, match="nested deeper than 3"):
        list(children(source, moov, 4))
    with pytest.raises(CeilingExceeded, match="more than 10 structures"):
        list(top_level(Source.of_bytes(box(b"free", b"") * 11, ceilings=Ceilings(count=10))))


def test_descendants_follow_a_path() -> None:
    data = box(b"moov", box(b"trak", box(b"mdia", b"")) + box(b"trak", box(b"mdia", b"") * 2))
    source = Source.of_bytes(data)
    (moov,) = top_level(source)
    found = descendants(source, moov, b"trak", b"mdia")
    assert [one.place for one in found] == [
        "box mdia at byte 16",
        "box mdia at byte 32",
        "box mdia at byte 40",
    ]


def test_a_type_that_is_no_text_is_shown_in_hexadecimal() -> None:
    assert Box(b"\xa9nam", 0, 8, 8).place == "box ©nam at byte 0"
    assert Box(b"\0\0\0\1", 0, 8, 8).place == "box 0x00000001 at byte 0"


def test_fields_stop_at_their_end() -> None:
    fields = Fields(Source.of_bytes(b""), b"\0\1ab\0cd", "here")
    assert (fields.number(2), fields.string(), fields.string()) == (1, "ab", "cd")
    assert fields.number(0) == 0
    with pytest.raises(BrokenFile, match="ends within its fields"):
        fields.number(1)


def test_making_boxes() -> None:
    assert make(b"free", b"ab") == box(b"free", b"ab")
    assert make_full(b"infe", 2, 1, b"x") == full(b"infe", 2, 1, b"x")
    assert make_header(b"mdat", 0xFFFFFFFF) == b"\0\0\0\1mdat" + (0xFFFFFFFF + 16).to_bytes(8)


def resized(data: bytes, growth: int, *, close: bool = False) -> bytes:
    source = Source.of_bytes(data)
    (one,) = top_level(source)
    splice = Splice(Edit(one.end, 0, bytes(growth)), (one,))
    edits = sizes(source, [splice], close=one if close else None)
    return apply_edits(data, (*edits, splice.edit))


@pytest.mark.parametrize("form", ["compact", "large", "open"])
def test_a_grown_box_says_its_new_size(form: str) -> None:
    assert resized(box(b"mdat", b"abc", form=form), 5) == box(b"mdat", b"abc" + bytes(5), form=form)


def test_an_open_box_is_closed_where_something_follows() -> None:
    assert resized(box(b"mdat", b"abc", form="open"), 0, close=True) == box(b"mdat", b"abc")


def test_a_size_of_32_bits_has_an_end() -> None:
    huge = Box(b"mdat", 0, 8, 0xFFFFFFFE)
    with pytest.raises(NoSlot, match="beyond 4 GiB"):
        sizes(Source.of_bytes(b"", "f"), [Splice(Edit(8, 0, b"abc"), (huge,))])
    large = Box(b"mdat", 0, 16, 0xFFFFFFFE, SizeForm.LARGE)
    (edit,) = sizes(Source.of_bytes(b""), [Splice(Edit(16, 0, b"abc"), (large,))])
    assert edit == Edit(8, 8, (0x100000001).to_bytes(8))


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_shift_says_where_every_byte_went(data: bytes, draw: st.DataObject) -> None:
    marked = bytes(range(len(data)))
    cuts = draw.draw(st.lists(st.integers(0, len(data)), max_size=8, unique=True).map(sorted))
    edits = tuple(
        Edit(start, end - start, b"\xff" * draw.draw(st.integers(end - start, 40)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    )
    shift = Shift(edits)
    result = apply_edits(marked, edits)
    for at in range(len(marked)):
        if not any(edit.offset <= at < edit.offset + edit.length for edit in edits):
            assert result[shift(at)] == at


def test_a_shift_knows_what_it_splits() -> None:
    shift = Shift([Edit(10, 0, b"abc"), Edit(20, 4, b"abcd")])
    assert shift.splits(9, 11)
    assert not shift.splits(10, 20)
    assert not shift.splits(5, 10)
    assert not shift.splits(20, 30)
    assert shift.reaches(11)
    assert not shift.reaches(10)


def movie(*tables: bytes) -> bytes:
    return box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", b"".join(tables))))))


def moved(table: bytes, edit: Edit) -> bytes:
    data = movie(table)
    source = Source.of_bytes(data, "f")
    (moov,) = top_level(source)
    return apply_edits(data, tuple(moved_chunks(source, moov, Shift([edit]))))


def test_chunk_offsets_move_with_their_chunks() -> None:
    edit = Edit(1000, 0, bytes(7))
    short = full(b"stco", 0, 0, struct.pack(">4I", 3, 999, 1000, 5000))
    assert moved(short, edit) == movie(full(b"stco", 0, 0, struct.pack(">4I", 3, 999, 1007, 5007)))
    long = full(b"co64", 0, 0, struct.pack(">I2Q", 2, 1 << 40, 3))
    after = struct.pack(">I2Q", 2, (1 << 40) + 7, 3)
    assert moved(long, edit) == movie(full(b"co64", 0, 0, after))


@pytest.mark.parametrize(
    ("table", "error", "reason"),
    [
        (full(b"stco", 0, 0, struct.pack(">2I", 1, 0xFFFFFFFF)), NoSlot, "beyond what its field"),
        (full(b"saio", 0, 0, bytes(8)), NoSlot, "auxiliary information"),
        (full(b"stco", 0, 0, struct.pack(">2I", 2, 1)), BrokenFile, "ends within its fields"),
    ],
)
def test_chunk_offsets_that_cannot_move(table: bytes, error: type[FileError], reason: str) -> None:
    with pytest.raises(error, match=reason):
        moved(table, Edit(0, 0, b"x"))


def test_a_file_of_many_gigabytes_costs_its_headers(tmp_path: Path) -> None:
    path = tmp_path / "large.mp4"
    size = 6 * 1024**3
    with path.open("wb") as file:
        file.write(box(b"free", b"") + b"\0\0\0\1mdat" + size.to_bytes(8))
        file.seek(8 + size)
        file.write(box(b"moov", b""))
    with open_source(str(path), ceilings=Ceilings(total=1024**2)) as source:
        assert [one.type for one in top_level(source)] == [b"free", b"mdat", b"moov"]


@given(st.binary(max_size=80))
def test_any_bytes_are_walked_or_refused(data: bytes) -> None:
    source = Source.of_bytes(data)
    try:
        for one in top_level(source):
            list(children(source, one, 1))
    except FileError:
        return
    assert sum(one.size for one in top_level(source)) >= len(data)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=9), st.integers(0, 99), st.integers(-50, 50))
def test_many_offsets_move_as_each_does(offsets: list[int], start: int, growth: int) -> None:
    edit = Edit(start, 60, bytes(60 + growth))
    shift = Shift([edit])
    for code, width in (("I", 4), ("Q", 8)):
        each = [shift(offset) for offset in offsets]
        if all(0 <= one < 1 << 8 * width for one in each):
            assert list(shift.moved(array(code, offsets))) == each
        else:
            with pytest.raises(OverflowError):
                shift.moved(array(code, offsets))


def test_what_moves_is_told_by_stretches() -> None:
    shift = Shift([Edit(10, 0, b"abc"), Edit(20, 3, b"")], [Step(40, 8)])
    assert list(shift.stretches()) == [Stretch(10, 23, 3), Stretch(40, None, 8)]
    assert list(Shift([]).stretches()) == []


def test_where_a_further_child_goes() -> None:
    inner = box(b"name", b"x")
    source = Source.of_bytes(box(b"udta", inner + bytes(4)) + box(b"free", b""))
    (udta, free) = top_level(source)
    assert tail(source, udta, 1) == 8 + len(inner)
    assert tail(source, free, 1) == free.body
    assert box_at(source, udta.end) == free
