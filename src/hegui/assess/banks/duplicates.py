"""Items that say the same thing twice: exactly, once brought to one form, or nearly.

Near-duplicates are pairs whose similarity (rapidfuzz: normalised indel) is at least a limit. Not
every pair is compared: two texts of n and m characters that are alike to a share s differ by at
most (1 - s)(n + m) insertions and deletions, each of which costs at most two of a text's pairs of
neighbouring characters. So they share one among the rarest few pairs of each (prefix filtering),
and only such texts are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from hegui.assess.banks.item import Item
from hegui.assess.judgements.normalising import normalised_all

ALIKE = 90
"""Percent from which two texts are nearly the same."""
_MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are alike; ``percent`` is 100 for exact duplicates."""

    first: Item
    second: Item
    percent: float


def duplicates(items: Iterable[Item], *, across: bool = True) -> list[Pair]:
    """Items whose text, in one form, stood before; ``across`` risks, or within one only."""
    listed = list(items)
    seen: dict[tuple[str, str], Item] = {}
    found = []
    for item, form in zip(listed, _forms(listed), strict=True):
        first = seen.setdefault((form, "" if across else item.of), item)
        if first is not item:
            found.append(Pair(first, item, 100))
    return found


def near_duplicates(items: Iterable[Item], limit: int = ALIKE) -> list[Pair]:
    """Pairs of items that are alike to ``limit`` percent without being the same in one form.

    At most 10,000 pairs; of many alike, each is paired with those before it.
    """
    listed = list(items)
    forms = _forms(listed)
    found: list[Pair] = []
    for first, second in _candidates(forms, limit):
        percent = fuzz.ratio(forms[first], forms[second], score_cutoff=limit)
        if percent >= limit:
            found.append(Pair(listed[first], listed[second], percent))
            if len(found) == _MOST_PAIRS:
                break
    return found


def _forms(items: list[Item]) -> list[str]:
    # What is nothing but separators is compared as it stands.
    return [
        form.text() or item.text
        for item, form in zip(items, normalised_all([one.text for one in items]), strict=True)
    ]


def _candidates(forms: list[str], limit: int) -> Iterator[tuple[int, int]]:
    """Pairs of places, each once, that could be alike; never two forms that are equal."""
    pairs = [sorted(_bigrams(form)) for form in forms]
    often = Counter(pair for each in pairs for pair in each)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, form in enumerate(forms):
        rarest = sorted(pairs[place], key=lambda pair: (often[pair], pair))
        prefix = rarest[: 2 * _most_edits(len(form), limit) + 1]
        met: set[int] = set()
        for pair in prefix:
            for other in holders[pair]:
                if other not in met and _near(form, forms[other], limit):
                    met.add(other)
                    yield other, place
            holders[pair].append(place)


def _bigrams(form: str) -> set[str]:
    padded = f"\0{form}\0"  # so that one character has pairs too
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def _most_edits(length: int, limit: int) -> int:
    """Of a text of this length and any that is alike to it: the insertions and deletions."""
    share = (100 - limit) / 100
    longest = length * (1 + share) / (1 - share)
    return int(share * (length + longest))


def _near(one: str, other: str, limit: int) -> bool:
    if one == other:
        return False
    return abs(len(one) - len(other)) * 100 <= (100 - limit) * (len(one) + len(other))
