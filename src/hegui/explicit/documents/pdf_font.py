"""A label's font as a PDF embeds it: a subset, with what turns its glyphs back into text.

Source: ISO 32000-1 9.7.4 (CIDFonts), 9.7.4.2 (glyphs by CID), 9.8 (descriptors), 9.9 (embedding),
9.10.3 (ToUnicode). Without ToUnicode neither search nor a screen reader would find the label.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from hegui.errors import UnusableFont
from hegui.explicit.lettering.glyphs import Face
from hegui.structures.pdf.revision import Revision
from hegui.structures.pdf.values import Reference

_MAY_NOT_EMBED = 0x0002  # OS/2 fsType: restricted licence embedding
_TRUE_TYPE = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
_MAP = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%bendcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A text set in an embedded font: ``codes`` is what is shown, ``width`` at a size of one."""

    font: Reference
    codes: bytes
    width: float
    ascent: float
    descent: float


def set_in(revision: Revision, text: str, face: Face) -> Lettering:
    """Embeds what ``text`` needs of a face. Raises UnusableFont."""
    try:
        return _set_in(revision, text, face)
    except UnusableFont:
        raise
    # fontTools meets a broken table with whatever its unpacking raises.
    except Exception as error:
        cause = str(error) or type(error).__name__
        raise UnusableFont(
            "the font cannot be used: {cause}", path=face.name, cause=cause
        ) from error


def _set_in(revision: Revision, text: str, face: Face) -> Lettering:
    font = TTFont(BytesIO(face.data), fontNumber=face.index, lazy=True)
    if "OS/2" in font and font["OS/2"].fsType & 0x000F == _MAY_NOT_EMBED:
        raise UnusableFont("the font's licence forbids to embed it", path=face.name)
    options = subset.Options(
        layout_features=[], notdef_outline=True, name_IDs=[], hinting=False, desubroutinize=True
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    cmap = font.getBestCmap()
    codes = {character: _code(font, cmap[ord(character)]) for character in set(text)}
    widths = {
        codes[one]: font["hmtx"][cmap[ord(one)]][0] / font["head"].unitsPerEm for one in codes
    }
    shown = b"".join(codes[one].to_bytes(2) for one in text)
    reference = _embed(revision, font, text, codes, widths)
    em = font["head"].unitsPerEm
    return Lettering(
        reference,
        shown,
        sum(widths[codes[one]] for one in text),
        font["hhea"].ascent / em,
        font["hhea"].descent / em,
    )


def _code(font: TTFont, glyph: str) -> int:
    """The CID of a glyph: of a CID-keyed CFF font its own, of any other its number."""
    if "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
        return int(glyph.removeprefix("cid"))
    return int(font.getGlyphID(glyph))


def _embed(
    revision: Revision,
    font: TTFont,
    text: str,
    codes: dict[str, int],
    widths: dict[int, float],
) -> Reference:
    is_cff = "CFF " in font
    tag = hashlib.sha256(text.encode()).digest()
    name = bytes(65 + one % 26 for one in tag[:6]) + b"+HeguiLabel"
    if is_cff:
        program = font.getTableData("CFF ")
        file = _stream(revision, b"/Subtype /CIDFontType0C", program)
        key = b"/FontFile3"
    else:
        for table in list(font.keys()):
            if table not in _TRUE_TYPE and table != "GlyphOrder":
                del font[table]
        out = BytesIO()
        font.save(out, reorderTables=False)
        program = out.getvalue()
        file = _stream(revision, b"/Length1 %d" % len(program), program)
        key = b"/FontFile2"
    em = font["head"].unitsPerEm / 1000
    head, hhea = font["head"], font["hhea"]
    box = (round(one / em) for one in (head.xMin, head.yMin, head.xMax, head.yMax))
    descriptor = revision.add(
        b"<< /Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [%b] /ItalicAngle 0"
        b" /Ascent %d /Descent %d /CapHeight %d /StemV 120 %b %d 0 R >>"
        % (
            name,
            b" ".join(b"%d" % one for one in box),
            round(hhea.ascent / em),
            round(hhea.descent / em),
            round(hhea.ascent * 0.75 / em),
            key,
            file.number,
        )
    )
    listed = b" ".join(b"%d [%d]" % (code, round(1000 * widths[code])) for code in sorted(widths))
    # Strings in dictionaries would be encrypted with an encrypted file; a reference is simpler.
    own = revision.reserve()
    system = b"<< /Registry %b /Ordering %b /Supplement 0 >>" % (
        revision.string("Adobe", own),
        revision.string("Identity", own),
    )
    revision.add(
        b"<< /Type /Font /Subtype /%b /BaseFont /%b /CIDSystemInfo %b /FontDescriptor %d 0 R"
        b" /DW 1000 /W [%b]%b >>"
        % (
            b"CIDFontType0" if is_cff else b"CIDFontType2",
            name,
            system,
            descriptor.number,
            listed,
            b"" if is_cff else b" /CIDToGIDMap /Identity",
        ),
        own,
    )
    unicode_map = _stream(revision, b"", _to_unicode(codes))
    return revision.add(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (name, own.number, unicode_map.number)
    )


def _to_unicode(codes: dict[str, int]) -> bytes:
    rows = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>\n"
        for character, code in sorted(codes.items(), key=lambda item: item[1])
    ]
    sections = "".join(
        f"{len(rows[at : at + 100])} beginbfchar\n{''.join(rows[at : at + 100])}endbfchar\n"
        for at in range(0, len(rows), 100)
    )
    return _MAP % sections.encode("ascii")


def _stream(revision: Revision, entries: bytes, data: bytes) -> Reference:
    return revision.add_stream(entries + b" /Filter /FlateDecode", zlib.compress(data, 9))
