r"""A document as Markdown in one language: CommonMark 0.31 with the tables of GitHub's dialect.

Words are words: every character that could begin markup is escaped with a backslash, which
CommonMark (2.4) allows before any ASCII punctuation. No HTML is written. A chart is named only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import assert_never
from urllib.parse import urlsplit

from hegui.messages import colon, say
from hegui.render.characters import legal
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Document,
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
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#$@])")
# What begins a list, a heading's underline or a rule where a line begins.
_AT_START = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")


def markdown(document: Document, lang: str) -> str:
    """The document in one language; the same document gives the same text."""
    parts = [f"# {_plain(document.title.in_(lang))}"]
    subtitle = document.subtitle.in_(lang)
    parts += [_line(_plain(subtitle))] if subtitle else []
    for one in document.blocks:
        parts += _block(one, lang)
    return "\n\n".join(filter(None, parts)) + "\n"


def _block(one: Block, lang: str) -> Iterator[str]:
    match one:
        case Heading():
            depth = min(max(one.depth, 1), 3) + 1
            yield f"{'#' * depth} {_plain(one.words.in_(lang))}"
        case Paragraph():
            quoted = "> " if one.tone else ""
            yield quoted + _line(_words(one.words, lang))
        case Bullets():
            yield "\n".join(f"- {_line(_words(item, lang))}" for item in one.items)
        case Facts():
            facts = ((_plain(name.in_(lang)), _words(held, lang)) for name, held in one.rows)
            yield "\n".join(f"- {_line(name)}{colon(lang)}{held}" for name, held in facts)
        case Table():
            yield _line(_plain(one.caption.in_(lang)))
            names = [_plain(column.name.in_(lang)) for column in one.columns]
            rows = [[_words(cell, lang) for cell in row] for row in one.rows]
            yield _table(names, [column.number for column in one.columns], rows)
        case Figure():
            yield _line(_plain(one.chart.title.in_(lang)))
            yield _line(_plain(one.caption.in_(lang)))
        case Signatures():
            names = [_plain(say(each, lang)) for each in ("Role", "Name and signature", "Date")]
            rows = [
                [_plain(each) for each in (line.role.in_(lang), line.name, line.day)]
                for line in one.lines
            ]
            yield _table(names, [False] * 3, rows)
        case NewPage():
            pass
        case _:
            assert_never(one)


def _table(names: list[str], numbers: list[bool], rows: list[list[str]]) -> str:
    rule = ["---:" if number else "---" for number in numbers]
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, rule, *rows))


def _words(words: Words, lang: str) -> str:
    out = ""
    for run in runs(words):
        out += _run(run, lang, out)
    return re.sub(" +", " ", out).strip()


def _run(run: Text, lang: str, before: str) -> str:
    shown = _flat(run.words.in_(lang))
    if not shown.strip():
        return shown
    if run.exact and not before.endswith("`"):  # two fences in a row would be one
        made = _code(shown)
    elif run.tone:
        made = f"【{_plain(shown)}】" if lang == "zh" else f"\\[{_plain(shown)}\\]"
    elif run.bold and _can_stand_bold(shown) and not before.endswith("*"):
        made = f"**{_plain(shown)}**"
    else:
        made = _plain(shown)
    if run.link and urlsplit(run.link).scheme in _SCHEMES:
        return f"[{made}](<{_address(run.link)}>)"
    return made


def _plain(text: str) -> str:
    """Text that means itself. A colon before slashes and "www." begin links in GitHub's dialect."""
    escaped = _SPECIAL.sub(r"\\\1", _flat(text))
    return escaped.replace("://", "\\://").replace("www.", "www\\.")


def _line(text: str) -> str:
    """A line that begins no list, rule or heading."""
    return _AT_START.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text)


def _flat(text: str) -> str:
    """On one line; a blank line would end the block."""
    return re.sub(r"\s+", " ", legal(text))


def _code(text: str) -> str:
    """A code span with a fence longer than any within (6.1); bars escaped as tables ask."""
    longest = max((len(one) for one in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    if "|" in text:  # outside tables a bar needs no escape, within it does: plain text has one way
        return _plain(text)
    blank = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def _can_stand_bold(text: str) -> bool:
    """Whether asterisks beside it are flanking (6.2) whatever stands around them."""
    return all(unicodedata.category(each)[0] not in "PSZ" for each in (text[0], text[-1]))


def _address(link: str) -> str:
    kept = link.translate({ord(one): f"%{ord(one):02X}" for one in "<>\\|`\n\r\t "})
    return kept.replace("*", "%2A")
