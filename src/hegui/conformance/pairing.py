"""Which file of the folder after came from which file of the folder before.

Files are paired by their path below the folder. A pipeline may change the format and with it the
suffix, and may make several files of one, so the suffix need not match; where two files before
differ in their suffix alone, only an exact match tells them apart.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """Two paths, one of them None where there is no counterpart; ``name`` is that below."""

    name: str
    before: str | None
    after: str | None


def pairs(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Iterator[Paired]:
    """Pairs from (path below the folder, path), in order of the files before, then what is new.

    Only names are held in memory.
    """
    sources = dict(before)
    stems: dict[str, list[str]] = {}
    for name in sources:
        stems.setdefault(_stem(name), []).append(name)
    results: dict[str, list[tuple[str, str]]] = {}
    strangers: list[tuple[str, str]] = []
    for name, path in after:
        source = _source_of(name, sources, stems)
        if source is None:
            strangers.append((name, path))
        else:
            results.setdefault(source, []).append((name, path))
    for name, path in sources.items():
        for made, other in results.get(name, ()):
            shown = name if made == name else f"{name} → {made}"
            yield Paired(shown, path, other)
        if name not in results:
            yield Paired(name, path, None)
    for name, path in strangers:
        yield Paired(name, None, path)


def _source_of(name: str, sources: Mapping[str, str], stems: Mapping[str, list[str]]) -> str | None:
    if name in sources:
        return name
    candidates = stems.get(_stem(name), [])
    return candidates[0] if len(candidates) == 1 else None


def _stem(name: str) -> str:
    return os.path.splitext(name)[0]
