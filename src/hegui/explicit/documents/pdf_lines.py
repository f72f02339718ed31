"""The lines of a PDF's pages: the strings that are shown, where, how large, and whether to be seen.

A small part of what a reader does: text and its state, forms, annotations' appearances, and the
colours that decide whether letters can be seen. Hidden is text that is neither filled nor stroked
(rendering mode 3), and white letters on a page on which nothing has been painted before; what a
picture, a clip or a layer hides is not seen here. Source: ISO 32000-2 8.4, 9.3, 9.4, 12.5.5.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from hegui.errors import CeilingExceeded, FileError
from hegui.explicit.documents.lines import Line, may_be_label
from hegui.explicit.documents.pdf_codes import Codes, codes_of
from hegui.explicit.text.sentences import label_in
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.pages import Page, pages
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.strings import content
from hegui.structures.pdf.syntax import SyntaxFaultError, parse
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Text, Value, Word

FIRST, LAST = 24, 2
"""Pages that are looked at: from the beginning, and at the end."""
_MOST_TOKENS = 4_000_000
_MOST_STRINGS = 100_000
_DEEPEST = 4
_INVISIBLE = 3
_GAP = -180  # thousandths of an em from which on a shift between letters is a blank
_CLOSE = 0.35  # of the letters' size, by which strings of one line may differ in height
_PAINTS = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"))
Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it matters here."""

    ctm: Matrix = _ONE
    font: Codes | None = None
    size: float = 0.0
    mode: int = 0
    white: bool = False
    leading: float = 0.0


@dataclass(frozen=True, slots=True)
class _Shown:
    """One string as it stands on the page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    points: float
    hidden: bool


@dataclass(slots=True)
class _Run:
    """What is counted and collected over all pages."""

    document: Document
    left: int = _MOST_TOKENS
    fonts: dict[int, Codes] = field(default_factory=dict)


def lines(document: Document) -> Iterator[Line]:
    """The lines of the first and last pages that may hold a label.

    Raises BrokenFile, CeilingExceeded, NoSlot (locked).
    """
    for objection in (document.fault, document.lock):
        if objection:
            raise objection
    run = _Run(document)
    every = list(pages(document))
    for number, page in enumerate(every, 1):
        if FIRST < number <= len(every) - LAST:
            continue
        yield from _page_lines(run, page, f"page {number}")


def _page_lines(run: _Run, page: Page, place: str) -> Iterator[Line]:
    look = _Look(run)
    resources = run.document.resolve(page.inherited.get(b"Resources", (None, page.parsed))[0])
    state = _State()
    for data in _contents(run.document, page.dictionary.get(b"Contents")):
        state = look.follow(data, resources, state, 0)
    for annotation in _items(run.document, page.dictionary.get(b"Annots")):
        look.annotation(annotation)
    found = [
        Line(text, place, round(points * page.unit, 1), hidden)
        for text, points, hidden in _joined(look.shown)
    ]
    for number, one in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if may_be_label(one.text + (following.text if following else "")):
            line = _unbroken(one, following)
            if may_be_label(line.text):
                yield line


def _unbroken(one: Line, following: Line | None) -> Line:
    """The line, with the next one where both together are a label that was broken in two."""
    alike = following is not None and (one.points, one.hidden) == (
        following.points,
        following.hidden,
    )
    if following is None or not alike:
        return one
    if label_in(one.text) is not None or label_in(following.text) is not None:
        return one
    for between in ("", " "):
        if label_in(one.text + between + following.text) is not None:
            return replace(one, text=one.text + between + following.text)
    return one


def _joined(shown: list[_Shown]) -> Iterator[tuple[str, float, bool]]:
    """Strings that follow one another at one height, as lines."""
    group: list[_Shown] = []
    for one in shown:
        if group:
            before = group[-1]
            near = abs(one.y - before.y) <= _CLOSE * max(one.points, before.points)
            if not near or one.hidden != before.hidden:
                yield _line(group)
                group = []
        group.append(one)
    if group:
        yield _line(group)


def _line(group: list[_Shown]) -> tuple[str, float, bool]:
    text = "".join(one.text for one in group)
    return " ".join(text.split()), min(one.points for one in group), group[0].hidden


def _contents(document: Document, value: Value) -> Iterator[bytes]:
    """A page's content streams; several are one after the other (7.8.2)."""
    listed = document.resolve(value)
    references = listed.items if isinstance(listed, Array) else (value,)
    parts = [parsed for one in references if (parsed := document.fetch(one)) is not None]
    if parts:
        yield b"\n".join(document.unpacked(one) for one in parts)


