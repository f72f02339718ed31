"""Markdown: the label is the mapping AIGC in the YAML front matter (TC260-PG-20258A 6.5).

Front matter that is there keeps its comments, order and line ends; the mapping is added as its
last key, or takes the place of an older one. A file without front matter gets one. Beside TOML
or JSON front matter (Hugo) a YAML one cannot stand: no generator reads two, and the file's own
would turn into text; such a file is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from hegui.aigc import ParsedLabel, Unreadable
from hegui.aigc.yaml_form import YamlError, mapping, outermost_indent, read_entry
from hegui.errors import BrokenFile, FileError, NoSlot
from hegui.files.edits import Edit, Edits, ordered
from hegui.files.source import Source
from hegui.implicit.container import Blind, Container, Kind, Reading, Site
from hegui.implicit.formats.markdown_body import BodyLabel, Range, labels_in, removals, without
from hegui.implicit.formats.markdown_front import label_entries, label_of
from hegui.rules import slot_of
from hegui.structures.front_matter import (
    BOM,
    FrontMatter,
    Notation,
    ends_lines_with_cr,
    front_matter,
)

_BLOCK = 256 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SLOT = "markdown.front-matter"
_BLANK_LINES = re.compile(rb"\A(?>(?:[ \t]*+\r?\n)+)")


@dataclass(frozen=True, slots=True)
class FrontLabel:
    """A label in the front matter: its lines, whether its key is spelt as prescribed."""

    lines: Range
    exact: bool
    text: str
    found: ParsedLabel | Unreadable


class Markdown(Container):
    """A Markdown file in UTF-8."""

    kind = Kind(
        "markdown",
        "Markdown",
        (".md", ".markdown", ".mdown", ".mkd", ".mdx"),
        ("text/markdown",),
        slot_of("markdown"),
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._data = source.read(0, source.size, "Markdown text")
        self._check_encoding()
        self._front = front_matter(self._data)
        self._fault: FileError | None = None
        self._own = self._front_labels()
        self._others = self._body_labels()

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Text by its bytes: UTF-8 without NUL. That it is Markdown, only its name can say."""
        if b"\0" in head:
            return False
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            return False
        return True

    def read(self) -> Reading:
        sites: list[Site] = []
        line, at = 1, 0
        prescribed = True
        labels: list[FrontLabel | BodyLabel] = [*self._own, *self._others]
        for label in sorted(labels, key=lambda label: label.lines.start):
            line += self._data.count(b"\n", at, label.lines.start)
            at = label.lines.start
            if isinstance(label, FrontLabel):
                sites.append(self._front_site(label, line, prescribed=prescribed))
                prescribed = False
            else:
                sites.append(_site(label.slot, f"line {line}", "yaml", label))
        return Reading(self.kind, tuple(sites), self._blind())

    def plan(self, text: str) -> Edits:
        if self._front is not None and self._front.notation is not Notation.YAML:
            raise NoSlot(
                "has {notation} front matter, and the label belongs into YAML front matter "
                "(TC260-PG-20258A 6.5), which cannot stand beside it; convert the front matter "
                "to YAML first",
                path=self.source.name,
                notation=self._front.notation.value,
            )
        if self._fault is not None:
            raise self._fault
        others = [label.lines for label in self._own[1:]]
        others += removals(self._data, self._text_start(), self.source, self._others)
        edits = [Edit(gone.start, gone.end - gone.start, b"") for gone in others]
        return ordered([self._placed(text), *edits])

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The body: the text behind the front matter.

        Out: the byte order mark, the front matter with all its keys (title, date, tags, AIGC), in
        whichever notation; labels in the body, with what goes along with them; blank lines before
        the first line of text.
        """
        at = len(BOM) if self._data.startswith(BOM) else 0
        if self._front is not None:
            at = self._front.end
        gone = removals(self._data, self._text_start(), self.source, self._others)
        before = sum(each.end - each.start for each in gone if each.start < at)
        yield _BLANK_LINES.sub(b"", without(self._data, gone)[at - before :])

    def _placed(self, text: str) -> Edit:
        """The edit that puts the label into the front matter."""
        front = self._front
        if front is None:
            return self._new_front_matter(text)
        block = mapping(
            text, newline=front.newline, indent=outermost_indent(front.text(self._data))
        ).encode("utf-8")
        if not self._own:
            return Edit(front.close, 0, block)
        lines = self._own[0].lines
        return Edit(lines.start, lines.end - lines.start, block)

    def _new_front_matter(self, text: str) -> Edit:
        start = len(BOM) if self._data.startswith(BOM) else 0
        first = self._data.find(b"\n", start)
        newline = "\r\n" if self._data[max(0, first - 1) : first] == b"\r" else "\n"
        rest = self._data[start : start + 1]
        gap = newline if rest.strip() else ""
        block = f"---{newline}{mapping(text, newline=newline)}---{newline}{gap}"
        return Edit(start, 0, block.encode("utf-8"))

    def _check_encoding(self) -> None:
        if self._data.startswith(_UTF16):
            raise self.source.broken("is UTF-16 text; hegui labels Markdown in UTF-8", 0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        for at in range(0, len(self._data), _BLOCK):
            block = self._data[at : at + _BLOCK]
            try:
                decoder.decode(block, final=at + _BLOCK >= len(self._data))
            except UnicodeDecodeError as error:
                where = at - (len(error.object) - len(block)) + error.start
                raise self.source.broken(
                    "is not UTF-8 text: byte {value} cannot stand there",
                    where,
                    value=f"0x{self._data[where]:02x}",
                ) from None

    def _front_labels(self) -> tuple[FrontLabel, ...]:
        front = self._front
        if front is None:
            if ends_lines_with_cr(self._data):
                self._fault = self.source.broken(
                    "line ends are lone CR, in which front matter is not followed; "
                    "convert them to LF first",
                    "front matter",
                )
            return ()
        text = front.text(self._data)
        try:
            if front.notation is not Notation.YAML:
                found = label_of(front, text)
                own = Range(front.inner, front.close)
                return () if found is None else (FrontLabel(own, False, text, found),)
            return tuple(
                FrontLabel(
                    _bytes_of(front, text, entry.start, entry.end),
                    entry.key == "AIGC",
                    text[entry.start : entry.end],
                    read_entry(text[entry.start : entry.end]),
                )
                for entry in label_entries(text)
            )
        except YamlError as error:
            place = f"front matter at byte {front.start}"
            self._fault = BrokenFile(
                error.template, path=self.source.name, place=place, **error.facts
            )
            return ()

    def _body_labels(self) -> tuple[BodyLabel, ...]:
        return labels_in(self._data, self._text_start(), self.source)

    def _text_start(self) -> int:
        # A front matter that cannot be followed is searched as text is.
        start = len(BOM) if self._data.startswith(BOM) else 0
        if self._front is not None:
            start = self._front.inner if self._fault else self._front.end
        return start

    def _front_site(self, label: FrontLabel, line: int, *, prescribed: bool) -> Site:
        assert self._front is not None
        notation = self._front.notation
        place = f"front matter, line {line}"
        if notation is not Notation.YAML:
            return _site(f"{_SLOT}-{notation.lower()}", place, notation.lower(), label)
        return _site(_SLOT, place, "yaml", label, prescribed=prescribed and label.exact)

    def _blind(self) -> tuple[Blind, ...]:
        if self._fault is None:
            return ()
        start = self._front.start if self._front else 0
        return (Blind("front matter", start, self._fault.template, self._fault.facts),)


def _bytes_of(front: FrontMatter, text: str, start: int, end: int) -> Range:
    """Character offsets of a front matter's text as byte offsets of the file."""
    first = front.inner + len(text[:start].encode("utf-8"))
    return Range(first, first + len(text[start:end].encode("utf-8")))


def _site(
    slot: str, place: str, dialect: str, label: FrontLabel | BodyLabel, *, prescribed: bool = False
) -> Site:
    found = label.found
    parsed, problem = (found, None) if isinstance(found, ParsedLabel) else (None, found)
    offset = label.lines.start
    length = label.lines.end - offset
    return Site(slot, prescribed, place, offset, length, dialect, label.text, parsed, problem)
