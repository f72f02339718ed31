"""TIFF: every place a label is found in, what writing changes, and what hostile files cost."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from hegui.errors import NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, open_source
from hegui.implicit.formats.tiff import Tiff
from tests.builders import tiff as build
from tests.builders.exif import LABEL, WRAPPED, Field, text
from tests.builders.tiff import PIXELS, SAMPLES, element, packet, page, tiff, xmp
from tests.plans import keeps_length
from tests.tiff_steps import NEW, entry_of_tag_700, labelled, one_label, plan, read

LONGER = NEW.replace('"ReservedCode1":""', f'"ReservedCode1":"{"x" * 3000}"')


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
