"""Matroska and WebM: the label is a SimpleTag AIGC in the Segment's Tags.

Slot: Segment.Tags.Tag.SimpleTag with TagName AIGC and the bare JSON as TagString, in a Tag
without targets (TC260-PG-20257A clause 6). Read as well: tags of tracks and chapters, nested
tags, TagBinary, names in another case, and labels under other names.
The label goes before the first cluster, where every reader passes: ExifTool looks no further
unless told to, and nobody who reads from a pipe can. There the Tags grow, into a Void or by moving
what is behind, and every position is brought up to date. Of a long file, whose clusters were not
all visited, the Tags go to the end instead, with an entry in SeekHead, for without one FFmpeg
would not look there; only where SeekHead has no room does such a file move as well.
Attachments are not looked into.
Source: RFC 9559.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hegui.aigc import Tolerance
from hegui.errors import FileError
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import matroska_essence, matroska_in_place
from hegui.implicit.formats.matroska_moves import Change, fitted, grows_before, settled
from hegui.implicit.formats.matroska_tags import Found, Tags, new_tags
from hegui.implicit.look import Look
from hegui.rules import slot_of
from hegui.structures import ebml
from hegui.structures.matroska_layout import (
    SEEK_HEAD,
    TAGS,
    Segment,
    place_of,
    segments,
)

_WEBM = b"webm"


class Matroska(Container):
    """A Matroska file."""

    kind = Kind(
        "mkv",
        "Matroska",
        (".mkv", ".mka", ".mks", ".mk3d"),
        ("video/matroska", "audio/matroska", "video/x-matroska", "audio/x-matroska"),
        slot_of("mkv"),
        in_place=True,
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._segments = segments(source)
        self._budget = Budget(source)
        self._tags: list[Tags] = []
        self._faults: list[tuple[FileError, str, int]] = []
        for segment in self._segments:
            for element in segment.all_of(TAGS):
                try:
                    self._tags.append(Tags(source, element, self._budget))
                except FileError as error:
                    self._faults.append((error, place_of(element), element.offset))
            if segment.fault:
                fault = segment.fault
                self._faults.append((fault, fault.place or "", segment.end))

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return ebml.doc_type(head) == b"matroska"

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        home = self._home(self._segments[0])
        kept = _kept(home) if home else None
        for tags in self._tags:
            for found in tags.found:
                self._look_at(look, tags, found, prescribed=found is kept)
        for error, place, offset in self._faults:
            look.could_not(error, place=place, offset=offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self._faults:
            raise self._faults[0][0]
        first, *later = self._segments
        edits = list(self._labelled(first, text))
        for segment in later:
            edits += settled(self.source, segment, self._cleaned(segment, None))
        return ordered(edit for edit in edits if not self._idle(edit))

    def plan_in_place(self, text: str) -> InPlace | None:
        """How the file takes the label without being copied; None where it cannot.

        New Tags go behind the Segment's end; then the Segment's size and SeekHead are switched
        over to them and the old Tags turned into Void, a few bytes at a time. An older label's
        text stays in that Void, where no reader looks, until a further label takes its room.
        One that stands there already is not written again.
        """
        segment = self._segments[0]
        if self._faults or len(self._segments) > 1:
            return None
        home = self._home(segment)
        if any(tags.found for tags in self._tags if tags is not home):
            return None
        kept = _kept(home) if home else None
        if kept and kept.text == text and not self.plan(text):
            return InPlace(b"", ())
        new = home.rebuilt(kept, text) if home else new_tags(text)
        return matroska_in_place.plan(self.source, segment, home.element if home else None, new)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The content alone: time scale, tracks as decoders need them, clusters' blocks.

        Names, languages, UIDs, titles, tags, chapters, attachments and every position are left
        out. Raises BrokenFile, CeilingExceeded.
        """
        for segment in self._segments:
            yield from matroska_essence.essence(self.source, segment)

    def _look_at(self, look: Look, tags: Tags, found: Found, *, prescribed: bool) -> None:
        offset = tags.element.offset + found.offset
        look.label(
            found.text,
            slot=f"mkv.{found.kind}",
            place=f'SimpleTag "{found.name}" at byte {offset}',
            offset=offset,
            length=found.length,
            named=found.named,
            prescribed=prescribed,
            tolerances=() if tags.sound else (Tolerance("container.checksum", tags.place),),
        )

    def _idle(self, edit: Edit) -> bool:
        return edit.length == len(edit.data) and (
            self.source.read(edit.offset, edit.length) == edit.data
        )

    def _of(self, segment: Segment) -> list[Tags]:
        return [tags for tags in self._tags if segment.origin <= tags.element.offset < segment.end]

    def _home(self, segment: Segment) -> Tags | None:
        """The Tags element that carries the label: one that has it, else the first."""
        here = self._of(segment)
        holding = [tags for tags in here if _kept(tags)]
        return next(iter(holding or here), None)

    def _cleaned(self, segment: Segment, home: Tags | None) -> Change:
        """The labels in all Tags but ``home`` taken out."""
        edits: list[Edit] = []
        gone: set[int] = set()
        for tags in self._of(segment):
            if tags is not home and tags.found:
                new = tags.rebuilt(None, None)
                if not new:
                    gone.add(tags.element.offset)
                edits.append(_shrunk(tags, new))
        return Change(tuple(edits), gone=frozenset(gone))

    def _labelled(self, segment: Segment, text: str) -> Edits:
        """The edits of the first Segment: the first of the possible places that needs the least."""
        home = self._home(segment)
        new = home.rebuilt(_kept(home), text) if home else new_tags(text)
        clean = self._cleaned(segment, home)
        if segment.elements[:1] and segment.elements[0].id == ebml.CRC_32:
            # A checksum over the whole Segment would have to be made from all its gigabytes.
            silent = Edit(segment.elements[0].offset, 1, bytes((ebml.VOID,)))
            clean = replace(clean, edits=(*clean.edits, silent))
        for change in _places(segment, home, new, clean):
            edits = settled(self.source, segment, change)
            if change.in_front or not grows_before(edits, segment.front_end):
                return edits
        return settled(self.source, segment, _in_front(segment, home, new, clean))


