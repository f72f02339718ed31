"""TIFF: every place a label is found in, what writing changes, and what hostile files cost."""

from __future__ import annotations

import random
import struct
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edits, apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.container import Reading
from hegui.implicit.formats.tiff import Tiff
from tests.builders import tiff as build
from tests.builders.exif import LABEL, WRAPPED, Field, exif_ifd, structure, text, user_comment
from tests.builders.tiff import PIXELS, SAMPLES, element, packet, page, tiff, xmp
from tests.plans import keeps_length

NEW = (
    '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"new-1",'
    '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
    '"PropagateID":"new-1","ReservedCode2":""}'
)
LONGER = NEW.replace('"ReservedCode1":""', f'"ReservedCode1":"{"x" * 3000}"')


def read(data: bytes) -> Reading:
    return Tiff(Source.of_bytes(data)).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return Tiff(Source.of_bytes(data)).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW) -> None:
    """Exactly one label is in the file, and it is in the prescribed slot."""
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        ("tiff.xmp", True, label)
    ]
    assert reading.blind == ()


def entry_of_tag_700(data: bytes) -> tuple[int, int, int]:
    """Type, count and offset of IFD0's tag 700 in a little-endian classic file."""
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    entries = (struct.unpack_from("<HHII", data, at + 2 + 12 * n) for n in range(count))
    return next((kind, count, offset) for tag, kind, count, offset in entries if tag == 700)


@pytest.mark.parametrize("name", SAMPLES)
def test_after_writing_one_label_is_left_and_no_old_one(name: str) -> None:
    data = SAMPLES[name]()
    new = labelled(data)
    one_label(new)
    assert b"exif-1" not in new
    assert new.count(PIXELS) == data.count(PIXELS)


