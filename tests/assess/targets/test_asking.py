"""Services that err, and runs that end anywhere: bounded, named, and gone on with."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hegui.assess.banks.item import BankKind
from hegui.assess.targets.adapter import load_adapter
from hegui.assess.targets.answers import Answer, State, answers, journal
from hegui.cli import main
from hegui.errors import BrokenFile, ConfigError, FileChanged
from tests.assess.mock_service import Reply, completion, for_ever, serving
from tests.assess.steps import hegui, plan_of, sample_banks

SMALL = ("--size", "content=12", "--size", "refuse=5", "--size", "accept=5")


def planned(tmp_path: Path, *target: str, size: tuple[str, ...] = SMALL) -> Path:
    banks = sample_banks(tmp_path / "banks", "small")
    options = [word for kind, path in banks.items() for word in (f"--{kind}", path)]
    folder = tmp_path / "work"
    folder.mkdir()
    hegui("assess", "plan", str(folder), *options, "--service", "s", *target, *size)
    return folder


def by_reason(folder: Path) -> list[str]:
    plan = json.loads((folder / "answers.jsonl").read_text("utf-8").splitlines()[0])["plan"]
    return sorted(
        one.reason or one.state.value for one in answers(str(folder / "answers.jsonl"), plan)
    )


def test_whatever_a_service_does_is_bounded_and_named(tmp_path: Path) -> None:
    kinds: list[Reply] = [
        for_ever,
        json.dumps(completion("")).encode(),
        (403, "no"),
        b"x" * 10_000_000,
        b'{"choices": [',
        b"{}",
        json.dumps(completion("x", "content_filter")).encode(),
        b'{"choices": [{"message": {"content": 7}}]}',
        b"\xff\xfe",
    ]
    asked: list[str] = []

    def reply(question: str) -> Reply:
        asked.append(question)
        return kinds[len(asked) - 1] if len(asked) <= len(kinds) else "好"

    with serving(reply) as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        record = hegui(
            "assess", "run", str(folder), "--seconds", "5", "--retries", "0", "--connections", "4",
            status=3,
        )[0]  # fmt: skip

    assert record["asked"] == 22
    assert record["faults"] == 7
    reasons = [one for one in by_reason(folder) if one != "answered"]
    assert sorted(one.split(":")[0] for one in reasons) == [
        "content-filter",
        "empty",
        "http",
        "no-answer",
        "no-answer",
        "no-json",
        "no-json",
        "too-long",
        "too-slow",
    ]


def test_a_run_that_was_killed_goes_on_and_asks_no_answered_question_twice(tmp_path: Path) -> None:
    with serving(lambda question: "好", 0.05) as service:
        folder = planned(
            tmp_path, "--endpoint", service.address, "--endpoint-model", "mock",
            size=("--size", "content=100", "--size", "refuse=40", "--size", "accept=30"),
        )  # fmt: skip
        words = ["assess", "run", str(folder), "--connections", "4"]
        process = subprocess.Popen([sys.executable, "-m", "hegui", *words])
        path = folder / "answers.jsonl"
        until = time.monotonic() + 120
        while not path.exists() or path.read_bytes().count(b"\n") < 20:
            assert time.monotonic() < until
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        lines = path.read_bytes().splitlines()[1:]
        answered = {json.loads(one)["id"] for one in lines if one.endswith(b"}")}
        with path.open("ab") as file:
            file.write(b'{"bank": "content", "id": "half')  # what a kill may leave
        before = sum(service.asked.values())
        assert before < 170

        record = hegui(*words)[0]

        assert record["were"] == len(answered)
        assert record["asked"] == 170 - len(answered)
        twice = [one for one, times in service.asked.items() if times > 1]
        assert len(twice) <= 4  # under way when the process died: as many as are in flight
        assert sum(service.asked.values()) == before + 170 - len(answered)
    assert by_reason(folder) == ["answered"] * 170


def test_of_two_runs_at_once_the_second_is_refused(tmp_path: Path) -> None:
    with serving(lambda question: "好", 0.05) as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        with journal(str(folder / "answers.jsonl"), plan_of(folder)[1], "m"):
            refused = hegui("assess", "run", str(folder), status=2)[0]
            assert "another run is at work" in str(refused)
            assert not service.asked
        assert hegui("assess", "run", str(folder))[0]["asked"] == 22
        assert set(service.asked.values()) == {1}


def test_two_answers_to_one_question_are_told_but_for_what_was_asked_again(tmp_path: Path) -> None:
    path = str(tmp_path / "answers.jsonl")
    said = [
        Answer(BankKind.CONTENT, "q", State.ERROR, reason="http: 503"),
        Answer(BankKind.CONTENT, "q", State.EMPTY),
        Answer(BankKind.CONTENT, "q", State.ANSWERED, "yes"),
        Answer(BankKind.REFUSE, "q", State.BLOCKED, reason="content-filter"),
        Answer(BankKind.CONTENT, "q", State.ANSWERED, "yes", seconds=2),
    ]
    with journal(path, "aa", "m") as file:
        for one in said:
            file.add(one)
    assert list(answers(path, "aa")) == said
    with journal(path, "aa", "m") as file:
        file.add(Answer(BankKind.CONTENT, "q", State.ERROR))
    with pytest.raises(BrokenFile) as caught:
        list(answers(path, "aa"))
    assert caught.value.place == "line 7"
    assert str(caught.value) == f"{path}: line 7: is another answer to q than line 4 has"


def test_a_service_of_its_own_kind_is_reached_by_an_adapter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "secret-value")
    with serving(
        lambda question: json.dumps({"data": [{"reply": "答" + question}]}).encode()
    ) as one:
        adapter = tmp_path / "service.toml"
        adapter.write_text(
            f'format = "hegui-service"\nversion = 1\naddress = "{one.address}/ask"\n'
            'answer = "data.0.reply"\n[headers]\nAuthorization = "Bearer ${A_KEY}"\n'
            '[body]\nquery = "{question}"\n',
            "utf-8",
        )
        folder = planned(tmp_path, "--adapter", str(adapter))
        assert hegui("assess", "run", str(folder))[0]["faults"] == 0
    assert by_reason(folder) == ["answered"] * 22
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"secret-value" not in kept


def test_a_busy_service_is_asked_again_when_it_says(tmp_path: Path) -> None:
    asked: list[str] = []

    async def busy(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 429 X\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    def reply(question: str) -> Reply:
        asked.append(question)
        if question == asked[0]:
            return "好" if asked.count(question) == 2 else busy
        return (503, "no") if question == asked[1] else "好"

    with serving(reply, 0.02) as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        words = ["assess", "run", str(folder), "--connections", "4", "--retries", "1"]
        ran = hegui(*words, status=3)[0]
        again = hegui(*words, status=3)[0]
        assert service.most_at_once == 4
    assert (ran["asked"], ran["faults"], again["asked"]) == (22, 1, 0)
    assert by_reason(folder) == ["answered"] * 21 + ["http: 503"]
    assert sorted(service.asked.values()) == [1] * 20 + [2, 2]
    lines = (folder / "answers.jsonl").read_text("utf-8").splitlines()[1:]
    assert max(json.loads(one)["seconds"] for one in lines) >= 2


def test_again_puts_faults_and_empty_answers_only(tmp_path: Path) -> None:
    asked: list[str] = []
    kinds: list[Reply] = [
        json.dumps(completion("x", "content_filter")).encode(),
        json.dumps(completion("")).encode(),
        (403, "no"),
    ]

    def reply(question: str) -> Reply:
        asked.append(question)
        return kinds[len(asked) - 1] if len(asked) <= len(kinds) else "好"

    with serving(reply) as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        words = ["assess", "run", str(folder), "--connections", "1"]
        keys = ("asked", "were", "answered", "blocked", "empty", "failed", "left")
        ran = hegui(*words, status=3)[0]
        assert [ran[one] for one in keys] == [22, 0, 19, 1, 1, 1, 0]
        again = hegui(*words, "--again")[0]
    assert [again[one] for one in keys] == [2, 20, 21, 1, 0, 0, 0]
    assert asked[22:] == asked[1:3]


@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1"])
def test_seconds_are_a_number_above_zero(tmp_path: Path, seconds: str) -> None:
    folder = planned(tmp_path, "--endpoint", "http://127.0.0.1:9", "--endpoint-model", "mock")
    refused = hegui("assess", "run", str(folder), f"--seconds={seconds}", status=2)[0]
    assert "seconds are a number above zero" in refused["error"]["reason"]
    assert not (folder / "answers.jsonl").exists()


def test_a_service_that_is_not_there_is_a_fault_of_each_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(lambda question: "好") as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
    words = ["assess", "run", str(folder), "--retries", "0"]
    assert hegui(*words, status=3)[0]["faults"] == 22
    again = hegui(*words, status=3)[0]
    assert [again[one] for one in ("asked", "were", "answered", "failed")] == [0, 0, 0, 22]
    assert main(words) == 3
    said = capsys.readouterr().out
    assert "0 of 22 questions answered, 0 withheld by the service, 0 empty, 22 failed" in said
    assert "--again" in said
    status = hegui("assess", "status", str(folder))[0]
    assert (status["questions"], status["answered"], status["failed"]) == (22, 0, 22)
    assert {one.partition(":")[0] for one in by_reason(folder)} == {"no-connection"}


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (("--endpoint", "ftp://x", "--endpoint-model", "m"), "ftp://x is no address of a service"),
        (("--endpoint", "http://x"), "name the model at http://x with --endpoint-model"),
    ],
)
def test_a_plan_that_could_not_run_is_not_locked(
    tmp_path: Path, target: tuple[str, ...], reason: str
) -> None:
    banks = sample_banks(tmp_path / "banks", "small")
    words = ["assess", "plan", str(tmp_path / "work"), "--content", banks["content"]]
    said = hegui(*words, "--service", "s", "--size", "content=12", *target, status=2)
    assert said[0]["error"]["reason"] == reason
    assert not (tmp_path / "work").exists()


def test_an_http_service_needs_nothing_of_inspect_ai() -> None:
    """Loading it takes longer than asking a thousand questions."""
    code = (
        "import sys\n"
        "from hegui.assess.targets import choosing, http_service\n"
        "from hegui.assess import running\n"
        "sys.exit('inspect_ai' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_judge_that_cannot_be_read_leaves_everything_unscored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(lambda question: "好") as service:
        folder = planned(tmp_path, "--endpoint", service.address, "--endpoint-model", "mock")
        assert hegui("assess", "run", str(folder))[0]["faults"] == 0
        asked = hegui(
            "assess",
            "judge",
            str(folder),
            "--endpoint",
            service.address,
            "--endpoint-model",
            "mock",
        )
    assert asked[0]["asked"] == 22
    record = hegui("assess", "score", str(folder), status=1)[0]
    classified = next(one for one in record["rates"] if one["rate"] == "content.classifier")
    assert classified["unscored"] == {"judge-unreadable": 12}
    assert classified["value"] is None
    assert classified["rate_outcome"] == "could-not-tell"
    assert classified["sample_outcome"] == "fail"  # twelve, where a thousand are asked for
    assert main(["assess", "score", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("content.classifier"))
    assert "0/0 = –  ≥ 90 %  could not tell  [" in lines[at]
    assert "sample: 12 of 124 drawn, 12 unscored  ≥ 1,000 items  fails  [" in lines[at + 1]


def test_answers_of_another_plan_are_refused(tmp_path: Path) -> None:
    path = str(tmp_path / "answers.jsonl")
    with journal(path, "aa", "m") as file:
        file.add(Answer(BankKind.CONTENT, "q", State.ANSWERED, "half \ud800 a character"))
    assert [one.text for one in answers(path, "aa")] == ["half \ud800 a character"]
    with pytest.raises(FileChanged), journal(path, "bb", "m"):
        pass
    with pytest.raises(FileChanged):
        list(answers(path, "bb"))
    with open(path, "a", encoding="utf-8") as more:
        more.write('{"bank": "content", "id": 7, "state": "answered"}\n')
    with pytest.raises(BrokenFile) as caught:
        list(answers(path, "aa"))
    assert caught.value.place == "line 3, id"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no service"),
        ('address = "ftp://x"', "is no address of a service"),
        ('address = "http://x"\ncolour = 1', "colour is unknown here"),
        (
            'address = "http://x"\n[headers]\nA = "${NOT_SET_ANYWHERE}"',
            "NOT_SET_ANYWHERE is not set",
        ),
        ('address = "http://x"\n[ceilings]\nseconds = 0', "seconds has a value of another kind"),
        ('address = "http://x"\n[ceilings]\nseconds = nan', "seconds has a value of another kind"),
    ],
)
def test_an_adapter_that_is_wrong_is_told(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "service.toml"
    head = 'format = "hegui-service"\nversion = 1\n' if text else ""
    body = '\n[body]\nq = "{question}"\n' if text else ""
    path.write_text(head + text + body, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_adapter(str(path))
    assert reason in str(caught.value)
