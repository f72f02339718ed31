"""The contract between a file format and everything above it.

One class a format family. An instance is one open file: it walks its source once, says where
labels are, and plans the edits that leave exactly one label, in the prescribed slot
(GB 45438-2025, 6.1 c: one metadata label a file). It never writes and never decodes content.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from hegui.errors import NoSlot

if TYPE_CHECKING:  # a reader need not load what only writing uses
    from collections.abc import Iterator

    from hegui.aigc import ParsedLabel, Unreadable
    from hegui.files.edits import Edits
    from hegui.files.in_place import InPlace
    from hegui.files.source import Source
    from hegui.implicit.xmp import Setting
    from hegui.rules import Slot


@dataclass(frozen=True, slots=True)
class Kind:
    """What a container is: identity, names, and what hegui can do with it.

    ``id`` is stable and lower-case; ``slot`` the prescribed place of the label, None where the
    format has none; ``writes`` whether hegui writes it, ``in_place`` whether a huge file of it
    can be labelled without a copy.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    slot: Slot | None
    writes: bool = True
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One place in one file where a label was found.

    ``slot`` is a stable id of the kind of place ("png.itxt-xmp"), ``place`` says it in the
    format's own words, ``offset`` and ``length`` are the bytes of the structure that carries
    it (chunk, segment, item), ``dialect`` how the value is written there ("xmp-element",
    "xmp-attribute", "json", "yaml" …), ``text`` the value as decoded text.
    Exactly one of ``parsed`` and ``problem`` is set.
    """

    slot: str
    prescribed: bool
    place: str
    offset: int
    length: int
    dialect: str
    text: str
    parsed: ParsedLabel | None
    problem: Unreadable | None


@dataclass(frozen=True, slots=True)
class Blind:
    """A place that could not be looked at, which is not the same as nothing found.

    ``template`` and ``facts`` say why (see ``hegui.messages``).
    """

    place: str
    offset: int
    template: str
    facts: dict[str, object]

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.facts) if self.facts else self.template

    def __str__(self) -> str:
        return self.reason


class Block(NamedTuple):
    """An XMP packet (``form`` "xmp") or EXIF block ("exif") as it stands in the file."""

    form: str
    place: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says: its sites in file order, and what could not be looked at.

    ``blocks`` are the XMP packets and EXIF blocks in which labels were looked for, as they stand.
    """

    kind: Kind
    sites: tuple[Site, ...]
    blind: tuple[Blind, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), repr=False, compare=False)


class Container(ABC):
    """One open file of one format family. Subclasses walk ``source`` at most once."""

    kind: ClassVar[Kind]
    in_xmp: ClassVar[bool] = False
    """Whether the label's slot is XMP, in which other properties can stand beside it."""

    beside: tuple[Setting, ...] = ()
    """Properties of other regimes that ``plan`` writes into the label's own packet."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @classmethod
    @abstractmethod
    def sniff(cls, head: bytes) -> bool:
        """Whether a file that begins with ``head`` (up to 4096 bytes) is of this family."""

    @abstractmethod
    def read(self) -> Reading:
        """Every label in the file and what could not be looked at.

        Raises BrokenFile or CeilingExceeded where the structure cannot be followed at all.
        """

    @abstractmethod
    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The content alone: ranges (start, end) of the source and literal bytes, in order.

        What a viewer or listener perceives, and what is needed to decode it; no metadata, label,
        padding, nor offsets or sizes that move. The same sequence of bytes before and after
        labelling and after foreign metadata edits, another one when a pixel or sample changes.
        Ranges lie within the source; large content is given as ranges and not read here. Each
        container's own docstring says what is in and what is out. Raises FileErrors only, and
        may do so while it is iterated; ``implicit.essence.digest`` hashes it.
        """

    def may_hold_manifest(self) -> bool:
        """Whether a C2PA manifest store may be embedded in the file.

        False where the walk over the file has shown that its format's place for one is not there.
        """
        return True

    def plan(self, text: str) -> Edits:
        """The edits after which ``text`` (bare JSON) is the file's one label.

        The prescribed slot gets ``text``; labels at any other site go. Every byte that is
        neither label, padding, length, offset nor checksum stays. Raises BrokenFile,
        CeilingExceeded, or NoSlot where this family cannot be written.
        """
        raise NoSlot(
            "hegui reads labels in {title} but does not write them",
            path=self.source.name,
            title=self.kind.title,
        )

    def plan_in_place(self, text: str) -> InPlace | None:
        """The same result without a new file: a tail to append and a few bytes that switch over.

        None where the format, or this file, does not allow that. Raises as :meth:`plan` does.
        """
        return None
