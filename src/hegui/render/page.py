"""A report as one self-contained HTML page in both languages, with a switch.

Files are spooled to a temporary file while they come, since the summary that stands above them is
known last: memory stays flat however many there are. The page loads nothing from anywhere and
works without scripts, in the language it was written in.
"""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from importlib.resources import files
from typing import TextIO

from hegui.messages import said_place
from hegui.render.plain import OUTCOME_NAMES
from hegui.render.report import OUTCOMES, FileReport, Head, Label, Row, Rule, Said, Summary, said

_TOLD = ("fail", "warn", "could-not-tell", "not-yet-in-force")
_LISTED = 1000  # beyond that, what passes is counted and not listed
_SHOWN_AT_ONCE = 200  # beyond that, files are folded even where they fail
_ABOUT = (
    "Judged as of {on} by hegui {version}. A check fails only where the wording of the rule, or a "
    "source that read it, says “shall”; everything less certain warns."
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


class PageReport:
    """One HTML page; ``lang`` is what it shows first."""

    def __init__(self, out: TextIO, lang: str) -> None:
        self._out = out
        self._lang = lang
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed in end
        self._head: Head | None = None
        self._rules: dict[str, Rule] = {}
        self._count = 0

    def begin(self, head: Head) -> None:
        self._head = head
        self._rules = {rule.id: rule for rule in head.rules}

    def file(self, report: FileReport) -> None:
        self._count += 1
        outcome = report.outcome
        opened = " open" if outcome == "fail" and self._count <= _SHOWN_AT_ONCE else ""
        picture = f'<img alt="" src="{report.thumbnail}">' if report.thumbnail else ""
        self._spool.write(
            f'<details class="file" data-outcome="{outcome}"{opened}><summary>{picture}'
            f'<span class="name">{escape(report.name)}</span>'
            f'<span class="format">{_both(report.format)}</span>'
            f'<span class="mark {outcome}">{_outcome(outcome)}</span></summary>'
            f'<div class="body">{self._findings(report)}{_labels(report)}</div></details>\n'
        )

    def _findings(self, report: FileReport) -> str:
        told = [row for row in report.rows if row.outcome in _TOLD]
        told.sort(key=lambda row: OUTCOMES.index(row.outcome))
        passed = [row for row in report.rows if row.outcome == "pass"]
        shown = f'<ul class="found">{"".join(map(self._row, told))}</ul>' if told else ""
        if passed:
            checks = len({row.rule for row in passed})
            title = _both(said("{count} checks pass", count=checks))
            if self._count > _LISTED:
                return f'{shown}<p class="small">{title}</p>'
            rows = "".join(map(self._row, passed))
            shown += (
                f'<details class="rest"><summary>{title}</summary>'
                f'<ul class="found">{rows}</ul></details>'
            )
        return shown

    def end(self, summary: Summary) -> None:
        assert self._head is not None
        with self._spool as spool:
            self._out.write(self._above(self._head, summary))
            spool.seek(0)
            shutil.copyfileobj(spool, self._out)
            self._out.write(self._below(summary))
            self._out.write(f"</main><script>\n{_asset('page.js')}</script></body></html>\n")

    def _above(self, head: Head, summary: Summary) -> str:
        buttons = "".join(
            f'<button type="button" data-choose="{lang}" '
            f'aria-pressed="{_true(lang == self._lang)}">{name}</button>'
            for lang, name in (("en", "English"), ("zh", "中文"))
        )
        page_language = "zh-Hans" if self._lang == "zh" else "en"
        notes = "".join(f"<p>{_both(note)}</p>" for note in head.notes)
        about = _both(said(_ABOUT, on=head.on, version=head.version))
        return (
            f'<!doctype html>\n<html lang="{page_language}" data-lang="{self._lang}"><head>'
            '<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f"<title>{escape(head.title.in_(self._lang))}</title>"
            f"<style>\n{_asset('page.css')}</style></head><body><main>"
            f'<header><h1>{_both(head.title)}</h1><span class="choose">{buttons}</span></header>'
            f'<p class="verdict">{_verdict(summary)}</p>{_counts(summary)}'
            f'<div class="about"><p>{about}</p>{notes}</div>'
            f"{self._departures(summary)}"
            f"<h2>{_spoken('Files')}</h2>{_filters(summary)}\n"
        )

    def _row(self, row: Row) -> str:
        rule = self._rules[row.rule]
        place = f'<span class="place">{_place(row.place)}</span>' if row.place else ""
        return (
            f'<li><span class="mark {row.outcome}">{_outcome(row.outcome)}</span>'
            f"<div><div>{_both(row.sentence)}</div>"
            f'<div class="small">{_clause(rule)} · {_both(rule.title)} {place}</div></div></li>'
        )

    def _departures(self, summary: Summary) -> str:
        """The rules that any file departs from, those that most files fail first."""
        ranked = [
            (counts["fail"], counts["warn"], rule)
            for rule in self._rules.values()
            if (counts := summary.rules.get(rule.id)) and counts["fail"] + counts["warn"]
        ]
        if not ranked:
            return ""
        ranked.sort(key=lambda one: (-one[0], -one[1]))
        items = "".join(
            f'<li><span class="tally">{_tally(fails, "fail")}{_tally(warns, "warn")}</span>'
            f'<div><div>{_both(rule.title)}</div><div class="small">{_clause(rule)} · '
            f"{_both(rule.text)}</div></div></li>"
            for fails, warns, rule in ranked
        )
        return f'<h2>{_spoken("What departs, by clause")}</h2><ul class="found rules">{items}</ul>'

    def _below(self, summary: Summary) -> str:
        """Every check with its counts."""
        shown = [one for one in OUTCOMES if one != "not-applicable"]
        names = "".join(f"<th>{_outcome(one)}</th>" for one in shown)
        rows = ""
        for rule in self._rules.values():
            counts = summary.rules.get(rule.id)
            if counts is None or not any(counts[one] for one in shown):
                continue
            cells = "".join(f'<td class="number">{counts[one] or ""}</td>' for one in shown)
            rows += f"<tr><td>{_clause(rule)}</td><td>{_both(rule.title)}</td>{cells}</tr>"
        head = f"<th>{_spoken('Clause')}</th><th>{_spoken('Check')}</th>{names}"
        return (
            f'<details class="all"><summary>{_spoken("Every check, with its counts")}</summary>'
            f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div></details>"
        )


def _verdict(summary: Summary) -> str:
    failing = summary.files["fail"]
    if failing:
        template = "{failing} of {count} files do not conform"
        return _both(said(template, failing=failing, count=summary.count))
    return _both(said("no file of {count} fails a check", count=summary.count))


def _tally(count: int, outcome: str) -> str:
    return f'<span class="mark {outcome}">{count} {_outcome(outcome)}</span>' if count else ""


def _clause(rule: Rule) -> str:
    cited = escape(rule.catalogue)
    clause = f'<span class="clause" title="{cited}">{_both(rule.clause)}</span>'
    if rule.url:
        return f'<a href="{escape(rule.url)}" rel="noreferrer">{clause}</a>'
    return clause


def _spoken(template: str) -> str:
    return _both(said(template))


def _outcome(name: str) -> str:
    return _spoken(OUTCOME_NAMES[name].template)


def _both(one: Said) -> str:
    return f'<span lang="en">{escape(one.en)}</span><span lang="zh">{escape(one.zh)}</span>'


def _place(place: str) -> str:
    """A place within a file, in both languages where they differ."""
    chinese = said_place(place, "zh")
    return escape(place) if chinese == place else _both(Said(place, chinese))


def _true(value: bool) -> str:
    return "true" if value else "false"


def _asset(name: str) -> str:
    return files("hegui.render").joinpath(name).read_text("utf-8")


def _counts(summary: Summary) -> str:
    total = summary.count
    present = [one for one in OUTCOMES if summary.files[one]]
    parts = "".join(
        f'<span class="{one} fill" style="flex:{summary.files[one]}"></span>' for one in present
    )
    cards = "".join(
        f'<div class="{one}"><b>{summary.files[one]}</b>{_outcome(one)}</div>' for one in present
    )
    return (
        f'<div class="bar" aria-hidden="true">{parts}</div><div class="counts">'
        f"<div><b>{total}</b>{_spoken('Files')}</div>{cards}</div>"
    )


def _filters(summary: Summary) -> str:
    buttons = "".join(
        f'<button type="button" data-only="{one}" aria-pressed="false">{_outcome(one)} '
        f"({summary.files[one]})</button>"
        for one in OUTCOMES
        if summary.files[one]
    )
    return f'<div class="filters">{buttons}</div>'


def _labels(report: FileReport) -> str:
    if not report.labels:
        return ""
    shown = f"<h3>{_spoken('Labels in the file')}</h3>"
    for label in report.labels:
        members = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value) or '–'}</dd>"
            for name, value in label.members
        )
        members += "".join(
            f"<dt>{_spoken('Seal')}</dt><dd>{_both(seal)}</dd>" for seal in label.seals
        )
        shown += (
            f'<div class="label"><div class="place">{_place(label.place)}</div>'
            f'{_strip(label, report.size)}<dl class="members">{members}</dl></div>'
        )
    return shown


def _strip(label: Label, size: int) -> str:
    """Where the label sits among the file's bytes, drawn to scale."""
    if not size or not label.length:
        return ""
    start = 100 * label.offset / size
    width = 100 * label.length / size
    words = _both(
        said(
            "bytes {start} to {end} of {size}",
            start=f"{label.offset:,}",
            end=f"{label.offset + label.length:,}",
            size=f"{size:,}",
        )
    )
    return (
        f'<div class="strip" aria-hidden="true"><i style="left:min({start:.3f}%,100% - 4px);'
        f'width:max({width:.3f}%,4px)"></i></div><div class="small">{words}</div>'
    )
