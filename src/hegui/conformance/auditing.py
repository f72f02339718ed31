"""Auditing: every check on every file, clause by clause."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date

from hegui.conformance.check import Finding, Outcome, run
from hegui.conformance.examining import Examiner
from hegui.conformance.finders import find
from hegui.conformance.subject import Role, Subject
from hegui.conformance.table import CHECKS
from hegui.errors import HeguiError, NoSlot, UsageError
from hegui.files.given import Given, given
from hegui.files.in_memory import as_file
from hegui.files.source import Source
from hegui.rules.days import today
from hegui.seal.trust import Trust
from hegui.sealing.finding import find_trust


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

    @property
    def unread(self) -> bool:
        """Whether the file, or a place where its label may be, could not be looked at.

        A format without a place for a label is no such file: there is nothing to look at.
        """
        subject = self.subject
        if subject.reading is None:
            return not isinstance(subject.fault, NoSlot)
        return bool(subject.reading.blind) and not subject.sites


@dataclass(frozen=True, slots=True)
class Auditor:
    """How files are audited; made once for many. ``on`` is the day in China to judge as of."""

    examiner: Examiner = field(default_factory=Examiner)
    on: date = field(default_factory=today)

    def audit_file(self, path: str, name: str = "") -> Audit:
        """One file. Raises CannotRead for what is no readable file at all."""
        return self.judge(self.examiner.examine(path, name))

    def audit_source(self, source: Source) -> Audit:
        """An open source, which has no sidecar and in which no explicit label is looked for.
        Raises CannotRead where it can no longer be read."""
        return self.judge(self.examiner.examine_source(source))

    def audit_bytes(self, data: bytes, name: str = "<bytes>") -> Audit:
        """Content held in memory."""
        if self.examiner.finder is None:
            return self.audit_source(Source.of_bytes(data, name))
        with as_file(data, name) as (path, _):
            return self.audit_file(path, name)

    def judge(self, subject: Subject) -> Audit:
        """Every check on what was read of a file."""
        findings = tuple(found for check in CHECKS for found in run(check, subject, self.on))
        return Audit(subject, self.on, findings)

    def unreadable(self, name: str, error: HeguiError) -> Audit:
        """What is said of a file that is no readable file at all."""
        return self.judge(Subject(name, self.examiner.role, None, error))


def audit(
    file: Given,
    *,
    name: str | None = None,
    on: date | None = None,
    role: str = "provider",
    explicit: bool = False,
    trust: str | os.PathLike[str] | Trust | None = None,
) -> Audit:
    """Whether a file conforms to GB 45438-2025 and the practice guides, clause by clause.

    ``file`` is a path, or the bytes themselves, which ``name`` then names.
    ``on`` is the day in China as of which is judged, today unless given: before a rule applies,
    its checks say so. ``role`` is whose work it is: a "platform" owes members that a "provider"
    need not fill. ``explicit``: explicit labels are looked for as well, which needs extras and
    decodes the content. Seals are verified by ``trust`` (a trust file, or what
    was read of one; else that of HEGUI_TRUST or hegui.toml).

    A file that cannot be read as any format gives an audit of checks that could not tell. Raises
    CannotRead for what is no readable file at all, UsageError (an unknown role, a ``file`` that is
    neither), InvalidTrust.
    """
    file = given(file)
    judges = auditor(on=on, role=role, explicit=explicit, trust=trust)
    if isinstance(file, bytes):
        return judges.audit_bytes(file, name or "<bytes>")
    return judges.audit_file(file, name or "")


def auditor(
    *,
    on: date | None = None,
    role: str = "provider",
    explicit: bool = False,
    trust: str | os.PathLike[str] | Trust | None = None,
) -> Auditor:
    """What :func:`audit` audits with, for many files. Raises UsageError, InvalidTrust."""
    if role not in set(Role):
        raise UsageError("a role is provider or platform, not {role!r}", role=role)
    pins = find_trust(trust)
    return Auditor(Examiner(Role(role), pins, find if explicit else None), on or today())
