"""Blocks as HTML, in one language. The page and the PDF are made of it."""

from __future__ import annotations

import re
from html import escape
from typing import assert_never
from urllib.parse import urlsplit

from hegui.messages import say
from hegui.render.characters import legal
from hegui.render.charts.draw import scene
from hegui.render.charts.svg import svg
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    NewPage,
    Paragraph,
    Signatures,
    Table,
    Text,
    Words,
    runs,
)

_SCHEMES = ("http", "https", "mailto")
_BESIDE = re.compile(r"[\w][\w.+-]*\.html", re.ASCII)
"""A page beside the one that is written."""


def block(one: Block, lang: str) -> str:
    """One block as HTML."""
    match one:
        case Heading():
            depth = min(max(one.depth, 1), 3) + 1
            name = f' id="{escape(anchor(one.name, lang))}"' if one.name else ""
            return f"<h{depth}{name}>{text(one.words.in_(lang))}</h{depth}>"
        case Paragraph():
            tone = f' class="remark {escape(one.tone)}"' if one.tone else ""
            return f"<p{tone}>{words(one.words, lang)}</p>"
        case Bullets():
            return f"<ul>{''.join(f'<li>{words(item, lang)}</li>' for item in one.items)}</ul>"
        case Facts():
            rows = "".join(
                f"<div><dt>{text(name.in_(lang))}</dt><dd>{words(held, lang)}</dd></div>"
                for name, held in one.rows
            )
            return f'<dl class="facts">{rows}</dl>'
        case Table():
            return _table(one, lang)
        case Figure():
            return _figure(one, lang)
        case Signatures():
            return _signatures(one, lang)
        case NewPage():
            return '<div class="new-page"></div>'
        case _:
            assert_never(one)


def words(one: Words, lang: str) -> str:
    """Words as HTML."""
    return "".join(_run(run, lang) for run in runs(one))


def anchor(name: str, lang: str) -> str:
    """The id of a place within the document: both languages may stand in one page."""
    return f"{lang}-{name}"


def text(plain: str) -> str:
    """Text as HTML."""
    return escape(legal(plain))


def _run(run: Text, lang: str) -> str:
    shown = text(run.words.in_(lang))
    if not shown:  # a mark that holds in the other language alone
        return ""
    names = [
        name for name, on in (("bold", run.bold), ("dim", run.dim), ("exact", run.exact)) if on
    ]
    names += ["mark", run.tone] if run.tone else []
    if names:
        shown = f'<span class="{escape(" ".join(names))}">{shown}</span>'
    if run.link.startswith("#"):
        return f'<a href="#{escape(anchor(run.link[1:], lang))}">{shown}</a>'
    if _BESIDE.fullmatch(run.link):
        return f'<a href="{escape(run.link)}">{shown}</a>'
    if run.link and urlsplit(run.link).scheme in _SCHEMES:
        return f'<a href="{escape(run.link)}" rel="noreferrer">{shown}</a>'
    return shown


def _table(table: Table, lang: str) -> str:
    total = sum(column.share for column in table.columns)
    widths = "".join(
        f'<col style="width:{100 * column.share / total:.1f}%">' for column in table.columns
    )
    head = "".join(
        f'<th scope="col"{_number(column.number)}>{text(column.name.in_(lang))}</th>'
        for column in table.columns
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_number(column.number)}>{words(cell, lang)}</td>"
            for column, cell in zip(table.columns, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    caption = table.caption.in_(lang)
    named = f"<caption>{text(caption)}</caption>" if caption else ""
    return (
        f'<div class="wide"><table>{named}<colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _number(number: bool) -> str:
    return ' class="number"' if number else ""


def _figure(figure: Figure, lang: str) -> str:
    drawn = svg(scene(figure.chart, lang), lang)
    title, caption = figure.chart.title.in_(lang), figure.caption.in_(lang)
    below = f"<span>{text(caption)}</span>" if caption else ""
    return f"<figure><figcaption><b>{text(title)}</b> {below}</figcaption>{drawn}</figure>"


def _signatures(signatures: Signatures, lang: str) -> str:
    name, day = say("Name and signature", lang), say("Date", lang)
    lines = "".join(
        f"<tr><td>{text(one.role.in_(lang))}</td><td>{text(one.name)}</td>"
        f"<td>{text(one.day)}</td></tr>"
        for one in signatures.lines
    )
    role = say("Role", lang)
    return (
        f'<div class="wide"><table class="signatures"><thead><tr><th scope="col">{text(role)}</th>'
        f'<th scope="col">{text(name)}</th><th scope="col">{text(day)}</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )
