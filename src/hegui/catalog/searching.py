"""Search: Chinese or English, by number with or without dash and year, by every name in use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from hegui.catalog import types
from hegui.catalog.store import Catalog, compiled, load

# A word of Latin letters and digits, or a run of Chinese.
_TERM = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LONGEST_QUERY = 200  # characters; more is no query
_SHORTEST_PART = 4  # of a number, below which it is part of too many
# What a hit in a field is worth, and one of a whole name or number.
_IN_TITLE, _IN_NAMES, _IN_TEXT = 10.0, 8.0, 3.0
_EXACT, _BEGINS, _WITHIN, _DIGITS = 120.0, 70.0, 40.0, 25.0
_SAME_TITLE, _BEGINS_TITLE, _WHOLE_WORD = 60.0, 6.0, 2.0
_SYNONYM = 0.8
# Words of a question that say nothing about what is asked for.
_IDLE = frozenset(
    {"a", "an", "the", "of", "on", "for", "in", "by", "to", "and", "or", "is", "are", "was"}
    | {"who", "what", "which", "when", "where", "does", "do", "did", "issued"}
)
_ENOUGH = 0.6  # of a Chinese run's pairs of characters, where the run as a whole is not met
# What somebody who searches is likelier to mean, other things being equal.
_WEIGHT = {
    "instruments": 1.3,
    "standards": 1.25,
    "bodies": 1.15,
    "working_groups": 1.0,
    "obligations": 0.9,
    "targets": 1.0,
    "statistics": 1.0,
    "systems": 0.85,
    "events": 0.75,
    "findings": 0.7,
}
INDEX = "search.json"
"""The compiled file that holds the index of the catalogue that comes with hegui."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found; higher ``score`` first."""

    record: types.AnyRecord
    score: float


class Entry(NamedTuple):
    """What one record is found by, folded: official identifiers and other names as ``keys``
    without blanks, their long numbers, titles one by one, and all words by where they stand."""

    id: str
    keys: list[str]
    digits: list[str]
    titles: list[str]
    title: str
    names: str
    text: str


class Searcher:
    """A search over one catalogue; made once, asked often.

    ``entries`` is its index: that of the catalogue that comes with hegui is compiled with it.
    """

    def __init__(self, catalog: Catalog, entries: tuple[Entry, ...] | None = None) -> None:
        self._catalog = catalog
        self._entries = index(catalog) if entries is None else entries
        self._synonyms: dict[str, tuple[str, ...]] = {}
        for group in catalog.words:
            folded = tuple(fold(word) for word in group)
            # What begins with another word of the group is found with it.
            fewest = [one for one in folded if not any(_longer(one, other) for other in folded)]
            for word in folded:
                self._synonyms[word] = tuple(one for one in fewest if one != word)

    def search(self, query: str, limit: int = 20) -> tuple[Hit, ...]:
        """The records that match, best first, at most ``limit``; none for an empty query.

        All words have to be met; where no record meets all, those that meet most are given.
        """
        folded = fold(query[:_LONGEST_QUERY])
        terms = _terms(folded, self._synonyms)
        if not terms:
            return ()
        squeezed = folded.replace(" ", "")
        numbers = frozenset(re.findall(r"\d{4,}", folded))
        found: list[tuple[int, float, int]] = []
        for place, entry in enumerate(self._entries):
            key = _key_score(entry, squeezed, numbers)
            met, score = self._words_score(entry, terms, folded)
            if key or met:
                weight = _WEIGHT[self._catalog.kind_of(entry.id)]
                found.append((len(terms) if key >= _WITHIN else met, (key + score) * weight, place))
        most = max((met for met, _, _ in found), default=0)
        if most * 2 < len(terms):
            return ()
        best = sorted((-score, place) for met, score, place in found if met == most)
        get = self._catalog.get
        return tuple(Hit(get(self._entries[place].id), -score) for score, place in best[:limit])

    def _words_score(self, entry: Entry, terms: tuple[str, ...], folded: str) -> tuple[int, float]:
        met, total = 0, 0.0
        for term in terms:
            score = _term_score(entry, term)
            for other in self._synonyms.get(term, ()):
                score = max(score, _SYNONYM * _named_score(entry, other))
            if score:
                met += 1
                total += score
        if met == len(terms):
            if folded in entry.titles:
                total += _SAME_TITLE
            elif any(title.startswith(folded) for title in entry.titles):
                total += _BEGINS_TITLE
        return met, total


@cache
def searcher() -> Searcher:
    """The search over the catalogue that comes with hegui."""
    rows = compiled(INDEX)["entries"]
    return Searcher(load(), tuple(Entry(*row) for row in rows))


def index(catalog: Catalog) -> tuple[Entry, ...]:
    """What every record of a catalogue is found by; sources and mappings are no answers."""
    return tuple(
        _entry(record, catalog)
        for record in catalog
        if not isinstance(record, types.Source | types.Mapping)
    )


def fold(text: str) -> str:
    """Text as it is compared: one width, one case, words and Chinese runs set apart by blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_TERM.findall(plain))


def _terms(folded: str, synonyms: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The terms of a query; words that mean something together stay together."""
    terms: list[str] = []
    words = folded.split()
    while words:
        pair = " ".join(words[:2])
        if len(words) > 1 and pair in synonyms:
            terms.append(pair)
            del words[:2]
        else:
            terms.append(words.pop(0))
    telling = [term for term in terms if term not in _IDLE]
    return tuple(dict.fromkeys(telling or terms))


