"""What counts as content and what does not, format by format."""

from __future__ import annotations

import gzip
import io
import struct

import pytest
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, NoSlot
from hegui.files.source import Source
from hegui.implicit.essence import digest
from hegui.implicit.table import open_container
from tests.builders import gif, heif, jpeg, jxl, markdown, png, psd, svg, tiff, webp
from tests.builders.exif import Field
from tests.builders.labels import BARE, FOREIGN_XMP


def of(data: bytes | str, name: str = "x") -> str:
    raw = data.encode() if isinstance(data, str) else data
    return digest(open_container(Source.of_bytes(raw, name)))


@pytest.mark.parametrize("name", [b"tIME", b"pHYs", b"eXIf", b"tEXt", b"caBX", b"sPLT", b"iDOT"])
def test_png_chunks_that_are_not_content(name: bytes) -> None:
    assert of(png.png(png.chunk(name, b"k\0data"))) == of(png.plain())


@pytest.mark.parametrize("name", [b"gAMA", b"cHRM", b"iCCP", b"sRGB", b"cICP", b"tRNS", b"acTL"])
def test_png_chunks_that_are_content(name: bytes) -> None:
    assert len({of(png.png(png.chunk(name, data))) for data in (b"one", b"two")}) == 2
    assert of(png.png(png.chunk(name, b"one"))) != of(png.plain())


def test_png_ends_with_its_last_chunk() -> None:
    assert of(png.png(trailer=b"appended")) == of(png.plain())
    with pytest.raises(BrokenFile):
        of(png.plain()[:-5])


PHOTO = jpeg.jpeg()


@pytest.mark.parametrize(
    "data",
    [
        jpeg.jpeg(jpeg.JFIF),
        jpeg.jpeg(jpeg.app1_xmp(FOREIGN_XMP), jpeg.comment(b"words"), jpeg.iptc()),
        jpeg.jpeg(jpeg.segment(0xEB, b"JP\0\1 a manifest"), jpeg.segment(0xE8, b"anything")),
        jpeg.jpeg(trailer=b"a film"),
        jpeg.jpeg(trailer=PHOTO),
        PHOTO.replace(b"\xff\xdb", b"\xff\xff\xff\xff\xdb"),
    ],
    ids=["jfif", "metadata", "jumbf", "film", "second-picture", "fill-bytes"],
)
def test_jpeg_parts_that_are_not_content(data: bytes) -> None:
    assert of(data) == of(PHOTO)


def test_jpeg_parts_that_are_content() -> None:
    adobe = jpeg.segment(0xEE, b"Adobe\0\x64\0\0\0\0")
    others = [
        jpeg.jpeg(adobe[:-1] + b"\1"),
        jpeg.jpeg(adobe[:-1] + b"\2"),
        jpeg.jpeg(jpeg.icc()),
        PHOTO.replace(b"\1" * 64, b"\1" * 63 + b"\2"),
        jpeg.jpeg(restart=True),
    ]
    assert len({of(PHOTO), *map(of, others)}) == len(others) + 1


def test_a_jfif_marker_counts_where_it_decides_on_the_colours() -> None:
    rgb = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 30, 60)).save(rgb, "JPEG", keep_rgb=True)
    adobe = jpeg.segment(0xEE, b"Adobe\0\x64\0\0\0\0\0")
    data = rgb.getvalue().replace(adobe, b"")  # its components are named R, G and B
    jfif = jpeg.segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    assert b"Adobe" not in data
    for more in (b"", adobe):
        alone = data[:2] + more + data[2:]
        both = data[:2] + jfif + more + data[2:]
        colours = [Image.open(io.BytesIO(one)).convert("RGB") for one in (alone, both)]
        assert colours[0].getpixel((8, 8)) != colours[1].getpixel((8, 8))
        assert of(alone) != of(both)
    without = PHOTO.replace(jfif, b"")
    assert of(without) == of(PHOTO) == of(PHOTO[:2] + jfif + PHOTO[2:])


