"""An audit as the data that reports are written from, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hegui import __version__
from hegui.conformance import comparing, materials
from hegui.conformance.auditing import Audit, Auditor
from hegui.conformance.check import Check, Finding, run
from hegui.conformance.comparing import Pair
from hegui.conformance.materials import Materials
from hegui.conformance.subject import Subject
from hegui.conformance.table import CHECKS
from hegui.files.source import printable
from hegui.render.report import FileReport, Head, Label, Row, Rule, Said, said
from hegui.rules import instrument
from hegui.seal.answers import Answer, Seals

_TITLE = "Conformance to GB 45438-2025 and the practice guides of TC260"


_NOT_ASKED = "Explicit labels were not looked for; --explicit does."


def head(auditor: Auditor) -> Head:
    """What stands above a report of audits."""
    notes = () if auditor.examiner.finder else (said(_NOT_ASKED),)
    return Head(
        said(_TITLE), __version__, auditor.on.isoformat(), tuple(map(rule_of, CHECKS)), notes
    )


def file_report(audit: Audit, thumbnail: str = "", path: str = "") -> FileReport:
    """One audit as reports show it; ``path`` where its name had to be escaped."""
    subject = audit.subject
    kind = said(subject.kind.title) if subject.kind else Said("?", "?")
    rows = tuple(map(_row, audit.findings))
    labels = tuple(_labels(subject))
    return FileReport(subject.name, kind, rows, labels, subject.size, thumbnail, path)


def comparing_head(auditor: Auditor) -> Head:
    """What stands above a report of what a pipeline kept."""
    rules = tuple(map(rule_of, comparing.CHECKS))
    title = said("What a pipeline kept of labels, seals and marks")
    return Head(title, __version__, auditor.on.isoformat(), rules, head(auditor).notes)


def pair_report(pair: Pair, findings: tuple[Finding, ...]) -> FileReport:
    """One file before and after, as reports show it: the labels are those after."""
    side = pair.after or pair.before
    assert side is not None
    subject = side.subject
    kind = said(subject.kind.title) if subject.kind else Said("?", "?")
    labels = tuple(_labels(subject)) if pair.after else ()
    return FileReport(pair.name, kind, tuple(map(_row, findings)), labels, subject.size)


def materials_head(auditor: Auditor) -> Head:
    """What stands above an app's checklist and the audit of its samples."""
    above = head(auditor)
    title = said("Labelling materials of an app (Labelling Measures art. 7)")
    rules = tuple(map(rule_of, materials.CHECKS)) + above.rules
    return Head(title, above.version, above.on, rules, above.notes)


def checklist_report(listed: Materials, on: date) -> FileReport:
    """An app's checklist as one entry of a report."""
    findings = tuple(found for check in materials.CHECKS for found in run(check, listed, on))
    name = f"{listed.app or '?'} ({printable(listed.path)})"
    return FileReport(name, said("checklist"), tuple(map(_row, findings)))


def rule_of(check: Check[Any]) -> Rule:
    """A check as reports name it."""
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
        provision.id,
    )


def _row(finding: Finding) -> Row:
    seen = finding.observation
    sentence = said(seen.template, **seen.facts)
    return Row(finding.check.id, finding.outcome, sentence, seen.place, seen.offset)


def _labels(subject: Subject) -> Iterator[Label]:
    sites = subject.reading.sites if subject.reading else ()
    for site, seals in zip(sites, subject.seals, strict=True):
        if site.parsed is not None:
            members = dict(site.parsed.label.members())
            members["Label"] = site.parsed.label_value
            inside = site.slot != "sidecar"
            yield Label(
                site.place,
                tuple(members.items()),
                tuple(_seals(seals)),
                site.offset if inside else 0,
                site.length if inside else 0,
            )


def _seals(seals: Seals | None) -> Iterator[Said]:
    for verification in seals.both if seals else ():
        if verification.answer is not Answer.ABSENT:
            yield said("{code}: {answer}", code=verification.code, answer=verification)
