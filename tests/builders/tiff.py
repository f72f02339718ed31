"""Small TIFF, BigTIFF and DNG files: pages of 4 x 4 grey pixels, built field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.builders.exif import LABEL, WRAPPED, Field, exif_ifd, structure, text, user_comment

PIXELS = bytes(range(0, 160, 10))
NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
PADDING = " " * 600
# A profile of a header and one tag: as much of ICC.1 as readers of metadata look at.
ICC = (
    (157).to_bytes(4, "big")
    + bytes(8)
    + b"mntrGRAYXYZ "
    + bytes(12)
    + b"acsp"
    + bytes(88)
    + b"\0\0\0\1cprt\0\0\0\x90\0\0\0\x0dtext\0\0\0\0none\0"
)


def xmp(body: str = "", padding: str = PADDING) -> bytes:
    """An XMP packet around ``body``, with padding before its end."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        f' xmlns:TC260="{NAMESPACE}" xmp:Rating="3">{body}</rdf:Description>'
        f'</rdf:RDF></x:xmpmeta>{padding}<?xpacket end="w"?>'
    ).encode()


def element(label: str = LABEL) -> str:
    """The label as a property element."""
    return "<TC260:AIGC>" + label.replace('"', "&quot;") + "</TC260:AIGC>"


def page(*more: Field, pixels: bytes = PIXELS, photometric: int = 1) -> list[Field]:
    """One page; fields are sorted by tag, as TIFF 6.0 asks."""
    fields = [
        Field(0x0100, 3, (4,)),
        Field(0x0101, 3, (4,)),
        Field(0x0102, 3, (8,)),
        Field(0x0103, 3, (1,)),
        Field(0x0106, 3, (photometric,)),
        Field(0x0111, 4, blob=pixels),
        Field(0x0115, 3, (1,)),
        Field(0x0116, 3, (4,)),
        Field(0x0117, 4, (16,)),
        *more,
    ]
    return sorted(fields, key=lambda field: field.tag)


def packet(data: bytes, kind: int = 7) -> Field:
    """Tag 700."""
    return Field(0x02BC, kind, data)


def tiff(*pages: Sequence[Field], order: str = "<", wide: bool = False) -> bytes:
    """A whole file."""
    return structure(pages, order, wide=wide)


def plain() -> bytes:
    """No metadata at all; the directory stands at the end, as libtiff writes it."""
    return tiff(page())


def plain_big_endian() -> bytes:
    """The same, big-endian."""
    return tiff(page(), order=">")


def plain_bigtiff() -> bytes:
    """The same with 64-bit offsets."""
    return tiff(page(), wide=True)


def plain_bigtiff_big_endian() -> bytes:
    """Big-endian BigTIFF."""
    return tiff(page(), order=">", wide=True)


def odd() -> bytes:
    """A file of an odd number of bytes: what is appended has to be aligned."""
    return tiff(page()) + b"\0"


def foreign() -> bytes:
    """Foreign XMP (type BYTE, with padding), EXIF, IPTC and ICC; tag 700 is in the middle."""
    return tiff(
        page(
            text(0x010E, "a lake"),
            text(0x0131, "software of ours"),
            packet(xmp(), kind=1),
            Field(0x83BB, 7, b"\x1c\x02\x78\0\4lake"),
            Field(0x8773, 7, ICC),
            exif_ifd(user_comment(b"a day at the lake")),
        )
    )


def foreign_without_xmp() -> bytes:
    """The same texts without tag 700."""
    return tiff(page(text(0x010E, "a lake"), exif_ifd(user_comment(b"a day at the lake"))))


def foreign_tight() -> bytes:
    """Foreign XMP without any padding, which must move to grow."""
    return tiff(page(packet(xmp(padding=""))))


def foreign_packet_last() -> bytes:
    """Foreign XMP without padding as the file's last bytes, where it can grow on the spot."""
    data = xmp(padding="")
    body = tiff(page(packet(b"@" * len(data))))
    moved = bytearray(body + data)
    at = moved.index(b"\xbc\x02\x07\0")
    moved[at + 8 : at + 12] = len(body).to_bytes(4, "little")
    return bytes(moved)


def labelled() -> bytes:
    """The prescribed slot and field type, element form."""
    return tiff(page(packet(xmp(element()))))


def labelled_as_bytes() -> bytes:
    """Field type BYTE, as exiftool and Adobe write tag 700."""
    return tiff(page(packet(xmp(element()), kind=1)))


def labelled_big_endian() -> bytes:
    """Big-endian, no padding."""
    return tiff(page(packet(xmp(element(), padding=""))), order=">")


def labelled_bigtiff() -> bytes:
    """BigTIFF."""
    return tiff(page(packet(xmp(element()))), wide=True)


def labelled_comment() -> bytes:
    """Annex B's form: UserComment with the wrapped JSON, no XMP."""
    return tiff(page(exif_ifd(user_comment(WRAPPED.encode()))))


def labelled_description() -> bytes:
    """The wrapped JSON in ImageDescription, beside foreign XMP."""
    return tiff(page(text(0x010E, WRAPPED), packet(xmp())))


def labelled_everywhere() -> bytes:
    """Two pages and a SubIFD: a label in each one's XMP, in a text, and in UserComment."""
    preview = page(packet(xmp(element(LABEL.replace("exif-1", "sub")))))
    return tiff(
        page(
            text(0x010E, WRAPPED),
            Field(0x014A, 4, below=(preview,)),
            packet(xmp(element())),
            exif_ifd(user_comment(WRAPPED.encode("utf-16-le"), b"UNICODE\0")),
        ),
        page(packet(xmp(element(LABEL.replace("exif-1", "page-2")), padding=""))),
    )


def labelled_second_page() -> bytes:
    """Only the second page's XMP has a label: not the prescribed place."""
    return tiff(page(), page(packet(xmp(element()))))


def pages() -> bytes:
    """Three pages without a label."""
    return tiff(page(), page(pixels=PIXELS[::-1]), page())


def dng() -> bytes:
    """A DNG: IFD0 is a preview, the mosaic is in a SubIFD."""
    raw = page(photometric=32803)
    return tiff(
        page(Field(0x014A, 13, below=(raw,)), Field(0xC612, 1, b"\1\4\0\0"), packet(xmp(), kind=1))
    )


def empty_packet() -> bytes:
    """Tag 700 of two bytes, which stand in the entry itself."""
    return tiff(page(packet(b"  ")))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "plain_big_endian": plain_big_endian,
    "plain_bigtiff": plain_bigtiff,
    "plain_bigtiff_big_endian": plain_bigtiff_big_endian,
    "odd": odd,
    "foreign": foreign,
    "foreign_without_xmp": foreign_without_xmp,
    "foreign_tight": foreign_tight,
    "foreign_packet_last": foreign_packet_last,
    "labelled": labelled,
    "labelled_as_bytes": labelled_as_bytes,
    "labelled_big_endian": labelled_big_endian,
    "labelled_bigtiff": labelled_bigtiff,
    "labelled_comment": labelled_comment,
    "labelled_description": labelled_description,
    "labelled_everywhere": labelled_everywhere,
    "labelled_second_page": labelled_second_page,
    "pages": pages,
    "dng": dng,
    "empty_packet": empty_packet,
}
