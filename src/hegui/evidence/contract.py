"""The contract of evidence: one type for every sign, and what could not be examined.

A piece of evidence says what was seen and where, how strong that is, and what it says of the
content. It decides nothing: that is the verdict's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hegui.errors import FileError
from hegui.implicit.container import Reading
from hegui.marks.iptc import Says

if TYPE_CHECKING:
    from hegui.explicit.region import Region

__all__ = ["Evidence", "Gathered", "Kind", "Says", "Strength", "Unexamined"]


class Kind(StrEnum):
    """What kind of sign it is."""

    LABEL = "label"
    """An implicit label of GB 45438-2025 in the file, in any dialect."""
    SIDECAR = "sidecar"
    """Such a label beside the file, in a file of its own."""
    SEAL = "seal"
    """Integrity data in ReservedCode1 or ReservedCode2 (TC260-PG-202511A)."""
    IPTC = "iptc"
    """IPTC's Digital Source Type."""
    C2PA = "c2pa"
    """A C2PA manifest."""
    TRACE = "trace"
    """What a generator leaves in metadata without meaning it as a label."""
    EXPLICIT = "explicit"
    """An explicit label that a person can see, hear or read."""
    DETECTOR = "detector"
    """What a detector says of the content itself."""
    DECLARATION = "declaration"
    """The user says so."""


class Strength(StrEnum):
    """How much a sign is worth."""

    PROVES = "proves"
    """Cryptography ties it to a party that is trusted."""
    DECLARES = "declares"
    """Somebody says so, and anybody could have."""
    SUGGESTS = "suggests"
    """It speaks for it; there may be another explanation."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign.

    ``sign`` is its stable id ("label.is", "c2pa.trusted", "trace.comfyui"), ``says`` what it
    says of the content, ``place`` and ``offset`` where it was seen (-1: nowhere in particular).
    ``template`` and ``facts`` are the sentence (see ``hegui.messages``); ``source`` what the
    reading of the sign rests on: a clause, a specification or an address. ``region`` is the part
    of the picture or of the time where a person sees or hears it.
    """

    kind: Kind
    sign: str
    says: Says
    strength: Strength
    place: str
    offset: int
    template: str
    facts: dict[str, object] = field(default_factory=dict)
    source: str = ""
    region: Region | None = None

    @property
    def generated(self) -> bool:
        """Whether it says that the content, or a part of it, is generated."""
        return self.says in (Says.GENERATED, Says.PARTLY)


@dataclass(frozen=True, slots=True)
class Unexamined:
    """What could not be examined, which is not the same as nothing found: ``what`` and why."""

    what: str
    place: str
    template: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one file shows.

    ``reading`` is None where the file could not be read as any format; ``error`` says why. That
    its format has no place for a label is among these reasons, and then nothing is unexamined.
    ``unexamined`` could not be looked at; ``not_asked`` names kinds of signs that nobody asked
    to look for, such as explicit labels, which need OCR.
    """

    name: str
    evidence: tuple[Evidence, ...]
    unexamined: tuple[Unexamined, ...] = ()
    not_asked: tuple[Kind, ...] = ()
    reading: Reading | None = None
    error: FileError | None = None

    def of(self, *kinds: Kind) -> tuple[Evidence, ...]:
        """The evidence of some kinds."""
        return tuple(one for one in self.evidence if one.kind in kinds)
