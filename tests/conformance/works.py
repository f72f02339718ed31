"""Small files with labels good and bad, and what an audit says of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hegui.conformance.auditing import Audit, Auditor
from hegui.conformance.check import Finding, Outcome
from hegui.conformance.examining import Examiner
from hegui.conformance.subject import Explicit, Role
from hegui.implicit.container import Container
from hegui.rules import Confidence
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER, xmp_with

IN_FORCE = date(2026, 1, 1)
BEFORE = date(2025, 8, 1)
MEMBERS: dict[str, object] = json.loads(BARE)


def label(**members: object) -> str:
    """A conforming label, some of its members changed; None leaves one out."""
    changed = {**MEMBERS, "ContentProducer": PRODUCER, **members}
    kept = {key: value for key, value in changed.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def picture(*texts: str) -> bytes:
    """A PNG with these labels in its XMP packets, one a packet."""
    return png.png(*(png.itxt(b"XML:com.adobe.xmp", xmp_with(text)) for text in texts))


def audited(
    folder: Path,
    data: bytes,
    name: str = "work.png",
    *,
    on: date = IN_FORCE,
    role: Role = Role.PROVIDER,
    explicit: tuple[Explicit, ...] | None = None,
) -> Audit:
    """The audit of one file; ``explicit`` is what a finder finds in it."""
    path = folder / name
    path.write_bytes(data)

    def finder(file: str, container: Container | None) -> tuple[Explicit, ...]:
        assert file == str(path)
        return explicit or ()

    examiner = Examiner(role, None, None if explicit is None else finder)
    return Auditor(examiner, on).audit_file(str(path), name)


def outcomes(audit: Audit, check_id: str) -> set[Outcome]:
    """What a check says of the file."""
    return {one.outcome for one in findings(audit, check_id)}


def findings(audit: Audit, check_id: str) -> list[Finding]:
    """The findings of one check."""
    return [one for one in audit.findings if one.check.id == check_id]


def may_fail(confidence: Confidence) -> bool:
    """Whether what is this sure may fail a user: the house's own rule, said once more."""
    return confidence in (Confidence.TEXT, Confidence.TEXT2)
