"""TIFF: broken and hostile files are read as far as possible, or refused."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Ceilings, open_source
from hegui.implicit.formats.tiff import Tiff
from tests.builders import tiff as build
from tests.builders.exif import LABEL, WRAPPED, Field, exif_ifd, structure, text, user_comment
from tests.builders.tiff import SAMPLES, element, packet, page, tiff, xmp
from tests.limits import within
from tests.tiff_steps import NEW, entry_of_tag_700, labelled, one_label, plan, read

# Broken and hostile files.


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"II*\0", "needs 4 bytes"),
        (b"II*\0\0\0\0\0", "there is no directory"),
        (b"II*\0\xff\0\0\0", "lies beyond the end"),
        (b"II*\0\x08\0\0\0\0\0\0\0\0\0", "the directory is empty"),
        (b"II*\0\x08\0\0\0\xff\xff\0\0", "claims 65535 entries"),
        (b"II+\0\4\0\0\0\x10\0\0\0\0\0\0\0", "offsets of 4 bytes"),
        (b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0" + b"\xff" * 8, "entries"),
        (b"RIFF0000", "does not begin with a TIFF header"),
    ],
)
def test_a_first_directory_that_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        read(data)
    with pytest.raises(BrokenFile, match=reason):
        plan(data)


def test_a_later_page_that_cannot_be_read_is_a_blind_place_and_stops_writing() -> None:
    data = structure([page(packet(xmp(element()))), page()], chain=0xFFFF00)
    reading = read(data)
    assert [site.prescribed for site in reading.sites] == [True]
    assert [blind.place for blind in reading.blind] == ["IFD2"]
    with pytest.raises(BrokenFile, match="IFD2 at byte 16776960"):
        plan(data)


def test_pages_in_a_circle_end() -> None:
    data = structure([page(), page(packet(xmp(element())))], chain=0)
    circle = data[:-4] + data[4:8]
    assert len(read(circle).sites) == 1
    one_label(labelled(circle))


@pytest.mark.parametrize("kind", [1, 2, 7])
def test_a_packet_beyond_the_end_is_blind_and_stops_writing(kind: int) -> None:
    data = tiff(page(Field(700, kind, xmp(element()), count=0x7FFFFFFF)))
    reading = read(data)
    assert reading.sites == ()
    assert [blind.place for blind in reading.blind] == ["IFD0 tag 700"]
    with pytest.raises(BrokenFile, match="tag 700"):
        plan(data)


def test_a_packet_that_is_no_xml_is_blind_and_is_not_written_over() -> None:
    data = tiff(page(packet(b"<x:xmpmeta AIGC <<<" + bytes(20))))
    assert len(read(data).blind) == 1
    with pytest.raises(BrokenFile, match="IFD0 tag 700"):
        plan(data)


def test_a_packet_over_the_ceiling_is_blind_and_stops_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.tif"
    path.write_bytes(tiff(page(packet(xmp(element(), padding=" " * 200_000)))))
    with open_source(str(path), ceilings=Ceilings(allocation=100_000)) as source:
        container = Tiff(source)
        assert [blind.place for blind in container.read().blind] == ["IFD0 tag 700"]
        with pytest.raises(CeilingExceeded):
            container.plan(NEW)


def test_a_text_over_the_ceiling_is_blind_and_stops_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.tif"
    path.write_bytes(tiff(page(text(0x010E, "x" * 200_000), packet(xmp()))))
    with open_source(str(path), ceilings=Ceilings(allocation=100_000)) as source:
        container = Tiff(source)
        assert [blind.place for blind in container.read().blind] == ["IFD0 tag 270"]
        with pytest.raises(CeilingExceeded):
            container.plan(NEW)


def test_a_label_before_megabytes_of_blanks_is_blind_and_stops_writing() -> None:
    data = tiff(page(text(0x010E, WRAPPED + " " * 5_000_000), packet(xmp())))
    assert [blind.place for blind in read(data).blind] == ["IFD0 tag 270"]
    with pytest.raises(CeilingExceeded, match="mentions a label"):
        plan(data)
    quiet = tiff(page(text(0x010E, "x" * 5_000_000), packet(xmp())))
    assert read(quiet).blind == ()
    assert len(read(labelled(quiet)).sites) == 1


def test_words_beside_a_label_in_a_text_stay() -> None:
    new = labelled(tiff(page(text(0x010E, WRAPPED + " caption matters"))))
    assert b" caption matters\0" in new
    one_label(new)


@pytest.mark.parametrize("kind", [3, 4])
def test_a_packet_under_a_lying_type_is_read_and_set_right(kind: int) -> None:
    body = xmp(element())
    body += b" " * (-len(body) % 4)
    data = tiff(page(Field(700, kind, body)))
    assert [site.text for site in read(data).sites] == [LABEL]
    new = labelled(data)
    one_label(new)
    assert entry_of_tag_700(new)[:2] == (7, len(body))


def test_pixels_that_are_cut_off_stop_writing_at_the_end() -> None:
    data = build.plain()
    at = data.index(b"\x17\1\4\0") + 8
    cut = data[:at] + (5000).to_bytes(4, "little") + data[at + 4 :]
    with pytest.raises(BrokenFile, match="IFD0: the pixels reach to byte 5008"):
        plan(cut)
    assert read(cut).blind == ()


def test_a_value_that_is_cut_off_stops_writing_at_the_end() -> None:
    data = tiff(page(Field(0x8773, 7, bytes(20), count=9999)))
    with pytest.raises(BrokenFile, match="tag 34675"):
        plan(data)


def test_a_label_that_overlaps_another_is_an_error() -> None:
    # Copyright claims all but the last two bytes of ImageDescription.
    data = bytearray(tiff(page(text(0x010E, WRAPPED), text(0x8298, WRAPPED[:-1]))))
    first, second = data.index(b"\x0e\1\2\0"), data.index(b"\x98\x82\2\0")
    data[second + 8 : second + 12] = data[first + 8 : first + 12]
    data[second + 4] -= 1
    with pytest.raises(BrokenFile, match="overlaps another structure"):
        plan(bytes(data))


def test_a_packet_that_overlaps_its_directory_is_an_error() -> None:
    # The directory's first byte, a zero, passes for padding; to write over it ends the directory.
    data = bytearray(build.labelled_big_endian())
    directory = int.from_bytes(data[4:8])
    entry = data.index(b"\x02\xbc\0\7", directory)
    value = int.from_bytes(data[entry + 8 : entry + 12])
    assert value < directory, "the builder lays values before directories"
    data[value:directory] = data[value:directory].rstrip(b"\0").ljust(directory - value)
    data[entry + 4 : entry + 8] = (directory + 1 - value).to_bytes(4)
    assert [site.prescribed for site in read(bytes(data)).sites] == [True]
    with pytest.raises(BrokenFile, match="overlaps another structure"):
        plan(bytes(data))


def test_many_pages_are_read_and_written_quickly() -> None:
    data = tiff(*[page(packet(xmp(element(), padding=""))) for _ in range(2000)])
    with within(2):
        assert len(read(data).sites) == 2000
    one_label(labelled(data))


def test_a_hostile_chain_of_packets_ends_soon() -> None:
    one = b"\1\0\xbc\x02\7\0\4\0\0\0AIGC"
    parts = [b"II*\0\x08\0\0\0"]
    parts += [one + (8 + 18 * (n + 1)).to_bytes(4, "little") for n in range(400_000)]
    with within(2):
        assert read(b"".join(parts)).blind


@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=64), st.randoms())
def test_mutated_files_give_a_reading_and_one_label_or_our_error(
    name: str, noise: bytes, chance: random.Random
) -> None:
    data = bytearray(SAMPLES[name]())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randrange(len(data))])
    for hostile in (bytes(data), cut, cut + noise, b"II*\0" + noise, b"MM\0+" + noise):
        with suppress(FileError):
            assert read(hostile).kind is Tiff.kind
        with suppress(FileError):
            reading = read(labelled(hostile))
            assert sum(site.prescribed for site in reading.sites) == 1


def test_a_comment_in_a_big_endian_file_in_the_other_order_is_found() -> None:
    comment = user_comment(WRAPPED.encode("utf-16-le"), b"UNICODE\0")
    data = tiff(page(exif_ifd(comment)), order=">")
    assert [site.text for site in read(data).sites] == [WRAPPED]
    one_label(labelled(data))
