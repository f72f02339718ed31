"""Ogg pages: checksums as RFC 3533 defines them, page numbers changed without reading the page."""

from __future__ import annotations

import struct
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import CeilingExceeded
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source
from hegui.structures.ogg_pages import (
    Page,
    checksum,
    distributed,
    lacing_of,
    packed,
    page_at,
    pages,
    renumbered,
)
from tests.builders import ogg


def only_page(data: bytes) -> Page:
    page = page_at(Source.of_bytes(data), 0)
    assert page is not None
    return page


@given(st.binary(max_size=600), st.integers(0, 600))
def test_the_checksum_is_that_of_the_rfc(data: bytes, cut: int) -> None:
    assert checksum(data) == ogg.checksum(data)
    assert checksum(data[cut:], checksum(data[:cut])) == ogg.checksum(data)


def test_the_checksum_of_known_bytes() -> None:
    # The published check value of this generator, neither reflected nor inverted.
    assert checksum(b"123456789") == 0x89A1897F


@given(st.binary(max_size=700), st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF))
def test_a_new_number_needs_no_data(data: bytes, old: int, new: int) -> None:
    before = ogg.page(data, ogg.lacing(len(data)), number=old, granule=960)
    after = ogg.page(data, ogg.lacing(len(data)), number=new, granule=960)
    assert apply_edits(before, (renumbered(only_page(before), new),)) == after


def test_a_new_number_reads_the_head_alone() -> None:
    page = only_page(ogg.page(b"x" * 65025, b"\xff" * 255, number=3))
    edit = renumbered(page, 4)
    assert (edit.offset, edit.length, len(edit.data)) == (18, 8, 8)


def test_a_wrong_checksum_stays_wrong() -> None:
    wrong = bytearray(ogg.page(b"abc", b"\3", number=3))
    wrong[-1] ^= 0x40
    edited = apply_edits(bytes(wrong), (renumbered(only_page(bytes(wrong)), 9),))
    expected = bytearray(ogg.page(b"abc", b"\3", number=9))
    expected[-1] ^= 0x40
    assert edited == expected


@given(st.binary(max_size=600))
def test_a_page_packed_is_the_page_that_was_read(data: bytes) -> None:
    block = ogg.page(data, ogg.lacing(len(data)), number=5, flags=1, granule=77)
    assert packed(only_page(block), data) == block


def test_lacing() -> None:
    assert lacing_of(0) == b"\0"
    assert lacing_of(254) == b"\xfe"
    assert lacing_of(255) == b"\xff\0"
    assert lacing_of(600) == b"\xff\xffZ"


@given(
    st.lists(st.integers(0, 255), min_size=1, max_size=6),
    st.integers(1, 2000),
    st.integers(0, 255),
)
def test_segments_find_room(counts: list[int], header: int, tail: int) -> None:
    total = header + tail
    result = distributed(total, counts, tail)
    assert sum(result) == total
    assert all(1 <= count <= 255 for count in result)
    assert result[-1] >= tail
    if len(result) > len(counts):
        assert total > 255 * (len(result) - 1)
    if len(result) < len(counts):
        assert header < len(counts)


def test_pages_stay_as_they_are_where_the_last_has_room() -> None:
    assert distributed(40, [17, 17, 3], 1) == [17, 17, 6]
    assert distributed(300, [17, 17, 3], 1) == [17, 28, 255]
    assert distributed(30, [17, 17, 3], 2) == [17, 11, 2]
    assert distributed(256, [255], 10) == [246, 10]


def test_bytes_between_pages_are_passed_over() -> None:
    first, *rest = ogg.opus("TITLE=a")
    data = b"".join((b"OggS", first, b"junkOggSjunk", *rest, b"behind OggS\0"))
    found = list(pages(Source.of_bytes(data), 0, len(data)))
    assert [page.number for page in found] == [0, 1, 2, 3, 4]


def test_pages_are_counted() -> None:
    data = b"OggS" * 50
    with pytest.raises(CeilingExceeded, match="more than 20 structures"):
        list(pages(Source.of_bytes(data, "file", Ceilings(count=20)), 0, len(data)))


@given(st.lists(st.integers(0, 255 * 255), max_size=12), st.integers(0, 5000))
def test_pages_of_all_sizes_are_found_whatever_is_read_at_a_time(
    lengths: list[int], junk: int
) -> None:
    parts = [b"\0" * junk]
    for number, length in enumerate(lengths):
        data = bytes(length)
        parts += ogg.paged(data, number=number) if length < 3000 else [_page(data, number)]
    data = b"".join(parts)
    starts = [at for at in range(len(data)) if data.startswith(b"OggS", at)]
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        source = Source("a.ogg", len(data), descriptor=file.fileno())
        found = list(pages(source, 0, len(data)))
    assert [page.offset for page in found] == starts
    assert found == [page_at(Source.of_bytes(data), start) for start in starts]


def _page(data: bytes, number: int) -> bytes:
    """A page of zeros whose checksum is left out: only its head is read."""
    lacing = ogg.lacing(len(data))[:255]
    head = struct.pack("<4sBBQIIIB", b"OggS", 0, 0, 0, 7, number, 0, len(lacing))
    return head + lacing + data[: sum(lacing)]


@pytest.mark.parametrize("before", [b"", b"no page"], ids=["in-turn", "searched-for"])
def test_nothing_is_a_page_behind_a_head_that_the_file_cuts_off(before: bytes) -> None:
    first = before + ogg.page(b"a", b"\1", number=0)
    cut = b"OggS\0" + bytes(21) + b"\xff"  # 255 segments, and the next page among their lengths
    data = first + cut + ogg.page(b"b", b"\1", number=1)
    for more in (b"", bytes(300)):  # once the file has grown, the second page is none either
        source = Source.of_bytes(data + more)
        found = [one.offset for one in pages(source, 0, source.size)]
        assert found == [len(before)] + ([len(first)] if more else [])
