"""An audit as the data that reports are written from, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hegui import __version__
from hegui.conformance.auditing import Audit
from hegui.conformance.check import Check, Finding
from hegui.conformance.table import CHECKS
from hegui.render.report import FileReport, Head, Label, Row, Rule, Said, Summary, Writer, said
from hegui.rules import instrument
from hegui.seal.answers import Answer, Seals

_TITLE = "Conformance to GB 45438-2025 and the practice guides of TC260"


def head(on: str) -> Head:
    """What stands above a report of audits as of the day ``on``."""
    return Head(said(_TITLE), __version__, on, tuple(map(_rule, CHECKS)))


def file_report(audit: Audit, thumbnail: str = "") -> FileReport:
    """One audit as reports show it."""
    subject = audit.subject
    kind = subject.kind.title if subject.kind else "?"
    rows = tuple(map(_row, audit.findings))
    return FileReport(subject.name, kind, rows, tuple(_labels(audit)), thumbnail)


def write(writer: Writer, audits: Iterable[Audit], on: str) -> Summary:
    """A whole report, file by file; the summary as it was at the end."""
    summary = Summary()
    writer.begin(head(on))
    for audit in audits:
        report = file_report(audit)
        summary.add(report)
        writer.file(report)
    writer.end(summary)
    return summary


def _rule(check: Check) -> Rule:
    provision = check.provision
    source = instrument(provision.instrument)
    return Rule(
        check.id,
        said(check.title),
        Said(
            f"{source.number} {provision.place}".strip(),
            f"{source.number} {provision.place_zh}".strip(),
        ),
        Said(provision.en, provision.zh),
        check.verb,
        provision.confidence,
        source.applies_from.isoformat(),
        source.url,
    )


def _row(finding: Finding) -> Row:
    seen = finding.observation
    sentence = said(seen.template, **seen.facts)
    return Row(finding.check.id, finding.outcome, sentence, seen.place, seen.offset)


def _labels(audit: Audit) -> Iterator[Label]:
    subject = audit.subject
    sites = subject.reading.sites if subject.reading else ()
    for site, seals in zip(sites, subject.seals, strict=True):
        if site.parsed is not None:
            members = dict(site.parsed.label.members())
            members["Label"] = site.parsed.label_value
            yield Label(site.place, tuple(members.items()), tuple(_seals(seals)))


def _seals(seals: Seals | None) -> Iterator[Said]:
    for verification in seals.both if seals else ():
        if verification.answer is not Answer.ABSENT:
            yield said("{code}: {answer}", code=verification.code, answer=verification)