def test_a_jpegs_profile_counts_wherever_it_stands_and_however_it_is_cut() -> None:
    profile = bytes(range(200))
    adobe = jpeg.segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")

    def part(number: int, of_: int, data: bytes) -> bytes:
        return jpeg.segment(0xE2, b"ICC_PROFILE\0" + bytes((number, of_)) + data)

    whole = of(jpeg.jpeg(part(1, 1, profile), adobe))
    assert of(jpeg.jpeg(adobe, part(1, 2, profile[:80]), part(2, 2, profile[80:]))) == whole
    assert of(jpeg.jpeg(part(1, 1, profile[:-1]), adobe)) != whole


def test_metadata_between_a_jpegs_scans_are_not_content() -> None:
    between = jpeg.comment(b"words"), jpeg.app1_xmp(FOREIGN_XMP)
    assert of(jpeg.progressive(*between)) == of(jpeg.progressive())
    table = jpeg.segment(0xDD, b"\0\0")
    assert of(jpeg.progressive(table)) != of(jpeg.progressive())


def test_a_jpeg_without_end_goes_on_to_the_next_picture() -> None:
    cut = PHOTO[:-2]
    assert of(cut) == of(PHOTO) == of(cut + PHOTO)


def test_a_webp_says_its_canvas_once() -> None:
    simple = webp.simple_lossless()
    body = simple[12:]
    size = struct.pack("<I", struct.unpack_from("<I", webp.LOSSLESS, 1)[0])
    width = (int.from_bytes(size, "little") & 0x3FFF).to_bytes(3, "little")
    height = (int.from_bytes(size, "little") >> 14 & 0x3FFF).to_bytes(3, "little")
    extended = webp.chunk(b"VP8X", b"\x14\0\0\0" + width + height)
    assert of(webp.riff(extended, body, webp.chunk(b"XMP ", FOREIGN_XMP))) == of(simple)
    larger = webp.chunk(b"VP8X", b"\x10\0\0\0" + width + b"\x07\0\0")
    assert of(webp.riff(larger, body)) != of(simple)


def test_gif() -> None:
    plain = of(gif.gif(gif.PICTURE))
    profile = gif.application(b"ICCRGBG1012", b"profile")
    assert of(gif.gif(gif.comment(b"words"), gif.PICTURE, version=b"87a")) == plain
    assert of(gif.gif(gif.application(b"OTHERS  1.0", b"data"), gif.PICTURE, b"\0")) == plain
    assert of(gif.gif(gif.PICTURE, trailer=b"\x3bappended")) == plain
    parts = [(gif.LOOP,), (gif.CONTROL,), (profile,), (gif.PICTURE,), (gif.LOCAL,)]
    assert plain not in {of(gif.gif(*more, gif.PICTURE)) for more in parts}
    slower = gif.CONTROL.replace(b"\x0a", b"\x0b")
    assert of(gif.gif(gif.CONTROL, gif.PICTURE)) != of(gif.gif(slower, gif.PICTURE))
    for cut in (b"", gif.PICTURE[:5], gif.PICTURE[:-3]):
        assert of(gif.gif(gif.PICTURE, cut, trailer=b""))


def test_a_cut_extension_of_a_gif() -> None:
    with pytest.raises(BrokenFile, match="the extension has no end"):
        of(gif.gif(gif.PICTURE, b"\x21\xf9\x04\0", trailer=b""))


PAGE = tiff.page()


def field(tag: int, value: int) -> Field:
    return Field(tag, 3, (value,))


def test_tiff_tags_that_are_not_content() -> None:
    about = [field(274, 6), Field(270, 2, b"words\0"), tiff.packet(FOREIGN_XMP), field(296, 2)]
    about += [Field(33723, 7, b"\x1c\2\0\0\0"), Field(34377, 7, b"8BIM")]
    assert of(tiff.tiff(tiff.page(*about))) == of(tiff.tiff(PAGE))


