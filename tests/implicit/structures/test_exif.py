"""Labels in EXIF texts: every code and byte order, odd beginnings, and hostile directories."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Ceilings, Source
from hegui.implicit.structures import exif
from hegui.implicit.structures.tiff_directory import LITTLE, Walk
from hegui.implicit.table import open_container
from tests.builders import exif as build
from tests.builders import heif, jpeg, jxl, psd, webp
from tests.builders.exif import BLOCKS, WRAPPED, Field, exif_ifd, structure, text, user_comment
from tests.limits import within


def texts(block: bytes) -> tuple[exif.ExifText, ...]:
    return exif.texts(block, name="picture", place="chunk eXIf")


def without(block: bytes) -> bytes:
    return exif.without_labels(block, name="picture", place="chunk eXIf")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_sample_holds_labels_where_it_says(name: str) -> None:
    block = BLOCKS[name]()
    assert exif.may_hold_label(block)
    found = [each for each in texts(block) if exif.is_label(each)]
    assert found
    for each in found:
        raw = block[each.offset : each.offset + each.length]
        assert each.text.encode() in (raw, raw.replace(b"\0", b""))


@pytest.mark.parametrize("name", BLOCKS)
def test_taking_labels_out_keeps_the_length_and_all_else(name: str) -> None:
    block = BLOCKS[name]()
    inside = {
        at
        for each in texts(block)
        if exif.is_label(each)
        for at in range(each.offset, each.offset + each.length)
    }
    clean = without(block)
    assert len(clean) == len(block)
    assert {at for at, byte in enumerate(block) if clean[at] != byte} <= inside
    assert not exif.may_hold_label(clean)
    assert without(clean) == clean


def test_the_first_look_sees_no_label_in_a_cameras_block() -> None:
    assert not exif.may_hold_label(build.plain())
    assert without(build.plain()) == build.plain()


@pytest.mark.parametrize(
    ("name", "text_of"),
    [
        ("comment", WRAPPED),
        ("comment_big_endian", WRAPPED),
        ("comment_utf16_little", WRAPPED),
        ("comment_utf16_big", WRAPPED),
        ("comment_jis", WRAPPED),
        ("comment_undefined", WRAPPED),
        ("comment_without_code", WRAPPED),
        ("comment_printed_code", "charset=Undefined " + WRAPPED),
        ("windows_comment", WRAPPED),
        ("second_directory", WRAPPED),
        ("copyright_of_two", WRAPPED),
    ],
)
def test_text_is_decoded_exactly(name: str, text_of: str) -> None:
    assert [each.text for each in texts(BLOCKS[name]())] == [text_of]


def test_an_emptied_comment_keeps_its_code_and_holds_blanks() -> None:
    # Exif 2.32 4.6.5: a comment that is not filled in holds blanks.
    block = build.comment()
    at = block.index(WRAPPED.encode())
    clean = without(block)
    assert clean[at - 8 : at] == b"ASCII\0\0\0"
    assert clean[at : at + len(WRAPPED)] == b" " * len(WRAPPED)


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_an_emptied_utf16_comment_holds_utf16_blanks(order: str) -> None:
    block = structure([[exif_ifd(user_comment(WRAPPED.encode(order), b"UNICODE\0"))]])
    found = texts(block)[0]
    clean = without(block)[found.offset : found.offset + found.length]
    assert clean.decode(order) == " " * len(WRAPPED)


@pytest.mark.parametrize("bom", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_decides_and_is_not_text(bom: str) -> None:
    value = ("\ufeff" + WRAPPED).encode(bom)
    block = structure([[exif_ifd(user_comment(value, b"UNICODE\0"))]])
    assert [each.text for each in texts(block)] == [WRAPPED]


def test_chinese_in_gb18030_is_read() -> None:
    value = WRAPPED.replace("exif-1", "标识").encode("gb18030")
    block = structure([[Field(0x010E, 2, value + b"\0")]])
    assert "标识" in texts(block)[0].text


@pytest.mark.parametrize("before", [b"Exif\0\0", b"Exif\0\0Exif\0\0", b"\0\0\0\6Exif\0\0", b"\0\0"])
def test_what_stands_before_the_header_is_skipped_and_offsets_count_it(before: bytes) -> None:
    block = before + build.twice()
    for each in texts(block):
        assert block[each.offset : each.offset + each.length].rstrip() == WRAPPED.encode()
    assert without(block) == before + without(build.twice())


def test_json_that_is_no_label_stays() -> None:
    # ByteDance's own note in UserComment speaks for generation but is not the GB label.
    block = structure([[exif_ifd(user_comment(b'{"aigc_info":{"aigc_label_type":0}}'))]])
    assert [exif.is_label(each) for each in texts(block)] == [False]
    assert without(block) == block


def test_a_count_that_reaches_into_the_next_value_blanks_only_the_label() -> None:
    block = structure([[text(0x010E, WRAPPED), text(0x0131, "software of ours")]])
    at = block.index(b"\x0e\x01\2\0") + 4
    lie = block[:at] + (len(WRAPPED) + 12).to_bytes(4, "little") + block[at + 4 :]
    assert b"software of ours" in without(lie)
    assert WRAPPED.encode() not in without(lie)


def test_a_part_that_cannot_be_followed_is_an_error_unless_a_label_was_found() -> None:
    lost = Field(0x9286, 7, b"x" * 20, count=0x7FFFFFFF)
    with pytest.raises(BrokenFile, match="lies outside the data"):
        texts(structure([[text(0x0131, "AIGC studio 2026"), exif_ifd(lost)]]))
    found = texts(structure([[text(0x010E, WRAPPED), exif_ifd(lost)]]))
    assert [each.tag for each in found] == ["ImageDescription"]


def test_a_missing_last_pointer_is_forgiven() -> None:
    block = structure([[text(0x010E, WRAPPED)]])
    assert [each.text for each in texts(block[:-4])] == [WRAPPED]


def test_a_block_without_a_header_is_broken_and_is_not_written_over() -> None:
    block = b"not a TIFF structure " + WRAPPED.encode()
    with pytest.raises(BrokenFile, match="chunk eXIf: the EXIF block does not begin"):
        texts(block)
    with pytest.raises(BrokenFile, match="chunk eXIf: the EXIF block does not begin"):
        without(block)
    assert without(b"not a TIFF structure") == b"not a TIFF structure"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_words_beside_a_label_stay_at_their_place(encoding: str) -> None:
    words = " \u6625\u5929 caption matters"
    block = structure([[Field(0x010E, 2, (WRAPPED + words).encode(encoding))]])
    cleaned = without(block)
    assert len(cleaned) == len(block)
    assert cleaned.index(words.encode(encoding)) == block.index(words.encode(encoding))
    assert b"L\0a\0b\0e\0l" not in cleaned
    assert b"Label" not in cleaned
    assert texts(cleaned) == ()


def test_a_label_before_megabytes_of_blanks_is_never_passed_over() -> None:
    block = structure([[text(0x010E, WRAPPED + " " * 5_000_000)]])
    for look in (texts, without):
        with pytest.raises(CeilingExceeded, match="mentions a label"):
            look(block)
    assert texts(structure([[text(0x010E, "x" * 5_000_000)]])) == ()


def test_directories_in_a_circle_end() -> None:
    block = structure([[text(0x010E, WRAPPED)], [text(0x010E, WRAPPED)]])
    first = int.from_bytes(block[4:8], "little")
    circle = block[:-4] + first.to_bytes(4, "little")
    assert len(texts(circle)) == 2


def test_an_exif_directory_that_points_at_its_parent_ends() -> None:
    block = structure([[text(0x010E, WRAPPED), Field(0x8769, 4, (8,))]])
    first = block[4:8]
    at = block.rindex(b"\x69\x87\4\0") + 8
    assert len(texts(block[:at] + first + block[at + 4 :])) == 1


def hostile_same_text() -> bytes:
    """Half a million entries that all point at overlapping parts of one long text."""
    value = (WRAPPED + " ").encode() * 40_000
    count = 65_535
    entry = b"".join(
        b"\x0e\x01\2\0" + (3_000_000 - n).to_bytes(4, "little") + (8 + n).to_bytes(4, "little")
        for n in range(count)
    )
    at = 8 + len(value)
    head = b"II*\0" + at.to_bytes(4, "little") + value
    return head + count.to_bytes(2, "little") + entry + bytes(4)


def hostile_chain() -> bytes:
    """Four hundred thousand directories of one entry each."""
    one = b"\1\0\x0e\x01\2\0\4\0\0\0AIGC"
    parts = [b"II*\0\x08\0\0\0"]
    parts += [one + (8 + 18 * (n + 1)).to_bytes(4, "little") for n in range(399_999)]
    return b"".join(parts) + one + bytes(4)


def hostile_list() -> bytes:
    """A list of four million SubIFDs, each of them broken."""
    body = b"\xff\xff\xff\x7f" * 4_000_000
    head = b"II*\0\x08\0\0\0\1\0\x4a\x01\4\0" + (4_000_000).to_bytes(4, "little")
    return head + (26).to_bytes(4, "little") + bytes(4) + body + b"AIGC"


@pytest.mark.parametrize("build_hostile", [hostile_same_text, hostile_chain, hostile_list])
def test_hostile_blocks_cost_little_time(build_hostile: Callable[[], bytes]) -> None:
    block = build_hostile()
    with within(2), pytest.raises(CeilingExceeded):
        texts(block)


def test_hostile_texts_cost_little_memory() -> None:
    block = hostile_same_text()
    tracemalloc.start()
    try:
        with pytest.raises(CeilingExceeded):
            texts(block)
        assert tracemalloc.get_traced_memory()[1] < 80e6
    finally:
        tracemalloc.stop()


def test_only_the_first_faults_are_kept() -> None:
    block = structure([[Field(0x014A, 4, tuple(0xFFFF0000 + n for n in range(100)))]])
    walk = Walk(Source.of_bytes(block), LITTLE, (0x014A,))
    assert len(list(walk.directories(int.from_bytes(block[4:8], "little")))) == 1
    assert len(walk.faults) == 32


def test_nesting_ends_at_the_ceiling() -> None:
    fields = [text(0x010E, WRAPPED)]
    for _ in range(10):
        fields = [Field(0x014A, 4, below=(fields,))]
    block = structure([fields])
    source = Source.of_bytes(block, ceilings=Ceilings(depth=5))
    walk = Walk(source, LITTLE, (0x014A,))
    with pytest.raises(FileError, match="nested deeper than 5"):
        list(walk.directories(int.from_bytes(block[4:8], "little")))


@given(st.sampled_from(sorted(BLOCKS)), st.binary(max_size=200), st.randoms())
def test_mutated_blocks_give_texts_or_our_error(
    name: str, noise: bytes, chance: random.Random
) -> None:
    block = bytearray(BLOCKS[name]())
    for _ in range(chance.randint(1, 4)):
        block[chance.randrange(len(block))] = chance.randrange(256)
    for hostile in (bytes(block), bytes(block) + noise, noise, b"II*\0" + noise):
        with suppress(FileError):
            for each in texts(hostile):
                assert 0 <= each.offset <= each.offset + each.length <= len(hostile)
        with suppress(FileError):
            assert len(without(hostile)) == len(hostile)


@pytest.mark.parametrize("family", [jpeg, webp, heif, jxl, psd])
def test_no_format_writes_over_a_label_in_a_block_that_cannot_be_followed(
    family: ModuleType,
) -> None:
    refused = 0
    for name, sample in family.SAMPLES.items():
        data = sample()
        container = open_container(Source.of_bytes(data, name))
        if not any("exif" in site.slot for site in container.read().sites):
            continue
        for header in (b"II*\0", b"MM\0*"):
            data = data.replace(header, b"\0" * 4)
        with pytest.raises(BrokenFile, match="the EXIF block does not begin"):
            open_container(Source.of_bytes(data, name)).plan(build.LABEL)
        refused += 1
    assert refused
