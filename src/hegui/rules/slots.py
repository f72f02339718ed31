"""Where the implicit label goes, format by format, and how sure that is.

Source: the practice guides TC260-PG-20257A (video), 20258A (text), 20259A (pictures) and
202510A (sound) of 2025-08-28; for formats they do not name, their common fallback, the XMP
property TC260:AIGC.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules.confidence import Confidence


@dataclass(frozen=True, slots=True)
class Slot:
    """The prescribed place of the label in one format.

    ``place`` is said in the format's own terms; ``guide`` and ``clause`` cite it.
    """

    format: str
    place: str
    guide: str
    clause: str
    confidence: Confidence


_PICTURES = "TC260-PG-20259A"
_TEXTS = "TC260-PG-20258A"

SLOTS: tuple[Slot, ...] = (
    Slot(
        "png", "iTXt chunk XML:com.adobe.xmp, property TC260:AIGC", _PICTURES, "6", Confidence.TEXT2
    ),
    Slot("jpeg", "APP1 segment, XMP property TC260:AIGC", _PICTURES, "6", Confidence.TEXT2),
    Slot("webp", "RIFF chunk XMP, property TC260:AIGC", _PICTURES, "6", Confidence.TEXT2),
    Slot(
        "gif",
        "Application Extension XMP DataXMP, property TC260:AIGC",
        _PICTURES,
        "6",
        Confidence.TEXT2,
    ),
    Slot(
        "tiff",
        "IFD0 tag 700, field type 7, XMP property TC260:AIGC",
        _PICTURES,
        "6",
        Confidence.TEXT2,
    ),
    Slot(
        "heif",
        "mime item application/rdf+xml, XMP property TC260:AIGC",
        _PICTURES,
        "6",
        Confidence.TEXT2,
    ),
    Slot(
        "avif",
        "mime item application/rdf+xml, XMP property TC260:AIGC",
        _PICTURES,
        "6",
        Confidence.IMPL,
    ),
    Slot("svg", "metadata element, RDF property TC260:AIGC", _PICTURES, "", Confidence.KNOWN),
    Slot("jxl", "xml box, XMP property TC260:AIGC", _PICTURES, "", Confidence.KNOWN),
    Slot("psd", "image resource 1060, XMP property TC260:AIGC", _PICTURES, "", Confidence.KNOWN),
    Slot("markdown", "YAML front matter, mapping AIGC", _TEXTS, "6.5", Confidence.TEXT2),
    Slot("xmp", "XMP property TC260:AIGC (sidecar)", "", "", Confidence.KNOWN),
)

_BY_FORMAT = {slot.format: slot for slot in SLOTS}


def slot_of(format_id: str) -> Slot:
    """The prescribed slot of a format hegui knows. Raises KeyError for any other."""
    return _BY_FORMAT[format_id]