@pytest.mark.parametrize("tag", [254, 258, 266, 284, 317, 339, 34675, 50714, 50721])
def test_tiff_tags_that_are_content(tag: int) -> None:
    others = [one for one in PAGE if one.tag != tag]
    one, two = ([*others, field(tag, value)] for value in (1, 2))
    assert of(tiff.tiff(one)) != of(tiff.tiff(two))


def test_tiff_pixels_of_every_page_and_below() -> None:
    other = tiff.page(pixels=tiff.PIXELS[::-1])
    assert len({of(tiff.tiff(*pages)) for pages in ((PAGE,), (PAGE, PAGE), (PAGE, other))}) == 3
    dng = tiff.dng()
    at = dng.index(tiff.PIXELS)
    assert of(dng[:at] + b"\xff" + dng[at + 1 :]) != of(dng)


def old_jpeg(stream: bytes, table: bytes) -> bytes:
    """A page of old-style JPEG: a stream, and a quantisation and a Huffman table beside it."""
    fields = [one for one in PAGE if one.tag not in (273, 279)]
    at = 8 + len(stream)
    body = stream + table + bytes((1, *bytes(15))) + b"\7"
    rows = [(one.tag, one.type, 1, int(one.value[0])) for one in fields]
    rows += [(513, 4, 1, 8), (514, 4, 1, len(stream)), (519, 4, 1, at), (520, 4, 1, at + 64)]
    raw = b"".join(struct.pack("<HHII", *row) for row in sorted(rows))
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + struct.pack("<H", len(rows)) + raw


def test_tiff_old_style_jpeg() -> None:
    plain = of(old_jpeg(b"stream", bytes(64)) + bytes(4))
    assert of(old_jpeg(b"Stream", bytes(64)) + bytes(4)) != plain
    assert of(old_jpeg(b"stream", bytes(63) + b"\1") + bytes(4)) != plain
    # Where it stands does not matter: the same with four bytes more before the tables.
    assert of(old_jpeg(b"stream", bytes(64)) + bytes(8)) == plain


def test_tiff_pixels_that_are_nowhere() -> None:
    with pytest.raises(BrokenFile, match="no offsets or no lengths"):
        of(tiff.tiff([one for one in PAGE if one.tag != 279]))
    with pytest.raises(BrokenFile, match="the pixels reach to byte"):
        of(tiff.tiff([*(one for one in PAGE if one.tag != 279), Field(279, 4, (9999,))]))
    with pytest.raises(BrokenFile, match="lies outside the data"):
        of(tiff.tiff([*(one for one in PAGE if one.tag != 273), Field(273, 4, (4,))]))
    with pytest.raises(BrokenFile, match="field type is 2"):
        of(tiff.tiff([*(one for one in PAGE if one.tag != 279), Field(279, 2, b"abc\0")]))


def test_tiff_tables_that_many_directories_share() -> None:
    """Each of a thousand pages names the same hundred thousand strips."""
    strips, count = 100_000, 1000
    table = 8 + count * 42
    pages = []
    for number in range(count):
        following = 8 + (number + 1) * 42 if number + 1 < count else 0
        rows = [(256, 3, 1, number), (273, 4, strips, table), (279, 4, strips, table)]
        raw = b"".join(struct.pack("<HHII", *row) for row in rows)
        pages.append(struct.pack("<H", len(rows)) + raw + struct.pack("<I", following))
    assert len(pages[0]) == 42
    data = b"II*\0" + struct.pack("<I", 8) + b"".join(pages) + bytes(4 * strips)
    with pytest.raises(CeilingExceeded, match="again and again"):
        of(data)


