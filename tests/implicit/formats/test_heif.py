"""HEIF and AVIF: every place a label is found in, and that pictures outlive its writing."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import time
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edits, apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.container import Reading
from hegui.implicit.formats.heif import Avif, Heif
from hegui.implicit.formats.heif_layout import lay_out
from hegui.implicit.table import open_container
from tests.builders import heif as build
from tests.builders.exif import WRAPPED
from tests.builders.exif import comment as labelled_exif
from tests.builders.heif import (
    AV1,
    HEVC,
    SAMPLES,
    Item,
    Shape,
    avif,
    box,
    exif,
    full,
    heic,
    picture,
    sequence,
    xmp,
)
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.oracles import needs_exiftool, pixels
from tests.plans import keeps_length

NEW = BARE.replace("4f7c1f9e-a01", "another-number")
LONGER = BARE.replace('"ReservedCode1":""', f'"ReservedCode1":"{"x" * 3000}"')
ALL: dict[str, Callable[[], bytes]] = {**SAMPLES, "idat": build.in_idat}


def read(data: bytes) -> Reading:
    return open_container(Source.of_bytes(data, "f")).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return open_container(Source.of_bytes(data, "f")).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW, slot: str = "heif.item-xmp") -> None:
    """Exactly one label is in the file, and it is in the prescribed slot."""
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        (slot, True, label)
    ]
    assert reading.blind == ()


def items(data: bytes) -> dict[int, bytes]:
    """The bytes of every item of the file's own meta box, by item id."""
    layout = lay_out(Source.of_bytes(data))
    assert layout.meta
    locations = layout.meta.locations
    assert locations
    return {
        entry.item: b"".join(
            data[span.start : span.end] for span in locations.spans(layout.source, entry)
        )
        for entry in locations.entries
    }


def exiftool(data: bytes) -> list[str]:
    """Every TC260:AIGC that ExifTool finds."""
    done = subprocess.run(
        ["exiftool", "-a", "-b", "-XMP-TC260:AIGC", "-"],
        input=data,
        capture_output=True,
        check=True,
    )
    return [done.stdout.decode()] if done.stdout else []


# What a file is


@pytest.mark.parametrize(
    ("brands", "kind"),
    [
        (b"heic", Heif),
        (b"hevc", Heif),
        (b"avif", Avif),
        (b"avis", Avif),
        (b"mif1 avif miaf", Avif),
        (b"mif1 heic", Heif),
        (b"mif1 avif heic", Heif),
        (b"mif1 miaf", Heif),
        (b"msf1 avis", Avif),
        (b"jpeg mif1", Heif),
        (b"MiHB heic", Heif),
        (b"isom mif1", None),
        (b"mp42 heic", None),
        (b"crx  mif1", None),
        (b"jp2  mif1", None),
        (b"qt   mif1", None),
        (b"none", None),
    ],
)
def test_brands_tell_the_kind(brands: bytes, kind: type[Heif] | None) -> None:
    names = [brands[at : at + 4] for at in range(0, len(brands), 5)]
    head = box(b"ftyp", names[0] + bytes(4) + b"".join(names))
    assert [one for one in (Heif, Avif) if one.sniff(head)] == ([kind] if kind else [])
    large = box(b"ftyp", names[0] + bytes(4) + b"".join(names), form="large")
    assert [one for one in (Heif, Avif) if one.sniff(large)] == ([kind] if kind else [])


def test_the_kind_says_heif_or_avif() -> None:
    assert read(heic()).kind.id == "heif"
    assert read(avif()).kind.id == "avif"
    assert read(avif()).kind.slot is not read(heic()).kind.slot


# What is read