@pytest.mark.parametrize("name", SAMPLES)
def test_only_edited_bytes_differ_and_nothing_moves(name: str) -> None:
    data = SAMPLES[name]()
    edits = plan(data)
    new = apply_edits(data, edits)
    spans = [(edit.offset, edit.offset + edit.length) for edit in edits]
    kept = [at for at in range(len(data)) if not any(a <= at < b for a, b in spans)]
    assert all(new[at] == data[at] for at in kept)
    assert len(new) >= len(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_writing_the_same_label_again_changes_nothing(name: str) -> None:
    new = labelled(SAMPLES[name]())
    assert labelled(new) == new


@pytest.mark.parametrize("name", SAMPLES)
def test_longer_and_shorter_labels_follow_each_other(name: str) -> None:
    new = labelled(labelled(SAMPLES[name]()), LONGER)
    one_label(new, LONGER)
    back = labelled(new)
    one_label(back)
    assert len(back) == len(new)
    assert b"xxxx" not in back


def test_the_field_type_is_the_guides() -> None:
    for name in ("plain", "foreign", "labelled_as_bytes", "empty_packet"):
        assert entry_of_tag_700(labelled(SAMPLES[name]()))[0] == 7


def test_the_site_says_where_the_packet_is() -> None:
    data = build.labelled_as_bytes()
    (site,) = read(data).sites
    assert site.place == "IFD0 tag 700 (XMP), field type 1, TC260:AIGC"
    assert data[site.offset : site.offset + site.length] == xmp(element())
    assert (site.dialect, site.prescribed, site.text) == ("xmp-element", True, LABEL)


def test_every_place_is_seen_with_its_offset() -> None:
    data = build.labelled_everywhere()
    found = [(site.slot, site.prescribed, site.place.split(",")[0]) for site in read(data).sites]
    assert found == [
        ("tiff.exif-ImageDescription", False, "IFD0 tag 270 (ImageDescription)"),
        ("tiff.xmp", False, "IFD0/SubIFD0.0 tag 700 (XMP)"),
        ("tiff.xmp", True, "IFD0 tag 700 (XMP)"),
        ("tiff.exif-UserComment", False, "IFD0/ExifIFD tag 37510 (UserComment)"),
        ("tiff.xmp", False, "IFD1 tag 700 (XMP)"),
    ]
    for site in read(data).sites:
        raw = data[site.offset : site.offset + site.length]
        assert b"Label" in raw.replace(b"\0", b"")


def test_other_xmp_properties_and_texts_stay() -> None:
    new = labelled(build.labelled_everywhere())
    assert new.count(b'xmp:Rating="3"') == 3
    foreign = labelled(build.foreign())
    for kept in (b"a lake", b"a day at the lake", b"\x1c\x02\x78\0\4lake", build.ICC):
        assert kept in foreign


def test_padding_takes_the_label_in_without_changing_any_length() -> None:
    assert keeps_length(plan(build.foreign()))
    assert keeps_length(plan(build.labelled()))


def test_a_packet_that_moves_leaves_no_trace() -> None:
    data = build.foreign_tight()
    new = labelled(data)
    kind, count, offset = entry_of_tag_700(new)
    assert (kind, offset % 2, offset + count) == (7, 0, len(new))
    assert new.count(b"xmp:Rating") == 1


def test_a_packet_at_the_end_grows_where_it_is() -> None:
    data = build.foreign_packet_last()
    new = labelled(data)
    one_label(new)
    assert entry_of_tag_700(new)[2] == entry_of_tag_700(data)[2]


def test_a_new_entry_stands_in_order_and_keeps_the_next_page() -> None:
    new = labelled(build.pages())
    (at,) = struct.unpack_from("<I", new, 4)
    (count,) = struct.unpack_from("<H", new, at)
    tags = [struct.unpack_from("<H", new, at + 2 + 12 * n)[0] for n in range(count)]
    assert tags == sorted(tags)
    assert 700 in tags
    assert struct.unpack_from("<I", new, at + 2 + 12 * count) == (
        struct.unpack_from("<I", build.pages(), 8 + 16 + 2 + 9 * 12)
    )
    assert at >= len(build.pages())
    assert at % 2 == 0


def test_the_largest_tags_come_after_the_new_entry() -> None:
    new = labelled(tiff([Field(0x0100, 3, (4,)), Field(0x8298, 2, b"me\0")]))
    (at,) = struct.unpack_from("<I", new, 4)
    tags = [struct.unpack_from("<H", new, at + 2 + 12 * n)[0] for n in range(3)]
    assert tags == [0x0100, 700, 0x8298]


def test_a_packet_shared_by_two_pages_is_one_label_and_stays_shared() -> None:
    raw = bytearray(tiff(page(packet(xmp(element(), padding=""))), page(packet(b"@" * 500))))
    second = raw.rindex(b"\xbc\x02\7\0")
    first = raw.index(b"\xbc\x02\7\0")
    raw[second : second + 12] = raw[first : first + 12]
    data = bytes(raw)
    assert len(read(data).sites) == 1
    new = labelled(data, LONGER)
    one_label(new, LONGER)
    first = new.index(b"\xbc\x02\7\0")
    second = new.rindex(b"\xbc\x02\7\0")
    assert first != second
    assert new[first : first + 12] == new[second : second + 12]


def test_a_second_tag_700_in_the_first_directory_is_merged() -> None:
    data = tiff(page(packet(xmp()), packet(xmp(element()))))
    assert [site.prescribed for site in read(data).sites] == [False]
    one_label(labelled(data))


def test_bigtiff_of_more_than_4_gib_is_labelled_reading_little(tmp_path: Path) -> None:
    # A sparse file: its pixels are a hole of five billion bytes.
    path = tmp_path / "large.tif"
    data = bytearray(build.plain_bigtiff())
    with path.open("wb") as out:
        out.write(data)
        out.truncate(5 * 10**9)
    with open_source(str(path), ceilings=Ceilings(total=64 * 1024 + 64 * 1024)) as source:
        edits = Tiff(source).plan(NEW)
        assert [edit.offset for edit in edits] == [8, 5 * 10**9]
        one = edits[1].data
    at = int.from_bytes(edits[0].data, "little")
    assert 5 * 10**9 <= at < 5 * 10**9 + len(one)
    assert at % 8 == 0


def test_classic_tiff_with_no_room_below_4_gib_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    with path.open("wb") as out:
        out.write(build.plain())
        out.truncate(2**32 - 100)
    with (
        open_source(str(path)) as source,
        pytest.raises(NoSlot, match="classic TIFF ends at 4 GiB"),
    ):
        Tiff(source).plan(NEW)


def test_a_3_gb_file_with_padding_is_labelled_in_place(tmp_path: Path) -> None:
    path = tmp_path / "large.tif"
    with path.open("wb") as out:
        out.write(build.foreign())
        out.truncate(3 * 10**9)
    with open_source(str(path), ceilings=Ceilings(total=64 * 1024 + 16 * 1024)) as source:
        assert keeps_length(Tiff(source).plan(NEW))


def test_camera_makers_raw_files_are_read_and_not_written() -> None:
    mosaic = page(photometric=32803)
    nef = tiff(page(text(0x010E, WRAPPED), Field(0x014A, 4, below=(mosaic,))))
    orf = b"IIRO" + build.plain()[4:]
    cr2 = bytearray(struct.pack("<2sHI4s4x", b"II", 42, 16, b"CR\2\0") + build.plain()[24:])
    cr2[4:8] = len(cr2).to_bytes(4, "little")
    canon = bytes(cr2) + b"\1\0\0\1\3\0\1\0\0\0\4\0\0\0" + bytes(4)
    assert [site.slot for site in read(nef).sites] == ["tiff.exif-ImageDescription"]
    for data in (nef, orf, canon):
        assert Tiff.sniff(data)
        assert read(data).blind == ()
        with pytest.raises(NoSlot, match="camera maker's own raw format"):
            plan(data)


def test_dng_is_written_though_it_holds_a_mosaic() -> None:
    one_label(labelled(build.dng()))


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


def test_many_pages_are_read_and_written_quickly() -> None:
    data = tiff(*[page(packet(xmp(element(), padding=""))) for _ in range(2000)])
    began = time.process_time()
    assert len(read(data).sites) == 2000
    assert time.process_time() - began < 2
    one_label(labelled(data))


def test_a_hostile_chain_of_packets_ends_soon() -> None:
    one = b"\1\0\xbc\x02\7\0\4\0\0\0AIGC"
    parts = [b"II*\0\x08\0\0\0"]
    parts += [one + (8 + 18 * (n + 1)).to_bytes(4, "little") for n in range(400_000)]
    began = time.process_time()
    assert read(b"".join(parts)).blind
    assert time.process_time() - began < 2


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
