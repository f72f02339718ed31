"""A corpus checked by technique: keywords and classifiers, item by item, without keeping any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hegui.assess.banks.item import Item
from hegui.assess.corpus.records import Raw, named, records, text_of
from hegui.assess.corpus.sampling import one_of_each, reservoir
from hegui.assess.judgements.classifiers import Classifier, classify
from hegui.assess.judgements.keywords import KeywordSearch
from hegui.assess.requirements import Requirement, risks_of
from hegui.assess.results import Count, Finding, weigh
from hegui.messages import Notice

FILE = "corpus-technique.json"
SAMPLE = "corpus-sample.json"
_BATCH = 512
_MOST_NAMED = 10_000
_ILLEGAL = frozenset(one.id for one in risks_of(("A.1", "A.2", "A.3", "A.4")))
"""The risks that make content illegal or unhealthy (29 of the 31)."""


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One source: how many items it has, were checked, were held illegal or unhealthy, and could
    not be judged."""

    source: str
    population: int
    checked: int
    flagged: int
    unscored: int


@dataclass(frozen=True, slots=True)
class TechniqueCheck:
    """The corpus by technique (9.2 b). ``flagged`` items are not qualified: at least one keyword
    or classifier says so. ``against`` names them up to a ceiling, ``more`` says how many it does
    not."""

    plan: str
    population: int
    checked: int
    flagged: int
    unscored: tuple[Count, ...]
    by_risk: tuple[Count, ...]
    sources: tuple[SourceCheck, ...]
    against: tuple[str, ...]
    more: int
    missing: tuple[str, ...]
    judges: tuple[str, ...]


class Checker:
    """Keywords and a classifier, over any number of items."""

    def __init__(
        self, keywords: Iterable[Item], classifier: Classifier | None, column: str | None = None
    ) -> None:
        self._search = KeywordSearch(keywords)
        self._classifier = classifier
        self._column = column
        judges = [f"keywords ({self._search.size})"] if self._search.size else []
        if classifier is not None:
            judges.append(f"{classifier.name} {classifier.version}")
        self.judges = tuple(judges)

    def verdicts(self, items: Iterable[Raw]) -> Iterator[tuple[str, frozenset[str], str]]:
        """(id, risks shown, why unscored) of each item."""
        batch: list[tuple[str, str]] = []
        for item in items:
            batch.append((item.id, text_of(item, self._column)))
            if len(batch) == _BATCH:
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def _batch(self, batch: list[tuple[str, str]]) -> Iterator[tuple[str, frozenset[str], str]]:
        shown: list[set[str]] = [set() for _ in batch]
        unscored = [""] * len(batch)
        for hit in self._search.find_all([text for _, text in batch]):
            # A keyword that names no risk still makes an item unqualified.
            shown[hit.text].add(hit.keyword.of or "A.1.h")
        if self._classifier is not None:
            for at, verdict in enumerate(classify(self._classifier, batch)):
                shown[at].update(verdict.risks)
                unscored[at] = verdict.unscored
        for (item, _), risks, why in zip(batch, shown, unscored, strict=True):
            yield item, frozenset(risks), "" if risks else why


def check(
    sources: list[str],
    checker: Checker,
    share: Requirement,
    seed: int,
    plan: str,
    base: str = "",
) -> TechniqueCheck:
    """At least ``share`` percent of every source, at random, by technique. Sources are called by
    their paths from the folder ``base``."""
    block = max(1, 100 // (share.least or 100))
    found: list[SourceCheck] = []
    risks: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    against: list[str] = []
    missing: list[str] = []
    flagged_in_all = 0
    for at, source in enumerate(sources):
        population = _Counting(records(source, base))
        checked = flagged = unscored = 0
        for item, shown, why in checker.verdicts(one_of_each(population, block, seed + at)):
            checked += 1
            risks.update(shown)
            if shown:
                flagged += 1
                if len(against) < _MOST_NAMED:
                    against.append(item)
            elif why:
                unscored += 1
                reasons[why] += 1
                if len(missing) < _MOST_NAMED:
                    missing.append(item)
        flagged_in_all += flagged
        found.append(SourceCheck(named(source, base), population.count, checked, flagged, unscored))
    return TechniqueCheck(
        plan,
        sum(one.population for one in found),
        sum(one.checked for one in found),
        flagged_in_all,
        tuple(Count(name, many) for name, many in sorted(reasons.items())),
        tuple(Count(name, many) for name, many in sorted(risks.items())),
        tuple(found),
        tuple(against),
        flagged_in_all - len(against),
        tuple(missing),
        checker.judges,
    )


def check_source(
    source: str, checker: Checker, size: int, seed: int, base: str = ""
) -> SourceCheck:
    """A simple random sample of one source, before it is collected or after (5.1)."""
    drawn = reservoir(records(source, base), size, seed)
    flagged = unscored = 0
    for _, shown, why in checker.verdicts(drawn.items):
        flagged += bool(shown & _ILLEGAL)
        unscored += bool(why)
    return SourceCheck(named(source, base), drawn.population, len(drawn.items), flagged, unscored)


def source_finding(rule: Requirement, found: SourceCheck) -> Finding:
    """The 5 % of 5.1 held against one source; unscored items leave it open where they could tip
    it."""
    most = rule.most or 0
    scored = found.checked - found.unscored
    message = Notice(
        "{flagged} of {checked} items are illegal or unhealthy, {unscored} could not be judged",
        {"flagged": found.flagged, "checked": found.checked, "unscored": found.unscored},
    )
    if found.flagged * 100 > most * found.checked:
        held: bool | None = False
    elif not scored or (found.flagged + found.unscored) * 100 > most * found.checked:
        held = None
    else:
        held = True
    share = -(-found.flagged * 100 // scored) if scored else None
    return Finding(rule, weigh(rule, held), share, found.source, message)


class _Counting:
    """A stream that counts what passes."""

    def __init__(self, stream: Iterable[Raw]) -> None:
        self._stream = stream
        self.count = 0

    def __iter__(self) -> Iterator[Raw]:
        for item in self._stream:
            self.count += 1
            yield item