@pytest.mark.parametrize(
    ("data", "slot", "prescribed", "bytes_"),
    [
        (avif(xmp(xmp_with(BARE))), "heif.item-xmp", True, xmp_with(BARE)),
        (build.in_idat(), "heif.item-xmp", True, xmp_with(BARE)),
        (heic(xmp(xmp_with(BARE), to=())), "heif.item-xmp", False, xmp_with(BARE)),
        (heic(xmp(xmp_with(BARE), to=(9,))), "heif.item-xmp", False, xmp_with(BARE)),
        (build.aigc_item(), "heif.item-aigc", False, BARE.encode()),
        (
            avif(Item(2, b"mime", WRAPPED.encode(), "x", "application/json")),
            "heif.item-text",
            False,
            WRAPPED.encode(),
        ),
        (
            avif(shape=Shape(after=box(b"aigc", BARE.encode() + b"\0"))),
            "heif.aigc",
            False,
            BARE.encode() + b"\0",
        ),
        (
            avif(shape=Shape(before=build.uuid_xmp(xmp_with(BARE)))),
            "heif.uuid-xmp",
            False,
            xmp_with(BARE),
        ),
        (
            heic(shape=Shape(in_meta=full(b"xml ", 0, 0, xmp_with(BARE)))),
            "heif.meta-xml",
            False,
            xmp_with(BARE),
        ),
        (
            heic(shape=Shape(after=box(b"moov", box(b"udta", box(b"XMP_", xmp_with(BARE)))))),
            "heif.udta-xmp",
            False,
            xmp_with(BARE),
        ),
        (
            heic(
                shape=Shape(
                    after=box(
                        b"moov",
                        full(b"meta", 0, 0, full(b"xml ", 0, 0, xmp_with(BARE))),
                    )
                )
            ),
            "heif.meta-xml",
            False,
            xmp_with(BARE),
        ),
    ],
)
def test_every_dialect(data: bytes, slot: str, prescribed: bool, bytes_: bytes) -> None:
    (site,) = read(data).sites
    assert (site.slot, site.prescribed) == (slot, prescribed)
    assert data[site.offset : site.offset + site.length] == bytes_
    assert site.parsed
    one_label(labelled(data))


def test_exif() -> None:
    (site,) = read(heic(exif(labelled_exif()))).sites
    assert (site.slot, site.text, site.prescribed) == (
        "heif.item-exif-UserComment",
        WRAPPED,
        False,
    )
    assert site.place.startswith("Exif item 3 of box meta at byte 28")


def test_labels_at_several_places_become_one() -> None:
    packet = xmp_with(BARE)
    data = heic(
        xmp(FOREIGN_XMP),
        exif(labelled_exif()),
        xmp(packet, 4),
        Item(5, b"mime", BARE.encode(), "AIGC", "text/plain"),
        Item(6, b"mime", WRAPPED.encode(), "", "application/json"),
        shape=Shape(
            before=build.uuid_xmp(packet),
            after=box(b"aigc", BARE.encode()) + box(b"moov", box(b"udta", box(b"XMP_", packet))),
        ),
    )
    assert len(read(data).sites) == 7
    result = labelled(data)
    one_label(result)
    assert BARE.encode() not in result
    assert b"ProduceID&quot;:&quot;4f7c1f9e" not in result
    assert b"exif-1" not in result
    before, after = items(data), items(result)
    assert [len(before[id_]) for id_ in (3, 4, 5, 6)] == [len(after[id_]) for id_ in (3, 4, 5, 6)]
    # What takes the label is the first packet, and what it said before it still says.
    assert after[2].startswith(FOREIGN_XMP[: FOREIGN_XMP.index(b"</rdf:RDF>")].rstrip())


# What is written


@pytest.mark.parametrize("label", [NEW, LONGER], ids=["short", "long"])
@pytest.mark.parametrize("name", ALL)
def test_every_other_item_keeps_its_bytes(name: str, label: str) -> None:
    data = ALL[name]()
    result = labelled(data, label)
    if name == "sequence-without-items":
        return
    before, after = items(data), items(result)
    (site,) = read(result).sites
    changed = {id_ for id_, value in after.items() if value == result[site.offset :][: site.length]}
    if name != "extents":  # whose runs do not follow one another
        assert len(changed) == 1
    spoken = {
        carrier.item.id for carrier in lay_out(Source.of_bytes(data)).carriers if carrier.item
    }
    for id_ in before.keys() - changed - spoken:
        assert after[id_] == before[id_]
    assert after.keys() - before.keys() <= changed


@pytest.mark.parametrize("label", [NEW, LONGER], ids=["short", "long"])
@pytest.mark.parametrize("name", sorted(ALL.keys() - {"sequence-without-items"}))
def test_the_picture_is_the_same(name: str, label: str) -> None:
    data = ALL[name]()
    assert pixels(labelled(data, label)) == pixels(data)


@pytest.mark.parametrize("name", ["boxes-around", "uuid-xmp", "exif-label"])
def test_other_boxes_are_the_same(name: str) -> None:
    data = SAMPLES[name]()
    shrunk = labelled(data)
    for type_ in (b"ftyp", b"free", b"iprp", b"hdlr", b"pitm", b"sefd"):
        at = data.find(type_)
        if at >= 0:
            size = int.from_bytes(data[at - 4 : at])
            assert data[at - 4 : at - 4 + size] in shrunk


