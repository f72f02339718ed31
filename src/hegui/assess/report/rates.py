"""Rates in the report: one picture, one table, and the items behind every figure."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.assess.report import words
from hegui.assess.requirements import ASPECTS, RISKS
from hegui.assess.results import Assessment, Judgement, Rate
from hegui.render.charts import data
from hegui.render.charts.rates import percent
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import NOTHING, Said, said

_MOST_ITEMS = 500
"""Ids of one list beyond which the report says where the others stand."""
_NAMES = {one.id: Said(one.en, one.zh) for one in RISKS} | {
    one.id: Said(one.en, one.zh) for one in ASPECTS
}


def named(of: str) -> Said:
    """A risk or an aspect by its id, with the id; anything else as it is."""
    if of not in _NAMES:
        return same(of)
    name = _NAMES[of]
    return Said(f"{of} {name.en}", f"{of} {name.zh}")


def rates(assessment: Assessment) -> Iterator[Block]:
    """What was measured, against which bars."""
    yield Heading(said("Rates"), name="rates")
    if not assessment.rates:
        yield Paragraph(said("Nothing was measured."))
        return
    yield Paragraph(
        said(
            "The standard compares point estimates; the intervals are shown beside them and "
            "decide nothing. Judgements are kept apart and never averaged."
        )
    )
    for title, some in (
        (said("Rates that shall not be lower"), [r for r in assessment.rates if _least(r)]),
        (said("Rates that shall not be higher"), [r for r in assessment.rates if not _least(r)]),
    ):
        if some:
            yield Figure(data.Rates(title, tuple(map(_point, some))), _caption(some))
    yield _table(assessment)
    yield from _reasons(assessment)


def _least(rate: Rate) -> bool:
    return rate.rule.least is not None


def _point(rate: Rate) -> data.Rate:
    figure = rate.rule.least if _least(rate) else rate.rule.most
    return data.Rate(
        words.rate_name(rate.subject, rate.judgement),
        rate.value,
        rate.interval.low if rate.interval else None,
        rate.interval.high if rate.interval else None,
        None if figure is None else figure / 100,
        _least(rate),
        words.TONES[rate.rate_outcome],
        Said(
            f"{rate.counted:,} of {rate.scored:,}; {words.bound(rate.rule).en}",
            f"{rate.scored:,} 条中 {rate.counted:,} 条；{words.bound(rate.rule).zh}",
        ),
    )


def _caption(some: list[Rate]) -> Said:
    interval = next((one.interval for one in some if one.interval), None)
    if interval is None:
        return said("The line is the figure of the standard.")
    return said(
        "The line is the figure of the standard; bars are {level} intervals ({method}).",
        level=f"{interval.level:.0%}",
        method=interval.method,
    )


def _table(assessment: Assessment) -> Table:
    rows: list[tuple[Words, ...]] = []
    for one in assessment.rates:
        value = "–" if one.value is None else percent(one.value)
        interval = one.interval
        span = f" [{percent(interval.low)}, {percent(interval.high)}]" if interval else ""
        name = words.rate_name(one.subject, one.judgement)
        rows.append(
            (
                (
                    Text(name, bold=True),
                    Text(same(f" {one.id}"), dim=True, link=f"#items-{one.id}"),
                ),
                (
                    Text(same(f"{value}{span}")),
                    Text(same(f" = {one.counted:,} / {one.scored:,}"), dim=True),
                ),
                (Text(words.bound(one.rule), bold=True), _cited(words.cited(one.rule))),
                words.outcome(one.rate_outcome),
            )
        )
        drawn = Said(
            f"{one.drawn:,} drawn of {one.population:,}, {_unscored(one)} unscored",
            f"从{one.population:,}条中抽取{one.drawn:,}条，{_unscored(one)}条未评分",
        )
        rows.append(
            (
                said("sample"),
                drawn,
                (
                    Text(words.bound(one.sample_rule), bold=True),
                    _cited(words.cited(one.sample_rule)),
                ),
                words.outcome(one.sample_outcome),
            )
        )
    columns = (
        Column(said("Rate"), 3),
        Column(said("Measured"), 4),
        Column(said("Requirement"), 5),
        Column(said("Outcome"), 2),
    )
    return Table(said("Rates and samples"), columns, tuple(rows))


def _id(rate: Rate) -> Text:
    return Text(same(f" {rate.id}"), dim=True, link=f"#items-{rate.id}")


def _cited(where: Said) -> Text:
    return Text(Said(f" {where.en}", f" {where.zh}"), dim=True)


def _unscored(rate: Rate) -> int:
    return sum(one.items for one in rate.unscored)


def _reasons(assessment: Assessment) -> Iterator[Block]:
    told = tuple(
        Said(
            f"{words.rate_name(one.subject, one.judgement).en}: {words.notice(reason).en}",
            f"{words.rate_name(one.subject, one.judgement).zh}：{words.notice(reason).zh}",
        )
        for one in assessment.rates
        for reason in one.reasons
    )
    if told:
        yield Bullets(told)


def items(assessment: Assessment) -> Iterator[Block]:
    """The items behind every rate, by their ids."""
    yield Heading(said("Items behind the figures"), name="items")
    yield Paragraph(
        said(
            "Every rate above is the quotient of the items counted here; the ids are those of the "
            "banks and answers whose digests stand under inputs."
        )
    )
    for one in assessment.rates:
        yield Heading(words.rate_name(one.subject, one.judgement), 2, f"items-{one.id}")
        if one.by_risk:
            yield _by_risk(one)
        yield from _lists(one)


def _by_risk(rate: Rate) -> Table:
    counted = said("Refused") if rate.judgement is Judgement.REFUSAL else said("Qualified")
    return Table(
        NOTHING,
        (
            Column(said("Risk or aspect"), 6),
            Column(said("Scored"), 2, number=True),
            Column(counted, 2, number=True),
            Column(said("Unscored"), 2, number=True),
        ),
        tuple(
            (
                named(one.of),
                same(f"{one.scored:,}"),
                same(f"{one.counted:,}"),
                same(f"{one.unscored:,}"),
            )
            for one in rate.by_risk
        ),
    )


def _lists(rate: Rate) -> Iterator[Block]:
    for name, ids in (
        (said("Against it: {count}", count=len(rate.against)), rate.against),
        (said("Partly refused: {count}", count=len(rate.partly)), rate.partly),
        (said("Not scored: {count}", count=len(rate.missing)), rate.missing),
    ):
        if not ids:
            continue
        shown = " ".join(ids[:_MOST_ITEMS])
        runs: tuple[Text, ...] = (
            Text(Said(f"{name.en}. ", f"{name.zh}。"), bold=True),
            Text(same(shown), exact=True),
        )
        left = len(ids) - _MOST_ITEMS
        if left > 0:
            runs += (Text(said(" and {count} more, in the JSON form of this report", count=left)),)
        yield Paragraph(runs)
    if rate.unscored:
        counts = ", ".join(f"{one.name} {one.items:,}" for one in rate.unscored)
        yield Paragraph(Text(said("Why not scored: {counts}", counts=counts), dim=True))
    if rate.partial:
        template = (
            "{count} partial refusals, counted as refusals"
            if rate.counts_partial
            else "{count} partial refusals, not counted as refusals"
        )
        yield Paragraph(Text(said(template, count=rate.partial), dim=True))