def _items(document: Document, value: Value) -> tuple[Value, ...]:
    listed = document.resolve(value)
    return listed.items if isinstance(listed, Array) else ()


class _Look:
    """One page's content, followed."""

    def __init__(self, run: _Run) -> None:
        self.shown: list[_Shown] = []
        self._run = run
        self._document = run.document
        self._painted = False

    def annotation(self, value: Value) -> None:
        """The normal appearance of an annotation that is shown (12.5.5)."""
        dictionary = self._document.resolve(value)
        if not isinstance(dictionary, Dictionary):
            return
        flags = self._document.resolve(dictionary.get(b"F"))
        appearance = self._document.resolve(dictionary.get(b"AP"))
        if isinstance(appearance, Dictionary) and not (isinstance(flags, int) and flags & 0x22):
            self._painted = False
            self._form(appearance.get(b"N"), _State(), 0)

    def follow(self, data: bytes, resources: Value, state: _State, depth: int) -> _State:
        """The state behind a content stream. Raises CeilingExceeded; what is no PDF is passed."""
        reader = _Reader(self, resources, state, depth)
        at, operands = 0, list[Value]()
        while True:
            try:
                value, at = parse(data, at, count=self._count)
            except SyntaxFaultError as fault:
                at = max(fault.position, at + 1)  # what stands there is none of PDF's objects
                if at >= len(data):
                    return reader.state
                continue
            if not isinstance(value, Word):
                operands.append(value)
                continue
            if value.value == b"ID":
                end = data.find(b"EI", at)
                at = len(data) if end < 0 else end
            reader.operator(value.value, operands)
            operands.clear()

    def _count(self) -> None:
        self._run.left -= 1
        if self._run.left < 0:
            raise CeilingExceeded(
                "more than {ceiling} operators and operands on the pages that are looked at",
                path=self._document.source.name,
                ceiling=_MOST_TOKENS,
            )

    def form(self, name: Value, resources: Value, state: _State, depth: int) -> None:
        """An XObject by its name in the resources."""
        found = _entry(self._document, resources, b"XObject", name)
        self._form(found, state, depth)

    def _form(self, found: Value, state: _State, depth: int) -> None:
        parsed = self._document.fetch(found)
        dictionary = parsed.value if parsed is not None else None
        if parsed is None or not isinstance(dictionary, Dictionary) or depth >= _DEEPEST:
            return
        if self._document.resolve(dictionary.get(b"Subtype")) == Name(b"Image"):
            self._painted = True
            return
        matrix = _matrix(_items(self._document, dictionary.get(b"Matrix")))
        inner = replace(state, ctm=_times(matrix, state.ctm))
        try:
            data = self._unpacked(parsed)
        except FileError:
            return
        self.follow(data, self._document.resolve(dictionary.get(b"Resources")), inner, depth + 1)

    def _unpacked(self, parsed: Parsed) -> bytes:
        return self._document.unpacked(parsed)

    def font(self, name: Value, resources: Value) -> Codes:
        """A font's codes, read once."""
        found = _entry(self._document, resources, b"Font", name)
        if not isinstance(found, Reference):
            return codes_of(self._document, found)
        if found.number not in self._run.fonts:
            self._run.fonts[found.number] = codes_of(self._document, found)
        return self._run.fonts[found.number]

    def paint(self) -> None:
        """Something was painted that letters may stand on."""
        self._painted = True

    def show(self, text: str, matrix: Matrix, state: _State) -> None:
        """A string that is shown."""
        if not text or len(self.shown) >= _MOST_STRINGS:
            return
        placed = _times(matrix, state.ctm)
        points = abs(state.size) * math.sqrt(abs(placed[0] * placed[3] - placed[1] * placed[2]))
        hidden = state.mode == _INVISIBLE or (state.white and not self._painted)
        self.shown.append(_Shown(text, placed[4], placed[5], points, hidden))


