"""``audit`` of one upload as a report in any of its forms."""

from __future__ import annotations

import io
from datetime import date
from functools import lru_cache

from hegui.conformance.auditing import Auditor, auditor
from hegui.conformance.reporting import file_report, head
from hegui.errors import UsageError
from hegui.explicit.contract import Progress
from hegui.render.forms import FORMS
from hegui.render.report import Summary
from hegui.web.isolation.content import path_of
from hegui.web.isolation.tools import Tools
from hegui.web.isolation.wire import Answer, Task

MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "sarif": "application/sarif+json",
    "csv": "text/csv; charset=utf-8",
    "text": "text/plain; charset=utf-8",
}


def audit(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    """Whether the upload conforms, clause by clause. Raises UsageError and what auditing does."""
    options = task.options
    judges = _auditor(
        str(options.get("on") or ""),
        str(options.get("role") or "provider"),
        bool(options.get("explicit")),
        tools,
    )
    form = str(options.get("format") or "json")
    found = judges.audit_file(path_of(task, upload), task.name)
    report = file_report(found)
    summary = Summary()
    summary.add(report)
    out = io.StringIO()
    writer = FORMS[form](out, task.lang)
    writer.begin(head(judges))
    writer.file(report)
    writer.end(summary)
    body = out.getvalue().encode("utf-8", "backslashreplace")
    return Answer(200, body, media_type=MEDIA_TYPES[form])


@lru_cache(maxsize=16)
def _auditor(on: str, role: str, explicit: bool, tools: Tools) -> Auditor:
    return auditor(on=_day(on), role=role, explicit=explicit, trust=tools.trust())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError("{text} is no day; days are written YYYY-MM-DD", text=text) from None