def test_heif_leaves_out_previews_and_descriptions() -> None:
    plain = heif.heic()
    preview = heif.Item(
        9, b"hvc1", b"small", properties=heif.HEVC.properties, reference=b"thmb", to=(1,)
    )
    assert of(heif.heic(preview)) == of(plain)
    described = heif.Codec(
        heif.HEVC.type,
        heif.HEVC.brand,
        (*heif.HEVC.properties, heif.box(b"udes", bytes(4) + b"en\0a name\0\0\0")),
        heif.HEVC.data,
    )
    shape = heif.Shape(brands=(b"heic", b"mif1"))
    assert of(heif.file((heif.picture(described),), shape)) == of(plain)
    turned = heif.Codec(
        heif.HEVC.type,
        heif.HEVC.brand,
        (*heif.HEVC.properties, heif.box(b"irot", b"\1")),
        heif.HEVC.data,
    )
    assert of(heif.file((heif.picture(turned),), shape)) != of(plain)


def test_heif_pictures_wherever_their_bytes_lie() -> None:
    shapes = (heif.Shape(iloc=1), heif.Shape(data_first=True), heif.Shape(data_form="large"))
    assert {of(heif.avif(shape=shape)) for shape in shapes} == {of(heif.avif())}
    grid = heif.grid()
    tile = grid.rindex(heif.HEVC.data)
    assert of(grid[:tile] + bytes((grid[tile] ^ 1,)) + grid[tile + 1 :]) != of(grid)


def test_heif_auxiliary_pictures_are_content() -> None:
    depth = heif.Item(
        9, b"hvc1", b"depth", properties=heif.HEVC.properties, reference=b"auxl", to=(1,)
    )
    assert of(heif.heic(depth)) != of(heif.heic())


def test_sequences_by_their_samples() -> None:
    plain, with_xmp = heif.sequence(), heif.sequence(FOREIGN_XMP)
    assert of(plain) == of(with_xmp)
    alone = heif.sequence_without_items()
    last = len(alone) - 5
    assert of(alone[:last] + bytes((alone[last] ^ 1,)) + alone[last + 1 :]) != of(alone)


def test_jxl_with_and_without_boxes() -> None:
    naked = of(jxl.CODESTREAM)
    parts = jxl.box(b"jxlp", b"\0\0\0\0" + jxl.CODESTREAM[:9])
    parts += jxl.box(b"jxlp", b"\x80\0\0\1" + jxl.CODESTREAM[9:])
    start = jxl.jxl().index(b"jxlc") - 4
    assert of(jxl.jxl()) == of(jxl.jxl(jxl.xml(FOREIGN_XMP))) == naked
    assert of(jxl.jxl()[:start] + parts) == naked
    assert of(jxl.CODESTREAM[:-1] + b"\xff") != naked


def test_psd() -> None:
    plain = of(psd.psd())
    assert of(psd.psd(psd.resource(1005, b"a density"), psd.resource(1060, FOREIGN_XMP))) == plain
    assert of(psd.psd(psd.resource(1039, b"a profile"))) != plain
    assert of(psd.psd(modes=bytes(768))) != plain
    assert of(psd.psd()[:-1] + b"\xff") != plain
    with pytest.raises(BrokenFile):
        of(psd.psd(psd.resource(1005, b"a density")).replace(b"8BIM\3", b"8XXX\3"))


RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
RECT = '<rect width="8" height="8"/>'


@pytest.mark.parametrize(
    "inner",
    [
        f"<metadata>{RDF}about me</rdf:RDF></metadata>{RECT}",
        f"<metadata id='about'>words</metadata>{RECT}",
        f"\n  {RECT}\n",
        f"<metadata/> {RECT} <metadata>\n</metadata>\n",
        f"{RECT}{RDF}</rdf:RDF>",
    ],
)
def test_svg_metadata_are_not_content(inner: str) -> None:
    assert of(svg.svg(inner)) == of(svg.svg(RECT))
    assert of(gzip.compress(svg.svg(inner).encode(), mtime=0)) == of(svg.svg(RECT))


