"""HEIF and AVIF: what cannot be looked at or written, and files made to hurt."""

from __future__ import annotations

import tracemalloc
import zlib
from dataclasses import replace

import pillow_heif
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.heif import Heif
from hegui.implicit.formats.heif_layout import lay_out
from hegui.implicit.table import open_container
from tests.builders.exif import comment as labelled_exif
from tests.builders.heif import (
    Item,
    Shape,
    box,
    exif,
    full,
    heic,
    xmp,
)
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.heif_steps import ALL, LONGER, NEW, items, labelled, one_label, plan, read
from tests.limits import within
from tests.oracles import pixels

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
    with within(2):
        try:
            container = Heif(Source.of_bytes(data, "f"))
            container.read()
            container.plan(NEW)
        except FileError as error:
            assert error.path == "f"  # noqa: PT017 - errors are one of the two right answers


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
