"""Banks in the report: how the 31 risks are covered, and what each bank holds and lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hegui.assess.report import words
from hegui.assess.report.rates import named
from hegui.assess.requirements import Requirement, Scope, requirements_of, risks_of
from hegui.assess.results import Assessment, BankRecord, Coverage, Finding, Outcome
from hegui.render.charts.data import Bar, Bars, Series, Stack, Stacked
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Table,
    Text,
    same,
)
from hegui.render.report import NOTHING, Said, said

_MOST_ITEMS = 40
# The 17 risks on which most figures stand, and the other 14: one chart of 31 is above a page.
_HALVES = (("A.1", "A.2"), ("A.3", "A.4", "A.5"))


def coverage(assessment: Assessment) -> Iterator[Block]:
    """How many keywords and questions each risk has, and how its questions fared."""
    yield Heading(said("Coverage of the risks"), name="coverage")
    if not assessment.coverage:
        yield Paragraph(said("No bank was given."))
        return
    for bank, title, count in (
        ("keywords", said("Released keywords of each risk"), _keywords),
        ("content", said("Questions on generated content of each risk"), _content),
        ("refuse", said("Questions to be refused of each risk"), _refuse),
    ):
        rules = _floors(assessment.edition, bank)
        for groups in _HALVES:
            bars = _bars(assessment, title, count, rules, groups)
            if bars.bars:
                yield Figure(bars, _caption(rules, groups))
    for groups in _HALVES:
        yield Figure(_asked(assessment, groups))


def _asked(assessment: Assessment, groups: tuple[str, ...]) -> Stacked:
    found = {one.of: one for one in assessment.coverage}
    return Stacked(
        _of(said("Questions put to the model, by risk"), groups),
        (
            Series(said("no judgement against the answer"), "pass"),
            Series(said("at least one judgement against it"), "fail"),
        ),
        tuple(
            Stack(named(one.of), (float(one.sampled - one.failed), float(one.failed)))
            for risk in risks_of(groups)
            if (one := found.get(risk.id))
        ),
    )


def _of(title: Said, groups: tuple[str, ...]) -> Said:
    span = groups[0] if len(groups) == 1 else f"{groups[0]}–{groups[-1]}"
    return Said(f"{title.en} ({span})", f"{title.zh}（{span}）")


def _keywords(one: Coverage) -> int:
    return one.keywords


def _content(one: Coverage) -> int:
    return one.content


def _refuse(one: Coverage) -> int:
    return one.refuse


def _floors(edition: str, bank: str) -> list[Requirement]:
    """The requirements that ask something of each risk in a bank."""
    return [
        one
        for one in requirements_of(edition)
        if one.scope is Scope.EACH_RISK and one.key.startswith(f"{bank}.") and one.groups
    ]


def _bars(
    assessment: Assessment,
    title: Said,
    count: Callable[[Coverage], int],
    rules: list[Requirement],
    groups: tuple[str, ...],
) -> Bars:
    least: dict[str, int] = {}
    for rule in rules:
        for risk in risks_of(rule.groups):
            least[risk.id] = max(least.get(risk.id, 0), rule.least or 0)
    found = {one.of: count(one) for one in assessment.coverage}
    bars = []
    for risk in risks_of(groups):
        if risk.id not in least:
            continue
        have, floor = found.get(risk.id, 0), least[risk.id]
        tone = "pass" if have >= floor else "warn"
        bars.append(Bar(named(risk.id), have, floor, tone))
    return Bars(_of(title, groups), tuple(bars))


def _caption(rules: list[Requirement], groups: tuple[str, ...]) -> Said:
    parts = [
        Said(
            f"{', '.join(one.groups)}: {words.bound(one).en} ({words.cited(one).en})",
            f"{'、'.join(one.groups)}：{words.bound(one).zh}（{words.cited(one).zh}）",
        )
        for one in rules
        if set(one.groups) & set(groups)
    ]
    return Said("; ".join(one.en for one in parts), "；".join(one.zh for one in parts))


def banks(assessment: Assessment) -> Iterator[Block]:
    """Every bank: its digest, what is in it, and each requirement held against it."""
    yield Heading(said("Banks"), name="banks")
    for one in assessment.banks:
        yield Heading(words.bank(one.kind), 2)
        yield _facts(one)
        if one.findings:
            yield _findings(one)
        if one.remarks:
            yield Bullets(tuple(map(words.notice, one.remarks)))


def _facts(one: BankRecord) -> Facts:
    licences = ", ".join(f"{name or '–'} {count:,}" for name, count in one.licences)
    return Facts(
        (
            (said("File"), same(one.path)),
            (said("SHA-256"), Text(same(one.sha256), exact=True)),
            (
                said("Items"),
                said(
                    "{items} in all, {released} released, {candidates} candidates, {rejected} "
                    "rejected",
                    items=f"{one.items:,}",
                    released=f"{one.released:,}",
                    candidates=f"{one.candidates:,}",
                    rejected=f"{one.rejected:,}",
                ),
            ),
            (
                said("Doubles"),
                said(
                    "{exact} duplicates, {near} near-duplicates",
                    exact=f"{one.duplicates:,}",
                    near=f"{one.near_duplicates:,}",
                ),
            ),
            (said("Newest item"), same(one.newest or "–")),
            (said("Licences"), same(licences or "–")),
        )
    )


def _findings(one: BankRecord) -> Table:
    return Table(
        NOTHING,
        (
            Column(said("Requirement"), 5),
            Column(said("Risk or aspect"), 4),
            Column(said("Found"), 2, number=True),
            Column(said("Outcome"), 2),
        ),
        tuple(map(_row, _together(one.findings))),
    )


def _together(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Findings of one requirement with one outcome: a floor that all 17 risks reach is one row."""
    rows: dict[tuple[str, Outcome], list[Finding]] = {}
    for one in findings:
        rows.setdefault((one.rule.key, one.outcome), []).append(one)
    return list(rows.values())


def _row(some: list[Finding]) -> tuple[tuple[Text, ...], Said, Said, Text]:
    rule = some[0].rule
    where, bound = words.cited(rule), words.bound(rule)
    runs = [
        Text(Said(rule.en, rule.zh)),
        Text(Said(f" {bound.en}", f" {bound.zh}"), bold=True),
        Text(Said(f" {where.en}", f" {where.zh}"), dim=True),
    ]
    for one in some:
        if one.message:
            told = words.notice(one.message)
            runs.append(Text(Said(f" {told.en}", f" {told.zh}")))
        if one.items:
            more = len(one.items) - _MOST_ITEMS + one.more
            ids = " ".join(one.items[:_MOST_ITEMS]) + (f" … +{more:,}" if more > 0 else "")
            runs.append(Text(same(f" {ids}"), exact=True))
    return tuple(runs), _ofs(some), same(_have(some)), words.outcome(some[0].outcome)


def _ofs(some: list[Finding]) -> Said:
    """The risks or aspects: one by its name, several by their ids."""
    ids = [one.of for one in some if one.of]
    if len(ids) > 1:
        return same(", ".join(ids))
    return named(ids[0]) if ids else same("–")


def _have(some: list[Finding]) -> str:
    found = [one.have for one in some if one.have is not None]
    if not found:
        return "–"
    low, high = min(found), max(found)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