def _key_score(entry: Entry, squeezed: str, numbers: frozenset[str]) -> float:
    best = 0.0
    for key in entry.keys:
        if key == squeezed:
            return _EXACT
        if len(squeezed) >= _SHORTEST_PART:
            if key.startswith(squeezed):
                best = max(best, _BEGINS)
            elif squeezed in key:
                best = max(best, _WITHIN)
    if not best and numbers and not numbers.isdisjoint(entry.digits):
        return _DIGITS
    return best


def _term_score(entry: Entry, term: str) -> float:
    if _CHINESE.match(term):
        return _chinese_score(entry, term)
    named = _named_score(entry, term)
    if named:
        return named
    start = " " + term
    # Short words begin too many others.
    return _IN_TEXT if (start if len(term) > 2 else f"{start} ") in entry.text else 0.0


def _named_score(entry: Entry, term: str) -> float:
    """What a term is worth in titles and names alone."""
    start = term if _CHINESE.match(term) else " " + term
    for haystack, worth in ((entry.title, _IN_TITLE), (entry.names, _IN_NAMES)):
        if start in haystack:
            return worth + (_WHOLE_WORD if f"{start} " in haystack else 0.0)
    return 0.0


def _longer(word: str, other: str) -> bool:
    return word != other and word.startswith(other)


def _chinese_score(entry: Entry, term: str) -> float:
    if term in entry.title:
        return _IN_TITLE + len(term) / 4
    if term in entry.names:
        return _IN_NAMES + len(term) / 4
    if term in entry.text:
        return _IN_TEXT
    return _IN_TEXT * _share(entry, term) if len(term) > 2 else 0.0


def _share(entry: Entry, term: str) -> float:
    """Of a run's pairs of characters the share that titles and names hold; 0 if not enough."""
    pairs = len(term) - 1
    missing, most = 0, pairs * (1 - _ENOUGH)
    for at in range(pairs):
        pair = term[at : at + 2]
        if pair not in entry.title and pair not in entry.names:
            missing += 1
            if missing > most:
                return 0.0
    return 1 - missing / pairs


def _entry(record: types.AnyRecord, catalog: Catalog) -> Entry:
    titles, keys, text = _parts(record, catalog)
    folded = tuple(fold(one) for one in titles if one)
    names = [fold(one) for one in (*keys, *record.aliases, record.id)]
    squeezed = sorted({one.replace(" ", "") for one in names if one})
    # A number without its year: GB/T 45654-2025 is found as GB/T 45654 by its beginning.
    digits = {
        part
        for key in (*keys, record.id)
        for part in re.findall(r"\d{4,}", fold(key))
        if not re.fullmatch(r"(19|20)\d\d", part)
    }
    extra = [*record.remarks, record.deck_section]
    extra += [f"{value.field} {value.value}" for value in record.deck_values]
    extra += [line for detail in record.details for line in detail.lines]
    return Entry(
        record.id,
        squeezed,
        sorted(digits),
        list(folded),
        _framed(folded),
        _framed(tuple(names)),
        _framed(tuple(fold(one) for one in (*text, *extra))),
    )


def _framed(parts: tuple[str, ...]) -> str:
    """Parts in one string in which every word begins after a blank and ends before one."""
    return " " + " | ".join(parts) + " "


def _parts(
    record: types.AnyRecord, catalog: Catalog
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """A record's titles, its official identifiers, and what else it says."""
    match record:
        case types.Instrument():
            titles = (record.title.en, record.title.zh, record.title_local)
            keys = tuple(one.value for one in record.identifiers)
            who = tuple(_name(catalog, issuer) for issuer in record.issuers)
            return titles, keys, (*record.summary, *record.summary_zh, *who, record.jurisdiction)
        case types.Standard():
            keys = tuple(one.value for one in record.identifiers)
            text = (_name(catalog, record.committee), record.level, record.status)
            return (record.title.en, record.title.zh), keys, text
        case types.Body() | types.WorkingGroup():
            return (record.name.en, record.name.zh), (), ()
        case types.SystemNode():
            return (record.name.en, record.name.zh), (record.code,) if record.code else (), ()
        case types.Obligation():
            place = (record.place.en, record.place.zh)
            words = (record.verb, *record.who, *record.content)
            return (
                (record.text.en, record.text.zh),
                place,
                (_name(catalog, record.instrument), *words),
            )
        case types.Target() | types.Statistic():
            number = "" if record.value is None else f"{record.value:g}"
            about = (_name(catalog, record.subject), number, record.unit)
            by = record.by if isinstance(record, types.Target) else record.as_of
            return (record.metric.en, record.metric.zh), (), (*about, by)
        case types.Event():
            about = (_name(catalog, record.subject), record.day.text, record.kind)
            return (record.text.en, record.text.zh), (), about
        case types.Finding():
            return (record.text.en, record.text.zh), (), ()
        case _:
            return (), (), ()


def _name(catalog: Catalog, record_id: str) -> str:
    record = catalog.find(record_id) if record_id else None
    match record:
        case types.Instrument() | types.Standard():
            return f"{record.title.en} {record.title.zh}"
        case types.Body():
            return f"{record.name.en} {record.name.zh} {' '.join(record.aliases)}"
        case _:
            return ""