class _Reader:
    """Operators of one content stream, one after another."""

    def __init__(self, look: _Look, resources: Value, state: _State, depth: int) -> None:
        self.state = state
        self._look = look
        self._resources = resources
        self._depth = depth
        self._saved: list[_State] = []
        self._line = self._text = _ONE

    def operator(self, name: bytes, operands: list[Value]) -> None:
        """One operator with what stood before it."""
        numbers = [float(one) for one in operands if isinstance(one, int | float)]
        if name in _PAINTS:
            self._look.paint()
        elif name == b"q":
            self._saved.append(self.state)
        elif name == b"Q" and self._saved:
            self.state = self._saved.pop()
        elif name == b"cm" and len(numbers) == 6:
            self.state = replace(self.state, ctm=_times(_matrix(numbers), self.state.ctm))
        elif name == b"Do" and operands:
            self._look.form(operands[-1], self._resources, self.state, self._depth)
        elif name in (b"g", b"rg", b"k", b"sc", b"scn"):
            self._colour(name, numbers)
        elif name == b"cs":
            self.state = replace(self.state, white=False)
        else:
            self._text_operator(name, operands, numbers)

    def _colour(self, name: bytes, numbers: list[float]) -> None:
        white = {b"k": [0.0] * 4}.get(name)
        if white is None:
            white = [1.0] * len(numbers) if len(numbers) in (1, 3) else [0.0] * len(numbers)
        self.state = replace(self.state, white=bool(numbers) and numbers == white)

    def _text_operator(self, name: bytes, operands: list[Value], numbers: list[float]) -> None:
        match name:
            case b"BT":
                self._line = self._text = _ONE
            case b"Tf" if operands and numbers:
                font = self._look.font(operands[0], self._resources)
                self.state = replace(self.state, font=font, size=numbers[-1])
            case b"Tr" if numbers:
                self.state = replace(self.state, mode=int(numbers[-1]))
            case b"TL" if numbers:
                self.state = replace(self.state, leading=numbers[-1])
            case b"Tm" if len(numbers) == 6:
                self._line = self._text = _matrix(numbers)
            case b"Td" | b"TD" if len(numbers) == 2:
                if name == b"TD":
                    self.state = replace(self.state, leading=-numbers[1])
                self._next(numbers[0], numbers[1])
            case b"T*":
                self._next(0, -self.state.leading)
            case b"Tj" | b"TJ" if operands:
                self._show(operands[-1])
            case b"'" | b'"' if operands:
                self._next(0, -self.state.leading)
                self._show(operands[-1])

    def _next(self, x: float, y: float) -> None:
        self._line = self._text = _times((1, 0, 0, 1, x, y), self._line)

    def _show(self, value: Value) -> None:
        codes = self.state.font or Codes()
        pieces = value.items if isinstance(value, Array) else (value,)
        said = []
        for piece in pieces:
            if isinstance(piece, Text):
                said.append(codes.read(content(piece.raw)))
            elif isinstance(piece, int | float) and piece < _GAP and codes.latin:
                said.append(" ")
        self._look.show("".join(said), self._text, self.state)


def _entry(document: Document, resources: Value, kind: bytes, name: Value) -> Value:
    listed = resources.get(kind) if isinstance(resources, Dictionary) else None
    found = document.resolve(listed)
    if not isinstance(found, Dictionary) or not isinstance(name, Name):
        return None
    return found.get(name.value)


def _matrix(values: list[float] | tuple[Value, ...]) -> Matrix:
    numbers = [float(one) for one in values if isinstance(one, int | float)]
    if len(numbers) != 6:
        return _ONE
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
