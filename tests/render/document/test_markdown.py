"""Markdown read by another's parser: words come back as words, markup only where we set it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hegui.render.characters import legal
from hegui.render.document.blocks import (
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Text,
    same,
)
from hegui.render.document.markdown import markdown

MADE = datetime(2026, 11, 22, tzinfo=UTC)
# What could be taken for markup, and neighbours that decide whether it is.
HOSTILE = st.text(
    st.sampled_from("\\`*_[]<>&|~#$@!()+-=.:/ \t\n\"'0123aZ中。，「」\u00a0\u200b\u2028"),
    max_size=30,
)
WORDS = HOSTILE | st.text(max_size=30)


def parsed(*blocks: object, title: str = "T") -> list[Token]:
    document = Document(same(title), tuple(blocks), MADE)  # type: ignore[arg-type]  # blocks are blocks
    return MarkdownIt("commonmark").enable("table").parse(markdown(document, "en"))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", legal(text)).strip()


def shown(token: Token) -> str:
    return "".join(_texts(token)).strip()


def _texts(token: Token) -> Iterator[str]:
    for child in token.children or ():
        assert child.type in ("text", "code_inline", "text_special"), child
        yield child.content


def inlines(tokens: list[Token]) -> list[Token]:
    return [one for one in tokens if one.type == "inline"]


@given(WORDS, WORDS, WORDS, WORDS)
def test_words_are_words_wherever_they_stand(a: str, b: str, c: str, d: str) -> None:
    table = Table(
        same(""),
        (Column(same("x" + a)), Column(same("n"), number=True)),
        ((same(b), same("y" + c)),),
    )
    blocks = (
        Heading(same("h" + a)),
        Paragraph(same("p" + b)),
        Paragraph(same(d + "x"), tone="warn"),
        Bullets((same(c + "x"), same("y" + d))),
        Facts(((same("k" + a), same(b)),)),
        table,
    )
    tokens = parsed(*blocks)
    found = [shown(one) for one in inlines(tokens)]
    assert found == [
        flat(one)
        for one in (
            *("T", "h" + a, "p" + b, d + "x", c + "x", "y" + d),
            f"{flat('k' + a)}: {flat(b)}" if flat("k" + a) == ("k" + a) else found[6],
            *("x" + a, "n", b, "y" + c),
        )
    ]
    kinds = [one.type for one in tokens if one.type.endswith("_open")]
    assert kinds.count("table_open") == kinds.count("blockquote_open") == 1
    assert kinds.count("bullet_list_open") >= 1
    assert not {"ordered_list_open", "html_block", "hr", "code_block", "fence"} & {
        one.type for one in tokens
    }


@pytest.mark.parametrize(
    "start", ["- a", "+ a", "1. a", "12) a", "===", "---", "# a", "> a", "    a"]
)
def test_a_line_begins_no_block_of_its_own(start: str) -> None:
    tokens = parsed(Paragraph(same("first")), Paragraph(same(start)), Bullets((same(start),)))
    assert [shown(one) for one in inlines(tokens)] == ["T", "first", start.strip(), start.strip()]


@given(st.lists(st.tuples(WORDS, st.booleans(), st.booleans()), min_size=1, max_size=4))
def test_runs_keep_their_words(given_runs: list[tuple[str, bool, bool]]) -> None:
    made = tuple(Text(same(text), bold=bold, exact=exact) for text, bold, exact in given_runs)
    tokens = inlines(parsed(Paragraph((Text(same("a")), *made, Text(same("z"))))))[1]
    allowed = {"text", "text_special", "code_inline", "strong_open", "strong_close"}
    children = tokens.children or []
    assert {one.type for one in children} <= allowed
    said = "".join(one.content for one in children)
    wanted = "".join(["a", *(legal(text) for text, _, _ in given_runs), "z"])
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", wanted)


def test_links_lead_where_they_should_and_nowhere_else() -> None:
    address = "https://example.org/a_(b)?x=<y>&z=*|"
    runs = (
        Text(same("[here]"), link=address),
        Text(same("place"), link="#place"),
        Text(same("no"), link="javascript:alert(1)"),
        Text(same("https://example.org/ www.example.org a@example.org")),
    )
    text = markdown(Document(same("T"), (Paragraph(runs),), MADE), "en")
    tokens = MarkdownIt("commonmark").parse(text)
    opened = [
        child
        for one in inlines(tokens)
        for child in one.children or ()
        if child.type == "link_open"
    ]
    assert [one.attrs["href"] for one in opened] == ["https://example.org/a_(b)?x=%3Cy%3E&z=%2A%7C"]
    # GitHub's dialect makes links of bare addresses: no form that it knows is left.
    assert "https://example.org/ " not in text
    assert " www." not in text