@needs_exiftool
@pytest.mark.parametrize("label", [NEW, LONGER], ids=["short", "long"])
@pytest.mark.parametrize("name", SAMPLES)
def test_exiftool_reads_it(name: str, label: str) -> None:
    assert exiftool(labelled(SAMPLES[name](), label)) == [label]


def test_readers_hand_out_the_packet() -> None:
    for data in (heic(), heic(xmp(FOREIGN_XMP))):
        packet = pillow_heif.open_heif(labelled(data)).info["xmp"]
        assert NEW.encode().replace(b'"', b"&quot;") in packet
    with Image.open(io.BytesIO(labelled(build.in_idat()))) as opened:
        assert NEW.encode().replace(b'"', b"&quot;") in opened.info["xmp"]


def test_a_label_is_replaced_in_place_where_it_fits() -> None:
    first = labelled(heic(exif(labelled_exif())), BARE)
    edits = plan(first, BARE.replace("4f7c1f9e", "00000000"))
    assert keeps_length(edits)
    assert len(edits) == 1
    # 64 bytes of padding take up what is added.
    padded = heic(xmp(xmp_with(BARE)))
    longer = BARE.replace("4f7c1f9e-a01", "4f7c1f9e-a01" + "x" * 30)
    assert keeps_length(plan(padded, longer))
    # And a shorter one gives back.
    assert keeps_length(plan(padded, BARE.replace("4f7c1f9e-a01", "1")))


def test_a_packet_without_padding_never_becomes_shorter() -> None:
    bare = xmp_with(BARE)
    bare = bare[bare.index(b"<x:xmpmeta") : bare.index(b"</x:xmpmeta>") + 12]
    data = heic(xmp(bare))
    shorter = BARE.replace("4f7c1f9e-a01", "1")
    assert keeps_length(plan(data, shorter))
    one_label(labelled(data, shorter), shorter)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_a_wide_packet_becomes_utf8_or_is_padded_in_its_own_encoding(codec: str) -> None:
    text = xmp_with(BARE).decode()
    text = text[text.index("<x:xmpmeta") : text.index("</x:xmpmeta>") + 12]
    data = heic(xmp(text.encode(codec)), xmp(text.encode(codec), 3))
    shorter = BARE.replace("4f7c1f9e-a01", "1")
    assert keeps_length(plan(data, shorter))
    result = labelled(data, shorter)
    one_label(result, shorter)
    written = items(result)[2]
    assert len(written) == len(text.encode(codec))
    assert written.decode().rstrip(" ").endswith("</x:xmpmeta>")
    cleaned = items(result)[3].decode(codec)
    assert len(cleaned) == len(text)
    assert cleaned.rstrip(" ").endswith("</x:xmpmeta>")


def test_an_unlinked_packet_is_linked_to_the_picture() -> None:
    data = heic(xmp(xmp_with(BARE), to=()))
    layout = lay_out(Source.of_bytes(labelled(data)))
    assert layout.meta
    assert layout.meta.described == {2: (1,)}


def test_the_packet_of_another_picture_is_left_to_it() -> None:
    data = file_of_two(xmp(FOREIGN_XMP, 3, to=(2,)))
    result = labelled(data)
    one_label(result)
    assert items(result)[3] == FOREIGN_XMP
    assert len(items(result)) == 4


def file_of_two(*others: Item) -> bytes:
    return build.file((picture(HEVC), picture(HEVC, 2), *others))


def test_a_new_id_is_nobodys() -> None:
    group = box(b"grpl", full(b"altr", 0, 0, (2).to_bytes(4) + (1).to_bytes(4) + (1).to_bytes(4)))
    result = labelled(heic(shape=Shape(in_meta=group)))
    assert set(items(result)) == {1, 3}
    full_house = build.file((picture(HEVC, 0xFFFF),))
    assert set(items(labelled(full_house))) == {0xFFFF, 1}
    assert set(items(labelled(build.file((picture(AV1, 70_000),), Shape(iloc=2, wide=True))))) == {
        70_000,
        70_001,
    }