@pytest.mark.parametrize(
    "inner",
    [
        RECT.replace("8", "9"),
        f"<title>shown</title>{RECT}",
        f"<g>{RECT} </g>",
        f"text{RECT}",
        f"{RECT}<!-- -->",
        f"<g><metadata/>{RECT}</g>",
    ],
)
def test_svg_that_differs(inner: str) -> None:
    assert of(svg.svg(inner)) != of(svg.svg(RECT))


def test_svg_empty_root_and_entities() -> None:
    empty = f"<svg {svg.XMLNS} title='a/b>c' />"
    assert of(empty, "x.svg") == of(empty.replace(" />", "></svg>\n"), "x.svg")
    entity = f'<!DOCTYPE svg [<!ENTITY e "{RECT.replace(chr(34), chr(39))}">]>\n'
    assert of(svg.svg("&e;<g>&e;</g>", before=entity)) != of(svg.svg("&e;", before=entity))
    hidden = '<!DOCTYPE svg [<!ENTITY e "<metadata/>">]>'
    with pytest.raises(BrokenFile, match="out of an entity"):
        of(svg.svg("&e;", before=hidden))


def test_markdown_is_its_body() -> None:
    body = markdown.BODY
    same = [
        body,
        "\ufeff" + body,
        "\n \r\n\n" + body,
        "---\ntitle: Other\ntags: [a]\n---\n\n" + body,
        "+++\ntitle = 'Other'\n+++\n" + body,
        f"---\nAIGC: {BARE}\n---\n{body}",
    ]
    assert {of(text, "x.md") for text in same} == {of(body, "x.md")}
    assert of("    " + body, "x.md") != of(body, "x.md")  # indented, it is a code block
    assert of(body + "\n", "x.md") != of(body, "x.md")


def test_heif_tables_that_do_not_fit_together() -> None:
    alone = heif.sequence_without_items()
    with pytest.raises(BrokenFile, match="no complete table of samples"):
        of(alone.replace(b"stsc", b"sXXX"))
    at = alone.index(b"stsc") + 16  # behind version, flags, count and the first run's chunk
    with pytest.raises(BrokenFile, match="more samples than there are"):
        of(alone[:at] + (9999).to_bytes(4) + alone[at + 4 :])
    at = alone.index(b"stco") + 12
    with pytest.raises(BrokenFile, match="outside the file"):
        of(alone[:at] + (0x7FFFFFFF).to_bytes(4) + alone[at + 4 :])
    with pytest.raises(NoSlot, match="fragmented"):
        of(alone + heif.box(b"moof", b""))


def test_heif_sizes_in_few_bits() -> None:
    """stz2: sizes in 16, 8 or 4 bits."""
    alone = heif.sequence_without_items()
    at = alone.index(b"stsz")
    end = at - 4 + int.from_bytes(alone[at - 4 : at])
    sizes = struct.unpack_from(">2I", alone, at + 16)

    def compact(bits: int, packed: bytes) -> list[int]:
        body = bytes(7) + bytes((bits,)) + (2).to_bytes(4) + packed
        table = heif.box(b"stz2", body.ljust(end - at - 4, b"\0"))
        data = alone[: at - 4] + table + alone[end:]
        pieces = open_container(Source.of_bytes(data)).essence()
        return [piece[1] - piece[0] for piece in pieces if isinstance(piece, tuple)][-1:]

    assert compact(16, struct.pack(">2H", *sizes)) == [sum(sizes)]
    assert compact(8, bytes(sizes)) == [sum(sizes)]
    assert compact(4, b"\x7a") == [17]
    with pytest.raises(BrokenFile, match="neither 4, 8 nor 16"):
        compact(5, b"\1\1")


def test_heif_items_made_of_other_items_and_in_other_files() -> None:
    other = heif.Item(9, b"hvc1", b"x", properties=heif.HEVC.properties, method=2)
    shape = heif.Shape(iloc=1, index=4, brands=(b"heic", b"mif1"))
    plain = heif.file((heif.picture(heif.HEVC),), shape)
    assert of(heif.file((heif.picture(heif.HEVC), other), shape)) != of(plain)
