"""Targets beside the figures reported on them, and figures that contradict one another."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class Aim:
    """A target and the reported figures of its unit, which may or may not measure it."""

    target: types.Target
    reported: tuple[types.Statistic, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that say something else of nearly the same, each with its own scope and day."""

    statistics: tuple[types.Statistic, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Aims by year, contradictions, and every other reported figure."""

    aims: tuple[Aim, ...]
    contradictions: tuple[Contradiction, ...]
    others: tuple[types.Statistic, ...]


def figures(catalog: Catalog) -> Figures:
    """All targets, those without a year last, beside what is reported."""
    statistics = catalog.of(types.Statistic)
    targets = sorted(catalog.of(types.Target), key=lambda one: (one.by or "9999", one.id))
    aims = tuple(Aim(target, _reported(target, statistics)) for target in targets)
    contradictions = _contradictions(catalog, statistics)
    shown = {one.id for aim in aims for one in aim.reported}
    shown |= {one.id for each in contradictions for one in each.statistics}
    others = tuple(one for one in statistics if one.id not in shown)
    return Figures(aims, contradictions, others)


def _reported(
    target: types.Target, statistics: tuple[types.Statistic, ...]
) -> tuple[types.Statistic, ...]:
    return tuple(one for one in statistics if target.id in one.measures)


def _contradictions(
    catalog: Catalog, statistics: tuple[types.Statistic, ...]
) -> tuple[Contradiction, ...]:
    groups: list[set[str]] = []
    for one in statistics:
        if one.conflicts:
            together = {one.id, *one.conflicts}
            joined = [group for group in groups if group & together]
            groups = [group for group in groups if not group & together]
            groups.append(together.union(*joined))
    found = []
    for group in groups:
        members = tuple(one for one in statistics if one.id in group)
        found.append(Contradiction(members))
    return tuple(found)
