"""ID3v2 tags that lie: sizes, headers, padding; nothing is hidden and nothing lost."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.structures.id3_header import safe
from tests.builders import mp3
from tests.builders.labels import BARE
from tests.implicit.structures.test_id3 import NAME, frame_of, labelled, reading


def test_a_tag_that_leaves_its_file() -> None:
    block = mp3.tag(frame_of(), mp3.TITLE)[:-3]
    seen = reading(block)
    assert [site.text for site in seen.sites] == [BARE]
    assert any("says" in blind.reason for blind in seen.blind)
    with pytest.raises(BrokenFile, match=r"chunk|ID3v2\.4 tag at byte 0"):
        labelled(block)


def test_a_frame_that_leaves_its_tag() -> None:
    lie = b"TIT2" + safe(5000) + b"\0\0\3title"
    seen = reading(mp3.tag(frame_of(), lie))
    assert [site.text for site in seen.sites] == [BARE]
    assert "frame TIT2" in seen.blind[0].place


def test_a_label_behind_what_is_no_frame_is_not_hidden() -> None:
    block = mp3.tag(mp3.TITLE, b"\x93\0\0\0", frame_of())
    with pytest.raises(BrokenFile, match="no name of a frame"):
        labelled(block)


def test_junk_in_the_padding_stays() -> None:
    junk = b"\x93an old tag's rest" + bytes(20)
    # Zeros keep them apart: a size of 2.4 that leads to no frame would be taken for a plain one.
    once = mp3.tag(mp3.TITLE, frame_of(), bytes(4), junk)
    assert labelled(mp3.tag(mp3.TITLE, junk)) == once
    assert labelled(once) == once


def test_junk_behind_a_label_that_grows() -> None:
    block = mp3.tag(mp3.TITLE, frame_of("{}"), b"-" + bytes(800))
    assert [site.text for site in reading(labelled(block)).sites] == [BARE]


def test_a_label_in_padding_is_not_hidden() -> None:
    block = mp3.tag(mp3.TITLE, bytes(20), frame_of())
    assert [blind.reason for blind in reading(block).blind] == [
        "the padding of the ID3v2 tag is not all zeros"
    ]
    with pytest.raises(BrokenFile, match="not all zeros"):
        labelled(block)


def test_unknown_flags() -> None:
    with pytest.raises(BrokenFile, match=r"does not know ID3v2\.3 with the flags 01"):
        labelled(mp3.tag(mp3.FOREIGN, major=3, flags=0x01))


def test_the_compression_of_version_2_2_that_nobody_defined() -> None:
    with pytest.raises(BrokenFile, match="flags 40"):
        labelled(mp3.tag(mp3.BEFORE_24, major=2, flags=0x40))


@pytest.mark.parametrize("length", [3, 5000, 0x7FFFFFFF])
def test_an_extended_header_that_lies(length: int) -> None:
    block = mp3.tag(mp3.FOREIGN, major=3, flags=0x40, extended=struct.pack(">IHI", length, 0, 0))
    with pytest.raises(BrokenFile, match="extended header"):
        labelled(block)


def test_an_endless_list_of_frames() -> None:
    with pytest.raises(CeilingExceeded, match="more than 20000 frames"):
        labelled(mp3.tag(mp3.text("TIT2", "a") * 20_001))


def test_an_endless_list_of_labels() -> None:
    with pytest.raises(CeilingExceeded, match="256 places"):
        labelled(mp3.tag(frame_of() * 300))


@given(st.sampled_from([2, 3, 4]), st.integers(0, 255), st.binary(max_size=300))
def test_arbitrary_bytes_give_a_reading_or_an_error(major: int, flags: int, body: bytes) -> None:
    block = b"ID3" + bytes((major, 0, flags)) + safe(len(body)) + body
    try:
        result = labelled(block)
    except FileError as error:
        assert error.path == NAME  # noqa: PT017 - the error's own content is what is tested
        return
    assert [site.prescribed for site in reading(result).sites] == [True]
    assert labelled(result) == result
