"""The clause table of the report, and every requirement as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.assess.report import words
from hegui.assess.results import Assessment, ClauseResult, Evidence
from hegui.render.document.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import NOTHING, Said, said


def clauses(assessment: Assessment) -> Iterator[Block]:
    """One result a clause, with evidence, reasons, equivalent measures and plans."""
    yield Heading(said("Results by clause"), name="clauses")
    yield Table(
        NOTHING,
        (
            Column(said("Clause"), 4),
            Column(said("Result"), 2),
            Column(said("Evidence, reason, measure or plan"), 6),
            Column(said("Figures"), 2),
        ),
        tuple(
            (
                (
                    Text(Said(one.clause.en, one.clause.zh), bold=True),
                    Text(_spaced(words.clause(one.clause)), dim=True),
                ),
                words.answer(one.answer),
                _grounds(one),
                words.outcome(one.figures),
            )
            for one in assessment.clauses
        ),
    )


def _spaced(one: Said) -> Said:
    return Said(f" {one.en}", f" {one.zh}")


def _grounds(one: ClauseResult) -> tuple[Text, ...]:
    runs: list[Text] = []
    for name, text in (
        (said("Reason"), one.reason),
        (said("Equivalent measure"), one.equivalent),
        (said("Plan"), one.plan),
    ):
        if text:
            runs += [Text(Said(f"{name.en}: ", f"{name.zh}："), bold=True), Text(same(f"{text} "))]
    for name, files in ((said("Evidence"), one.evidence), (said("Proof"), one.proof)):
        if files:
            runs.append(Text(Said(f"{name.en}: ", f"{name.zh}："), bold=True))
            runs += [run for file in files for run in _file(file)]
    runs += [Text(_spaced(words.notice(told)), tone="warn") for told in one.objections]
    return tuple(runs) or (Text(same("–")),)


def _file(file: Evidence) -> tuple[Text, Text]:
    return Text(same(f"{file.path} ")), Text(same(f"{file.sha256[:16]}… "), exact=True, dim=True)


def evidence(assessment: Assessment) -> Iterator[Block]:
    """The digests of all evidence, in full."""
    rows: list[tuple[Words, ...]] = [
        (
            same(one.clause.number),
            same(file.path),
            Text(same(file.sha256), exact=True),
            same(f"{file.size:,}"),
        )
        for one in assessment.clauses
        for file in (*one.evidence, *one.proof)
    ]
    if rows:
        yield Table(
            said("Evidence by clause"),
            (
                Column(said("Clause"), 1),
                Column(said("File"), 4),
                Column(said("SHA-256"), 6),
                Column(said("Bytes"), 2, number=True),
            ),
            tuple(rows),
        )


def verdicts(assessment: Assessment) -> Iterator[Block]:
    """Every requirement as a whole."""
    yield Heading(said("Requirements"), name="requirements")
    yield Paragraph(
        said(
            "A “shall” that is missed fails only where its wording, or a source that read it, was "
            "seen; a “should” that is missed is a recommendation gap; the rest warns."
        )
    )
    yield Table(
        NOTHING,
        (
            Column(said("Requirement"), 6),
            Column(said("Figure"), 2),
            Column(said("Edition, clause, verb, mark"), 4),
            Column(said("Outcome"), 2),
        ),
        tuple(
            (
                Said(one.rule.en, one.rule.zh),
                words.bound(one.rule),
                words.cited(one.rule),
                words.outcome(one.outcome),
            )
            for one in assessment.verdicts
        ),
    )
