"""Two markets side by side, obligation by obligation."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.markets import known_markets, market_of
from hegui.catalog.store import Catalog
from hegui.catalog.words import Strength
from hegui.errors import UsageError

# Read the other way round, what lies within becomes what holds.
_TURNED = {Strength.SUBSET: Strength.SUPERSET, Strength.SUPERSET: Strength.SUBSET}


@dataclass(frozen=True, slots=True)
class Pair:
    """One obligation of the first market and how it stands to one of the second.

    ``left`` or ``right`` is None where there is no counterpart (``strength`` none) or where
    nobody compared it yet (``strength`` and ``mapping`` None).
    """

    left: types.Obligation | None
    right: types.Obligation | None
    strength: Strength | None
    mapping: types.Mapping | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The markets, and the pairs in the order of the first market's rules."""

    left: str
    right: str
    pairs: tuple[Pair, ...]


def compare(catalog: Catalog, left: str, right: str) -> Comparison:
    """Every obligation of two markets, each beside its counterpart.

    Raises UsageError for a market of which the catalogue holds no obligation.
    """
    first, second = _obligations(catalog, left), _obligations(catalog, right)
    pairs: list[Pair] = []
    met: set[str] = set()
    for mapping in catalog.of(types.Mapping):
        pair = _pair(mapping, first, second)
        if pair is not None:
            pairs.append(pair)
            met.update(one for one in (mapping.left, mapping.right) if one)
    # What is said of a whole document holds for each of its obligations nobody compared by itself.
    whole = {one.left or one.right: one for one in catalog.of(types.Mapping)}
    pairs += [_alone(one, whole, left=True) for one in first.values() if one.id not in met]
    pairs += [_alone(one, whole, left=False) for one in second.values() if one.id not in met]
    order = {one: index for index, one in enumerate((*first, *second))}

    def place(pair: Pair) -> int:
        one = pair.left or pair.right
        assert one is not None
        return order[one.id]

    return Comparison(left, right, tuple(sorted(pairs, key=place)))


def _pair(
    mapping: types.Mapping, first: dict[str, types.Obligation], second: dict[str, types.Obligation]
) -> Pair | None:
    ours, theirs = mapping.left, mapping.right
    strength = mapping.strength
    if ours in second or theirs in first:  # written the other way round
        ours, theirs = theirs, ours
        strength = _TURNED.get(strength, strength)
    left, right = first.get(ours), second.get(theirs)
    if (ours and left is None) or (theirs and right is None) or (left is None and right is None):
        return None
    return Pair(left, right, strength, mapping)


def _alone(one: types.Obligation, whole: dict[str, types.Mapping], *, left: bool) -> Pair:
    mapping = whole.get(one.instrument)
    strength = mapping.strength if mapping else None
    return Pair(one, None, strength, mapping) if left else Pair(None, one, strength, mapping)


def _obligations(catalog: Catalog, market: str) -> dict[str, types.Obligation]:
    found: dict[str, types.Obligation] = {}
    for one in catalog.of(types.Obligation):
        if market_of(catalog, one) == market:
            found[one.id] = one
    if not found:
        raise UsageError(
            "the catalogue holds no obligations of {market!r}; its markets are {markets}",
            market=market,
            markets=", ".join(known_markets(catalog)),
        )
    return found
