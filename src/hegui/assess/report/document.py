"""The security assessment report as a document of blocks in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from hegui import __version__
from hegui.assess.report import words
from hegui.assess.report.banks import banks, coverage
from hegui.assess.report.classifiers import classifiers
from hegui.assess.report.clauses import clauses, evidence, verdicts
from hegui.assess.report.plan import inputs, plan
from hegui.assess.report.rates import items, rates
from hegui.assess.requirements import edition
from hegui.assess.results import Assessment, Outcome
from hegui.errors import BrokenFile
from hegui.render.charts.data import Series, Stack, Stacked
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    SignatureLine,
    Signatures,
    Text,
    same,
)
from hegui.render.report import Said, said

_SHOWN = (
    (Outcome.PASS, "pass"),
    (Outcome.FAIL, "fail"),
    (Outcome.GAP, "warn"),
    (Outcome.WARN, "violet"),
    (Outcome.COULD_NOT_TELL, "open"),
)


def document(assessment: Assessment) -> Document:
    """The report. Raises BrokenFile where the moment of the assessment is none."""
    made = _moment(assessment.made_at)
    held = edition(assessment.edition)
    subtitle = Said(
        f"{held.number} · {made:%Y-%m-%d} · hegui {__version__}",
        f"{held.number} · {made:%Y-%m-%d} · hegui {__version__}",
    )
    blocks = (
        *_conclusion(assessment),
        *rates(assessment),
        *clauses(assessment),
        *verdicts(assessment),
        *coverage(assessment),
        *banks(assessment),
        *classifiers(assessment),
        *plan(assessment),
        *items(assessment),
        *inputs(assessment),
        *evidence(assessment),
        *_marks(),
        *_signatures(assessment),
    )
    title = said("Security assessment report: {name}", name=assessment.service.name)
    author = assessment.service.assessor or assessment.service.provider or "hegui"
    return Document(title, blocks, made, subtitle, author, subtitle)


def _moment(instant: str) -> datetime:
    try:
        moment = datetime.fromisoformat(instant)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BrokenFile("has a value of another kind", place="made_at") from error


def _conclusion(assessment: Assessment) -> Iterator[Block]:
    told = assessment.conclusion
    if assessment.uses_sample_bank:
        warning = said(
            "Made with the sample bank of hegui: a demonstration, and no assessment of a service."
        )
        yield Paragraph(warning, "fail")
    yield Heading(said("Conclusion"), name="conclusion")
    yield Paragraph(
        (
            Text(said("By the figures and the clause table: ")),
            Text(words.conformity(told.figures), bold=True),
        ),
        words.CONFORMITY_TONES[told.figures],
    )
    yield Paragraph(
        (
            Text(said("As the assessors state: ")),
            Text(words.conformity(told.stated), bold=True),
            Text(same(f" {told.text}" if told.text else "")),
        ),
        words.CONFORMITY_TONES[told.stated],
    )
    if told.objections or assessment.remarks:
        yield Bullets(tuple(map(words.notice, (*told.objections, *assessment.remarks))))
    yield _service(assessment)
    yield _overview(assessment)


def _service(assessment: Assessment) -> Facts:
    service, held = assessment.service, edition(assessment.edition)
    how = said("by the provider itself") if service.self_assessed else said("by a third party")
    return Facts(
        (
            (said("Service"), same(service.name)),
            (said("Provider"), same(service.provider or "–")),
            (said("Model"), same(f"{service.model} {service.version}".strip() or "–")),
            (
                said("Assessed"),
                (
                    Text(how),
                    Text(Said(f" ({service.assessor or '–'})", f"（{service.assessor or '–'}）")),
                ),
            ),
            (
                said("Edition"),
                (
                    Text(Said(held.title_en, held.title_zh)),
                    Text(same(f" ({held.number}, {held.published})"), dim=True),
                    Text(same(f" [{held.figures}]"), dim=True),
                ),
            ),
            (said("Made at"), same(assessment.made_at)),
        )
    )


def _overview(assessment: Assessment) -> Figure:
    def counts(outcomes: list[Outcome]) -> tuple[float, ...]:
        return tuple(float(outcomes.count(one)) for one, _ in _SHOWN)

    measured = [one.rate_outcome for one in assessment.rates]
    measured += [one.sample_outcome for one in assessment.rates]
    return Figure(
        Stacked(
            said("Outcomes at a glance"),
            tuple(Series(words.outcome(one).words, tone) for one, tone in _SHOWN),
            (
                Stack(said("Rates and samples"), counts(measured)),
                Stack(said("Requirements"), counts([one.outcome for one in assessment.verdicts])),
                Stack(
                    said("Findings on banks"),
                    counts([one.outcome for bank in assessment.banks for one in bank.findings]),
                ),
                Stack(
                    said("Clauses by their figures"),
                    counts([one.figures for one in assessment.clauses]),
                ),
            ),
        )
    )


def _marks() -> Iterator[Block]:
    yield Heading(said("Marks"), name="marks")
    yield Paragraph(
        said(
            "Behind every clause stands how sure it is; only the first two marks may make a "
            "failure."
        )
    )
    yield Facts(words.marks())


def _signatures(assessment: Assessment) -> Iterator[Block]:
    yield Heading(said("Signatures"), name="signatures")
    yield Signatures(
        tuple(
            SignatureLine(Said(one.role_en, one.role_zh), one.name, one.day)
            for one in assessment.signatures
        )
    )