def test_reference_tables_of_either_version_take_a_reference() -> None:
    data = build.file((picture(AV1, 70_000), xmp(b"", 9, to=(70_000,))), Shape(iloc=2, wide=True))
    assert read(labelled(data)).sites[0].prescribed
    # A table with ids of 16 bits beside a primary item that needs 32: it is written as version 1.
    narrow = build.wide_ids().replace(
        full(b"iref", 1, 0, box(b"cdsc", struct.pack(">IHI", 70_001, 1, 70_000))),
        full(b"iref", 0, 0, box(b"thmb", struct.pack(">5H", 7, 3, 8, 9, 10))),
    )
    assert len(narrow) == len(build.wide_ids())
    one_label(labelled(narrow))


# Offsets


def test_a_sequence_keeps_its_frames() -> None:
    data = sequence()
    result = labelled(data)
    assert chunk(data) != chunk(result)
    assert data[chunk(data) :][:64] == result[chunk(result) :][:64]


def chunk(data: bytes) -> int:
    at = data.index(b"stco") + 12
    return int.from_bytes(data[at : at + 4])


def test_a_track_that_shares_the_packet_grows_with_it() -> None:
    data = sequence(xmp_with(BARE))
    layout = lay_out(Source.of_bytes(data))
    assert len(layout.metas) == 2
    result = labelled(data, LONGER)
    one_label(result, LONGER)
    after = lay_out(Source.of_bytes(result))
    assert [twin.spans for twin in after.twins] == [after.carriers[0].spans]


def test_a_sequence_without_items_has_the_label_in_its_own_box() -> None:
    data = build.sequence_without_items()
    assert not read(data).sites
    result = labelled(data)
    assert result.startswith(data)
    one_label(result, slot="heif.uuid-xmp")
    one_label(labelled(result, LONGER), LONGER, slot="heif.uuid-xmp")


def test_an_open_box_is_closed_before_the_label() -> None:
    data = build.sequence_without_items()
    at = data.index(b"mdat") - 4
    opened = data[:at] + bytes(4) + data[at + 4 :]
    assert labelled(opened) == labelled(data)


def test_fields_become_wider_where_they_must() -> None:
    # The picture lies just below 4 GiB, where a field of 32 bits ends.
    far = 0xFFFFFFF0
    data = heic()
    at = data.index(b"iloc") + 4 + 4 + 2 + 2 + 6
    assert data[at : at + 4] == items_offset(data)
    moved = data[:at] + far.to_bytes(4) + data[at + 4 :]
    layout = lay_out(Source.of_bytes(labelled(moved)))
    assert layout.meta
    assert layout.meta.locations
    assert layout.meta.locations.widths.offset == 8
    (entry, new) = layout.meta.locations.entries
    assert entry.extents[0].offset - far == len(labelled(moved)) - len(moved)
    assert new.extents[0].length


def items_offset(data: bytes) -> bytes:
    return data.index(HEVC.data).to_bytes(4)


def test_bytes_behind_four_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.heic"
    head = heic(xmp(xmp_with(BARE)))
    size = 5 * 1024**3
    with path.open("wb") as file:
        file.write(head + b"\0\0\0\1mdat" + size.to_bytes(8))
        file.truncate(len(head) + size)
    with open_source(str(path), ceilings=Ceilings(total=1024**2)) as source:
        container = Heif(source)
        (site,) = container.read().sites
        assert site.text == BARE
        assert sum(len(edit.data) for edit in container.plan(LONGER)) < 10_000


@pytest.mark.parametrize("type_", [b"moof", b"mfra", b"sidx"])
def test_fragments_are_not_moved(type_: bytes) -> None:
    data = sequence() + box(type_, bytes(8))
    with pytest.raises(NoSlot, match="fragmented"):
        plan(data)
    in_place = sequence(xmp_with(BARE)) + box(type_, bytes(8))
    assert keeps_length(plan(in_place))


# What cannot be looked at, or written


def compressor(bits: int) -> bytes:
    squeeze = zlib.compressobj(wbits=bits)
    return squeeze.compress(xmp_with(BARE)) + squeeze.flush()


@pytest.mark.parametrize(
    ("encoding", "bits"),
    [("deflate", -15), ("deflate", 15), ("compress_zlib", 15), ("gzip", 31)],
)
def test_a_compressed_packet_is_read_and_becomes_plain(encoding: str, bits: int) -> None:
    data = heic(replace(xmp(compressor(bits)), encoding=encoding))
    (site,) = read(data).sites
    assert (site.text, site.prescribed) == (BARE, True)
    result = labelled(data)
    one_label(result)
    assert pixels(result) == pixels(data)
    assert pillow_heif.open_heif(result).info["xmp"].rstrip() == items(result)[2].rstrip()


