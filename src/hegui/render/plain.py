"""A report for a terminal: what departs from the rules, file by file, and a summary."""

from __future__ import annotations

from typing import TextIO

from hegui.messages import Notice, said_place, say
from hegui.render.report import OUTCOMES, FileReport, Head, Said, Summary

_MARKS = {"fail": "✗", "warn": "!", "could-not-tell": "?", "pass": "✓"}
_SHOWN = ("fail", "warn", "could-not-tell")
OUTCOME_NAMES = {
    "fail": Notice("fail"),
    "warn": Notice("warn"),
    "could-not-tell": Notice("could not tell"),
    "not-yet-in-force": Notice("not yet in force"),
    "pass": Notice("pass"),
    "not-applicable": Notice("not applicable"),
}
_SUMMARY = "{count} files"
_NOTHING = "nothing to report"


class PlainReport:
    """Text in one language. What passes is counted and not listed."""

    def __init__(self, out: TextIO, lang: str) -> None:
        self._out = out
        self._lang = lang
        self._clauses: dict[str, str] = {}
        self._notes: tuple[Said, ...] = ()

    def begin(self, head: Head) -> None:
        self._notes = head.notes
        self._clauses = {rule.id: rule.clause.in_(self._lang) for rule in head.rules}

    def file(self, report: FileReport) -> None:
        mark = _MARKS.get(report.outcome, "-")
        lines = [f"{mark} {report.name} ({report.format.in_(self._lang)})"]
        shown = [row for row in report.rows if row.outcome in _SHOWN]
        for row in shown:
            name = OUTCOME_NAMES[row.outcome].say(self._lang)
            place = f" @ {said_place(row.place, self._lang)}" if row.place else ""
            clause = self._clauses.get(row.rule, "")
            lines.append(f"    {name}: {row.sentence.in_(self._lang)}{place}")
            lines.append(f"        [{row.rule}; {clause}]")
        if not shown:
            lines.append("    " + say(_NOTHING, self._lang))
        self._out.write("\n".join(lines) + "\n")

    def end(self, summary: Summary) -> None:
        parts = [say(_SUMMARY, self._lang, count=summary.count)]
        parts += [
            f"{summary.files[one]} {OUTCOME_NAMES[one].say(self._lang)}"
            for one in OUTCOMES
            if summary.files[one]
        ]
        separator = "；" if self._lang == "zh" else "; "
        lines = ["", separator.join(parts), *(note.in_(self._lang) for note in self._notes)]
        self._out.write("\n".join(lines) + "\n")
