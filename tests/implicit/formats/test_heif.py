"""HEIF and AVIF: every place a label is found in, and that pictures outlive its writing."""

from __future__ import annotations

import io
import struct
import subprocess

import pillow_heif
import pytest
from PIL import Image

from hegui.files.source import Source
from hegui.implicit.formats.heif import Avif, Heif
from hegui.implicit.formats.heif_layout import lay_out
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
    xmp,
)
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.heif_steps import ALL, LONGER, NEW, items, labelled, one_label, plan, read
from tests.oracles import needs_exiftool, pixels
from tests.plans import keeps_length


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