def test_compression_that_cannot_be_undone() -> None:
    strange = heic(replace(xmp(b"abc"), encoding="br"))
    assert [blind.facts["encoding"] for blind in read(strange).blind] == ["br"]
    with pytest.raises(NoSlot, match="compressed with br"):
        plan(strange)
    broken = heic(replace(xmp(compressor(15)[:-9]), encoding="deflate"))
    assert "cut short" in read(broken).blind[0].reason
    with pytest.raises(BrokenFile):
        plan(broken)
    second = replace(xmp(compressor(15), 3), encoding="deflate")
    with pytest.raises(NoSlot, match="holds another label"):
        plan(heic(xmp(FOREIGN_XMP), second))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zlib.compress(bytes(64 * 1024**2))
    data = heic(replace(xmp(bomb), encoding="deflate"))
    tracemalloc.start()
    try:
        (blind,) = read(data).blind
        assert tracemalloc.get_traced_memory()[1] < 40 * 1024**2
    finally:
        tracemalloc.stop()
    assert "unpacks to more than" in blind.reason


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(xmp(xmp_with(BARE)), protection=1), "is encrypted"),
        (replace(xmp(xmp_with(BARE)), data_reference=1), "lies in another file"),
        (replace(xmp(b""), method=2), "is put together from other items"),
        (replace(xmp(xmp_with(BARE)), method=7), "lies in another file"),
    ],
)
def test_items_out_of_reach(item: Item, reason: str) -> None:
    elsewhere = full(b"dref", 0, 0, (1).to_bytes(4) + full(b"url ", 0, 0, b"x\0"))
    shape = Shape(iloc=1, in_meta=box(b"dinf", elsewhere))
    data = heic(item, shape=shape)
    reading = read(data)
    assert reading.sites == ()
    assert reason in reading.blind[0].reason
    with pytest.raises(NoSlot, match=reason):
        plan(data)


def test_a_reference_to_the_file_itself_is_followed() -> None:
    itself = full(b"dref", 0, 0, (1).to_bytes(4) + full(b"url ", 0, 1, b""))
    shape = Shape(in_meta=box(b"dinf", itself))
    data = heic(replace(xmp(xmp_with(BARE)), data_reference=1), shape=shape)
    one_label(labelled(data, LONGER), LONGER)


def test_an_item_outside_the_file_is_broken() -> None:
    data = heic(xmp(xmp_with(BARE)))
    assert "the file has left" in read(data[:-1]).blind[1].reason
    assert "item 2 lies outside the file" in read(data[:-1]).blind[0].reason
    with pytest.raises(BrokenFile):
        plan(data[:-1])


def test_labels_before_a_cut_are_found() -> None:
    data = heic(xmp(xmp_with(BARE)), shape=Shape(after=box(b"free", bytes(100))))
    reading = read(data[:-50])
    assert [site.text for site in reading.sites] == [BARE]
    (blind,) = reading.blind
    assert blind.place.startswith("box free at byte")


def test_bytes_that_another_item_has_a_part_of_are_not_changed() -> None:
    data = heic(xmp(xmp_with(BARE)), Item(3, b"mime", b"0123456789", "", "image/png"))
    at = data.index(b"0123456789")
    sharing = data.replace(at.to_bytes(4), (at - 5).to_bytes(4), 1)
    with pytest.raises(NoSlot, match="item 3 shares bytes"):
        plan(sharing)


def test_what_contradicts_itself_is_refused() -> None:
    two = heic(shape=Shape(after=full(b"meta", 0, 0, b"")))
    with pytest.raises(BrokenFile, match="two meta boxes"):
        plan(two)
    with pytest.raises(BrokenFile, match="two of these"):
        plan(heic(shape=Shape(in_meta=full(b"pitm", 0, 0, bytes(2)))))
    miscounted = heic().replace(b"iinf\0\0\0\0\0\1", b"iinf\0\0\0\0\0\2")
    with pytest.raises(BrokenFile, match="says 2 items and holds 1"):
        plan(miscounted)
    with pytest.raises(BrokenFile, match="neither a primary item nor a movie"):
        plan(heic()[:28])
    nobody = heic().replace(full(b"pitm", 0, 0, b"\0\1"), full(b"pitm", 0, 0, b"\0\0"))
    with pytest.raises(BrokenFile, match="neither a primary item nor a movie"):
        plan(nobody)


