"""Where the implicit label goes, format by format, and how sure that is.

Source: the practice guides TC260-PG-20257A (video), 20258A (text), 20259A (pictures) and
202510A (sound) of 2025-08-28; for formats they do not name, their common fallback, the XMP
property TC260:AIGC, or what practice shows.
"""

from __future__ import annotations

from typing import NamedTuple

from hegui.rules.confidence import Confidence


class Slot(NamedTuple):
    """The prescribed place of the label in one format.

    ``place`` is said in the format's own terms; ``guide`` and ``clause`` cite it, the clause
    empty where it is not known.
    """

    format: str
    place: str
    guide: str
    clause: str
    confidence: Confidence


_VIDEO = "TC260-PG-20257A"
_TEXTS = "TC260-PG-20258A"
_PICTURES = "TC260-PG-20259A"
_SOUND = "TC260-PG-202510A"

_TEXT2 = Confidence.TEXT2
_IMPL = Confidence.IMPL
_KNOWN = Confidence.KNOWN

_KEYS_ILST = "moov.udta.meta, key AIGC (mdta) in keys, JSON in ilst"
_TAGS = "Tags, SimpleTag AIGC, TagString"
_COMMENT = "comment header, field AIGC"
_CUSTOM = "docProps/custom.xml, property AIGC"

SLOTS: tuple[Slot, ...] = (
    Slot("png", "iTXt chunk XML:com.adobe.xmp, property TC260:AIGC", _PICTURES, "6", _TEXT2),
    Slot("jpeg", "APP1 segment, XMP property TC260:AIGC", _PICTURES, "6", _TEXT2),
    Slot("webp", "RIFF chunk XMP, property TC260:AIGC", _PICTURES, "6", _TEXT2),
    Slot("gif", "Application Extension XMP DataXMP, TC260:AIGC", _PICTURES, "6", _KNOWN),
    Slot("tiff", "IFD0 tag 700, field type 7, TC260:AIGC", _PICTURES, "6", _TEXT2),
    Slot("heif", "mime item application/rdf+xml, TC260:AIGC", _PICTURES, "6", _KNOWN),
    Slot("avif", "mime item application/rdf+xml, TC260:AIGC", _PICTURES, "6", _IMPL),
    Slot("svg", "metadata element, RDF property TC260:AIGC", _PICTURES, "", _KNOWN),
    Slot("jxl", "xml box, XMP property TC260:AIGC", _PICTURES, "", _KNOWN),
    Slot("psd", "image resource 1060, XMP property TC260:AIGC", _PICTURES, "", _KNOWN),
    Slot("mp4", _KEYS_ILST, _VIDEO, "6", _TEXT2),
    Slot("mov", _KEYS_ILST, _VIDEO, "6", _TEXT2),
    Slot("3gp", _KEYS_ILST, _VIDEO, "", _KNOWN),
    Slot("mkv", _TAGS, _VIDEO, "6", _TEXT2),
    Slot("webm", _TAGS, _VIDEO, "6", _TEXT2),
    Slot("flv", "script tag onMetaData, property AIGC", _VIDEO, "6", _TEXT2),
    Slot("avi", "RIFF LIST INFO, chunk AIGC", _VIDEO, "6", _TEXT2),
    Slot("m4a", _KEYS_ILST, _SOUND, "6", _TEXT2),
    Slot("mp3", "ID3v2 TXXX frame AIGC", _SOUND, "6", _TEXT2),
    Slot("aac", "ID3v2 TXXX frame AIGC", _SOUND, "", _KNOWN),
    Slot("wav", "RIFF chunk AIGC", _SOUND, "6", _TEXT2),
    Slot("aiff", "ID3 chunk, TXXX frame AIGC", _SOUND, "", _KNOWN),
    Slot("flac", "VORBIS_COMMENT block, field AIGC", _SOUND, "6", _TEXT2),
    Slot("ogg", _COMMENT, _SOUND, "6", _TEXT2),
    Slot("opus", _COMMENT, _SOUND, "6", _TEXT2),
    Slot("speex", _COMMENT, _SOUND, "", _KNOWN),
    Slot("markdown", "YAML front matter, mapping AIGC", _TEXTS, "6.5", _TEXT2),
    Slot("docx", _CUSTOM, _TEXTS, "6.1", _TEXT2),
    Slot("xlsx", _CUSTOM, _TEXTS, "6.1", _TEXT2),
    Slot("pptx", _CUSTOM, _TEXTS, "6.1", _TEXT2),
    Slot("pdf", "document information dictionary, key AIGC", _TEXTS, "6.3", _TEXT2),
    Slot("html", "meta element named AIGC", _TEXTS, "", _IMPL),
    Slot("epub", "package document, meta AIGC", _TEXTS, "", _KNOWN),
    Slot("odf", "meta.xml, user-defined AIGC", _TEXTS, "", _KNOWN),
    Slot("ofd", "DocInfo, CustomData AIGC", _TEXTS, "", _KNOWN),
    Slot("xmind", "metadata.json, member AIGC", _TEXTS, "", _KNOWN),
    Slot("xmp", "XMP property TC260:AIGC (sidecar)", "", "", _KNOWN),
)

_BY_FORMAT = {slot.format: slot for slot in SLOTS}


def slot_of(format_id: str) -> Slot:
    """The prescribed slot of a format hegui knows. Raises KeyError for any other."""
    return _BY_FORMAT[format_id]
