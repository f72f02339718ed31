"""Small HEIF and AVIF files, box by box; each says what is odd about it.

Their one picture is 16×16 (AV1) or 64×64 (HEVC) and of one colour, so that decoders can be
asked whether a rewritten file still shows it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.builders.exif import comment as labelled_exif
from tests.builders.exif import plain as plain_exif
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
XMP_TYPE = "application/rdf+xml"


@dataclass(frozen=True)
class Codec:
    """How one picture is coded: item type, properties, and the bytes themselves."""

    type: bytes
    brand: bytes
    properties: tuple[bytes, ...]
    data: bytes


def box(type_: bytes, body: bytes, *, form: str = "compact") -> bytes:
    """A box with its size in 32 bits, in 64 bits ("large"), or left open ("open")."""
    if form == "large":
        return b"\0\0\0\1" + type_ + (16 + len(body)).to_bytes(8) + body
    if form == "open":
        return b"\0\0\0\0" + type_ + body
    return (8 + len(body)).to_bytes(4) + type_ + body


def full(type_: bytes, version: int, flags: int, body: bytes, *, form: str = "compact") -> bytes:
    """A full box: version and flags before its fields."""
    return box(type_, bytes((version,)) + flags.to_bytes(3) + body, form=form)


def _size(width: int, height: int) -> bytes:
    return full(b"ispe", 0, 0, width.to_bytes(4) + height.to_bytes(4))


_DEPTH = full(b"pixi", 0, 0, b"\3\x08\x08\x08")

AV1 = Codec(
    b"av01",
    b"avif",
    (_size(16, 16), _DEPTH, box(b"av1C", bytes.fromhex("81000c00"))),
    bytes.fromhex(
        "12000a09180cffda2021a0d08032191c478785ddd34d34c2c00000757d59bdccca7abb4d91386580"
    ),
)
HEVC = Codec(
    b"hvc1",
    b"heic",
    (
        _size(64, 64),
        _DEPTH,
        box(
            b"hvcC",
            bytes.fromhex(
                "0103700000009000000000001ef000fcfdf8f800000f03600001001840010c01ffff03700000030090"
                "000003000003001eba0240610001002942010103700000030090000003000003001ea020810596eaae"
                "9ae6e021a0c08000000c80000003008462000100064401c173c189"
            ),
        ),
    ),
    bytes.fromhex("000000222801af0412134ce0f8e9c2683fc74ff1ee55c52f27edab2be3499f77b11892a9ffa0"),
)


@dataclass(frozen=True)
class Item:
    """One item. ``extents`` is into how many runs its bytes are cut, with a byte between them.

    ``method`` 0 puts them into mdat, 1 into idat. ``to`` are the items it refers to.
    """

    id: int
    type: bytes
    data: bytes
    name: str = ""
    content_type: str = ""
    encoding: str = ""
    properties: tuple[bytes, ...] = ()
    reference: bytes = b"cdsc"
    to: tuple[int, ...] = ()
    method: int = 0
    extents: int = 1
    protection: int = 0
    data_reference: int = 0


def picture(codec: Codec, id_: int = 1) -> Item:
    """The coded picture as an item."""
    return Item(id_, codec.type, codec.data, properties=codec.properties)


def xmp(packet: bytes, id_: int = 2, to: tuple[int, ...] = (1,)) -> Item:
    """An XMP item."""
    return Item(id_, b"mime", packet, "XMP", XMP_TYPE, to=to)


def exif(block: bytes, id_: int = 3) -> Item:
    """An Exif item: the offset of the TIFF header (behind "Exif" and two NULs), the block."""
    return Item(id_, b"Exif", (6).to_bytes(4) + b"Exif\0\0" + block, to=(1,))


@dataclass(frozen=True)
class Shape:
    """How the tables are written: versions, field widths, forms of sizes, what stands around."""

    iloc: int = 0
    offset: int = 4
    length: int = 4
    base: int = 0
    index: int = 0
    wide: bool = False
    meta_form: str = "compact"
    data_form: str = "compact"
    data_first: bool = False
    brands: tuple[bytes, ...] = ()
    in_meta: bytes = b""
    before: bytes = b""
    after: bytes = b""


PLAIN = Shape()


def file(items: Sequence[Item], shape: Shape = PLAIN) -> bytes:
    """The whole file; the first item is the primary one."""
    brands = shape.brands or (_brand(items[0]), b"mif1", b"miaf")
    head = box(b"ftyp", brands[0] + bytes(4) + b"".join(brands)) + shape.before
    data, runs = _data(items, method=0)
    inner, inner_runs = _data(items, method=1)
    prefix = {"compact": 8, "large": 16, "open": 8}[shape.data_form]
    mdat = box(b"mdat", data, form=shape.data_form)
    between = 0 if shape.data_first else len(_meta(items, shape, inner, {}))
    start = len(head) + between + prefix
    places = {item: [(start + at, size) for at, size in cut] for item, cut in runs.items()}
    meta = _meta(items, shape, inner, places | inner_runs)
    middle = mdat + meta if shape.data_first else meta + mdat
    return head + middle + shape.after


def _brand(primary: Item) -> bytes:
    return AV1.brand if primary.type == AV1.type else HEVC.brand


def _data(items: Sequence[Item], method: int) -> tuple[bytes, dict[int, list[tuple[int, int]]]]:
    """The items' bytes, 0xEE between runs, and where each run lies."""
    data = b""
    runs: dict[int, list[tuple[int, int]]] = {}
    for item in items:
        if item.method != method:
            continue
        step = max(1, -(-len(item.data) // item.extents))
        for at in range(0, len(item.data), step):
            piece = item.data[at : at + step]
            runs.setdefault(item.id, []).append((len(data), len(piece)))
            data += piece + (b"\xee" if item.extents > 1 else b"")
    return data, runs


def _meta(
    items: Sequence[Item], shape: Shape, inner: bytes, places: dict[int, list[tuple[int, int]]]
) -> bytes:
    id_width = 4 if shape.wide else 2
    handler = full(b"hdlr", 0, 0, bytes(4) + b"pict" + bytes(13))
    primary = full(b"pitm", int(shape.wide), 0, items[0].id.to_bytes(id_width))
    infos = full(
        b"iinf",
        0,
        0,
        len(items).to_bytes(2) + b"".join(_info(item, shape.wide) for item in items),
    )
    references = b"".join(
        box(
            item.reference,
            item.id.to_bytes(id_width)
            + len(item.to).to_bytes(2)
            + b"".join(target.to_bytes(id_width) for target in item.to),
        )
        for item in items
        if item.to
    )
    parts = handler + primary + _locations(items, shape, places) + infos
    if references:
        parts += full(b"iref", int(shape.wide), 0, references)
    parts += _properties(items, shape.wide)
    if inner:
        parts += box(b"idat", inner)
    return full(b"meta", 0, 0, parts + shape.in_meta, form=shape.meta_form)


def _info(item: Item, wide: bool) -> bytes:
    body = item.id.to_bytes(4 if wide else 2) + item.protection.to_bytes(2) + item.type
    body += item.name.encode() + b"\0"
    if item.type == b"mime":
        body += item.content_type.encode() + b"\0"
        body += item.encoding.encode() + b"\0" if item.encoding else b""
    return full(b"infe", 3 if wide else 2, 0, body)


def _locations(
    items: Sequence[Item], shape: Shape, places: dict[int, list[tuple[int, int]]]
) -> bytes:
    wide = 4 if shape.iloc == 2 else 2
    body = bytes((shape.offset << 4 | shape.length, shape.base << 4 | shape.index))
    body += len(items).to_bytes(wide)
    for item in items:
        cut = places.get(item.id, [(0, 0)] * item.extents)
        base = min(at for at, _ in cut) if shape.base else 0
        body += item.id.to_bytes(wide)
        body += item.method.to_bytes(2) if shape.iloc else b""
        body += item.data_reference.to_bytes(2) + base.to_bytes(shape.base)
        body += len(cut).to_bytes(2)
        for at, size in cut:
            body += bytes(shape.index if shape.iloc else 0)
            body += (at - base).to_bytes(shape.offset) + size.to_bytes(shape.length)
    return full(b"iloc", shape.iloc, 0, body)


def _properties(items: Sequence[Item], wide: bool) -> bytes:
    container = b""
    count = 0
    with_some = [item for item in items if item.properties]
    body = len(with_some).to_bytes(4)
    for item in with_some:
        body += item.id.to_bytes(4 if wide else 2) + bytes((len(item.properties),))
        for property_ in item.properties:
            container += property_
            count += 1
            essential = 0x80 if property_[4:8] in (b"av1C", b"hvcC") else 0
            body += bytes((essential | count,))
    return box(b"iprp", box(b"ipco", container) + full(b"ipma", int(wide), 0, body))


def avif(*items: Item, shape: Shape = PLAIN) -> bytes:
    """An AVIF picture and further items."""
    return file((picture(AV1), *items), shape)


def heic(*items: Item, shape: Shape = PLAIN) -> bytes:
    """A HEIC picture and further items."""
    return file((picture(HEVC), *items), shape)


def in_idat(packet: bytes = b"") -> bytes:
    """XMP in the meta box's own idat (construction method 1), behind another item's bytes.

    ExifTool does not read it there.
    """
    note = Item(3, b"mime", b"a note", "note", "text/plain", method=1)
    packet = packet or xmp_with(BARE)
    after = Item(4, b"mime", b"another", "note", "text/plain", method=1)
    return avif(note, replace(xmp(packet), method=1), after, shape=Shape(iloc=1))


def grid() -> bytes:
    """Four HEVC tiles under a derived picture, whose description lies in idat."""
    tiles = [picture(HEVC, id_) for id_ in (2, 3, 4, 5)]
    description = bytes((0, 0, 1, 1)) + (128).to_bytes(2) * 2
    whole = Item(
        1,
        b"grid",
        description,
        properties=(_size(128, 128), _DEPTH),
        reference=b"dimg",
        to=(2, 3, 4, 5),
        method=1,
    )
    shape = Shape(iloc=1, brands=(b"heic", b"mif1"))
    return file((whole, *tiles, xmp(FOREIGN_XMP, 6)), shape)


def wide_ids() -> bytes:
    """Ids over 65535: pitm 1, infe 3, iref 1, iloc 2, ipma 1."""
    shape = Shape(iloc=2, wide=True)
    return file((picture(AV1, 70_000), xmp(FOREIGN_XMP, 70_001, to=(70_000,))), shape)


def sequence(packet: bytes = b"") -> bytes:
    """A libavif sequence: the track's own meta box and the file's share one XMP."""
    from PIL import Image

    frames = [Image.new("RGB", (16, 16), (shade, 60, 20)) for shade in (0, 200)]
    out = io.BytesIO()
    options = {"xmp": packet} if packet else {}
    frames[0].save(out, "AVIF", save_all=True, append_images=frames[1:], quality=30, **options)
    return out.getvalue()


def sequence_without_items() -> bytes:
    """A sequence that has no meta box of its own (here renamed), so no item can be labelled."""
    data = sequence()
    at = data.index(b"meta")
    return data[:at] + b"free" + data[at + 4 :]


def aigc_item() -> bytes:
    """A mime item that is called AIGC and holds the bare JSON."""
    return avif(Item(2, b"mime", BARE.encode(), "AIGC", "application/json"))


def uuid_xmp(packet: bytes) -> bytes:
    """XMP in the box that MP4 files have it in."""
    return box(b"uuid", XMP_UUID + packet)


SAMPLES: dict[str, Callable[[], bytes]] = {
    "avif": avif,
    "heic": heic,
    "foreign": lambda: heic(xmp(FOREIGN_XMP), exif(plain_exif())),
    "labelled": lambda: avif(xmp(xmp_with(BARE))),
    "extents": lambda: avif(replace(xmp(xmp_with(BARE)), extents=3)),
    "grid": grid,
    "wide-ids": wide_ids,
    "base-8": lambda: avif(
        xmp(FOREIGN_XMP), shape=Shape(iloc=1, offset=8, length=8, base=8, index=4)
    ),
    "base-only": lambda: heic(xmp(FOREIGN_XMP), shape=Shape(offset=0, base=4)),
    "large-sizes": lambda: avif(
        xmp(FOREIGN_XMP), shape=Shape(meta_form="large", data_form="large")
    ),
    "open-mdat": lambda: heic(xmp(FOREIGN_XMP), shape=Shape(data_form="open")),
    "open-meta": lambda: avif(shape=Shape(meta_form="open", data_first=True)),
    "data-first": lambda: heic(xmp(xmp_with(BARE)), shape=Shape(data_first=True)),
    "boxes-around": lambda: avif(
        shape=Shape(before=box(b"free", bytes(9)), after=box(b"sefd", b"trailer"))
    ),
    "exif-label": lambda: heic(exif(labelled_exif())),
    "aigc-item": aigc_item,
    "aigc-box": lambda: avif(shape=Shape(after=box(b"aigc", BARE.encode()))),
    "uuid-xmp": lambda: heic(shape=Shape(after=uuid_xmp(xmp_with(BARE)))),
    "two-xmp": lambda: avif(xmp(FOREIGN_XMP), xmp(xmp_with(BARE), 4)),
    "unlinked": lambda: heic(xmp(xmp_with(BARE), to=())),
    "sequence": sequence,
    "sequence-xmp": lambda: sequence(xmp_with(BARE)),
    "sequence-without-items": sequence_without_items,
}
