"""A keyword library searched for in text, at the speed of reading it.

The Aho–Corasick automaton decides. By itself it is slow in Chinese: its first node has a child
for every first character of the library, thousands of them, one after the other. So a filter
goes before it: tables of the first two, three and four characters of every keyword, looked up for
all places of a text at once, leave the few places at which a keyword can begin, and the automaton
reads only there. What it finds is what it would have found in the whole text.

A match may have separators between its characters (b*o*m*b), under rules that keep "as sad" and
"很色。情况" from matching: in alphabetic words all gaps are filled or none, and no letter stands
beside the match; in Chinese a gap with sentence punctuation in it counts only where every gap is
filled and there are two at least.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick
import numpy as np
import numpy.typing as npt

from hegui.assess.banks.item import Item
from hegui.assess.judgements.normalising import WALL, Normalised, normalised, normalised_all

_BATCH = 1 << 18
"""Characters that are searched at once: they and their tables stay in the processor's cache."""
_BITS = 22
_DEPTHS = (2, 3, 4)
_WIDEST_GAP = 3
"""Separators between two characters; within a keyword of several words five times as many."""
_SENTENCE = frozenset("。！？；，、：,.!?;:\n\r")
_Mask = npt.NDArray[np.bool_]
_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Hit:
    """One keyword in one text: ``start`` and ``end`` are places in the original text."""

    keyword: Item
    text: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one text: where it begins there, and where a match of its own may begin."""

    number: int
    offset: int
    text: str
    first: int
    until: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One form with the items that it stands for; ``gaps`` are those within the keyword itself."""

    form: str
    items: tuple[Item, ...]
    gaps: frozenset[int]


class KeywordSearch:
    """The library as searched for; made once, used for any number of texts."""

    def __init__(self, keywords: Iterable[Item]) -> None:
        patterns = _patterns(keywords)
        self._automaton = ahocorasick.Automaton()
        for pattern in patterns:
            self._automaton.add_word(pattern.form, pattern)
        if patterns:
            self._automaton.make_automaton()
        self._longest = max((len(one.form) for one in patterns), default=0)
        self._singles = {one.form: one for one in patterns if len(one.form) == 1}
        self._tables, self._ends = _filters([one.form for one in patterns])
        self.size = len(patterns)

    def find(self, text: str) -> list[Hit]:
        """Every match in one text, in order."""
        return list(self.find_all((text,)))

    def find_all(self, texts: Iterable[str]) -> Iterator[Hit]:
        """Every match in many texts; a match never reaches from one into the next."""
        batch: list[_Piece] = []
        held = 0
        for number, text in enumerate(texts):
            for piece in self._pieces(number, text):
                batch.append(piece)
                held += len(piece.text)
                if held >= _BATCH:
                    yield from self._search(batch)
                    batch, held = [], 0
        yield from self._search(batch)

    def _pieces(self, number: int, text: str) -> Iterator[_Piece]:
        """A long text in pieces that overlap by the longest match."""
        if len(text) <= 2 * _BATCH:
            yield _Piece(number, 0, text, 0, len(text))
            return
        reach = (5 * _WIDEST_GAP + 1) * self._longest
        for start in range(0, len(text), _BATCH):
            before = max(0, start - 1)  # so that a letter right before is seen
            until = start + _BATCH
            yield _Piece(number, before, text[before : until + reach + 1], start, until)

    def _search(self, batch: list[_Piece]) -> Iterator[Hit]:
        if not batch or not self.size:
            return
        joined = chr(WALL).join(piece.text for piece in batch)
        starts = np.cumsum([0, *(len(piece.text) + 1 for piece in batch)])
        form = normalised(joined)
        for start, window in self._windows(form):
            for end, pattern in self._automaton.iter(window):
                first, last = start + end + 1 - len(pattern.form), start + end
                places = form.places[first : last + 1]
                if not _stands(joined, places, pattern):
                    continue
                at = int(np.searchsorted(starts, places[0], side="right")) - 1
                piece = batch[at]
                shift = piece.offset - int(starts[at])
                begin = int(places[0]) + shift
                if not piece.first <= begin < piece.until:
                    continue  # it is found in the piece before, or in the one after
                for item in pattern.items:
                    yield Hit(item, piece.number, begin, int(places[-1]) + 1 + shift)

    def _windows(self, form: Normalised) -> Iterator[tuple[int, str]]:
        """Stretches in which a keyword can begin, each with the text that the automaton reads."""
        found = self._places(form.codes)
        if not len(found):
            return
        gaps = np.flatnonzero(np.diff(found) > self._longest)
        firsts = found[np.concatenate(([0], gaps + 1))]
        lasts = found[np.concatenate((gaps, [len(found) - 1]))]
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            stretch = form.codes[first : last + self._longest]
            yield first, stretch.tobytes().decode("utf-32-le", "surrogatepass")

    def _places(self, codes: npt.NDArray[np.uint32]) -> _Places:
        """Where a keyword can begin: all true places, and a few that are none."""
        found = np.empty(0, np.intp)
        if len(codes) > 1:
            hashes = codes[:-1] * _MULTIPLIER + codes[1:]
            found = np.flatnonzero(self._tables[2][_slot(hashes)])
            for depth in _DEPTHS[1:]:
                found = self._narrowed(codes, found, depth)
        if self._singles:
            single = np.array([ord(one) for one in self._singles], dtype=np.uint32)
            found = np.union1d(found, np.flatnonzero(np.isin(codes, single)))
        return found

    def _narrowed(self, codes: npt.NDArray[np.uint32], found: _Places, depth: int) -> _Places:
        """Of the places, those where a shorter keyword is complete or this depth goes on."""
        if not len(found):
            return found
        inside = found + depth <= len(codes)
        hashes = np.zeros(len(found), np.uint32)
        complete = np.zeros(len(found), bool)
        for at in range(depth):
            reach = np.minimum(found + at, len(codes) - 1)
            hashes = hashes * _MULTIPLIER + codes[reach]
            if at + 1 in self._ends and at + 1 < depth:
                complete |= self._ends[at + 1][_slot(hashes)]
        return found[complete | (inside & self._tables[depth][_slot(hashes)])]


