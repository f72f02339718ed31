"""The report on a grading, in every form."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hegui.grade.as_json import grading_record
from hegui.grade.grading import graded
from hegui.grade.history import append, read_history
from hegui.grade.report import report
from hegui.grade.rules.agents import AGENT_QUESTIONS
from hegui.grade.rules.measures import MEASURES
from hegui.render.document.page import page
from tests.grade.samples import answers, table

MADE = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_says_everything(tmp_path: Path, lang: str) -> None:
    found = graded(answers(tmp_path), table(tmp_path))
    entry = append(str(tmp_path / "h"), found, MADE.isoformat())
    text = page(report(found, MADE, [entry]), lang, both=False)
    plain = re.sub(r"<[^>]*>", "", text)

    for one in MEASURES:
        assert (one.zh if lang == "zh" else one.en).replace("'", "&#x27;") in plain
    for question in AGENT_QUESTIONS:
        assert (question.zh if lang == "zh" else question.en).replace("'", "&#x27;") in plain
    assert {"en": "considerable", "zh": "较大"}[lang] in plain
    assert "客服助手 &lt;b&gt;" in text
    assert entry.digest in plain
    assert found.answers.digest in plain
    assert {"en": "medical", "zh": "医疗"}[lang] in plain  # the value's name
    # Every statement of a rule carries its mark.
    assert plain.count("secondary") >= 6


def test_a_grading_without_a_table_or_parties_has_a_report(tmp_path: Path) -> None:
    text = page(report(graded(answers(tmp_path), None), MADE), "zh", both=False)

    assert "未确定" in text
    assert "未设定对照表" in text


def test_the_record_is_json_and_says_that_nothing_is_verified(tmp_path: Path) -> None:
    found = graded(answers(tmp_path), table(tmp_path))
    append(str(tmp_path / "h"), found, MADE.isoformat())
    record = json.loads(json.dumps(grading_record(found, "zh", read_history(str(tmp_path / "h")))))

    assert record["level"] == "considerable"
    assert record["name"] == "较大"
    assert record["verified"] is False
    assert {one["party"]: one["outcome"] for one in record["maturity"]} == {
        "甲公司": "warn",
        "乙公司": "pass",
        "丙公司": "could-not-tell",
    }
    assert {one["confidence"] for one in record["measures"]} == {"known", "secondary"}
    assert record["history"][0]["level"] == "considerable"
