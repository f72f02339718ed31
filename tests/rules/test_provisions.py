"""Every record of the rules: identified, cited, said twice, marked, and none forgotten."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from hegui.rules.clauses import PROVISIONS, clause, clauses_of, in_force
from hegui.rules.confidence import Confidence
from hegui.rules.instruments import INSTRUMENTS, instrument
from hegui.rules.provision import Provision
from hegui.rules.slots import SLOTS
from hegui.rules.sources import SOURCES
from tests.house.modules import modules

HAN = re.compile(r"[\u4e00-\u9fff]")
MEASURES = "cn-labelling-measures-2025"
GB = "gb-45438-2025"
DEEP_SYNTHESIS = "cn-deep-synthesis-2022"

# What the facts on labelling mark, row by row; of two marks the lower.
MARKS = {
    f"{MEASURES}/1": "known",
    f"{MEASURES}/2": "known",
    f"{MEASURES}/3": "text2",
    f"{MEASURES}/4-1": "text",
    f"{MEASURES}/4-1-4": "text",
    f"{MEASURES}/4-2": "text",
    f"{MEASURES}/5": "text",
    f"{MEASURES}/6-1-1": "text",
    f"{MEASURES}/6-1-3": "text",
    f"{MEASURES}/6-2": "text",
    f"{MEASURES}/9-log": "text",
    f"{MEASURES}/10-integrity": "text",
    f"{MEASURES}/11": "known",
    f"{MEASURES}/12": "known",
    f"{MEASURES}/13": "known",
    f"{MEASURES}/14": "text",
    f"{DEEP_SYNTHESIS}/16": "known",
    f"{DEEP_SYNTHESIS}/17-1-1": "known",
    f"{DEEP_SYNTHESIS}/17-1-5": "known",
    f"{DEEP_SYNTHESIS}/17-2": "known",
    f"{DEEP_SYNTHESIS}/18": "known",
    f"{GB}/5-wording-ai": "text2",
    f"{GB}/5-wording-generation": "text2",
    f"{GB}/5.1": "text2",
    f"{GB}/5.1-c": "text2",
    f"{GB}/5.2": "text2",
    f"{GB}/5.2-e": "text2",
    f"{GB}/5.3": "text",
    f"{GB}/5.3-rhythm": "text",
    f"{GB}/5.3-note-4": "text",
    f"{GB}/5.4": "text2",
    f"{GB}/5.4-f": "text2",
    f"{GB}/5.4-g": "text2",
    f"{GB}/5.5": "text2",
    f"{GB}/5.5-f": "text2",
    f"{GB}/5.6": "text",
    f"{GB}/6.1-a": "text2",
    f"{GB}/6.1-c": "text2",
    f"{GB}/6.2": "text2",
    f"{GB}/E-a": "text",
    f"{GB}/E-b": "text",
    f"{GB}/E-j": "text",
    f"{GB}/E-note-1": "text",
    "tc260-pg-20257a/payload": "text2",
    "tc260-pg-20258a/fallback": "text2",
    "tc260-pg-20259a/B": "text2",
    "tc260-pg-202511a/form": "text2",
    "tc260-pg-202511a/algorithm": "impl",
    "tc260-pg-202511a/user-id": "impl",
    "tc260-pg-202511a/A.1": "text2",
    "tc260-pg-202511a/A.2": "known",
}


def written_down() -> Iterator[tuple[str, Provision]]:
    """Every record that any module of the rules holds, alone or in a tuple, with its module."""
    for name in modules():
        if name.startswith("hegui.rules."):
            for value in vars(importlib.import_module(name)).values():
                for item in value if isinstance(value, tuple) else (value,):
                    if isinstance(item, Provision):
                        yield name, item


def test_ids_are_unique() -> None:
    ids = [provision.id for provision in PROVISIONS]
    assert len(ids) == len(set(ids))


def test_no_record_is_forgotten() -> None:
    lost = [f"{module}: {item.id}" for module, item in written_down() if item not in PROVISIONS]
    assert not lost


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda provision: provision.id)
def test_each_record_is_whole(provision: Provision) -> None:
    assert clause(provision.id) is provision
    assert provision.id.startswith(instrument(provision.instrument).id + "/")
    assert re.fullmatch(r"[a-z0-9-]+/[A-Za-z0-9.-]+", provision.id)
    assert bool(provision.place) is bool(provision.place_zh)
    assert provision.place or provision.instrument.startswith("tc260-pg-")
    assert re.search(r"[a-z]{2}", provision.en)
    assert provision.en.endswith(".")
    assert len(HAN.findall(provision.zh)) >= 4
    assert provision.zh.endswith("。")
    assert isinstance(provision.confidence, Confidence)
    assert len(set(provision.sources)) == len(provision.sources)
    assert set(provision.sources) <= set(SOURCES)


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda provision: provision.id)
def test_what_has_no_source_is_background_knowledge(provision: Provision) -> None:
    assert provision.sources or provision.confidence is Confidence.KNOWN


def test_statements_are_not_told_apart_by_place_alone() -> None:
    """Two records of one instrument never say the same: a fact stands once."""
    said = [
        (provision.instrument, text)
        for provision in PROVISIONS
        for text in (provision.en, provision.zh)
    ]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("clause_id", "mark"), MARKS.items())
def test_marks_are_those_of_the_facts(clause_id: str, mark: str) -> None:
    assert clause(clause_id).confidence == mark


def test_articles_of_the_measures_stand_in_order_and_none_is_missing() -> None:
    articles = [int(item.id.partition("/")[2].split("-")[0]) for item in clauses_of(MEASURES)]
    assert articles == sorted(articles)
    assert set(articles) == set(range(1, 15))


def test_clauses_of_the_standard_stand_in_order() -> None:
    order = ["5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.1", "6.2", "A.2", "E"]
    places = [order.index(item.id.partition("/")[2].split("-")[0]) for item in clauses_of(GB)]
    assert places == sorted(places)
    assert set(places) == set(range(len(order)))


def test_clauses_of_an_instrument_are_its_own_and_all() -> None:
    by_instrument = [clauses_of(item.id) for item in INSTRUMENTS]
    assert sum(map(len, by_instrument)) == len(PROVISIONS)
    for item, own in zip(INSTRUMENTS, by_instrument, strict=True):
        assert {provision.instrument for provision in own} <= {item.id}


@pytest.mark.parametrize(
    ("rule_id", "first_day"),
    [
        (MEASURES, date(2025, 9, 1)),
        (f"{MEASURES}/6-2", date(2025, 9, 1)),
        (GB, date(2025, 9, 1)),
        (f"{GB}/5.4-g", date(2025, 9, 1)),
        (f"{GB}/E-ContentProducer", date(2025, 9, 1)),
        (DEEP_SYNTHESIS, date(2023, 1, 10)),
        ("tc260-pg-20252a", date(2025, 3, 14)),
        ("tc260-pg-20259a", date(2025, 8, 28)),
        ("tc260-pg-20259a/B", date(2025, 8, 28)),
    ],
)
def test_in_force_from_its_first_day_on(rule_id: str, first_day: date) -> None:
    assert not in_force(rule_id, date.fromordinal(first_day.toordinal() - 1))
    assert in_force(rule_id, first_day)
    assert in_force(rule_id, date(2030, 1, 1))


@pytest.mark.parametrize("unknown", ["gb-1", f"{GB}/7", f"{GB}/", "gb-1/5.2", ""])
def test_an_unknown_id_is_a_key_error(unknown: str) -> None:
    with pytest.raises(KeyError):
        in_force(unknown, date(2026, 1, 1))
    with pytest.raises(KeyError):
        clause(unknown)
    with pytest.raises(KeyError):
        clauses_of(unknown)


def test_records_are_frozen_and_equal_by_what_they_say() -> None:
    provision = clause(f"{GB}/5.2-e")
    with pytest.raises(FrozenInstanceError):
        provision.en = "anything"  # type: ignore[misc]
    assert provision != clause(f"{GB}/5.4-f")
    assert len(set(PROVISIONS)) == len(PROVISIONS)


def test_slots_cite_guides_that_are_known() -> None:
    numbers = {item.number for item in INSTRUMENTS}
    assert {slot.guide for slot in SLOTS} - {""} <= numbers


def test_slots_name_each_format_once() -> None:
    assert len({slot.format for slot in SLOTS}) == len(SLOTS)
    assert not [slot for slot in SLOTS if slot.clause and not slot.guide]