_MULTIPLIER = np.uint32(0x9E3779B1)


def _slot(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    mixed = hashes * np.uint32(0x85EBCA6B)
    slots: npt.NDArray[np.uint32] = mixed >> np.uint32(32 - _BITS)
    return slots


def _hash(form: str) -> int:
    value = 0
    for one in form:
        value = (value * int(_MULTIPLIER) + ord(one)) & 0xFFFFFFFF
    return ((value * 0x85EBCA6B) & 0xFFFFFFFF) >> (32 - _BITS)


def _filters(forms: Iterable[str]) -> tuple[dict[int, _Mask], dict[int, _Mask]]:
    """For each depth: which beginnings there are, and which of them are whole keywords."""
    tables = {depth: np.zeros(1 << _BITS, bool) for depth in _DEPTHS}
    ends = {depth: np.zeros(1 << _BITS, bool) for depth in _DEPTHS[:-1]}
    for form in forms:
        for depth in _DEPTHS:
            if len(form) >= depth:
                tables[depth][_hash(form[:depth])] = True
        if len(form) in ends:
            ends[len(form)][_hash(form)] = True
    return tables, ends


def _patterns(keywords: Iterable[Item]) -> list[_Pattern]:
    """One pattern a form; keywords of one form (traditional and simplified) share it."""
    items = list(keywords)
    found: dict[str, tuple[list[Item], frozenset[int]]] = {}
    for item, form in zip(items, normalised_all([one.text for one in items]), strict=True):
        text = form.text()
        if text:  # nothing but separators would match everywhere
            gaps = frozenset(np.flatnonzero(np.diff(form.places) > 1).tolist())
            found.setdefault(text, ([], gaps))[0].append(item)
    return [_Pattern(text, tuple(held), gaps) for text, (held, gaps) in found.items()]


def _stands(text: str, places: _Places, pattern: _Pattern) -> bool:
    """Whether a match is one, given what stands between and beside its characters."""
    alphabetic = _alphabetic(pattern.form)
    if alphabetic and _joined(text, int(places[0]), int(places[-1])):
        return False
    steps = np.diff(places) - 1
    gaps = frozenset(np.flatnonzero(steps > 0).tolist())
    widest = int(steps.max(initial=0))
    if gaps == pattern.gaps or (gaps < pattern.gaps and not alphabetic):
        return widest <= 5 * _WIDEST_GAP
    if widest > _WIDEST_GAP:
        return False
    inner = len(pattern.form) - 1
    filled = len(gaps) == inner
    if alphabetic:
        return filled
    between = [text[int(places[at]) + 1 : int(places[at + 1])] for at in gaps]
    spoken = any(_SENTENCE & set(one) for one in between)
    return not spoken or (filled and inner > 1)


_LATIN = re.compile(r"[a-z0-9\u00df-\u024f\u0370-\u03ff\u0400-\u04ff]+")


def _alphabetic(form: str) -> bool:
    return _LATIN.fullmatch(form) is not None


def _joined(text: str, first: int, last: int) -> bool:
    """Whether a letter or digit stands right beside, so that the match is part of a word."""
    return (first > 0 and _letter(text[first - 1])) or (
        last + 1 < len(text) and _letter(text[last + 1])
    )


def _letter(one: str) -> bool:
    if not one.isalnum():
        return False
    return _alphabetic(unicodedata.normalize("NFKC", one).casefold())
