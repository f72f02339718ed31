"""A document with every block and every chart, and one whose every word somebody hostile chose."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hegui.render.charts.data import (
    Bar,
    Bars,
    Chart,
    Event,
    Rate,
    Rates,
    Series,
    Stack,
    Stacked,
    Timeline,
)
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    NewPage,
    Paragraph,
    SignatureLine,
    Signatures,
    Table,
    Text,
    same,
)
from hegui.render.report import Said

HOSTILE = "</script><img src=http://127.0.0.1:9/x onerror=alert(1)>&\"'\x00\x1b\ud800]]>--><svg"
MADE = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)
DIGEST = "0123456789abcdef" * 4


def charts(name: Said) -> tuple[Chart, ...]:
    """One chart of each kind, ``name`` wherever a name goes."""
    return (
        Rates(
            name,
            (
                Rate(name, 0.912, 0.893, 0.928, 0.9, True, "pass", Said("912 of 1,000", "912 条")),
                Rate(name, 0.871, 0.849, 0.89, 0.9, True, "fail"),
                Rate(name, 0.043, 0.025, 0.073, 0.05, False, "warn", name),
                Rate(name, None, threshold=0.96),
            ),
        ),
        Bars(name, (Bar(name, 62, 50, "pass"), Bar(name, 0, 20, "fail"), Bar(name, 1234.5)), name),
        Stacked(
            name,
            (Series(Said("pass", "合格"), "pass"), Series(name, "fail")),
            (Stack(name, (120, 9)), Stack(Said("none", "无"), (0, 0))),
        ),
        Stacked(name, (Series(name, "accent"),), (Stack(name, (3,)),), shares=True),
        Timeline(
            name,
            (
                Event(date(2025, 9, 15), name),
                Event(date(2026, 7, 15), name, date(2026, 9, 13), "teal"),
            ),
            date(2026, 11, 29),
        ),
    )


NAME = Said("Monopoly & unfair competition", "垄断和不正当竞争")


def document(name: Said = NAME) -> Document:
    """Every block there is, ``name`` wherever words go."""
    rows = tuple(
        (same(f"5.{at}"), Text(name, tone="pass"), Said("because", "理由"), same(str(37 * at)))
        for at in range(1, 60)
    )
    blocks: tuple[Block, ...] = (
        Heading(Said("Conclusion", "总体结论"), 1, "conclusion"),
        Paragraph(Text(name, bold=True), "fail"),
        Paragraph(
            (
                Text(name, dim=True),
                Text(Said("address", "网址"), link="https://example.org/?a=1&b=2"),
                Text(Said("above", "见上"), link="#conclusion"),
                Text(name, link="javascript:alert(1)"),
                Text(same(DIGEST), exact=True),
            )
        ),
        Facts(((Said("Edition", "版本"), same("GB/T 45654-2025")), (name, name))),
        Bullets((name, Said("two", "二"))),
        Heading(name, 2),
        *(Figure(chart, name) for chart in charts(name)),
        NewPage(),
        Heading(Said("Clauses", "逐条结果")),
        Table(
            name,
            (
                Column(Said("Clause", "条款")),
                Column(Said("Result", "结果"), 2),
                Column(Said("Reason", "理由"), 3),
                Column(Said("Number", "数量"), 1, number=True),
            ),
            rows,
        ),
        Heading(name, 3),
        Signatures(
            (
                SignatureLine(Said("Legal representative", "法定代表人")),
                SignatureLine(name, "张三", "2026-11-29"),
            )
        ),
    )
    return Document(Said("Assessment report", "安全评估报告"), blocks, MADE, name, "hegui", name)


def hostile() -> Document:
    """The same with hostile words."""
    return document(same(HOSTILE))
