"""The first page, the timeline, and the trees of standards systems and committees."""

from __future__ import annotations

from datetime import date, timedelta

from hegui.catalog import trees, types
from hegui.catalog.points import point
from hegui.catalog.site.words import (
    UNVERIFIED,
    address,
    bilingual,
    both,
    entitled,
    linked,
    named,
    worded,
)
from hegui.catalog.store import Catalog
from hegui.catalog.timelines import Moment, timeline
from hegui.render.charts.data import Event, Timeline, Tree, Twig
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import Said, said
from hegui.rules import Confidence

_BACK, _AHEAD = timedelta(days=180), timedelta(days=540)
_FIRST = date(2023, 1, 1)  # before it the timeline is told in the table alone
_TONES = {"applies": "pass", "in_force": "pass", "consultation": "warn", "ends": "fail"}
_KINDS = (types.Instrument, types.Standard, types.Body, types.Obligation, types.Target, types.Event)


def first(catalog: Catalog, on: date) -> list[Block]:
    """How much there is, what changed lately and what is coming."""
    counts = tuple((worded(kind.__name__), same(str(len(catalog.of(kind))))) for kind in _KINDS)
    found = point(catalog, on)
    lately = timeline(catalog, since=on - _BACK, until=on)
    coming: list[tuple[Words, ...]] = []
    for one in found.coming:
        told = (
            *entitled(one.document),
            *((Text(same(" · ")), Text(bilingual(one.what))) if one.part else ()),
        )
        coming.append((same(str(one.starts)), same(str(one.days)), told))
    columns = (
        Column(said("Date"), 0.8),
        Column(said("Days left"), 0.6, number=True),
        Column(said("What"), 4),
    )
    blocks: list[Block] = [
        Paragraph(
            said(
                "Policies, laws, standards and committees of China's rules on AI, and those of "
                "other markets beside them. Every fact has its source; what nobody verified is "
                "marked. As of {day}; data of {version}, CC BY 4.0.",
                day=on.isoformat(),
                version=catalog.version,
            )
        ),
        Table(
            said("What is in the catalogue"),
            (Column(said("Kind"), 2), Column(said("How many"), 1, number=True)),
            counts,
        ),
        Heading(said("Coming")),
        Table(said("What begins to apply"), columns, tuple(coming)),
        Heading(said("In the last six months")),
        _moments(catalog, tuple(reversed(lately)), said("What happened")),
    ]
    return blocks


def times(catalog: Catalog, on: date) -> list[Block]:
    """Everything dated: as a picture whose events lead to their records, and as a table."""
    moments = timeline(catalog)
    drawn = [one for one in moments if one.day.first >= _FIRST and one.kind != "target"]
    events = tuple(
        Event(
            one.day.first,
            _short(catalog, one),
            tone=_TONES.get(one.kind, "accent"),
            link=address(_owner(catalog, one.subject)),
        )
        for one in drawn
    )
    chart = Timeline(said("What happened and what is coming"), events, today=on)
    return [
        Figure(chart, said("A point leads to its record; the dashed line is {day}.", day=on)),
        Heading(said("All dates")),
        _moments(catalog, tuple(reversed(moments)), said("{count} dates", count=len(moments))),
    ]


def systems(catalog: Catalog, on: date) -> list[Block]:
    """Standards systems and committees: each tree as a picture, with links below."""
    blocks: list[Block] = []
    for heading, branches in (
        (said("Standards systems"), trees.systems(catalog)),
        (said("Committees and working groups"), trees.committees(catalog)),
    ):
        blocks.append(Heading(heading))
        for branch in branches:
            name = both(lambda lang, branch=branch: _called(branch, lang))  # type: ignore[misc]  # bound to its branch
            blocks.append(Heading(name, depth=2))
            parts = said("Parts: {count}", count=_parts(branch))
            blocks.append(Figure(Tree(parts, (_twig(branch),))))
            below = _standards(branch)
            if below:
                blocks.append(Bullets(tuple(entitled(one) for one in below)))
    return blocks


def _parts(branch: trees.Branch) -> int:
    return sum(1 + _parts(one) for one in branch.branches)


def _twig(branch: trees.Branch) -> Twig:
    count = len(branch.standards)
    note = said("standards: {count}", count=count) if count else Said("", "")
    label = both(lambda lang: _called(branch, lang))
    return Twig(label, note, tuple(map(_twig, branch.branches)), address(branch.record.id))


def _called(branch: trees.Branch, lang: str) -> str:
    record = branch.record
    code = record.code if isinstance(record, types.SystemNode) else ""
    return f"{code} {record.name.said(lang)}".strip()


def _standards(branch: trees.Branch) -> list[types.Standard]:
    found = list(branch.standards)
    for one in branch.branches:
        found += _standards(one)
    return found


def _moments(catalog: Catalog, moments: tuple[Moment, ...], caption: Said) -> Table:
    rows: list[tuple[Words, ...]] = []
    for one in moments:
        text: list[Text] = [Text(bilingual(one.text))]
        if one.confidence is Confidence.KNOWN:
            text += [Text(same(" ")), UNVERIFIED]
        subject = catalog.find(one.subject)
        about = linked(subject) if subject is not None else named(catalog, one.subject)
        rows.append((same(str(one.day)), worded(one.kind), tuple(text), about))
    columns = (
        Column(said("Date"), 0.8),
        Column(worded("Event"), 0.9),
        Column(said("In words"), 2.6),
        Column(said("About"), 2.2),
    )
    return Table(caption, columns, tuple(rows))


def _short(catalog: Catalog, one: Moment) -> Said:
    """What the picture says of a moment: the record and what happens to it."""
    record = catalog.find(one.subject)
    if one.event or record is None:
        return bilingual(one.text)
    kind = worded(one.kind)
    name = linked(record).words
    return Said(f"{name.en}: {kind.en}", f"{name.zh}：{kind.zh}")


def _owner(catalog: Catalog, record_id: str) -> str:
    record = catalog.find(record_id)
    return record.instrument if isinstance(record, types.Obligation) else record_id
