"""Auditing: every check on every file, clause by clause."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from hegui.conformance.check import Finding, Outcome, run
from hegui.conformance.examining import Examiner
from hegui.conformance.subject import Subject
from hegui.conformance.table import CHECKS

_CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Audit:
    """One file, examined and judged: ``findings`` in the order of the checks, at least one each."""

    subject: Subject
    on: date
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether any check fails."""
        return any(finding.outcome is Outcome.FAIL for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Auditor:
    """How files are audited; made once for many. ``on`` is the day in China to judge as of."""

    examiner: Examiner = field(default_factory=Examiner)
    on: date = field(default_factory=lambda: today())

    def audit_file(self, path: str, name: str = "") -> Audit:
        """One file. Raises CannotRead for what is no readable file at all."""
        return self.judge(self.examiner.examine(path, name))

    def judge(self, subject: Subject) -> Audit:
        """Every check on what was read of a file."""
        findings = tuple(found for check in CHECKS for found in run(check, subject, self.on))
        return Audit(subject, self.on, findings)

    def audit_files(self, paths: Iterable[str]) -> Iterator[Audit]:
        """File by file, as they come."""
        return map(self.audit_file, paths)


def audit(file: str | os.PathLike[str], *, on: date | None = None) -> Audit:
    """Whether a file conforms to GB 45438-2025 and the practice guides, clause by clause.

    ``on`` is the day in China as of which is judged, today unless given: before a rule applies,
    its checks say so. A file that cannot be read as any format gives an audit of checks that
    could not tell. Raises CannotRead for what is no readable file at all.
    """
    return Auditor(on=on or today()).audit_file(os.fspath(file))


def today() -> date:
    """The day it is in China, where the rules apply."""
    return datetime.now(_CHINA).date()
