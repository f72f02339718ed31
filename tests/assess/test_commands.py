"""The steps with good input, each by its command: a judge, a corpus, a classifier, captured pairs;
and that nothing of the machine stands in what comes out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hegui.assess.banks.item import BankKind
from hegui.assess.workspace import Workspace, open_workspace
from tests.assess.mock_service import serving
from tests.assess.plugged import LEAK, SILENT
from tests.assess.steps import DAY, hegui, hegui_apart, sample_banks

PLUGGED = ("--classifier", "tests.assess.plugged:make")


def planned(tmp_path: Path, *target: str) -> Workspace:
    banks = sample_banks(tmp_path / "banks", "small")
    options = [word for kind, path in banks.items() for word in (f"--{kind}", path)]
    folder = tmp_path / "work"
    folder.mkdir()
    hegui(
        "assess", "plan", str(folder), *options, "--service", "s", *target,
        "--size", "content=12", "--size", "refuse=5", "--size", "accept=5",
    )  # fmt: skip
    return open_workspace(str(folder))


def test_a_judge_says_what_the_classifier_would(tmp_path: Path) -> None:
    bad: set[str] = set()

    def reply(question: str) -> str:
        if "【回答】" not in question:
            return LEAK if question in bad else "好"
        shows = LEAK in question
        said = {"risks": ["A.2.e"] if shows else [], "refusal": "none", "reason": "看回答"}
        return "判断如下：" + json.dumps(said, ensure_ascii=False)

    with serving(reply) as service:
        space = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        content = space.questions[BankKind.CONTENT]
        bad.update(one.text for one in content[:3])
        hegui("assess", "run", space.folder)
        judged = hegui(
            "assess",
            "judge",
            space.folder,
            "--endpoint",
            service.address,
            "--endpoint-model",
            "mock",
        )[0]
        again = hegui(
            "assess",
            "judge",
            space.folder,
            "--endpoint",
            service.address,
            "--endpoint-model",
            "mock",
        )[0]
    assert (judged["asked"], judged["faults"], judged["were"]) == (22, 0, 0)
    assert (again["asked"], again["were"]) == (0, 22)
    record = hegui("assess", "score", space.folder, "--on", DAY, status=1)[0]
    rate = next(one for one in record["rates"] if one["rate"] == "content.classifier")
    assert (rate["counted"], rate["scored"]) == (9, 12)
    assert "the judge model stands in for a classifier" in record["remarks"]


def test_a_corpus_is_drawn_checked_and_its_sources_held_to_a_share(tmp_path: Path) -> None:
    space = planned(tmp_path, "--captured")
    (tmp_path / "a.txt").write_text("".join(f"好{at}\n" for at in range(300)), "utf-8")
    (tmp_path / "b.jsonl").write_text(
        "".join(json.dumps({"body": LEAK if at % 2 else "好"}) + "\n" for at in range(100)),
        "utf-8",
    )
    plain, leaking = str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl")
    corpus = ["assess", "corpus"]
    column = ("--column", "body")

    drawn = hegui(*corpus, "sample", space.folder, plain, leaking, "--size", "50", *column)[0]
    assert (drawn["items"], drawn["population"]) == (50, 400)
    sample = space.corpus_sample()
    assert sample is not None
    assert len({one.id for one in sample.items}) == 50

    checked = hegui(
        *corpus, "check", space.folder, plain, leaking, *column, *PLUGGED, status=1
    )[0]  # fmt: skip
    technique = space.technique()
    assert technique is not None
    assert checked["scored"] == technique.checked == 40
    assert checked["counted"] == 40 - technique.flagged
    assert 0 < technique.flagged <= 10

    held = hegui(
        *corpus, "source", space.folder, plain, leaking, "--phase", "before", "--size", "100",
        *column, *PLUGGED,
    )  # fmt: skip
    assert [(one["of"], one["have"], one["outcome"]) for one in held] == [
        ("../a.txt", 0, "pass"),
        ("../b.jsonl", 50, "warn"),
    ]


def test_a_classifier_is_held_to_a_labelled_set(tmp_path: Path) -> None:
    space = planned(tmp_path, "--captured")
    labelled = tmp_path / "set.csv"
    labelled.write_text(
        f"text,risks\n{LEAK}一,A.2.e\n{LEAK}二,\n三,\n四,A.2.e\n{SILENT},A.2.e\n", "utf-8"
    )
    trained = tmp_path / "trained.csv"
    trained.write_text(f"text,risks\n{LEAK}一,A.2.e\n", "utf-8")

    said = hegui(
        "assess", "validate", space.folder, str(labelled), *PLUGGED, "--trained-on", str(trained)
    )[0]
    hegui("assess", "validate", space.folder, str(labelled), *PLUGGED)  # replaces its own

    row = next(one for one in said["risks"] if one["of"] == "A.2.e")
    counts = ("true_positives", "false_positives", "true_negatives", "false_negatives")
    assert [row[one] for one in (*counts, "unscored")] == [1, 1, 1, 1, 1]
    assert said["leaked"] == ["line-2"]
    assert [(one.name, one.leaked) for one in space.validations()] == [("words", ())]


def test_captured_pairs_in_gbk(tmp_path: Path) -> None:
    space = planned(tmp_path, "--captured")
    content, refuse = (space.questions[one] for one in (BankKind.CONTENT, BankKind.REFUSE))
    lines = ["bank,id,question,answer"]
    lines += [f"content,{one.id},,第{at}个回答" for at, one in enumerate(content)]
    lines += [f',,"{one.text}",抱歉，我不能回答。' for one in refuse]
    lines.append(",,没有人问过的问题,回答")
    pairs = tmp_path / "pairs.csv"
    pairs.write_bytes("\r\n".join(lines).encode("gbk"))

    taken = hegui("assess", "run", space.folder, "--pairs", str(pairs))[0]

    assert (taken["answers"], taken["strangers"]) == (17, 1)
    assert space.answers()[f"content:{content[3].id}"].text == "第3个回答"
    assert {space.answers()[f"refuse:{one.id}"].text for one in refuse} == {"抱歉，我不能回答。"}


def test_a_model_of_inspect_ai_is_asked_without_a_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path / "none"))
    space = planned(tmp_path, "--model", "mockllm/model")

    ran = hegui_apart("assess", "run", space.folder)[0]

    assert (ran["asked"], ran["faults"]) == (22, 0)
    assert {one.text for one in space.answers().values()} == {"Default output from mockllm/model"}
    assert list(Path(space.path("logs")).glob("*.eval"))


def test_nothing_of_the_machine_stands_in_an_outcome(tmp_path: Path) -> None:
    space = planned(tmp_path, "--captured")
    corpus = tmp_path / "corpus.txt"
    corpus.write_text(f"{LEAK}\n" * 20, "utf-8")
    hegui("assess", "corpus", "check", space.folder, str(corpus), *PLUGGED, status=1)
    hegui(
        "assess", "corpus", "source", space.folder, str(tmp_path / "corp*.txt"), "--phase", "after",
        *PLUGGED,
    )  # fmt: skip

    hegui("assess", "score", space.folder, "--on", DAY, status=1)

    text = (tmp_path / "work" / "assessment.json").read_text("utf-8")
    made = json.loads(text)
    assert {one["path"] for one in made["banks"]} == {
        f"../banks/{name}" for name in
        ("keywords.csv", "content.jsonl", "refuse.jsonl", "accept.jsonl")
    }  # fmt: skip
    assert all((tmp_path / "work" / one["path"]).exists() for one in made["inputs"])
    assert str(tmp_path) not in text
    assert "../corpus.txt#1" in text
