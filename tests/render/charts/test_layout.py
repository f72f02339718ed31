"""Where charts put things, and what they say in words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hegui.render.charts import scale
from hegui.render.charts.data import Bar, Bars, Event, Rate, Rates, Series, Stack, Stacked, Timeline
from hegui.render.charts.draw import scene
from hegui.render.charts.measure import width, wrapped
from hegui.render.charts.shapes import Box, Dot, Line, Words
from hegui.render.charts.svg import svg
from hegui.render.charts.tones import TONES
from hegui.render.document.blocks import same
from hegui.render.report import Said
from tests.render.documents import HOSTILE, charts

SVG = "{http://www.w3.org/2000/svg}"
NAME = Said("name", "名称")


def test_a_dot_stands_on_the_right_side_of_its_threshold() -> None:
    rates = (
        Rate(NAME, 0.91, 0.89, 0.93, 0.9, True, "pass"),
        Rate(NAME, 0.899, 0.88, 0.91, 0.9, True, "fail"),
    )
    drawn = scene(Rates(NAME, rates), "en")
    above, below = [one.x for one in drawn.shapes if isinstance(one, Dot)]
    marks = {one.x1 for one in drawn.shapes if isinstance(one, Line) and one.tone == "ink"}

    assert len(marks) == 1
    assert below < min(marks) < above


def test_bars_are_as_long_as_their_values() -> None:
    drawn = scene(Bars(NAME, (Bar(NAME, 100), Bar(NAME, 25), Bar(NAME, 0))), "en")
    full, quarter = [one.width for one in drawn.shapes if isinstance(one, Box) and not one.pale]

    assert quarter == pytest.approx(full / 4)


def test_shares_fill_their_bar_and_an_empty_row_stays_empty() -> None:
    series = (Series(NAME, "pass"), Series(NAME, "fail"))
    chart = Stacked(NAME, series, (Stack(NAME, (3, 1)), Stack(NAME, (0, 0))), shares=True)
    drawn = scene(chart, "en")
    ground = next(one for one in drawn.shapes if isinstance(one, Box) and one.pale)
    three, one = [each for each in drawn.shapes if isinstance(each, Box) and not each.pale]

    assert three.width + 1 == pytest.approx(ground.width * 3 / 4)
    assert one.x + one.width + 1 == pytest.approx(ground.x + ground.width)


def test_events_stand_in_the_order_of_their_days() -> None:
    days = (date(2026, 9, 14), date(2024, 9, 9), date(2025, 9, 15))
    drawn = scene(Timeline(NAME, tuple(Event(day, same(str(day))) for day in days)), "en")
    dots = [one for one in drawn.shapes if isinstance(one, Dot)]

    assert [one.x for one in dots] == sorted(one.x for one in dots)
    assert [one.y for one in dots] == sorted(one.y for one in dots)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_all_that_is_drawn_is_said_in_words(lang: str) -> None:
    rate = Rate(
        NAME, 0.912, 0.893, 0.928, 0.9, True, "pass", Said("912 of 1,000", "1,000 条中 912 条")
    )
    root = ET.fromstring(svg(scene(Rates(NAME, (rate,)), lang), lang))
    labelled = (root.get("aria-labelledby") or "").split()
    described = {
        one.get("id"): one.text
        for one in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))
        if one is not None
    }

    assert root.get("role") == "img"
    assert list(described) == labelled
    title, description = described.values()
    assert title == NAME.in_(lang)
    for part in ("91.2%", "[89.3%, 92.8%]", "≥ 90.0%", rate.note.in_(lang)):
        assert part in (description or "")


def test_empty_charts_are_drawn() -> None:
    for chart in (Rates(NAME, ()), Bars(NAME, ()), Stacked(NAME, (), ()), Timeline(NAME, ())):
        ET.fromstring(svg(scene(chart, "en"), "en"))


def test_hostile_names_stay_words() -> None:
    for chart in charts(same(HOSTILE)):
        root = ET.fromstring(svg(scene(chart, "zh"), "zh").encode("utf-8", "replace"))
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            "svg", "title", "desc", "rect", "line", "circle", "text",
        }  # fmt: skip


def test_ids_differ_between_charts_and_languages() -> None:
    ids = [
        one.get("id")
        for lang in ("en", "zh")
        for chart in charts(NAME)
        for one in ET.fromstring(svg(scene(chart, lang), lang)).iter()
        if one.get("id")
    ]
    assert len(ids) == len(set(ids)) == 20


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_a_scale_of_rates_holds_every_rate(values: list[float]) -> None:
    along = scale.rates(values, 100, 700)

    assert 0 <= along.low <= min(values)
    assert max(values) <= along.high <= 1
    assert all(100 <= along.at(value) <= 700 for value in values)
    assert 2 <= len(along.ticks()) <= 12


@given(st.lists(st.floats(0, 1e12), max_size=9))
@example([5e-324])
def test_a_scale_of_amounts_begins_at_nothing(values: list[float]) -> None:
    along = scale.amounts(values, 0, 600)

    assert along.at(0) == 0
    assert along.high >= max(values, default=0) * (1 - 1e-9)
    assert len(along.ticks()) <= 12


@given(st.text(max_size=200), st.integers(40, 400), st.integers(1, 4))
def test_lines_fit_their_room(text: str, room: int, most: int) -> None:
    lines = wrapped(text, 13, room, most)

    assert 1 <= len(lines) <= most
    assert all(width(line, 13) <= room or len(line) <= 1 for line in lines)


def test_lines_break_where_readers_expect() -> None:
    # No stop begins a line, no opening bracket ends one, no word is broken that has room.
    assert wrapped("利用算法，数据，平台等优势", 10, 50) == ["利用算法，", "数据，平台", "等优势"]
    assert wrapped("算法、数据、平台等（包括资本）", 10, 60) == [
        "算法、数据、",
        "平台等（包括",
        "资本）",
    ]
    assert wrapped("monopoly and unfair competition", 10, 120) == [
        "monopoly and unfair",
        "competition",
    ]
    assert wrapped("a" * 40, 10, 60, 2) == ["a" * 10, "a" * 9 + "…"]
    assert wrapped("one\ntwo\t three", 10, 400) == ["one two three"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", sorted(set(TONES) - {"line"}))
def test_tones_are_read_on_paper_and_on_dark_ground(tone: str) -> None:
    for colour, ground in zip(TONES[tone], ("#f6f6f3", "#14171a"), strict=True):
        bright, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (tone, colour)


def test_nothing_but_words_may_be_missing_from_a_scene_of_words() -> None:
    """Names of two lines push the row down: no two lines of words share a place."""
    long = Said("a name of very many words that needs more than one line of room", "很长" * 20)
    drawn = scene(Rates(NAME, tuple(Rate(long, 0.5, note=long) for _ in range(4))), "en")
    places = [(one.x, one.y) for one in drawn.shapes if isinstance(one, Words)]

    assert len(places) == len(set(places))


def test_a_long_timeline_has_its_years_above_too() -> None:
    for count, times in ((20, 1), (21, 2)):
        events = tuple(Event(date(2024 + at % 3, 5, 1), same(str(at))) for at in range(count))
        drawn = scene(Timeline(NAME, events), "en")
        heights = [one.y for one in drawn.shapes if isinstance(one, Words) and one.text == "2025"]
        assert len(heights) == times
        rows = [one.y for one in drawn.shapes if isinstance(one, Dot)]
        assert max(heights) > max(rows)
        if times == 2:
            assert 0 < min(heights) < min(rows) - 5
