"""Classifiers in the report: how good they are, so that their rates are seen for what they are."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.assess.report import words
from hegui.assess.report.rates import named
from hegui.assess.requirements import RISKS
from hegui.assess.results import Assessment, ClassifierResult, Measure, RiskValidation
from hegui.render.charts import data
from hegui.render.charts.rates import percent
from hegui.render.document.blocks import Block, Column, Facts, Figure, Heading, Table, Text, same
from hegui.render.report import Said, said

_RECALL = "recall"


def classifiers(assessment: Assessment) -> Iterator[Block]:
    """Every classifier with the measures of ISO/IEC TS 4213:2022, risk by risk."""
    if not assessment.classifiers:
        return
    yield Heading(said("Classifiers"), name="classifiers")
    for one in assessment.classifiers:
        yield Heading(same(f"{one.name} {one.version}"), 2)
        yield _facts(one)
        points = tuple(point for risk in one.risks for point in _recall(risk))
        if points:
            title = said("Recall by risk: the share of unqualified items that are found")
            yield Figure(data.Rates(title, points))
        yield _table(one)


def _facts(one: ClassifierResult) -> Facts:
    return Facts(
        (
            (said("Labelled items"), same(f"{one.items:,}")),
            (said("SHA-256"), Text(same(one.sha256), exact=True)),
            (said("Risks that it knows"), same(f"{len(one.covers)} / {len(RISKS)}")),
            (said("Area under the curve"), same(_number(one.auc))),
            (said("KL divergence"), same(_number(one.kl_divergence))),
            (said("Items it was trained on"), same(f"{len(one.leaked):,}")),
        )
    )


def _recall(risk: RiskValidation) -> tuple[data.Rate, ...]:
    found = next((one for one in risk.measures if one.name == _RECALL), None)
    if found is None:
        return ()
    interval = found.interval
    positives = risk.true_positives + risk.false_negatives
    return (
        data.Rate(
            _of(risk.of),
            found.value,
            interval.low if interval else None,
            interval.high if interval else None,
            tone="open",
            note=same(f"{risk.true_positives:,} / {positives:,}"),
        ),
    )


def _table(one: ClassifierResult) -> Table:
    names = list(dict.fromkeys(each.name for risk in one.risks for each in risk.measures))
    return Table(
        said("Confusion matrix and measures"),
        (
            Column(said("Risk"), 5),
            *(Column(same(name), 1.2, number=True) for name in ("TP", "FP", "TN", "FN")),
            *(Column(words.measure(name), 2.4, number=True) for name in names),
        ),
        tuple(
            (
                _of(risk.of),
                same(f"{risk.true_positives:,}"),
                same(f"{risk.false_positives:,}"),
                same(f"{risk.true_negatives:,}"),
                same(f"{risk.false_negatives:,}"),
                *(same(_shown(risk, name)) for name in names),
            )
            for risk in one.risks
        ),
    )


def _shown(risk: RiskValidation, name: str) -> str:
    found: Measure | None = next((one for one in risk.measures if one.name == name), None)
    if found is None or found.value is None:
        return "–"
    if found.interval is None:
        return f"{found.value:.3f}"
    return f"{percent(found.value)} [{percent(found.interval.low)}, {percent(found.interval.high)}]"


def _of(of: str) -> Said:
    return said("all risks") if of == "all" else named(of)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
