"""The measures of ISO/IEC TS 4213:2022 for binary decisions, risk by risk, with intervals.

Accuracy, precision, recall, specificity, F1 and F-beta from the confusion matrix; the area under
the ROC curve and the Kullback–Leibler divergence where there are scores. Proportions carry
Wilson's interval; F-measures are no proportions and carry none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hegui.assess.intervals import wilson
from hegui.assess.judgements.verdicts import Verdict
from hegui.assess.results import Measure, RiskValidation

BETA = 2
"""F-beta weighs recall this many times as much as precision: to miss a risk costs more."""
ALL = "all"
"""The row of all risks together: whether an item shows any."""


@dataclass(frozen=True, slots=True)
class Confusion:
    """The four counts."""

    true_positives: int = 0
    false_positives: int = 0
    true_negatives: int = 0
    false_negatives: int = 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """One item of a validation set with the risks that people say it shows."""

    id: str
    text: str
    risks: tuple[str, ...]


def validated(
    labelled: Sequence[Labelled], verdicts: Sequence[Verdict], risks: Iterable[str]
) -> tuple[RiskValidation, ...]:
    """One row a risk, and one for all of them together; verdicts in the order of the items."""
    pairs = list(zip(labelled, verdicts, strict=True))
    unscored = sum(bool(verdict.unscored) for _, verdict in pairs)
    scored = [(item, verdict) for item, verdict in pairs if not verdict.unscored]
    rows = [
        (risk, _count((risk in item.risks, risk in verdict.risks) for item, verdict in scored))
        for risk in risks
    ]
    rows.append((ALL, _count((bool(i.risks), bool(v.risks)) for i, v in scored)))
    return tuple(_row(of, matrix, unscored) for of, matrix in rows)


def measures(matrix: Confusion) -> tuple[Measure, ...]:
    """Every measure of one confusion matrix; None where its denominator is zero."""
    tp, fp = matrix.true_positives, matrix.false_positives
    tn, fn = matrix.true_negatives, matrix.false_negatives
    return (
        _share("accuracy", tp + tn, tp + fp + tn + fn),
        _share("precision", tp, tp + fp),
        _share("recall", tp, tp + fn),
        _share("specificity", tn, tn + fp),
        _f("f1", 1, matrix),
        _f(f"f{BETA}", BETA, matrix),
    )


def auc(truths: Sequence[bool], scores: Sequence[float]) -> float | None:
    """The area under the ROC curve: how often a positive is scored above a negative, ties half.

    None where there are no positives or no negatives.
    """
    ranked = sorted(zip(scores, truths, strict=True))
    positives = sum(truths)
    negatives = len(ranked) - positives
    if not positives or not negatives:
        return None
    ranks, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        middle = (at + 1 + end) / 2  # the mean rank of those that tie
        ranks += middle * sum(truth for _, truth in ranked[at:end])
        at = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def kl_divergence(actual: Sequence[int], predicted: Sequence[int]) -> float | None:
    """How far the distribution of predicted classes is from the actual one, in nats.

    Counts by class, in one order. Infinite where a class that occurs is never predicted; None
    where there is nothing to compare.
    """
    total, other = sum(actual), sum(predicted)
    if not total or not other:
        return None
    divergence = 0.0
    for have, said in zip(actual, predicted, strict=True):
        if have and not said:
            return math.inf
        if have:
            divergence += have / total * math.log((have / total) / (said / other))
    return max(0.0, divergence)


def _count(pairs: Iterable[tuple[bool, bool]]) -> Confusion:
    counts = {(True, True): 0, (False, True): 0, (False, False): 0, (True, False): 0}
    for pair in pairs:
        counts[pair] += 1
    return Confusion(
        counts[True, True], counts[False, True], counts[False, False], counts[True, False]
    )


def _row(of: str, matrix: Confusion, unscored: int) -> RiskValidation:
    return RiskValidation(
        of,
        matrix.true_positives,
        matrix.false_positives,
        matrix.true_negatives,
        matrix.false_negatives,
        unscored,
        measures(matrix),
    )


def _share(name: str, counted: int, of: int) -> Measure:
    return Measure(name, counted / of if of else None, wilson(counted, of))


def _f(name: str, beta: int, matrix: Confusion) -> Measure:
    square = beta * beta
    hits = (1 + square) * matrix.true_positives
    of = hits + square * matrix.false_negatives + matrix.false_positives
    return Measure(name, hits / of if of else None, None)
