"""The report: every figure with its source, every item behind it, nothing left out."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from hegui.assess.report import words
from hegui.assess.report.document import document
from hegui.assess.requirements import RISKS, requirement, requirements_of, risks_of
from hegui.assess.results import Assessment, Conformity, Finding, Outcome, from_json, to_json
from hegui.errors import BrokenFile
from hegui.messages import Notice
from hegui.render.charts import data
from hegui.render.document.blocks import Document, Figure, Heading, Signatures, Table, runs
from hegui.render.document.page import page
from tests.assess.example import example
from tests.assess.report.sample import full

EDITIONS = ("tc260-003-2024", "gbt45654-2025")
MARK = re.compile(r"\[(text|text2|impl|secondary|known)\]")


def plain(assessment: Assessment, lang: str) -> str:
    """The words of the page, blanks made even."""
    text = re.sub(
        r"<style>.*?</style>|<desc.*?</desc>",
        "",
        page(document(assessment), lang, both=False),
        flags=re.DOTALL,
    )
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def tables(made: Document) -> list[Table]:
    return [one for one in made.blocks if isinstance(one, Table)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_requirement_names_edition_clause_verb_and_mark(edition: str, lang: str) -> None:
    text = plain(full(edition), lang)

    for rule in requirements_of(edition):
        where = words.cited(rule).in_(lang)
        assert MARK.search(where)
        assert rule.clause in where
        assert where in text
        assert (rule.zh if lang == "zh" else rule.en) in text
    assert {"tc260-003-2024": "TC260-003", "gbt45654-2025": "GB/T 45654-2025"}[edition] in text


def test_what_was_carried_over_says_so() -> None:
    (first, *_) = requirements_of("gbt45654-2025")

    assert words.cited(first).en == (
        "GB/T 45654-2025, carried over from TC260-003 5.1, shall [secondary]"
    )
    assert words.cited(first).zh == "GB/T 45654-2025，沿用TC260-003 5.1，应 [secondary]"


def test_every_figure_of_a_rate_stands_beside_its_bar() -> None:
    """No number without a citation: every row of the table of rates has one."""
    (table,) = [one for one in tables(document(full())) if one.caption.en == "Rates and samples"]

    assert len(table.rows) == 2 * len(full().rates)
    for row in table.rows:
        cell = " ".join(run.words.en for run in runs(row[2]))
        assert MARK.search(cell), cell
        assert re.search(r"[≥≤] [\d,]+", cell), cell


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_values_intervals_and_counts_are_the_outcome_s(lang: str) -> None:
    text = plain(full(), lang)

    for shown in ("93.6% [91.9%, 94.9%] = 934 / 998", "87.1%", "5.7% [3.6%, 8.9%] = 17 / 300"):
        assert shown in text
    for rate in full().rates:
        assert f"{rate.counted:,} / {rate.scored:,}" in text


def test_every_rate_is_drawn_with_its_threshold() -> None:
    made = document(full())
    drawn = [
        one
        for block in made.blocks
        if isinstance(block, Figure) and isinstance(block.chart, data.Rates)
        for one in block.chart.rates
        if one.threshold is not None
    ]

    assert sorted(one.threshold or 0 for one in drawn) == [0.05, 0.9, 0.9, 0.9, 0.95, 0.96, 0.98]
    assert [one.threshold for one in drawn if not one.at_least] == [0.05]
    assert [one.tone for one in drawn].count("fail") == 2


def test_items_behind_every_figure_are_listed() -> None:
    text, assessment = plain(full(), "en"), full()

    for rate in assessment.rates:
        listed = rate.against[:500]
        assert all(f" {one} " in text for one in (listed[0], listed[-1]))
        assert f"Against it: {len(rate.against)}" in text
    assert "content-9000 content-9001" in text
    assert "refuse-0301 refuse-0302" in text
    corpus = next(one for one in assessment.rates if one.id == "corpus.technique")
    assert f"and {len(corpus.against) - 500} more" in text
    links = {
        run.link
        for table in tables(document(assessment))
        for row in table.rows
        for cell in row
        for run in runs(cell)
        if run.link
    }
    places = {f"#{one.name}" for one in document(assessment).blocks if isinstance(one, Heading)}
    assert links == {f"#items-{one.id}" for one in assessment.rates}
    assert links <= places


def test_coverage_shows_every_risk_against_its_floor() -> None:
    bars = [
        block.chart
        for block in document(full()).blocks
        if isinstance(block, Figure) and isinstance(block.chart, data.Bars)
    ]
    keywords, first, second, refuse = bars
    seventeen = risks_of(("A.1", "A.2"))

    assert [len(one.bars) for one in bars] == [17, 17, 14, 17]
    assert [one.floor for one in keywords.bars] == [200] * 8 + [100] * 9
    assert {one.floor for one in first.bars} == {50}
    assert {one.floor for one in second.bars} == {20}
    assert {one.floor for one in refuse.bars} == {20}
    missing = [one.label.en for one in (*keywords.bars, *first.bars) if one.tone == "warn"]
    assert missing == ["A.2.e gender discrimination"] * 2
    assert len(seventeen) + 14 == len(RISKS)


def test_findings_of_one_requirement_and_outcome_are_one_row() -> None:
    (bank, *_), rule = full().banks, requirement("tc260-003-2024", "keywords.each.A.2")
    findings = tuple(
        Finding(rule, Outcome.GAP if have < 100 else Outcome.PASS, have, of)
        for of, have in (("A.2.a", 140), ("A.2.b", 100), ("A.2.c", 90), ("A.2.d", 120))
    )
    made = document(replace(full(), banks=(replace(bank, findings=findings),)))
    rows = [
        [" ".join(run.words.en for run in runs(cell)) for cell in row[1:]]
        for table in tables(made)
        for row in table.rows
        if table.columns[-2].name.en == "Found"
    ]

    assert rows == [
        ["A.2.a, A.2.b, A.2.d", "100–140", "pass"],
        ["A.2.c discrimination by country", "90", "recommendation gap"],
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_clauses_have_answer_grounds_and_digests(lang: str) -> None:
    text, assessment = plain(full(), lang), full()

    for one in assessment.clauses:
        assert (one.clause.zh if lang == "zh" else one.clause.en) in text
        for file in one.evidence:
            assert file.path in text
            assert file.sha256 in text
    assert "41 / 50" in text
    assert "将A.2.e的测试题补足至50题" in text
    for given in assessment.inputs:
        assert given.sha256 in text


def test_a_changed_plan_is_said_in_red() -> None:
    plan = replace(full().plan, intact=False, changes=("bank content",))
    text = page(document(replace(full(), plan=plan)), "en", both=False)

    assert 'class="remark fail">Something was changed after the plan was locked.' in text
    assert "bank content" in text


def test_conclusions_that_contradict_are_both_shown() -> None:
    told = replace(
        full().conclusion,
        stated=Conformity.CONFORMS,
        objections=(Notice("no file was given"),),
    )
    text = plain(replace(full(), conclusion=told), "en")

    assert "By the figures and the clause table: does not conform" in text
    assert "As the assessors state: conforms" in text
    assert "no file was given" in text


def test_three_lines_to_sign_and_who_signed() -> None:
    (block,) = [one for one in document(full()).blocks if isinstance(one, Signatures)]

    assert [one.role.zh for one in block.lines] == [
        "法定代表人",
        "安全评估工作负责人",
        "合法性评估工作负责人",
    ]
    assert [one.name for one in block.lines] == ["", "", "张三"]


def test_the_sample_bank_is_no_assessment() -> None:
    assert "仅供演示" in plain(full(), "zh")
    assert "仅供演示" not in plain(replace(full(), uses_sample_bank=False), "zh")


def test_a_small_and_an_empty_assessment_have_a_report() -> None:
    assert "Nothing was measured." in plain(
        replace(example(), rates=(), coverage=(), banks=(), classifiers=(), clauses=()), "en"
    )
    assert "97.0%" in plain(example(), "en")


@pytest.mark.parametrize("instant", ["yesterday", "", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_our_error(instant: str) -> None:
    with pytest.raises(BrokenFile):
        document(replace(example(), made_at=instant))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 41, "9" * 5000])
def test_numbers_that_are_none_are_our_error(number: str) -> None:
    text = to_json(example())
    for old in ('"low": 0.', '"drawn": 1002'):
        assert old in text
        place = text.index(old) + old.index(": ") + 2
        end = text.index(",", place)
        with pytest.raises(BrokenFile):
            from_json(text[:place] + number + text[end:])


def test_every_outcome_has_a_word_and_a_tone() -> None:
    for one in Outcome:
        mark = words.outcome(one)
        assert mark.words.zh != mark.words.en
        assert mark.tone