class WebM(Matroska):
    """A WebM file: Matroska with few codecs."""

    kind = Kind(
        "webm",
        "WebM",
        (".webm", ".weba"),
        ("video/webm", "audio/webm"),
        slot_of("webm"),
        in_place=True,
    )

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return ebml.doc_type(head) == _WEBM


def _kept(tags: Tags) -> Found | None:
    """The label that is in the prescribed place already."""
    return next((found for found in tags.found if found.prescribed), None)


def _shrunk(tags: Tags, new: bytes) -> Edit:
    edit = fitted(tags.element, new, 0)
    assert edit is not None  # a label less is shorter by more than a Void's head
    return edit


def _places(segment: Segment, home: Tags | None, new: bytes, clean: Change) -> Iterator[Change]:
    """Where the Tags may go, the best first; the last resort is not among them."""
    front = segment.front_end
    listed = bool(segment.all_of(SEEK_HEAD))
    if home is not None:
        element = home.element
        in_front = element.offset < front
        if in_front or (listed and _kept(home)):
            edit = fitted(element, new, segment.void_behind(element.end))
            if edit is not None:
                yield _changed(clean, edit, home=element.offset, in_front=in_front)
    for void in reversed(segment.all_of(ebml.VOID)):
        edit = fitted(void, new, 0) if void.offset < front else None
        if edit is not None:
            yield _moved(segment, clean, home, edit, in_front=True, claimed=void.offset)
            break
    if segment.whole:
        yield _in_front(segment, home, new, clean)
    if listed and home is not None and home.element.offset > (segment.last_cluster or segment.end):
        grown = Edit(home.element.offset, home.element.length, new)
        yield _changed(clean, grown, home=grown.offset, in_front=False)
    if listed and segment.known:
        yield _moved(segment, clean, home, Edit(segment.end, 0, new), in_front=False)


def _in_front(segment: Segment, home: Tags | None, new: bytes, clean: Change) -> Change:
    """The Tags before the first cluster, whatever has to move for them."""
    if home is not None and home.element.offset < segment.front_end:
        edit = Edit(home.element.offset, home.element.length, new)
        return _changed(clean, edit, home=edit.offset, in_front=True)
    return _moved(segment, clean, home, Edit(segment.front_end, 0, new), in_front=True)


def _changed(clean: Change, edit: Edit, *, home: int, in_front: bool) -> Change:
    return Change((*clean.edits, edit), home=home, in_front=in_front, gone=clean.gone)


def _moved(
    segment: Segment,
    clean: Change,
    home: Tags | None,
    edit: Edit,
    *,
    in_front: bool,
    claimed: int | None = None,
) -> Change:
    """The Tags where ``edit`` puts them; their old place is Void, or goes if it is the end."""
    left: list[Edit] = []
    if home is not None:
        old = home.element
        last = old.end == segment.end
        left = [Edit(old.offset, old.length, b"" if last else ebml.void(old.length))]
    return Change(
        (*clean.edits, *left, edit),
        home=edit.offset,
        inserted=None if edit.length else edit,
        in_front=in_front,
        moved=None if home is None else home.element.offset,
        gone=clean.gone,
        claimed=claimed,
    )
