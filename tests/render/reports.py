"""A report whose every name and value was chosen by somebody hostile."""

from __future__ import annotations

import io
from collections.abc import Iterable

from hegui.render.forms import FORMS
from hegui.render.report import FileReport, Head, Label, Row, Rule, Said, Summary

HOSTILE = "=cmd|' /C calc'!A0</script><img src=x onerror=alert(1)>&\"'\n\u202e"
HEAD = Head(
    Said("Title <b>", "标题 <b>"),
    "0.1",
    "2026-01-01",
    (
        Rule(
            "a.shall",
            Said("a check", "检查"),
            Said("GB 1 6.1", "GB 1 6.1"),
            Said("text", "原文"),
            "shall",
            "text",
            "2025-09-01",
            "https://example.org/?a=1&b=2",
        ),
        Rule("b.should", Said("b", "乙"), Said("G", "G"), Said("t", "文"), "should", "impl", ""),
    ),
    (Said("A note.", "说明。"),),
)


def hostile(number: int = 0) -> FileReport:
    """A file that fails, with everything a page or table could be broken by."""
    name = f"{HOSTILE}{number}"
    sentence = Said(HOSTILE, HOSTILE)
    rows = (
        Row("a.shall", "fail", sentence, HOSTILE, 10),
        Row("b.should", "could-not-tell", sentence),
    )
    label = Label(HOSTILE, (("ProduceID", HOSTILE),), (sentence,), 10, 20)
    return FileReport(name, Said(HOSTILE, HOSTILE), rows, (label,), 100)


def fine(number: int = 0) -> FileReport:
    """A file that passes."""
    rows = (
        Row("a.shall", "pass", Said("yes", "是")),
        Row("b.should", "not-applicable", Said("-", "-")),
    )
    return FileReport(f"{number}.png", Said("PNG", "PNG"), rows, (), 100)


def written(form: str, reports: Iterable[FileReport], lang: str = "en", head: Head = HEAD) -> str:
    """The whole report in one form."""
    out = io.StringIO()
    writer = FORMS[form](out, lang)
    summary = Summary()
    writer.begin(head)
    for report in reports:
        summary.add(report)
        writer.file(report)
    writer.end(summary)
    return out.getvalue()
