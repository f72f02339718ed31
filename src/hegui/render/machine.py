"""Reports for programs: canonical JSON, CSV and SARIF 2.1.0, each written as the files come.

JSON is RFC 8785 in effect: members in order of name, no blanks, UTF-8, no floats; the same files,
day and version give the same bytes. CSV is RFC 4180 with a header. SARIF is the OASIS Standard of
2020-03-27; places in a file are byte offsets (3.30.11).
"""

from __future__ import annotations

import csv
import json
from typing import TextIO
from urllib.parse import quote

from hegui.render.report import OUTCOMES, FileReport, Head, Row, Rule, Summary

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LEVELS = {"fail": "error", "warn": "warning", "could-not-tell": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def canonical(value: object) -> str:
    """A value of dicts, lists, strings, integers, booleans and None as canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class JsonReport:
    """One canonical JSON object: files, head, summary (that is their order by name)."""

    def __init__(self, out: TextIO, lang: str) -> None:
        self._out = out
        self._lang = lang
        self._head: Head | None = None
        self._first = True

    def begin(self, head: Head) -> None:
        self._head = head
        self._out.write('{"files":[')

    def file(self, report: FileReport) -> None:
        self._out.write(("" if self._first else ",") + canonical(self._file(report)))
        self._first = False

    def end(self, summary: Summary) -> None:
        assert self._head is not None
        head = {
            "notes": [note.in_(self._lang) for note in self._head.notes],
            "on": self._head.on,
            "rules": [self._rule(rule) for rule in self._head.rules],
            "title": self._head.title.in_(self._lang),
            "version": self._head.version,
        }
        counts = {
            "files": dict(summary.files),
            "formats": dict(summary.formats),
            "rules": {rule: dict(counts) for rule, counts in summary.rules.items()},
        }
        self._out.write(f'],"head":{canonical(head)},"summary":{canonical(counts)}}}\n')

    def _file(self, report: FileReport) -> dict[str, object]:
        return {
            "file": report.name,
            "findings": [self._row(row) for row in report.rows],
            "format": report.format.in_(self._lang),
            "labels": [
                {
                    "members": dict(label.members),
                    "length": label.length,
                    "offset": label.offset,
                    "place": label.place,
                    "seals": [seal.in_(self._lang) for seal in label.seals],
                }
                for label in report.labels
            ],
            "outcome": report.outcome,
            "size": report.size,
        }

    def _row(self, row: Row) -> dict[str, object]:
        return {
            "check": row.rule,
            "offset": row.offset,
            "outcome": row.outcome,
            "place": row.place,
            "sentence": row.sentence.in_(self._lang),
        }

    def _rule(self, rule: Rule) -> dict[str, object]:
        return {
            "applies_from": rule.applies_from,
            "catalogue": rule.catalogue,
            "check": rule.id,
            "clause": rule.clause.in_(self._lang),
            "confidence": rule.confidence,
            "title": rule.title.in_(self._lang),
            "url": rule.url,
            "verb": rule.verb,
        }


class CsvReport:
    """One row a finding. A cell that a spreadsheet would run as a formula begins with a quote."""

    _COLUMNS = (
        "file",
        "format",
        "check",
        "outcome",
        "clause",
        "confidence",
        "place",
        "offset",
        "sentence",
        "catalogue",
    )

    def __init__(self, out: TextIO, lang: str) -> None:
        self._writer = csv.writer(out)
        self._lang = lang
        self._rules: dict[str, Rule] = {}

    def begin(self, head: Head) -> None:
        self._rules = {rule.id: rule for rule in head.rules}
        self._writer.writerow(self._COLUMNS)

    def file(self, report: FileReport) -> None:
        for row in report.rows:
            rule = self._rules[row.rule]
            self._writer.writerow(
                _harmless(cell)
                for cell in (
                    report.name,
                    report.format.in_(self._lang),
                    row.rule,
                    row.outcome,
                    rule.clause.in_(self._lang),
                    rule.confidence,
                    row.place,
                    "" if row.offset is None else str(row.offset),
                    row.sentence.in_(self._lang),
                    rule.catalogue,
                )
            )

    def end(self, summary: Summary) -> None:
        """CSV has no place for a summary: the rows say all."""


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


class SarifReport:
    """SARIF: failures are errors, warnings warnings, what could not be told notes; the rest is
    left out, as code scanning expects."""

    def __init__(self, out: TextIO, lang: str) -> None:
        self._out = out
        self._lang = lang
        self._first = True

    def begin(self, head: Head) -> None:
        driver = {
            "informationUri": "https://www.tc260.org.cn/",
            "name": "hegui",
            "rules": [self._rule(rule) for rule in head.rules],
            "version": head.version,
        }
        tool = canonical({"driver": driver})
        self._out.write(f'{{"$schema":"{_SCHEMA}","runs":[{{"columnKind":"utf16CodeUnits",')
        self._out.write('"results":[')
        self._tool = tool

    def file(self, report: FileReport) -> None:
        for row in report.rows:
            if row.outcome in _LEVELS:
                self._out.write(("" if self._first else ",") + canonical(self._result(report, row)))
                self._first = False

    def end(self, summary: Summary) -> None:
        properties = canonical({"files": {one: summary.files[one] for one in OUTCOMES}})
        self._out.write(f'],"properties":{properties},"tool":{self._tool}}}],"version":"2.1.0"}}\n')

    def _rule(self, rule: Rule) -> dict[str, object]:
        described: dict[str, object] = {
            "defaultConfiguration": {
                "level": "error"
                if rule.verb == "shall" and rule.confidence in ("text", "text2")
                else "warning"
            },
            "fullDescription": {"text": rule.text.in_(self._lang)},
            "help": {"text": rule.clause.in_(self._lang)},
            "id": rule.id,
            "properties": {
                "appliesFrom": rule.applies_from,
                "catalogue": rule.catalogue,
                "confidence": rule.confidence,
                "verb": rule.verb,
            },
            "shortDescription": {"text": rule.title.in_(self._lang)},
        }
        if rule.url:
            described["helpUri"] = rule.url
        return described

    def _result(self, report: FileReport, row: Row) -> dict[str, object]:
        # RFC 3986, 2.5: the name's own bytes, whatever encoding they are in.
        name = (report.path or report.name).encode("utf-8", "surrogateescape")
        location: dict[str, object] = {"artifactLocation": {"uri": quote(name)}}
        if row.offset is not None:
            location["region"] = {"byteOffset": row.offset}
        place = f" ({row.place})" if row.place else ""
        return {
            "kind": "open" if row.outcome == "could-not-tell" else "fail",
            "level": "none" if row.outcome == "could-not-tell" else _LEVELS[row.outcome],
            "locations": [{"physicalLocation": location}],
            "message": {"text": row.sentence.in_(self._lang) + place},
            "ruleId": row.rule,
        }
