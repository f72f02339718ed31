"""The report of a batch: one self-contained page in both languages, with charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from pkgutil import get_data

from hegui import __version__
from hegui.batch.bars import bars
from hegui.batch.jobs import Job
from hegui.batch.summary import SIZES, TIMES, Summary
from hegui.messages import Notice
from hegui.render.report import Said, said

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_MOST_BARS = 20
TITLES = {
    "label": Notice("Labels written: a batch"),
    "propagate": Notice("Uploads handed on: a batch"),
    "check": Notice("Verdicts on uploads: a batch"),
    "audit": Notice("Audits: a batch"),
}
OUTCOMES = {
    "labelled": Notice("labelled"),
    "sidecar": Notice("labelled beside the file"),
    "propagated": Notice("handed on with elements"),
    "unchanged": Notice("handed on as it is"),
    "checked": Notice("checked"),
    "audited": Notice("audited"),
    "error": Notice("failed"),
}
VERDICTS = {
    "is": Notice("is generated"),
    "may-be": Notice("may be generated"),
    "suspected": Notice("suspected to be generated"),
    "undetermined": Notice("undetermined"),
    "none": Notice("no sign found"),
}


def page(summary: Summary, job: Job, lang: str, took: str = "", on: str = "") -> str:
    """The page; ``lang`` is what it shows first, ``took`` how long the last run took, ``on`` the
    day that an audit judges by."""
    title = _said(TITLES[job.verb.value])
    buttons = "".join(
        f'<button type="button" data-choose="{one}" aria-pressed="{str(one == lang).lower()}">'
        f"{name}</button>"
        for one, name in (("en", "English"), ("zh", "中文"))
    )
    language = "zh-Hans" if lang == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}" data-lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(title.in_(lang))}</title><style>\n{_asset('hegui.render', 'page.css')}"
        f"{_asset('hegui.batch', 'page.css')}</style></head><body><main>"
        f'<header><h1>{_both(title)}</h1><span class="choose">{buttons}</span></header>'
        f'<p class="verdict">{_headline(summary)}</p>{_about(summary, job, took, on)}'
        f"{''.join(_charts(summary))}{_failures(summary)}{_slowest(summary)}"
        f"</main><script>\n{_asset('hegui.render', 'page.js')}</script></body></html>\n"
    )


def _headline(summary: Summary) -> str:
    errors = summary.outcomes["error"]
    if errors:
        return _both(said("{errors} of {count} files failed", errors=errors, count=summary.files))
    return _both(said("{count} files, none failed", count=summary.files))


def _about(summary: Summary, job: Job, took: str, on: str) -> str:
    facts = [
        (said("from"), job.source),
        (said("to"), job.target),
        (said("judged as of"), on),
        (said("rows of files no longer in the source, not counted"), f"{summary.gone or ''}"),
        (said("content of the files done"), _bytes(summary.bytes)),
        (said("work of all processes together"), f"{summary.seconds:,.1f} s"),
        (said("the last run took"), took),
        (said("made by"), f"hegui {__version__}"),
    ]
    rows = "".join(
        f"<tr><th>{_both(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts if value
    )
    return f'<div class="card"><table>{rows}</table></div>'


def _charts(summary: Summary) -> list[str]:
    return [
        _chart("What came of the files", summary.outcomes, OUTCOMES),
        _chart("Verdicts reached", summary.verdicts, VERDICTS),
        _chart("Failures by kind", summary.errors, {}, "fail"),
        _chart("Checks that fail", summary.failed, {}, "fail"),
        _chart("Checks that warn", summary.warned, {}, "warn"),
        _chart("Producers named in the labels", summary.producers, {}),
        _chart("Formats of the files", summary.formats, {}),
        _classes("Sizes of the files", summary.sizes, [_bytes(bound) for bound in SIZES]),
        _classes("Time for one file", summary.times, [f"{bound:g} s" for bound in TIMES]),
    ]


def _chart(title: str, counts: Counter[str], names: Mapping[str, Notice], kind: str = "") -> str:
    rows = []
    for key, count in counts.most_common(_MOST_BARS):
        name = _said(names[key]) if key in names else Said(key, key)
        rows.append((name.en, name.zh, count))
    left = sum(counts.values()) - sum(count for _, _, count in rows)
    if left:
        others = said("others")
        rows.append((others.en, others.zh, left))
    return _section(title, bars(rows, kind))


def _classes(title: str, counts: Counter[int], bounds: list[str]) -> str:
    rows = []
    for at in range(min(counts, default=0), max(counts, default=-1) + 1):
        if at < len(bounds):
            name = said("up to {bound}", bound=bounds[at])
        else:
            name = said("over {bound}", bound=bounds[-1])
        rows.append((name.en, name.zh, counts[at]))
    return _section(title, bars(rows))


def _section(title: str, chart: str) -> str:
    return f'<h2>{_both(said(title))}</h2><div class="card">{chart}</div>' if chart else ""


def _failures(summary: Summary) -> str:
    rows = "".join(
        f'<tr><th>{escape(kind)}</th><td>{escape(_shown(name))}<div class="small">'
        f"{escape(reason)}</div></td></tr>"
        for kind, examples in summary.examples.items()
        for name, reason in examples
    )
    return _table("Some of the files that failed", rows)


def _slowest(summary: Summary) -> str:
    rows = "".join(
        f"<tr><th>{seconds:.3f} s</th><td>{escape(_shown(name))}</td></tr>"
        for seconds, name in summary.slowest
    )
    return _table("The files that took longest", rows)


def _table(title: str, rows: str) -> str:
    if not rows:
        return ""
    return f'<h2>{_both(said(title))}</h2><div class="card"><table>{rows}</table></div>'


def _shown(name: str) -> str:
    """A name as it may stand in UTF-8."""
    return name.encode("utf-8", "backslashreplace").decode()


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:,.1f} TB"


def _said(notice: Notice) -> Said:
    return said(notice.template, **notice.facts)


def _both(one: Said) -> str:
    return f'<span lang="en">{escape(one.en)}</span><span lang="zh">{escape(one.zh)}</span>'


def _asset(package: str, name: str) -> str:
    data = get_data(package, name)  # importlib.resources would be half of what a page takes
    assert data is not None
    return data.decode()
