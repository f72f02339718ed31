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

from hegui.messages import Notice
from hegui.render.plain import OUTCOME_NAMES
from hegui.render.report import OUTCOMES, FileReport, Head, Label, Row, Rule, Said, Summary, said

_SHOWN_AT_ONCE = 200  # beyond that, files are folded even where they fail
_ABOUT = (
    "Judged as of {on} by hegui {version}. A check fails only where the wording of the rule, or a "
    "source that read it, says “shall”; everything less certain warns."
)
_COLUMNS = (Notice("Clause"), Notice("Check"), Notice("What was seen"))
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
        picture = (
            f'<img alt="" loading="lazy" src="{report.thumbnail}">' if report.thumbnail else ""
        )
        rows = "".join(self._row(row) for row in report.rows if row.outcome != "not-applicable")
        columns = "".join(f"<th>{_spoken(one.template)}</th>" for one in _COLUMNS)
        self._spool.write(
            f'<details data-outcome="{outcome}"{opened}><summary>{picture}'
            f'<span class="name">{escape(report.name)}</span>'
            f'<span class="format">{_both(report.format)}</span>'
            f'<span class="mark {outcome}">{_outcome(outcome)}</span></summary>'
            f'<div class="body">{_labels(report.labels)}<div class="wide"><table><thead><tr>'
            f"<th></th>{columns}</tr></thead><tbody>{rows}</tbody></table></div></div></details>\n"
        )

    def end(self, summary: Summary) -> None:
        assert self._head is not None
        with self._spool as spool:
            self._out.write(self._above(self._head, summary))
            spool.seek(0)
            shutil.copyfileobj(spool, self._out)
            self._out.write(f"</main><script>\n{_asset('page.js')}</script></body></html>\n")

    def _above(self, head: Head, summary: Summary) -> str:
        title = _both(head.title)
        notes = " ".join(map(_both, head.notes))
        about = _both(said(_ABOUT, on=head.on, version=head.version))
        buttons = "".join(
            f'<button type="button" data-choose="{lang}" '
            f'aria-pressed="{_true(lang == self._lang)}">{name}</button>'
            for lang, name in (("en", "English"), ("zh", "中文"))
        )
        page_language = "zh-Hans" if self._lang == "zh" else "en"
        return (
            f'<!doctype html>\n<html lang="{page_language}" data-lang="{self._lang}"><head>'
            '<meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f"<title>{escape(head.title.in_(self._lang))}</title>"
            f"<style>\n{_asset('page.css')}</style></head><body><main>"
            f"<header><h1>{title}</h1><span>{buttons}</span></header>"
            f'<p class="about">{about} {notes}</p>{_counts(summary)}'
            f"<h2>{_spoken('By clause')}</h2>{self._by_rule(summary)}"
            f"<h2>{_spoken('Files')}</h2>{_filters(summary)}\n"
        )

    def _row(self, row: Row) -> str:
        rule = self._rules[row.rule]
        offset = "" if row.offset is None else f' title="{row.offset}"'
        place = f'<div class="place"{offset}>{escape(row.place)}</div>' if row.place else ""
        return (
            f'<tr><td><span class="mark {row.outcome}">{_outcome(row.outcome)}</span></td>'
            f'<td class="clause">{_both(rule.clause)}</td><td>{_both(rule.title)}</td>'
            f"<td>{_both(row.sentence)}{place}</td></tr>"
        )

    def _by_rule(self, summary: Summary) -> str:
        shown = [one for one in OUTCOMES if one != "not-applicable"]
        names = "".join(f"<th>{_outcome(one)}</th>" for one in shown)
        rows = ""
        for rule in self._rules.values():
            counts = summary.rules.get(rule.id)
            if counts is None or not any(counts[one] for one in shown):
                continue
            cells = "".join(f'<td class="number">{counts[one] or ""}</td>' for one in shown)
            clause = _both(rule.clause)
            if rule.url:
                clause = f'<a href="{escape(rule.url)}" rel="noreferrer">{clause}</a>'
            rows += (
                f'<tr id="{escape(rule.id)}"><td class="clause">{clause}</td>'
                f"<td>{_both(rule.title)}</td>{cells}</tr>"
            )
        head = f"<th>{_spoken('Clause')}</th><th>{_spoken('Check')}</th>{names}"
        return (
            f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )


def _spoken(template: str) -> str:
    return _both(said(template))


def _outcome(name: str) -> str:
    return _spoken(OUTCOME_NAMES[name].template)


def _both(one: Said) -> str:
    return f'<span lang="en">{escape(one.en)}</span><span lang="zh">{escape(one.zh)}</span>'


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


def _labels(labels: tuple[Label, ...]) -> str:
    if not labels:
        return ""
    shown = f"<b>{_spoken('Labels in the file')}</b>"
    for label in labels:
        members = "".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value) or '–'}</dd>"
            for name, value in label.members
        )
        members += "".join(
            f"<dt>{_spoken('Seal')}</dt><dd>{_both(seal)}</dd>" for seal in label.seals
        )
        shown += f'<div class="place">{escape(label.place)}</div><dl class="members">{members}</dl>'
    return shown