def test_the_low_overhead_form_is_told() -> None:
    data = box(b"ftyp", b"mif3" + bytes(4) + b"mif3avif") + box(b"mini", bytes(9))
    (blind,) = read(data).blind
    assert "low-overhead" in blind.reason
    with pytest.raises(NoSlot):
        plan(data)


def test_broken_xmp_is_a_blind_spot_and_not_written_over() -> None:
    data = heic(xmp(b"<x:xmpmeta><aigc>"), exif(labelled_exif()))
    reading = read(data)
    assert len(reading.sites) == 1
    assert reading.blind[0].place == "XMP item 2 of box meta at byte 28"
    with pytest.raises(BrokenFile):
        plan(data)


# Hostile files


def tables(iloc: bytes, iinf: bytes = b"") -> bytes:
    meta = full(b"meta", 0, 0, full(b"pitm", 0, 0, b"\0\1") + iloc + iinf)
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta


def patience(data: bytes) -> None:
    """Reading and planning are over soon."""
    begun = time.process_time()
    try:
        container = Heif(Source.of_bytes(data, "f"))
        container.read()
        container.plan(NEW)
    except FileError as error:
        assert error.path == "f"  # noqa: PT017 - errors are one of the two right answers
    assert time.process_time() - begun < 2


def test_a_million_items() -> None:
    entries = full(b"iloc", 2, 0, b"\0\0" + (1_000_000).to_bytes(4) + bytes(10_000_000))
    with pytest.raises(CeilingExceeded):
        plan(tables(entries))
    patience(tables(entries))
    infos = b"".join(full(b"infe", 2, 0, bytes(9)) for _ in range(70_000))
    patience(tables(full(b"iloc", 1, 0, bytes(4)), full(b"iinf", 1, 0, bytes(4) + infos)))


def test_many_items_that_could_hold_a_label() -> None:
    count = 16_000
    numbers = [number.to_bytes(2) for number in range(count)]
    iloc = b"\x44\0" + count.to_bytes(2)
    iloc += b"".join(number + bytes((0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 1)) for number in numbers)
    info = b"\0\0mime\0application/rdf+xml\0"
    infos = b"".join(full(b"infe", 2, 0, number + info) for number in numbers)
    links = b"".join(box(b"cdsc", number + b"\0\1\0\1") for number in numbers)
    iinf = full(b"iinf", 0, 0, count.to_bytes(2) + infos) + full(b"iref", 0, 0, links)
    data = tables(full(b"iloc", 0, 0, iloc), iinf)
    patience(data)
    tracemalloc.start()
    try:
        Heif(Source.of_bytes(data))
        assert tracemalloc.get_traced_memory()[1] < 60 * 1024**2
    finally:
        tracemalloc.stop()


def test_a_million_extents_of_the_same_bytes() -> None:
    extents = b"\0\0\0\0\0\x0f\xff\xff" * 60_000
    iloc = full(b"iloc", 0, 0, b"\x44\0\0\1\0\1\0\0" + (60_000).to_bytes(2) + extents)
    info = full(b"infe", 2, 0, b"\0\1\0\0mimex\0application/rdf+xml\0")
    data = tables(iloc, full(b"iinf", 0, 0, b"\0\1" + info)) + box(b"mdat", bytes(1 << 20))
    assert "ceiling" in str(read(data).blind[0].facts)
    patience(data)


def test_many_packets_are_not_all_read() -> None:
    packet = xmp_with(BARE)
    data = heic(*(xmp(packet, id_) for id_ in range(2, 700)))
    reading = read(data)
    assert len(reading.sites) == 256
    assert len(reading.blind) == 698 - 256
    with pytest.raises(CeilingExceeded, match="in more than 256 places"):
        plan(data)
    patience(data)


def test_deep_boxes() -> None:
    deep = b""
    for _ in range(100):
        deep = box(b"trak", deep)
    data = heic(shape=Shape(after=box(b"moov", deep)))
    assert "nested deeper" in read(data).blind[0].reason


