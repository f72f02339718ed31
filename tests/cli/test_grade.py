"""hegui grade, as a user calls it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from hegui.cli import main
from tests.grade.samples import ANSWERS, TABLE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795939200")
    (tmp_path / "a.toml").write_text(ANSWERS, "utf-8")
    (tmp_path / "t.toml").write_text(TABLE, "utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["grade", *words]) == status
    return capsys.readouterr().out


def test_from_nothing_to_a_level(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "new", "b.toml", "--subject", "助手", "--lang", "zh")
    assert "not determined" in told(capsys, "level", "b.toml")
    told(capsys, "table", "u.toml")
    assert "it has no rows" in told(capsys, "level", "b.toml", "--table", "u.toml")
    assert "scenario is not answered" in told(capsys, "level", "b.toml", "--table", "t.toml")
    told(capsys, "answer", "b.toml", "scenario=medical", "intelligence=acts", "scale=large")
    said = told(capsys, "level", "b.toml", "--table", "t.toml", "--lang", "zh")
    assert said.startswith("特别重大：medical × acts × large，依据对照表：an invented matrix\n")
    assert "未经核实" in said


def test_answers_are_put_in_and_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = ("measures.data.rules=in-place", "agents.log-months=12", "acts=false", "day=2026-12-01")
    told(capsys, "answer", "a.toml", *pairs, "--note", "seen")
    record = json.loads(told(capsys, "measures", "a.toml", "--json"))
    rules = next(one for one in record["measures"] if one["id"] == "data.rules")

    assert (rules["answer"], rules["note"], rules["outcome"]) == ("in-place", "seen", "pass")
    assert record["agents"] == []
    before = (folder / "a.toml").read_bytes()
    for wrong in (
        "measures.data.rules=perhaps",
        "agents.log-months=-1",
        "colour=red",
        "scale",
        "acts=no",
    ):
        told(capsys, "answer", "a.toml", wrong, status=2)
    assert (folder / "a.toml").read_bytes() == before


def test_maturity_warns_and_does_not_fail(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "maturity", "a.toml", "--table", "t.toml")

    assert "! 甲公司: maturity 2 is below the grade, 3" in said
    assert "✓ 乙公司" in said


def test_history_is_kept_and_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        record = json.loads(
            told(capsys, "level", "a.toml", "--table", "t.toml", "--keep", "h", "--json")
        )
    assert record["entry"]["number"] == 2
    assert record["entry"]["at"] == "2026-11-29T08:00:00+00:00"
    assert len(told(capsys, "history", "h").splitlines()) == 2
    path = folder / "h"
    path.write_text(path.read_text("utf-8").replace("considerable", "low", 1), "utf-8")
    told(capsys, "history", "h", status=3)


def test_reports_in_every_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "level", "a.toml", "--table", "t.toml", "--keep", "h")
    names = ("r.html", "r.pdf", "r.docx", "r.json")
    given = [word for name in names for word in ("-o", name)]
    told(capsys, "report", "a.toml", "--table", "t.toml", "--history", "h", "--lang", "zh", *given)

    assert "风险定级报告" in (folder / "r.html").read_text("utf-8")
    assert (folder / "r.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert zipfile.ZipFile(folder / "r.docx").testzip() is None
    assert json.loads((folder / "r.json").read_text("utf-8"))["rank"] == 3
    first = (folder / "r.pdf").read_bytes()
    told(capsys, "report", "a.toml", "--table", "t.toml", "-o", "r.pdf", status=3)  # it exists
    again = ("--history", "h", "--lang", "zh", "-o", "r.pdf", "--overwrite")
    told(capsys, "report", "a.toml", "--table", "t.toml", *again)
    assert (folder / "r.pdf").read_bytes() == first


def test_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "report", "a.toml", "-o", "r.doc", status=2)
    told(capsys, "level", "none.toml", status=3)
    told(capsys, "level", "t.toml", status=3)
    told(capsys, "answer", "a.toml", status=2)  # no terminal to ask on
    told(capsys, "new", "a.toml", status=3)  # it exists
