"""An issue against the data: everything of its period once, nothing else, nothing unmarked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from hegui.catalog import load, types
from hegui.catalog.newsletter import Issue, document, issue
from hegui.catalog.site.words import UNVERIFIED
from hegui.catalog.timelines import timeline
from hegui.errors import UsageError
from hegui.render.document.blocks import Block, Bullets, Document, Paragraph, Table, Text, runs
from hegui.rules import Confidence

SINCE, UNTIL = date(2026, 9, 1), date(2026, 11, 1)


def made(since: date, until: date, *markets: str) -> tuple[Issue, Document]:
    found = issue(load(), since, until, markets)
    return found, document(load(), found)


def texts(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, ...]]:
    """The runs of every item, paragraph and row."""
    for block in blocks:
        match block:
            case Bullets():
                yield from map(runs, block.items)
            case Table():
                for row in block.rows:
                    yield tuple(run for cell in row for run in runs(cell))
            case Paragraph():
                yield runs(block.words)
            case _:
                pass


def test_the_issue_on_september_and_october_2026() -> None:
    found, made_of_it = made(SINCE, UNTIL)
    counts = {section.name: len(held) for section, held in found.sections}
    assert counts == {"new": 1, "force": 2, "undated": 3}
    assert {one.subject for one in found.moments if one.day.exact} == {
        "tc260-ai-safety-framework-2",
        "tc260-ai-safety-framework-3",
    }
    coming = {(str(one.day), one.subject) for one in found.outlook}
    assert ("2026-12-02", "eu-ai-act") in coming
    assert ("2027-01-01", "gb-47955-2026") in coming
    assert [str(one.begins) for one in found.beginning] == ["2026-12-02"]
    assert {one.by for one in found.targets} == {"2026", "2027", "2030", "2035"}
    assert made_of_it.title.zh != made_of_it.title.en


def test_every_dated_thing_stands_in_exactly_one_section_of_one_issue() -> None:
    """Over all periods of two months that the catalogue can tell of."""
    catalog = load()
    since, told = date(2017, 7, 1), Counter[str]()
    last = catalog.checked_on + timedelta(days=300)
    while since < last:
        until = min(since + timedelta(days=61), last)
        try:
            found = issue(catalog, since, until)
        except UsageError:
            since = until + timedelta(days=1)
            continue
        for section, held in found.sections:
            for one in held:
                assert one.day.last >= since
                assert one.day.first <= until
                if section.name != "undated":
                    assert since <= one.day.last <= until
                    told[repr(one)] += 1
        assert len(set(map(repr, found.moments))) == len(found.moments)
        assert not set(map(repr, found.moments)) & set(map(repr, found.outlook))
        assert all(until < one.day.last for one in found.outlook)
        assert all(one.day.first <= found.ahead for one in found.outlook)
        since = until + timedelta(days=1)
    exact = {
        repr(one) for one in timeline(catalog, since=date(2017, 7, 1), until=last) if one.day.exact
    }
    assert len(exact) > 100
    assert exact <= told.keys()
    assert set(told.values()) == {1}


def test_every_event_of_the_period_is_in_the_document() -> None:
    since, until = date(2026, 1, 1), date(2026, 7, 31)
    found, shown = made(since, until)
    said = "\n".join("".join(run.words.en for run in one) for one in texts(shown.blocks))
    events = [
        one for one in load().of(types.Event) if since <= one.day.first <= one.day.last <= until
    ]
    assert len(events) > 20
    for event in events:
        assert sum(one.event == event.id for one in found.moments) == 1
        assert event.text.en in said
    named = {section.name for section, _ in found.sections}
    assert named >= {"new", "force", "consultations", "standards", "committees", "enforcement"}


def test_a_plan_that_became_a_number_is_told() -> None:
    _, shown = made(date(2026, 6, 1), date(2026, 7, 31))
    said = ["".join(run.words.zh for run in one) for one in texts(shown.blocks)]
    assert any("20254323-Q-339 成为 GB 47955-2026" in one for one in said)


def test_what_nobody_verified_is_marked_in_every_item() -> None:
    since, until = date(2025, 11, 1), date(2026, 2, 15)
    found, shown = made(since, until)
    doubted = [one for one in found.moments if one.confidence is Confidence.KNOWN]
    assert len(doubted) >= 3
    items = list(texts(shown.blocks))
    for moment in doubted:
        wanted = moment.text.en
        telling = [
            one
            for one in items
            if one[0].words.en == str(moment.day) and any(wanted in run.words.en for run in one)
        ]
        assert telling
        assert all(UNVERIFIED in one for one in telling)


def test_titles_that_nobody_verified_are_marked_in_their_own_language() -> None:
    _, shown = made(SINCE, UNTIL)
    record = load().get("tc260-ai-safety-framework-3")
    assert "title_zh" in record.unverified
    assert "title_en" not in record.unverified
    item = next(
        one
        for one in texts(shown.blocks)
        if one[0].words.en == "2026-09-14" and any("3.0" in run.words.en for run in one)
    )
    marks = [run.words for run in item if run.tone == UNVERIFIED.tone]
    assert [(one.en, one.zh) for one in marks] == [("", UNVERIFIED.words.zh)]


def test_tables_name_the_fields_that_nobody_verified() -> None:
    found, shown = made(SINCE, UNTIL)
    named = {one.subject for one in (*found.moments, *found.outlook)}
    named |= {one.id for one, _ in found.prepared if isinstance(one, types.Standard)}
    doubted = [one for one in load().documents if one.id in named and one.unverified]
    assert len(doubted) > 3
    rows = [one for block in shown.blocks if isinstance(block, Table) for one in texts((block,))]
    for record in doubted:
        row = next(one for one in rows if any(record.title.en in run.words.en for run in one))
        assert UNVERIFIED in row
        assert any(", ".join(record.unverified) in run.words.en for run in row)


def test_every_item_names_its_source() -> None:
    found, shown = made(date(2026, 1, 1), UNTIL)
    items = [
        one
        for one in texts(shown.blocks)
        if len(one) > 2 and one[0].bold and one[0].words.en[:2] == "20"
    ]
    assert len(items) == len(found.moments) + len(found.outlook)
    for one in items:
        assert one[-1].words.en.startswith(" [source: ")
        assert len(one[-1].words.zh) > len("（来源：）")


def test_a_source_is_named_by_who_publishes_it() -> None:
    _, shown = made(date(2026, 6, 1), date(2026, 6, 30))
    said = ["".join(run.words.en for run in one) for one in texts(shown.blocks)]
    final = next(one for one in said if one.startswith("2026-06-10 published"))
    event = next(
        one for one in load().events("eu-cop-ai-content-2026") if str(one.day) == "2026-06-10"
    )
    source = load().get(event.origin("*").source)
    assert isinstance(source, types.Source)
    host = source.address.split("/")[2].removeprefix("www.")
    assert f"[source: {host}, {source.note}]" in final


def test_only_a_rules_own_address_is_linked() -> None:
    own = {one.url for one in load().documents if one.url}
    seen: set[str] = set()
    for since in (date(2022, 11, 1), date(2025, 1, 1), SINCE):
        _, shown = made(since, since + timedelta(days=300))
        seen |= {run.link for one in texts(shown.blocks) for run in one if run.link}
    linked = {one for one in seen if not one.startswith("#")}
    assert linked
    assert linked <= own


def test_a_consultation_is_open_from_the_day_it_opens_to_the_day_it_closes() -> None:
    """The draft of 27 December 2025 was open for comment until 25 January 2026."""
    for until, is_open in ((date(2026, 1, 24), True), (date(2026, 1, 25), False)):
        found, _ = made(date(2025, 12, 1), until)
        held = {one.id for one, _ in found.consulted}
        assert ("cn-anthropomorphic-ai-2026" in held) is is_open


def test_a_market_holds_its_own_alone() -> None:
    whole, _ = made(date(2026, 1, 1), UNTIL)
    for market in ("CN", "EU"):
        found, shown = made(date(2026, 1, 1), UNTIL, market)
        assert 0 < len(found.moments) < len(whole.moments)
        assert set(found.moments) <= set(whole.moments)
        assert market in shown.subtitle.en
    assert not any(
        "EU AI Act" in run.words.en
        for one in texts(made(SINCE, UNTIL, "CN")[1].blocks)
        for run in one
    )


def test_an_empty_period_is_told_as_empty() -> None:
    found, shown = made(date(2026, 11, 3), date(2026, 11, 4), "EU")
    assert found.moments == ()
    said = "".join(run.words.en for one in texts(shown.blocks) for run in one)
    assert "holds nothing dated in this period" in said
    assert not any("What is new" in run.words.en for one in texts(shown.blocks) for run in one)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 11, 2), date(2026, 11, 1)),
        (date(1, 1, 1), date(1, 3, 1)),
        (date(9999, 11, 1), date(9999, 12, 31)),
        (date(2020, 1, 1), date(2026, 1, 1)),
    ],
)
def test_days_that_no_issue_can_be_made_of(since: date, until: date) -> None:
    with pytest.raises(UsageError):
        issue(load(), since, until)


def test_days_after_the_data_are_said_to_be_foreseen() -> None:
    _, shown = made(date(2026, 12, 1), date(2027, 1, 31))
    assert any(isinstance(one, Paragraph) and one.tone == "warn" for one in shown.blocks)
    _, shown = made(SINCE, UNTIL)
    assert not any(isinstance(one, Paragraph) and one.tone == "warn" for one in shown.blocks)
