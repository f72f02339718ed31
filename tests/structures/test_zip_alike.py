"""What documents have alike is worked out once, and each file's own bytes still decide."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import Source
from hegui.structures.zip import alike, markup
from hegui.structures.zip.archive import Archive
from tests.builders.zip_archive import archive, plain

PART = b'<Types xmlns="urn:t"><Default Extension="xml" ContentType="a/b"/></Types>'
LARGE = 20_000


def source(name: str) -> Source:
    return Source.of_bytes(b"", name)


def packed(data: bytes) -> bytes:
    deflater = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


def test_a_part_is_parsed_once_for_all_files_that_have_it() -> None:
    first = alike.parsed(source("one.docx"), PART, "a.xml")
    again = alike.parsed(source("two.docx"), bytes(bytearray(PART)), "b.xml")
    assert again is first
    assert first == markup.parse(source("one.docx"), PART, "a.xml")


def test_parts_that_differ_are_parsed_apart() -> None:
    one = alike.parsed(source("one.docx"), PART, "a.xml")
    other = alike.parsed(source("one.docx"), PART.replace(b"a/b", b"a/c"), "a.xml")
    assert one.root.children[0].get("ContentType") == "a/b"
    assert other.root.children[0].get("ContentType") == "a/c"


def test_a_large_part_is_not_kept() -> None:
    part = PART.replace(b"a/b", b"a" * LARGE)
    first = alike.parsed(source("one.docx"), part, "a.xml")
    again = alike.parsed(source("one.docx"), part, "a.xml")
    assert again is not first
    assert again == first


@pytest.mark.parametrize("filler", [b"", b" " * LARGE])
def test_a_broken_part_is_refused_each_time_with_its_own_file_and_place(filler: bytes) -> None:
    for name, place in (("one.docx", "a.xml"), ("two.docx", "b.xml")):
        with pytest.raises(BrokenFile, match="not well-formed: no element found") as caught:
            alike.parsed(source(name), b"<a>" + filler, place)
        assert (caught.value.path, caught.value.place) == (name, place)


@pytest.mark.parametrize(
    ("part", "error"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', BrokenFile),
        (b"<a>" * 65 + b"</a>" * 65, CeilingExceeded),
    ],
)
def test_a_hostile_part_is_refused_each_time(part: bytes, error: type[Exception]) -> None:
    for _ in range(3):
        with pytest.raises(error):
            alike.parsed(source("x.docx"), part, "a.xml")


@given(st.binary(max_size=300), st.integers(0, 2))
def test_deflated_bytes_inflate_to_themselves(data: bytes, times: int) -> None:
    data *= 100**times
    assert alike.inflated(alike.deflated(data), len(data)) == data


@pytest.mark.parametrize("size", [1000, 20 * LARGE])
def test_a_stream_that_breaks_off_or_goes_on_is_none(size: int) -> None:
    stream = packed(b"a" * size)
    assert alike.inflated(stream, size) == b"a" * size
    for wrong in (stream[:-1], stream + b"\0", b"\xff" + stream, b""):
        for _ in range(2):
            assert alike.inflated(wrong, size) is None


def test_a_stream_that_says_too_little_never_grows_beyond_one_byte_more() -> None:
    bomb = packed(b"\0" * 4_000_000)
    assert len(bomb) < 8 * 1024  # small enough to be kept
    for size in (10, 8 * 1024):
        assert alike.inflated(bomb, size) is None


def test_the_checksum_is_asked_of_every_file() -> None:
    good = archive(plain({"a": PART}))
    wrong = good.replace(zlib.crc32(PART).to_bytes(4, "little"), b"\1\2\3\4")
    for _ in range(2):
        assert content(good) == PART
        with pytest.raises(BrokenFile, match="does not match its length and checksum"):
            content(wrong)


def content(data: bytes) -> bytes:
    opened = Archive(Source.of_bytes(data, "x.zip"))
    member = opened.find("a")
    assert member is not None
    return opened.content(member, 1000)
