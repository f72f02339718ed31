"""The Tags of a Matroska file: finding labels among them, and writing them anew with one.

The label is a SimpleTag whose TagName is AIGC and whose TagString is the bare JSON, in a Tag
whose Targets are empty, so that it speaks for the whole file (TC260-PG-20257A clause 6; FFmpeg
and mkvmerge name such a tag AIGC, and put a language or a target's name in front of others).
Source: RFC 9559 5.1.8 (Tags), 5.1.8.1.2 (SimpleTag).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hegui.aigc import looks_like_label
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.structures import stray
from hegui.structures import ebml
from hegui.structures.ebml import Element
from hegui.structures.matroska_layout import TAGS, place_of, read_whole

_TAG: Final = 0x7373
_TARGETS: Final = 0x63C0
_TARGET_LEVEL: Final = 0x68CA
_TARGET_NAME: Final = 0x63CA
_UIDS: Final = frozenset((0x63C5, 0x63C9, 0x63C4, 0x63C6))
_SIMPLE: Final = 0x67C8
_NAME: Final = 0x45A3
_STRING: Final = 0x4487
_BINARY: Final = 0x4485
_LANGUAGE: Final = 0x447A
_LANGUAGE_BCP47: Final = 0x447B

_KEY: Final = b"AIGC"
_WHOLE_FILE: Final = 50  # the level of a film or an album, which is also what no level means
_MOST: Final = 4 * 1024**2
_LARGEST_LABEL: Final = 1024**2


@dataclass(frozen=True, slots=True)
class Found:
    """One SimpleTag that is a label; ``offset`` counts from the beginning of its Tags.

    ``kind`` says where among the tags: "tag" (of the file), "tag-target" (of a track, chapter,
    attachment, or of some other level or language), "tag-nested", "tag-binary". ``named``:
    its TagName says AIGC.
    """

    kind: str
    offset: int
    length: int
    name: str
    text: str
    named: bool
    prescribed: bool


@dataclass(frozen=True, slots=True)
class _Simple:
    """What one SimpleTag says: name, text, how it is written, and whether it has more in it."""

    name: str
    data: bytes
    binary: bool
    language: bytes
    nested: bool


class Tags:
    """One Tags element, read whole."""

    def __init__(self, source: Source, element: Element, budget: Budget) -> None:
        """Raises BrokenFile, CeilingExceeded."""
        self._source = source
        self._budget = budget
        self.element = element
        self.place = place_of(element)
        self.raw = read_whole(source, element, _MOST)
        whole = ebml.decode(self.raw, 0)
        assert whole is not None
        self._whole = whole
        self.sound = ebml.sound(self.raw, whole)
        # Many files have tags of many kinds; only one that mentions a label is looked at closely.
        mentioned = b"aigc" in self.raw.lower() or stray.mentions(self.raw)
        self.found = tuple(self._labels()) if mentioned else ()

    def rebuilt(self, keep: Found | None, text: str | None) -> bytes:
        """The element with ``text`` as its one label, or with none; empty if nothing is left.

        ``keep`` is the label whose place the new one takes; without, it gets a Tag of its own.
        """
        if text is not None and not self.found:
            tuple(self._labels())  # a label among broken tags could not be read back
        gone = {found.offset for found in self.found}
        simple = None if text is None else _label(text)
        put: dict[int, bytes] = dict.fromkeys(gone, b"")
        if keep is not None and simple is not None:
            as_it_was = self.raw[keep.offset : keep.offset + keep.length]
            put[keep.offset] = as_it_was if keep.text == text else simple
        data = self._without(self._whole, put)
        if simple is not None and keep is None:
            data += ebml.make(_TAG, ebml.make(_TARGETS, b"") + simple)
        return ebml.remake(self.raw, self._whole, data) if data else b""

    def _children(self, parent: Element) -> Iterator[Element]:
        return ebml.children(self._source, self.raw, parent, self.element.offset)

    def _data(self, element: Element) -> bytes:
        return self.raw[element.data_at : element.end]

    def _labels(self) -> Iterator[Found]:
        for tag in self._children(self._whole):
            if tag.id != _TAG:
                continue
            general = all(
                self._whole_file(part) for part in self._children(tag) if part.id == _TARGETS
            )
            for simple in self._children(tag):
                if simple.id == _SIMPLE:
                    yield from self._simple(simple, general=general, depth=0)

    def _whole_file(self, targets: Element) -> bool:
        """Whether Targets name the file as a whole."""
        for part in self._children(targets):
            if part.id == _TARGET_NAME and part.size:
                return False
            if part.id == _TARGET_LEVEL and ebml.uint(self._data(part)) != _WHOLE_FILE:
                return False
            if part.id in _UIDS and ebml.uint(self._data(part)):
                return False
        return True

    def _simple(self, element: Element, *, general: bool, depth: int) -> Iterator[Found]:
        self._source.descend(depth, "SimpleTag", self.place)
        tag = self._read(element)
        found = self._as_label(element, tag, general=general, depth=depth)
        if found is not None:
            yield found
            return
        if tag.nested:
            for part in self._children(element):
                if part.id == _SIMPLE:
                    yield from self._simple(part, general=general, depth=depth + 1)

    def _read(self, element: Element) -> _Simple:
        name = data = language = b""
        binary = nested = False
        for part in self._children(element):
            if part.id == _NAME:
                name = ebml.string(self._data(part))
            elif part.id in (_STRING, _BINARY):
                binary = part.id == _BINARY
                data = ebml.string(self._data(part))
            elif part.id in (_LANGUAGE, _LANGUAGE_BCP47) and self._data(part) != b"und":
                language = self._data(part)
            elif part.id == _SIMPLE:
                nested = True
        return _Simple(stray.decoded(name), data, binary, language, nested)

    def _as_label(
        self, element: Element, tag: _Simple, *, general: bool, depth: int
    ) -> Found | None:
        exact = tag.name.casefold() == "aigc"
        if not exact and (len(tag.data) > _LARGEST_LABEL or not stray.mentions(tag.data)):
            return None
        self._budget.spend(len(tag.data), self.place)
        text = stray.decoded(tag.data)
        if not exact and not looks_like_label(text):
            return None
        if exact and tag.nested and not tag.data:
            return None  # a heading with the members below it, which no dialect has
        plain = not tag.language and not tag.nested and not tag.binary
        prescribed = exact and tag.name == "AIGC" and general and plain and depth == 0
        if depth:
            kind = "tag-nested"
        elif tag.binary:
            kind = "tag-binary"
        else:
            kind = "tag" if general and not tag.language else "tag-target"
        return Found(
            kind,
            element.offset,
            element.length,
            tag.name,
            text,
            "aigc" in tag.name.casefold(),
            prescribed,
        )

    def _without(self, parent: Element, put: dict[int, bytes]) -> bytes:
        """The data of ``parent`` without its CRC-32, its labels put otherwise.

        What loses its last SimpleTag goes as a whole: a Tag must have one, and Tags a Tag.
        """
        parts: list[bytes] = []
        had = has = False
        offsets = sorted(put)
        for child in self._children(parent):
            if child.id == ebml.CRC_32:
                continue
            raw = self.raw[child.offset : child.end]
            if child.offset in put:
                raw = put[child.offset]
            elif child.id in (_TAG, _SIMPLE) and (
                bisect_right(offsets, child.offset) < bisect_right(offsets, child.end)
            ):
                inner = self._without(child, put)
                raw = ebml.remake(self.raw, child, inner) if inner else b""
            needed = child.id in (_TAG, _SIMPLE)
            had, has = had or needed, has or (needed and bool(raw))
            parts.append(raw)
        empty = parent.id != _SIMPLE and had and not has
        return b"" if empty else b"".join(parts)


def new_tags(text: str) -> bytes:
    """A Tags element whose one tag is the label."""
    return ebml.make(TAGS, ebml.make(_TAG, ebml.make(_TARGETS, b"") + _label(text)))


def _label(text: str) -> bytes:
    return ebml.make(_SIMPLE, ebml.make(_NAME, _KEY) + ebml.make(_STRING, text.encode()))