@given(st.sampled_from(sorted(ALL)), st.data())
def test_mutated_files_give_a_result_or_an_error(name: str, draw: st.DataObject) -> None:
    data = bytearray(ALL[name]())
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 4))] = draw.draw(st.binary(max_size=4))
    try:
        container = open_container(Source.of_bytes(bytes(data), "f"))
        container.read()
        edits = container.plan(NEW)
    except FileError as error:
        assert error.path == "f"  # noqa: PT017 - errors are one of the two right answers
        return
    one = type(container)(Source.of_bytes(apply_edits(bytes(data), edits))).read()
    assert [site.prescribed for site in one.sites] == [True]


@given(st.binary(max_size=200))
def test_arbitrary_tables_give_a_reading_or_an_error(tail: bytes) -> None:
    data = box(b"ftyp", b"heic\0\0\0\0mif1heic") + full(b"meta", 0, 0, tail) + tail
    try:
        read(data)
        plan(data)
    except FileError as error:
        assert error.path == "f"  # noqa: PT017 - errors are one of the two right answers


@given(st.binary(max_size=300))
def test_item_locations_are_written_as_they_were_read(fields: bytes) -> None:
    iloc = full(b"iloc", fields[0] % 3 if fields else 0, 0, fields)
    layout = lay_out(Source.of_bytes(tables(iloc)))
    if layout.meta and layout.meta.locations:
        assert layout.meta.locations.encoded(layout.source) == iloc[8:]


# Files that other programs wrote


def picture_file(path: Path) -> Path:
    size = 160, 120
    gradient = Image.radial_gradient("L").resize(size)
    Image.merge("RGB", (gradient, gradient.rotate(90), gradient.rotate(180))).save(path)
    return path


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} not installed")


@needs("heif-enc")
@pytest.mark.parametrize("options", [(), ("-t", "64"), ("--enable-metadata-compression",)])
def test_files_of_libheif(options: tuple[str, ...], tmp_path: Path) -> None:
    source = picture_file(tmp_path / "p.png")
    with Image.open(source) as opened:
        opened.save(tmp_path / "p.jpg", xmp=xmp_with(BARE))
    out = tmp_path / "p.heic"
    subprocess.run(["heif-enc", *options, "-o", out, tmp_path / "p.jpg"], check=True)
    data = out.read_bytes()
    assert [site.text for site in read(data).sites] == [BARE]
    for label in (NEW, LONGER):
        result = labelled(data, label)
        one_label(result, label)
        assert pixels(result) == pixels(data)


@pytest.mark.parametrize("format_", ["HEIF", "AVIF"])
@pytest.mark.parametrize("packet", [b"", FOREIGN_XMP, xmp_with(BARE)], ids=["no", "other", "own"])
def test_files_of_pillow(format_: str, packet: bytes) -> None:
    out = io.BytesIO()
    options = {"xmp": packet} if packet else {}
    Image.radial_gradient("L").convert("RGB").save(out, format_, **options)
    data = out.getvalue()
    for label in (NEW, LONGER):
        result = labelled(data, label)
        one_label(result, label)
        assert pixels(result) == pixels(data)


def frames(path: Path) -> bytes:
    """The checksums of the frames as FFmpeg decodes them."""
    return subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "framemd5", "-"],
        capture_output=True,
        check=True,
    ).stdout


@needs("ffmpeg")
@pytest.mark.parametrize("count", [1, 5])
def test_files_of_ffmpeg(count: int, tmp_path: Path) -> None:
    path = tmp_path / "f.avif"
    made = subprocess.run(
        [
            *("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x64:r=5"),
            *("-frames:v", str(count), "-c:v", "libaom-av1", "-cpu-used", "8", path),
        ],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this ffmpeg has no AV1 encoder or no AVIF muxer")
    data = path.read_bytes()
    before = frames(path)
    for label in (NEW, LONGER):
        path.write_bytes(labelled(data, label))
        one_label(path.read_bytes(), label)
        assert frames(path) == before


def test_items_that_exiftool_has_emptied() -> None:
    """It leaves an item's entry without a length, at the place of what is left of the file."""
    data = bytearray(heic(xmp(FOREIGN_XMP), exif(labelled_exif())))
    entries = data.index(b"iloc") + 12  # version and flags, widths, count
    (picture,) = struct.unpack_from(">I", data, entries + 6)
    for entry in (entries + 14, entries + 28):
        struct.pack_into(">II", data, entry + 6, picture, 0)
    assert read(bytes(data)) == read(heic())
    result = labelled(bytes(data))
    one_label(result)
    assert pixels(result) == pixels(heic())
