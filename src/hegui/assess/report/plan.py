"""The plan and the inputs in the report: what was locked before the first question, and digests."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.assess.report import words
from hegui.assess.requirements import Requirement, requirement
from hegui.assess.results import Assessment, Bar
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import Said, said


def plan(assessment: Assessment) -> Iterator[Block]:
    """What was settled before the run, and whether it still holds."""
    record = assessment.plan
    yield Heading(said("Plan"), name="plan")
    if record.intact:
        yield Paragraph(
            said("The plan, its banks and its bars are those that were locked."), "pass"
        )
    else:
        yield Paragraph(said("Something was changed after the plan was locked."), "fail")
        yield Bullets(tuple(same(one) for one in record.changes))
    yield Facts(
        (
            (said("Locked at"), same(record.locked_at)),
            (said("Seed"), same(str(record.seed))),
            (said("SHA-256"), Text(same(record.sha256), exact=True)),
            (said("Left out"), same(", ".join(record.left_out) or "–")),
        )
    )
    rows: list[tuple[Words, ...]] = [
        (
            words.bank(one.kind),
            said("{count} items", count=f"{one.items:,}"),
            Text(same(one.sha256), exact=True),
        )
        for one in record.banks
    ]
    rows += [
        (
            _sample(words.bank(one.kind)),
            said("{count} items", count=f"{one.size:,}"),
            Text(same(one.sha256), exact=True),
        )
        for one in record.samples
    ]
    yield Table(
        said("Locked banks and samples"),
        (Column(said("What"), 4), Column(said("Size"), 2), Column(said("SHA-256"), 7)),
        tuple(rows),
    )
    if record.bars:
        yield _bars(assessment)


def _sample(bank: Said) -> Said:
    return Said(f"sample of the {bank.en}", f"样本：{bank.zh}")


def _bars(assessment: Assessment) -> Table:
    rows = []
    for bar in assessment.plan.bars:
        rule = _rule(assessment.plan.edition, bar)
        rows.append(
            (
                Said(rule.en, rule.zh) if rule else same(bar.key),
                words.span(bar.least, bar.most, bar.unit),
                words.bound(rule) if rule else same("–"),
                words.cited(rule) if rule else same("–"),
            )
        )
    return Table(
        said("Locked bars"),
        (
            Column(said("Requirement"), 6),
            Column(said("Locked"), 2),
            Column(said("Standard"), 2),
            Column(said("Edition, clause, verb, mark"), 4),
        ),
        tuple(rows),
    )


def _rule(edition: str, bar: Bar) -> Requirement | None:
    try:
        return requirement(edition, bar.key)
    except KeyError:
        return None


def inputs(assessment: Assessment) -> Iterator[Block]:
    """Every file that a figure rests on."""
    yield Heading(said("Inputs"), name="inputs")
    yield Table(
        said("Files that the figures rest on"),
        (
            Column(said("What"), 2),
            Column(said("File"), 4),
            Column(said("SHA-256"), 6),
            Column(said("Bytes"), 2, number=True),
        ),
        tuple(
            (
                same(one.what),
                same(one.path),
                Text(same(one.sha256), exact=True),
                same(f"{one.size:,}"),
            )
            for one in assessment.inputs
        ),
    )
