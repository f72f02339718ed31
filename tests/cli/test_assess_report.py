"""hegui assess report and package, as a user calls them."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from hegui.assess.results import to_json
from hegui.cli import main
from tests.assess.example import example


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEGUI_LEDGER", raising=False)
    data = b"items\n"
    digest = sha256(data).hexdigest()
    banks = tuple(
        replace(one, kind=kind, path=f"{kind}.csv", sha256=digest)
        for one in example().banks
        for kind in ("keywords", "content", "refuse", "accept")
    )
    (tmp_path / "a").mkdir()
    for one in banks:
        (tmp_path / "a" / one.path).write_bytes(data)
    (tmp_path / "a" / "assessment.json").write_text(
        to_json(replace(example(), banks=banks)), "utf-8"
    )
    (tmp_path / "terms.pdf").write_bytes(b"terms")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["assess", *words]) == status
    return capsys.readouterr().out


def test_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "report", "a", "-o", "r.html", "-o", "r.json", "--lang", "zh")
    assert "安全评估报告" in (folder / "r.html").read_text("utf-8")
    record = json.loads((folder / "r.json").read_text("utf-8"))
    assert record == json.loads((folder / "a" / "assessment.json").read_text("utf-8"))
    told(capsys, "report", "a/assessment.json", "-o", "r.html", status=3)
    told(capsys, "report", "a", "-o", "r.txt", status=2)
    (folder / "a" / "assessment.json").write_bytes(b"\xff{}")
    told(capsys, "report", "a", "-o", "s.html", status=3)


def test_a_package_is_recorded_in_the_ledger(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--agreement", "terms.pdf", "--annotation", "terms.pdf", "--ledger", "ledger.db")
    record = json.loads(told(capsys, "package", "a", "filing", *given, "--json"))
    manifest = sha256((folder / "filing" / "filing.json").read_bytes()).hexdigest()

    assert record["outcome"] == "packed"
    assert record["manifest"] == manifest
    wanted = ("--ledger", "ledger.db", "--digest", f"sha256:{manifest}", "--json")
    assert main(["records", "list", *wanted]) == 0
    kept = capsys.readouterr().out
    assert '"assessment"' in kept
    assert '"open"' in kept


def test_a_package_with_gaps_is_a_finding(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "package", "a", "filing", "--lang", "zh", status=1)

    assert "缺少：附件2，未提供文件" in said
    told(capsys, "package", "a", "filing", status=3)  # it is there already
