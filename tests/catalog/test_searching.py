"""Search: everything of the deck is found, by whatever name, quickly."""

from __future__ import annotations

import itertools
import statistics
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.catalog import (
    Body,
    Finding,
    Instrument,
    Source,
    Standard,
    Statistic,
    Target,
    WorkingGroup,
    load,
)
from hegui.catalog.naming import title
from hegui.catalog.searching import Searcher, fold, searcher

SEARCHER = searcher()
DECK = [one for one in load() if one.in_deck]
KINDS = (Instrument, Standard, Body, WorkingGroup, Target, Statistic, Finding)
# Found within this many, since titles are alike (27 working groups, "members", …).
WITHIN = 10


def found(query: str, limit: int = WITHIN) -> list[str]:
    return [hit.record.id for hit in SEARCHER.search(query, limit)]


def test_everything_of_the_deck_is_found_by_its_title_in_both_languages() -> None:
    """Counted: 28 instruments, 58 standards, 46 bodies, 42 groups, 41 figures, 10 findings."""
    asked = [one for one in DECK if isinstance(one, KINDS)]
    assert len(asked) == 28 + 58 + 46 + 42 + 41 + 10
    missed = [
        (one.id, lang)
        for one in asked
        for lang in ("en", "zh")
        if one.id not in found(title(one, lang))
    ]
    assert missed == []


def test_every_standard_is_first_by_its_number_with_or_without_dash_and_year() -> None:
    for one in load().of(Standard):
        for identifier in one.identifiers:
            if identifier.type not in ("number", "plan_number"):
                continue
            number = identifier.value
            assert found(number, 1) == [one.id]
            assert found(number.replace("-", " ").replace("/", ""), 1) == [one.id]
    for one in load().of(Standard):
        without_year = one.number.rpartition("-")[0]
        if one.number.startswith("GB") and "~" not in one.number:
            assert found(without_year, 1) == [one.id]
            assert found(without_year.split()[1], 1) == [one.id], without_year


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("MIIT/TC1", "miit-tc1"),
        ("MIIT/TC01", "miit-tc1"),
        ("TC01", "miit-tc1"),
        ("SAC/SC42", "sac-tc28-sc42"),
        ("tc260", "sac-tc260"),
        ("网信办", "cac"),
        ("信通院", "caict"),
        ("labeling measures", "cn-labelling-measures-2025"),
        ("Labelling Measures", "cn-labelling-measures-2025"),
        ("ＧＢ ４５４３８", "gb-45438-2025"),
        ("国信办通字〔2025〕2号", "cn-labelling-measures-2025"),
        ("国信办通字[2025]2号", "cn-labelling-measures-2025"),
        ("深度合成", "cn-deep-synthesis-2022"),
        ("拟人化", "cn-anthropomorphic-ai-2026"),
        ("生成式人工智能办法", "cn-genai-interim-2023"),
        ("who issued the generative AI measures?", "cn-genai-interim-2023"),
        ("article 50", "eu-ai-act"),
        ("omnibus", "eu-ai-omnibus-2026"),
        ("SB 942", "us-ca-sb942"),
        ("编码规则", "tc260-pg-20252a"),
    ],
)
def test_what_is_meant_comes_first(query: str, expected: str) -> None:
    assert found(query, 1) == [expected]


def test_the_compiled_index_is_that_of_the_catalogue() -> None:
    made = Searcher(load())
    for query in ("45438", "标识办法", "AI agents", "minors"):
        assert made.search(query) == SEARCHER.search(query)


def test_nothing_is_found_where_nothing_is_meant() -> None:
    assert found("zzzz") == []
    assert found("") == []
    assert found("！？。") == []
    assert found("the") == found("the")  # idle words alone are words


def test_sources_are_not_among_the_answers() -> None:
    hits = [hit.record for hit in SEARCHER.search("SESEC news", 50)]
    assert not any(isinstance(one, Source) for one in hits)


def test_a_search_in_a_running_process_is_quick() -> None:
    """By processor time, which what else the machine does is not counted into."""
    queries = [
        "45438",
        "标识办法",
        "labeling measures",
        "国信办通字〔2025〕2号",
        "AI标识",
        "watermark",
    ]
    spent = []
    for query in queries * 5:
        before = time.process_time()
        SEARCHER.search(query)
        spent.append(time.process_time() - before)
    assert statistics.median(spent) < 0.020


@given(st.text(max_size=300))
def test_any_query_is_answered(query: str) -> None:
    hits = SEARCHER.search(query, 5)
    assert len(hits) <= 5
    assert all(first.score >= second.score for first, second in itertools.pairwise(hits))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
