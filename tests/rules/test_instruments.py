"""The instruments: identified, dated sanely, titled twice."""

from __future__ import annotations

import re
from datetime import date

import pytest

from hegui.rules.confidence import Confidence
from hegui.rules.instruments import INSTRUMENTS, Instrument, instrument
from hegui.rules.sources import SOURCES

# Number, published, in force, mark of the days: the facts on labelling, chapters 1 to 6.
FACTS = {
    "cn-labelling-measures-2025": (
        "国信办通字〔2025〕2号",
        date(2025, 3, 14),
        date(2025, 9, 1),
        "text2",
    ),
    "gb-45438-2025": ("GB 45438-2025", date(2025, 2, 28), date(2025, 9, 1), "text2"),
    "tc260-pg-20252a": ("TC260-PG-20252A", date(2025, 3, 14), None, "text2"),
    "tc260-pg-20257a": ("TC260-PG-20257A", date(2025, 8, 28), None, "text2"),
    "tc260-pg-20258a": ("TC260-PG-20258A", date(2025, 8, 28), None, "text2"),
    "tc260-pg-20259a": ("TC260-PG-20259A", date(2025, 8, 28), None, "text2"),
    "tc260-pg-202510a": ("TC260-PG-202510A", date(2025, 8, 28), None, "text2"),
    "tc260-pg-202511a": ("TC260-PG-202511A", date(2025, 8, 28), None, "text2"),
    "tc260-pg-202512a": ("TC260-PG-202512A", date(2025, 8, 28), None, "text2"),
}
# The label facts give no days for it; the catalogue does, from secondary reports.
CATALOGUED = {
    "cn-deep-synthesis-2022": (
        "CAC/MIIT/MPS Order No. 12",
        date(2022, 12, 11),
        date(2023, 1, 10),
        "secondary",
    )
}


def test_these_and_no_others() -> None:
    assert len(INSTRUMENTS) == len({item.id for item in INSTRUMENTS})
    assert {item.id for item in INSTRUMENTS} == {*FACTS, *CATALOGUED}


@pytest.mark.parametrize(("instrument_id", "facts"), [*FACTS.items(), *CATALOGUED.items()])
def test_numbers_and_days_are_those_of_the_facts(
    instrument_id: str, facts: tuple[str, date, date | None, str]
) -> None:
    item = instrument(instrument_id)
    assert (item.number, item.published, item.in_force, item.dates) == facts


@pytest.mark.parametrize("item", INSTRUMENTS, ids=lambda item: item.id)
def test_each_record_is_whole(item: Instrument) -> None:
    assert item.in_force is None or item.published <= item.in_force
    assert item.applies_from >= item.published
    assert re.search(r"[a-z]{2}", item.title_en)
    assert re.search(r"[\u4e00-\u9fff]{4}", item.title_zh)
    assert isinstance(item.confidence, Confidence)
    assert isinstance(item.dates, Confidence)
    assert item.sources
    assert set(item.sources) <= set(SOURCES)
    assert not item.url or re.fullmatch(r"https://www\.(cac|tc260)\.[a-z.]+/\S+", item.url)


def test_none_is_surer_than_the_facts_allow() -> None:
    """No number was seen in the instrument itself; none may be marked so."""
    assert Confidence.TEXT not in {item.confidence for item in INSTRUMENTS}


def test_an_unknown_instrument_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        instrument("GB 45438-2025")
