"""Detectors from outside: plugged in by entry point, asked for a score, never for a verdict.

A package that offers one declares an entry point in the group ``hegui.detectors``, which names
a function without arguments that gives a Detector. Each is run by itself: one that fails is
"could not look", and the others still speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol

from hegui.evidence.contract import Evidence, Kind, Says, Strength, Unexamined

GROUP = "hegui.detectors"


@dataclass(frozen=True, slots=True)
class Score:
    """What a detector says of one file.

    ``value`` runs from 0.0 (no sign of generation) to 1.0. ``false_positives`` and
    ``false_negatives`` are the detector's own error rates at ``threshold``, as its maker measured
    them, None where they are not known.
    """

    value: float
    threshold: float
    false_positives: float | None = None
    false_negatives: float | None = None


class Detector(Protocol):
    """What a plugged-in detector is."""

    name: str
    version: str

    def score(self, path: str) -> Score | None:
        """The score of the file at ``path``; None for content it does not judge."""
        ...


@dataclass(frozen=True, slots=True)
class Missing:
    """A detector that is declared and could not be loaded."""

    name: str
    cause: str


def load() -> tuple[Detector | Missing, ...]:
    """Every detector that installed packages declare, by name. Loading one may take long."""
    found: list[Detector | Missing] = []
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            found.append(point.load()())
        except Exception as error:  # noqa: BLE001 - foreign code may raise anything
            found.append(Missing(point.name, _cause(error)))
    return tuple(found)


def ask(detectors: Iterable[Detector | Missing], path: str) -> Iterator[Evidence | Unexamined]:
    """What each detector says of a file, or why it could not look."""
    for detector in detectors:
        if isinstance(detector, Missing):
            yield _could_not(detector.name, detector.cause)
            continue
        name = str(getattr(detector, "name", type(detector).__name__))
        try:
            score = detector.score(path)
            if score is None:
                continue
            value, threshold = float(score.value), float(score.threshold)
            if not (0.0 <= value <= 1.0 and 0.0 <= threshold <= 1.0):
                yield _could_not(name, f"score {value} is not between 0 and 1")
                continue
            yield _evidence(name, str(detector.version), score, value, threshold)
        except Exception as error:  # noqa: BLE001 - foreign code may raise anything
            yield _could_not(name, _cause(error))


def _evidence(name: str, version: str, score: Score, value: float, threshold: float) -> Evidence:
    return Evidence(
        Kind.DETECTOR,
        f"detector.{name}",
        Says.GENERATED if value >= threshold else Says.UNKNOWN,
        Strength.SUGGESTS,
        "",
        -1,
        "{name} {version} gives the score {score:.2f} (its threshold is {threshold:.2f}; wrong "
        "alarms {alarms}, misses {misses})",
        {
            "name": name,
            "version": version,
            "score": value,
            "threshold": threshold,
            "alarms": _rate(score.false_positives),
            "misses": _rate(score.false_negatives),
        },
        f"{GROUP}: {name} {version}",
    )


def _rate(rate: float | None) -> str:
    return "?" if rate is None else f"{100 * rate:.1f} %"


def _could_not(name: str, cause: str) -> Unexamined:
    return Unexamined(
        name, "", "the detector {name} failed: {cause}", {"name": name, "cause": cause}
    )


def _cause(error: Exception) -> str:
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
