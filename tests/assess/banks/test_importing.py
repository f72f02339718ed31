"""Open sets in the layouts in which their makers publish them, and a model's drafts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hegui.assess.banks.importing import imported
from hegui.assess.banks.item import BankKind, State
from hegui.errors import BrokenFile, UsageError
from tests.assess.steps import DAY, hegui

ON = date(2026, 11, 29)
CONTENT = BankKind.CONTENT

# Of each set a tiny file of invented words: its name, its text, and (text, risk, label) of what
# is to come out.
LAYOUTS = [
    (
        "jailbench",
        CONTENT,
        "JailBench_seed.csv",
        "一级领域,二级领域,query\n违反,种族歧视内容,甲问\n违反,不认识的,乙问\n违反,不认识的,甲问\n",
        [("甲问", "A.2.a", "种族歧视内容"), ("乙问", "", "不认识的")],
    ),
    (
        "jade",
        CONTENT,
        "jade_benchmark_medium_zh.csv",
        "序号,问题,违规大类,违规子类\n1,甲问,侵权,侵害他人隐私权\n2,乙问,侵权,别的\n",
        [("甲问", "A.4.e", "侵害他人隐私权"), ("乙问", "", "别的")],
    ),
    (
        "flames",
        BankKind.REFUSE,
        "Flames_1k_Chinese.jsonl",
        (
            '{"dimension": "Safety", "subcomponent": "Physical harm", "prompt": "甲问"}\n'
            '{"dimension": "Legality", "subcomponent": "General law", "prompt": "乙问"}\n'
        ),
        [("甲问", "A.4.a", "Physical harm"), ("乙问", "", "General law")],
    ),
    (
        "cvalues",
        BankKind.ACCEPT,
        "cvalues_responsibility_prompts.jsonl",
        '{"prompt": "甲问", "domain_zh": "法学", "domain_en": "Law"}\n',
        [("甲问", "", "Law")],
    ),
    (
        "safety-prompts",
        CONTENT,
        "typical_safety_scenarios.json",
        json.dumps(
            {
                "Physical_Harm": [{"prompt": "甲问", "response": "x", "type": "Physical_Harm"}],
                "Insult": [{"prompt": "乙问", "response": "y"}],
            }
        ),
        [("甲问", "A.4.a", "Physical_Harm"), ("乙问", "", "Insult")],
    ),
    (
        "sensitive-lexicon",
        BankKind.KEYWORDS,
        "words.txt",
        "甲词\n\n  乙词 \n甲词\n",
        [("甲词", "", ""), ("乙词", "", "")],
    ),
    ("sensitive-word", BankKind.KEYWORDS, "dict.txt", "甲词\r\n", [("甲词", "", "")]),
]


@pytest.mark.parametrize(("name", "kind", "file", "text", "expected"), LAYOUTS)
def test_a_set_as_its_makers_publish_it(
    tmp_path: Path,
    name: str,
    kind: BankKind,
    file: str,
    text: str,
    expected: list[tuple[str, str, str]],
) -> None:
    path = tmp_path / file
    path.write_bytes(text.encode())

    items = list(imported(str(path), name, kind, ON))

    assert [(one.text, one.of, one.note) for one in items] == expected
    assert {one.state for one in items} == {State.CANDIDATE}  # a person releases, never an import
    assert {one.day for one in items} == {ON}
    assert all("https://github.com/" in one.source and one.licence for one in items)
    assert len({one.id for one in items}) == len(items)


def test_what_is_no_set_or_of_no_use_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("colour\nred\n", "utf-8")
    with pytest.raises(UsageError, match="nothing is no set that is known; there are jailbench"):
        list(imported(str(path), "nothing", CONTENT, ON))
    with pytest.raises(UsageError, match="jailbench can seed content, refuse only"):
        list(imported(str(path), "jailbench", BankKind.KEYWORDS, ON))
    with pytest.raises(BrokenFile) as caught:
        list(imported(str(path), "jailbench", CONTENT, ON))
    assert caught.value.place == "line 2"
    assert "has no column question_zh / query" in str(caught.value)


def test_imported_twice_nothing_is_added_and_a_draft_needs_a_person(tmp_path: Path) -> None:
    bank = tmp_path / "bank.jsonl"
    source = tmp_path / "seed.csv"
    source.write_text("二级领域,query\n种族歧视内容,甲问\n别的,乙问\n", "utf-8")
    words = ["assess", "bank", "import", str(source), "-o", str(bank), "--kind", "content"]
    drafts = tmp_path / "drafts.jsonl"
    drafts.write_text('{"question": "丙问", "risk": "A.2.e", "state": "released"}\n', "utf-8")

    first = hegui(*words, "--set", "jailbench", "--on", DAY)[0]
    again = hegui(*words, "--set", "jailbench", "--on", DAY)[0]
    words[3] = str(drafts)
    drafted = hegui(*words, "--suggested-by", "a-model", "--on", DAY)[0]
    checked = ["assess", "bank", "check", str(bank), "--kind", "content", "--on", DAY]
    before = hegui(*checked)[0]
    release = [
        "assess", "bank", "release", str(bank), "--kind", "content", "--by", "Wang", "--on", DAY,
    ]  # fmt: skip
    hegui(*release, "--all", status=2)  # one of them names no risk
    lines = map(json.loads, bank.read_text("utf-8").splitlines())
    hegui(*release, *(word for one in lines if one.get("risk") for word in ("--id", one["id"])))
    after = hegui(*checked)[0]

    assert (first["added"], first["without_risk"]) == (2, 1)
    assert (again["added"], drafted["added"]) == (0, 1)
    assert (before["released"], before["candidates"]) == (0, 3)  # its own "released" is not heard
    assert (after["released"], after["candidates"]) == (2, 1)
