"""What hides the words of an HTML page where its own tags or style elements say so plainly.

Read are the hidden attribute, an element's own style, and rules of style elements whose selectors
are a tag, classes and ids. Style sheets of other files, rules for media, combinators and scripts
are not: what they hide counts as shown. Source: CSS 2.2 5 and 6, CSS Color 4 (white, opacity).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_RULES = 2000
_HIDDEN_ATTRIBUTE = re.compile(r"[\s/]hidden(?=[\s/=>])", re.IGNORECASE)
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(
    r"\s(style|class|id)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_NAME = re.compile(r"([.#])([\w-]+)")
_GONE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0{0,9}\.?0{0,9}%?\s*(?:!|;|$)|font-size\s*:\s*0[a-z%]*\s*(?:!|;|$))",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
    r"\s*(?:!|;|$)",
    re.IGNORECASE,
)
_GROUND = re.compile(r"background|bgcolor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Selector:
    """A tag ("" for any), classes and ids, all of which an element must have."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]


@dataclass(slots=True)
class Hiding:
    """What a page hides; ``grounds`` is whether it gives anything a ground of its own, so that
    white letters may well be seen."""

    grounds: bool
    _rules: list[_Selector] = field(default_factory=list)

    @classmethod
    def of(cls, page: str) -> Hiding:
        """Nothing yet of this page."""
        return cls(_GROUND.search(page) is not None)

    def take(self, sheet: str) -> None:
        """Notes the rules of one style element."""
        for selectors, declarations in _rules(_without_comments(sheet)):
            if not self._gone(declarations):
                continue
            for one in selectors.split(","):
                if found := _SELECTOR.fullmatch(one.strip()):
                    self._note(found)

    def hides(self, tag: str, written: str) -> bool:
        """Whether the element of a start tag, as it is written, is not shown."""
        if _HIDDEN_ATTRIBUTE.search(_VALUE.sub("''", written)):
            return True
        values = {"style": "", "class": "", "id": ""}
        for name, *value in _ATTRIBUTE.findall(written):
            values.setdefault(name.lower(), "")
            values[name.lower()] = values[name.lower()] or html.unescape("".join(value))
        if self._gone(values["style"]):
            return True
        classes, identity = set(values["class"].split()), values["id"].strip()
        return any(
            rule.tag in ("", tag) and rule.classes <= classes and rule.ids <= {identity}
            for rule in self._rules
        )

    def _gone(self, declarations: str) -> bool:
        if _GONE.search(declarations):
            return True
        return not self.grounds and _WHITE.search(declarations) is not None

    def _note(self, found: re.Match[str]) -> None:
        tag = (found[1] or "").lower().replace("*", "")
        names = _NAME.findall(found[2])
        if (tag or names) and len(self._rules) < _MOST_RULES:
            classes = frozenset(name for kind, name in names if kind == ".")
            ids = frozenset(name for kind, name in names if kind == "#")
            self._rules.append(_Selector(tag, classes, ids))


def _without_comments(sheet: str) -> str:
    parts, at = [], 0
    while (start := sheet.find("/*", at)) >= 0:
        parts.append(sheet[at:start])
        end = sheet.find("*/", start + 2)
        if end < 0:
            return "".join(parts)
        at = end + 2
    return "".join((*parts, sheet[at:]))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in nothing else."""
    depth, begin, selectors = 0, 0, ""
    for brace in _BRACE.finditer(sheet):
        piece = sheet[begin : brace.start()]
        begin = brace.end()
        if brace[0] == "{":
            depth += 1
            selectors = piece.rpartition(";")[2].strip() if depth == 1 else "@"
        elif depth:
            depth -= 1
            if not depth and "@" not in selectors:
                yield selectors, piece
