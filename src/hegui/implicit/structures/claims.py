"""Texts in the XML parts of a document that claim to be labels, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.implicit.budget import Budget
from hegui.structures.zip.markup import Element, Part, parts_of

_LEAST_CLAIM = 24  # shorter than any label
_SHAPE = re.compile(r"\{|eyJ|QUlHQ")  # an object, or one in base64
# What no label's text lacks, however it is encoded; a reference may hide any letter.
_LETTERS = tuple(
    b"aigc contentpro produceid propagateid reservedcode serviceprovider eyj qulhq &#".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A text that claims to be a label, and where it stands in the part: ``start:end``."""

    name: str
    text: str
    start: int
    end: int


def claims_in(part: Part, budget: Budget, within: Element | None = None) -> Iterator[Claim]:
    """The texts and attributes, of the part or an element, that claim to be labels.

    Raises CeilingExceeded where too many have to be looked at.
    """
    for element in (within or part.root).walk():
        if not element.children and _claims(element.text, budget):
            yield Claim(element.qname, element.text, part.tag_end(element), element.close)
        for name, value in element.attributes.items():
            if _claims(value, budget):
                _, local, prefix = parts_of(name)
                spelt = f"{prefix}:{local}" if prefix else local
                start, end = part.value_extent(element, spelt)
                yield Claim(f"{element.qname}@{spelt}", value, start, end)


def may_hold_claims(data: bytes) -> bool:
    """Whether a part has to be parsed to tell if a text in it claims to be a label."""
    if b"\0" in data[:4]:  # UTF-16
        return True
    lowered = data.lower()
    return any(letters in lowered for letters in _LETTERS)


def _claims(text: str, budget: Budget) -> bool:
    if len(text) < _LEAST_CLAIM or not _SHAPE.search(text):
        return False
    budget.spend(len(text), "the XML")
    return looks_like_label(text)
