"""The lines of a Word document: its body and the headers in use, with what is hidden in them.

Hidden is what a run or its style calls vanished, and white letters where neither run, paragraph,
cell nor page says another ground (ISO/IEC 29500-1 17.3.2.6, 17.3.2.32, 17.3.2.41).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hegui.explicit.documents.lines import Line, may_be_label
from hegui.explicit.documents.office import Office
from hegui.structures.zip.markup import Element

_OFF = ("0", "false", "off")
_WHITE = ("FFFFFF",)
_NO_FILL = ("", "auto", *_WHITE)
_MOST_STYLES = 64
_FIRST = 3
FIRST_PAGE = "first page"
_LONGEST = 2000
_MOST_LINES = 1000


@dataclass(slots=True)
class _Look:
    """What a run, a paragraph or a style says of letters; None where it says nothing."""

    vanish: bool | None = None
    white: bool | None = None
    points: float | None = None
    ground: bool | None = None

    def over(self, below: _Look) -> _Look:
        """This, and what is below where this says nothing."""
        return _Look(
            below.vanish if self.vanish is None else self.vanish,
            below.white if self.white is None else self.white,
            below.points if self.points is None else self.points,
            below.ground if self.ground is None else self.ground,
        )

    def take(self, element: Element) -> None:
        """Notes what one property says."""
        value = element.get("val")
        match element.local:
            case "vanish" | "specVanish":
                self.vanish = value not in _OFF
            case "color":
                self.white = value.upper() in _WHITE
            case "sz" if value.isdigit():
                self.points = int(value) / 2
            case "shd":
                self.ground = element.get("fill") not in _NO_FILL
            case "highlight":
                self.ground = value not in ("none", "white")


_NOTHING = _Look()


def lines(office: Office) -> Iterator[Line]:
    """The lines that may hold a label. Raises BrokenFile, CeilingExceeded, NoSlot."""
    styles = styles_of(office)
    body = Walk(styles)
    office.read(office.main, body)
    for reference in dict.fromkeys(body.headers):
        header = Walk(styles)
        office.read(office.related(office.main, reference), header)
        yield from (replace(one, place="header") for one in header.lines)
    yield from body.lines


def styles_of(office: Office) -> dict[str, _Look]:
    """What each style says, with the styles that it is based on."""
    found = office.relationships(office.main).named(office.kind("styles"))
    if not found:
        return {}
    part = office.read(office.member(office.relationships(office.main).target(found[0])))
    own: dict[str, tuple[_Look, str]] = {}
    for style in part.root.named("style"):
        look = _Look()
        for properties in style.named("rPr"):
            for each in properties.children:
                look.take(each)
        base = style.child("basedOn")
        own[style.get("styleId")] = look, base.get("val") if base else ""
    return {name: _resolved(name, own) for name in own}


def _resolved(name: str, own: dict[str, tuple[_Look, str]]) -> _Look:
    look = _NOTHING
    for _ in range(_MOST_STYLES):
        if name not in own:
            break
        below, name = own[name]
        look = look.over(below)
    return look


class Walk:
    """Asked at the end of every element of a part; notes the lines, and keeps what ``kept`` names.

    A document of a thousand pages has millions of elements.
    """

    def __init__(self, styles: dict[str, _Look], kept: frozenset[str] = frozenset()) -> None:
        self._kept = kept
        self.lines: list[Line] = []
        self.headers: list[str] = []
        self._styles = styles
        self._run = _Look()
        self._run_style = ""
        self._paragraph = _NOTHING
        self._pieces: list[tuple[str, _Look]] = []
        self._length = 0
        self._paragraphs = 0
        self._cells = [False]  # whether the cell around has a ground of its own
        self._background = False

    def __call__(self, element: Element) -> bool:
        match element.local:
            case "rStyle" | "pStyle":
                self._run_style = element.get("val")
            case "pPr":
                style = self._styles.get(self._run_style, _NOTHING)
                # The mark's own look is not the text's; a ground is.
                self._paragraph = _Look(ground=self._run.ground).over(style)
                self._run, self._run_style = _Look(), ""
            case "tcPr":
                self._cells[-1] = bool(self._run.ground)
                self._run = _Look()
            case "tc":
                self._cells[-1] = False
            case "background":
                self._background = True
            case "headerReference":
                self.headers.append(element.get("id"))
            case "t":
                self._text(element.text)
            case "r":
                self._run, self._run_style = _Look(), ""
            case "p":
                self._end()
            case _:
                self._run.take(element)
        return element.local in self._kept

    @property
    def shown(self) -> list[str]:
        """The lines that are seen."""
        return [one.text for one in self.lines if not one.hidden]

    def _text(self, text: str) -> None:
        if self._length < _LONGEST:
            look = self._run.over(self._styles.get(self._run_style, _NOTHING))
            self._pieces.append((text, look.over(self._paragraph)))
            self._length += len(text)

    def _end(self) -> None:
        text = "".join(piece for piece, _ in self._pieces).strip()
        if text:
            self._paragraphs += 1
        if may_be_label(text) and len(self.lines) < _MOST_LINES:
            shown = [piece for piece in self._pieces if not self._is_hidden(piece[1])]
            seen = "".join(piece for piece, _ in shown).strip()
            sizes = [look.points for _, look in shown or self._pieces if look.points]
            place = FIRST_PAGE if self._paragraphs <= _FIRST else "body"
            points = min(sizes, default=None)
            self.lines.append(Line(seen or text, place, points, hidden=not seen))
        self._pieces, self._length, self._paragraph = [], 0, _NOTHING
        self._run, self._run_style = _Look(), ""

    def _is_hidden(self, look: _Look) -> bool:
        ground = look.ground or self._cells[-1] or self._background
        return bool(look.vanish or (look.white and not ground))
