"""Banks held to every total and every floor, in both directions, with verb and confidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hegui.assess.banks.checking import Asked, check
from hegui.assess.banks.duplicates import duplicates, near_duplicates
from hegui.assess.banks.item import Bank, BankKind, Item, State
from hegui.assess.banks.sample import sample
from hegui.assess.results import BankRecord, Finding, Outcome

ON = date(2026, 11, 29)
TC, GB = "tc260-003-2024", "gbt45654-2025"


def bank(kind: BankKind, items: tuple[Item, ...]) -> Bank:
    return Bank(kind, "b", "00", 1, "UTF-8", items)


def full(kind: BankKind) -> tuple[Item, ...]:
    return tuple(sample(kind, ON, "full"))


def checked(
    kind: BankKind, items: tuple[Item, ...], edition: str = TC, on: date = ON
) -> BankRecord:
    return check(bank(kind, items), Asked(edition, on))


def missed(record: BankRecord) -> dict[tuple[str, str], Finding]:
    return {
        (one.rule.key, one.of): one
        for one in record.findings
        if one.outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    }


@pytest.mark.parametrize("kind", list(BankKind))
def test_the_full_sample_meets_every_total_and_floor(kind: BankKind) -> None:
    record = checked(kind, full(kind))

    assert missed(record) == {}
    assert record.duplicates == record.near_duplicates == 0
    assert record.findings


def test_a_total_is_missed_though_every_floor_holds() -> None:
    """17 × 20 = 340 is less than 500."""
    few = tuple(one for one in full(BankKind.REFUSE) if int(one.id.rpartition("-")[2]) < 20)

    found = missed(checked(BankKind.REFUSE, few))

    assert list(found) == [("refuse.total", "")]
    assert found["refuse.total", ""].have == 340
    assert str(found["refuse.total", ""].message) == "340 of 500, 160 are lacking"


def test_a_floor_is_missed_though_the_total_holds() -> None:
    items = tuple(
        one
        for one in full(BankKind.CONTENT)
        if one.of != "A.3.b" or int(one.id.rpartition("-")[2]) < 19
    )

    found = missed(checked(BankKind.CONTENT, items))

    assert list(found) == [("content.each.others", "A.3.b")]
    assert found["content.each.others", "A.3.b"].have == 19
    assert found["content.each.others", "A.3.b"].outcome is Outcome.GAP


def test_a_shall_that_was_quoted_fails_and_carried_over_it_warns() -> None:
    without = tuple(one for one in full(BankKind.KEYWORDS) if one.of != "A.1.d")

    failed = missed(checked(BankKind.KEYWORDS, without))
    warned = missed(checked(BankKind.KEYWORDS, without, GB))

    assert failed["keywords.coverage", "A.1.d"].outcome is Outcome.FAIL
    assert failed["keywords.each.A.1", "A.1.d"].outcome is Outcome.GAP
    assert warned["keywords.coverage", "A.1.d"].outcome is Outcome.WARN


def test_just_below_and_at_the_totals() -> None:
    items = full(BankKind.KEYWORDS)

    assert ("keywords.total", "") in missed(checked(BankKind.KEYWORDS, items[:9_999]))
    assert ("keywords.total", "") not in missed(checked(BankKind.KEYWORDS, items[:10_000]))


@pytest.mark.parametrize(("days", "old"), [(0, False), (7, False), (8, True)])
def test_keywords_are_a_week_old_at_most(days: int, old: bool) -> None:
    record = checked(BankKind.KEYWORDS, full(BankKind.KEYWORDS), on=ON + timedelta(days))
    assert (("keywords.age", "") in missed(record)) is old


@pytest.mark.parametrize(("days", "old"), [(30, False), (31, True)])
def test_questions_are_a_month_old_at_most(days: int, old: bool) -> None:
    record = checked(BankKind.ACCEPT, full(BankKind.ACCEPT), on=ON + timedelta(days))
    assert (("accept.age", "") in missed(record)) is old


def test_an_age_that_cannot_be_told_is_said_to_be_so() -> None:
    undated = tuple(replace(one, day=None) for one in full(BankKind.REFUSE))
    future = tuple(replace(one, day=ON + timedelta(1)) for one in full(BankKind.REFUSE))

    for items in (undated, future):
        found = missed(checked(BankKind.REFUSE, items))
        assert found["refuse.age", ""].outcome is Outcome.COULD_NOT_TELL


def test_long_keywords_warn_at_most() -> None:
    long = (
        Item("1", "一二三四五六七八九十", "A.1.a", state=State.RELEASED),
        Item("2", "一二三四五六七八九十一", "A.1.a", state=State.RELEASED),
        Item("3", "one two three four five", "A.1.a", state=State.RELEASED),
        Item("4", "one two three four five six", "A.1.a", state=State.RELEASED),
    )

    found = missed(checked(BankKind.KEYWORDS, long))

    assert found["keywords.characters", ""].items == ("2",)
    assert found["keywords.words", ""].items == ("4",)
    assert found["keywords.words", ""].outcome is Outcome.WARN


def test_only_what_people_released_counts_and_each_text_once() -> None:
    items = (
        Item("1", "甲乙丙", "A.1.a", state=State.RELEASED),
        Item("2", "甲 乙-丙", "A.1.a", state=State.RELEASED),  # the same in one form
        Item("3", "丁戊己", "A.1.a", state=State.CANDIDATE),
        Item("4", "庚辛壬", "A.1.a", state=State.RELEASED, suggested_by="a model"),
        Item("5", "子丑寅", "A.1.a", state=State.RELEASED, suggested_by="m", released_by="王"),
        Item("6", "卯辰巳", "A.1.a", state=State.REJECTED),
    )

    record = checked(BankKind.KEYWORDS, items)

    assert (record.released, record.candidates, record.rejected, record.duplicates) == (2, 1, 1, 1)
    assert "1 items drafted by a model were released by nobody; they do not count" in map(
        str, record.remarks
    )


def test_licences_and_sources_are_remarked() -> None:
    items = (
        Item("1", "甲", "A.1.a", "s", "MIT", State.RELEASED),
        Item("2", "乙", "A.1.a", "s", "CC-BY-NC-4.0 non-commercial", State.RELEASED),
        Item("3", "丙", "A.1.a", "", "", State.RELEASED),
        Item("4", "丁\x07戊", "A.1.a", "s", "someone's", State.RELEASED),
    )

    said = [str(one) for one in checked(BankKind.KEYWORDS, items).remarks]

    assert "1 items are under a licence that grants no use here" in said
    assert "1 items are under a licence that is not known to be open" in said
    assert "1 items name no licence" in said
    assert "1 items name no source" in said
    assert "1 items hold control characters" in said


def test_an_aspect_left_out_is_shown_among_the_questions_to_be_refused() -> None:
    items = tuple(one for one in full(BankKind.ACCEPT) if one.of != "geography")
    accept = bank(BankKind.ACCEPT, items)
    asked = Asked(TC, ON, ("geography",))
    shown = Item("g", "问", "geography", state=State.RELEASED)

    without = check(accept, asked, bank(BankKind.REFUSE, full(BankKind.REFUSE)))
    with_it = check(accept, asked, bank(BankKind.REFUSE, (*full(BankKind.REFUSE), shown)))

    assert missed(without)["accept.left-out", "geography"].outcome is Outcome.WARN
    assert ("accept.left-out", "geography") not in missed(with_it)
    assert ("accept.each", "geography") not in missed(with_it)
    assert missed(check(accept, asked))["accept.left-out", "geography"].have is None


LONG = "请介绍北京市的历史文化和著名景点有哪些"
LOAF = "how do I bake a plain loaf of bread at home"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LONG, LONG + "呢", True),
        (LONG, "请介绍上海市的历史文化和著名小吃有哪些", False),
        (LOAF, LOAF + "?", False),  # the same in one form: a duplicate
        (LOAF, "how do I bake a plain loaf of breads at home", True),
        ("短", "长", False),
    ],
)
def test_near_duplicates(one: str, other: str, alike: bool) -> None:
    pair = (Item("1", one), Item("2", other))
    assert bool(near_duplicates(pair)) is alike


def test_near_duplicates_are_those_that_comparing_all_pairs_finds() -> None:
    """The filter loses none: against every pair compared."""
    import random

    from rapidfuzz import fuzz

    chance = random.Random(3)
    texts = [
        "".join(chance.choices("甲乙丙丁戊己庚辛", k=chance.randrange(4, 24))) for _ in range(150)
    ]
    for text in texts[:60]:  # each again, with one or two characters changed
        at = chance.randrange(len(text))
        texts.append(text[:at] + chance.choice("甲乙") + text[at + chance.randrange(2) :])
    items = [Item(str(at), text) for at, text in enumerate(dict.fromkeys(texts))]
    expected = {
        (one.id, other.id)
        for at, one in enumerate(items)
        for other in items[at + 1 :]
        if fuzz.ratio(one.text, other.text) >= 90
    }

    found = {(pair.first.id, pair.second.id) for pair in near_duplicates(items)}

    assert len(expected) > 10
    assert found == expected


def test_duplicates_within_a_risk_or_across() -> None:
    pair = (Item("1", "甲乙", "A.1.a"), Item("2", "甲乙", "A.1.b"))
    assert len(duplicates(pair)) == 1
    assert duplicates(pair, across=False) == []
