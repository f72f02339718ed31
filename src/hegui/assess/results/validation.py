"""How good a classifier is: the measures of ISO/IEC TS 4213:2022, risk by risk."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.assess.results.rates import Interval


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure from 0 to 1 with its interval; None where its denominator is zero, and
    ``interval`` None where it is no proportion."""

    name: str
    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class RiskValidation:
    """One risk (or "all"): the confusion matrix and what follows. ``unscored`` items gave none."""

    of: str
    true_positives: int
    false_positives: int
    true_negatives: int
    false_negatives: int
    unscored: int
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class ClassifierResult:
    """One classifier on a labelled set, of which ``sha256`` is the digest.

    ``covers`` are the risks it says it knows (8.4 asks for all 31). ``auc`` is None where it gives
    no scores. ``leaked`` items also stand in what it was trained on.
    """

    name: str
    version: str
    sha256: str
    items: int
    covers: tuple[str, ...]
    risks: tuple[RiskValidation, ...]
    auc: float | None
    kl_divergence: float | None
    leaked: tuple[str, ...] = ()
