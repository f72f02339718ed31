"""IPTC Digital Source Type: how a picture came about, in one term of a controlled vocabulary.

The property Iptc4xmpExt:DigitalSourceType stands in XMP, in whatever file that stands; IPTC's
older record (IIM) has no field for it.
Sources: IPTC Photo Metadata Standard 2025.1, Digital Source Type; the vocabulary at
http://cv.iptc.org/newscodes/digitalsourcetype/ .
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
PREFIX = "Iptc4xmpExt"
PROPERTY = "DigitalSourceType"
# The property's name up to the standard of 2010; Google's files bear both.
_NAMES = frozenset((PROPERTY, "DigitalSourceFileType"))
_SCHEMES = ("http://", "https://")


class Says(StrEnum):
    """What a mark says of the content, as far as AI generation is concerned."""

    GENERATED = "generated"
    """All of it was made by a model trained on sampled content."""
    PARTLY = "partly"
    """It is a composite with a part that was."""
    OTHERWISE = "otherwise"
    """It came about in another way: captured, drawn, computed without such a model."""
    UNKNOWN = "unknown"
    """The mark says nothing that is known here."""


class Term(NamedTuple):
    """One term of the vocabulary: its code, its name, and what it says."""

    code: str
    title: str
    says: Says

    @property
    def uri(self) -> str:
        """The term as files write it."""
        return VOCABULARY + self.code


# Every term of the vocabulary, retired ones too: old files keep them.
TERMS: tuple[Term, ...] = (
    Term("trainedAlgorithmicMedia", "created using generative AI", Says.GENERATED),
    Term("compositeWithTrainedAlgorithmicMedia", "edited using generative AI", Says.PARTLY),
    Term("compositeSynthetic", "composite including generative AI elements", Says.PARTLY),
    Term("algorithmicMedia", "pure algorithmic media", Says.OTHERWISE),
    Term("algorithmicallyEnhanced", "algorithmically enhanced media", Says.OTHERWISE),
    Term("dataDrivenMedia", "data-driven media", Says.OTHERWISE),
    Term("virtualRecording", "virtual event recording", Says.OTHERWISE),
    Term("digitalCapture", "digital capture of a real-life scene", Says.OTHERWISE),
    Term("computationalCapture", "multi-frame computational capture", Says.OTHERWISE),
    Term("negativeFilm", "digitised from a transparent negative", Says.OTHERWISE),
    Term("positiveFilm", "digitised from a transparent positive", Says.OTHERWISE),
    Term("print", "digitised from a non-transparent medium", Says.OTHERWISE),
    Term("humanEdits", "human-edited media", Says.OTHERWISE),
    Term("minorHumanEdits", "original media with minor human edits (retired)", Says.OTHERWISE),
    Term("digitalCreation", "digital creation", Says.OTHERWISE),
    Term("digitalArt", "digital art (retired)", Says.OTHERWISE),
    Term("softwareImage", "created by software (retired)", Says.OTHERWISE),
    Term("screenCapture", "screen capture", Says.OTHERWISE),
    Term("composite", "composite of elements", Says.OTHERWISE),
    Term("compositeCapture", "composite of captured elements", Says.OTHERWISE),
)
_BY_CODE = {term.code.lower(): term for term in TERMS}


def term_of(value: str) -> Term | None:
    """The term that a property's value names; None for a value of no term.

    Case, scheme and a missing address are tolerated: ``trainedAlgorithmicMedia`` alone counts.
    """
    value = value.strip().rstrip("/")
    if value.lower().startswith(_SCHEMES):
        head, _, code = value.rpartition("/")
        if head.partition("://")[2].lower() != VOCABULARY.partition("://")[2].rstrip("/"):
            return None
        return _BY_CODE.get(code.lower())
    return _BY_CODE.get(value.removeprefix("digsrctype:").lower())


def is_source_type(namespace: str, name: str) -> bool:
    """Whether an XMP property of this namespace and name is the digital source type."""
    return namespace == EXTENSION and name in _NAMES


def says(values: Iterable[str]) -> Says:
    """What the values of one property say together: the strongest of them."""
    order = (Says.GENERATED, Says.PARTLY, Says.OTHERWISE)
    found = {term.says for term in map(term_of, values) if term}
    return next((one for one in order if one in found), Says.UNKNOWN)
