"""``hegui audit`` as a command: exit status, forms, and what reports are written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hegui.cli import main
from tests.conformance.works import label, picture

ON = ("--on", "2026-01-01", "--lang", "en")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.png").write_bytes(picture(label()))
    return tmp_path


def audit(*words: str) -> int:
    return main(["audit", *words, *ON])


def test_a_conforming_directory_is_status_0(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("in") == 0
    said = capsys.readouterr().out
    assert "in/good.png" in said
    assert "--explicit" in said  # what was not looked for is said once


def test_a_failing_check_is_status_1_and_an_unreadable_file_3_before_it(folder: Path) -> None:
    (folder / "in" / "bad.png").write_bytes(picture())
    assert audit("in") == 1
    (folder / "in" / "broken.png").write_bytes(picture()[:40])
    assert audit("in") == 3
    assert audit("in/nowhere.png") == 3


def test_before_the_rules_nothing_fails(folder: Path) -> None:
    (folder / "in" / "bad.png").write_bytes(picture())
    assert main(["audit", "in", "--on", "2025-08-31"]) == 0


def test_what_could_not_be_read_stands_in_the_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("in", "nowhere.png", "--json") == 3
    report = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in report["files"]] == ["in/good.png", "nowhere.png"]
    assert report["files"][1]["outcome"] == "could-not-tell"
    assert str(folder) not in json.dumps(report)


@pytest.mark.parametrize("name", ["r.json", "r.html", "r.sarif", "r.csv", "r.txt"])
def test_a_report_is_the_same_twice_and_replaces_nothing_unasked(folder: Path, name: str) -> None:
    assert audit("in", "-o", name) == 0
    first = (folder / name).read_bytes()
    assert audit("in", "-o", name) == 3
    assert audit("in", "-o", name, "--overwrite") == 0
    assert (folder / name).read_bytes() == first
    assert sorted(one.name for one in folder.iterdir()) == ["in", name]


def test_a_work_is_not_overwritten_by_a_report(folder: Path) -> None:
    before = (folder / "in" / "good.png").read_bytes()
    assert audit("in", "-o", "in/good.png") == 3
    assert audit("in", "-o", "in/good.png", "--overwrite") == 2
    assert (folder / "in" / "good.png").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("in", "--on", "yesterday"), ("-",), ("in", "--json", "--format", "csv")],
)
def test_wrong_use_is_status_2(folder: Path, words: tuple[str, ...]) -> None:
    assert main(["audit", *words]) == 2


def test_a_page_shows_the_picture_where_pillow_is_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit("in", "--format", "html") == 0
    assert "data:image/jpeg;base64," in capsys.readouterr().out


def test_a_platform_is_asked_for_its_own_members(folder: Path) -> None:
    (folder / "in" / "good.png").write_bytes(picture(label(ContentPropagator="", PropagateID="")))
    assert audit("in") == 0
    assert audit("in", "--role", "platform") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--materials", "."),
        (),
        ("--before", "in", "nowhere"),
        ("in", "--role", "platform", "-o", "r"),
    ],
)
def test_what_stops_an_audit_is_an_object_in_json(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    (folder / "r").touch()
    assert audit(*words, "--json") in (2, 3)
    said = capsys.readouterr()
    assert json.loads(said.out)["outcome"] == "error"
    assert said.err == ""


@pytest.mark.parametrize(
    ("name", "uri"),
    [(b"a\xff.png", "a%FF.png"), (b"a\x1b%.png", "a%1B%25.png"), (b"a b.png", "a%20b.png")],
)
def test_sarif_names_a_file_by_its_own_bytes(
    folder: Path, capsys: pytest.CaptureFixture[str], name: bytes, uri: str
) -> None:
    path = os.fsdecode(b"in/" + name)
    Path(path).write_bytes(picture())
    assert audit(path, "--format", "sarif") == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    found = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]
    }
    assert found == {f"in/{uri}"}


def test_a_name_that_is_no_utf_8_leaves_the_json_valid(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = os.fsdecode(b"in/a\xff.png")
    Path(path).write_bytes(picture(label()))
    assert audit(path, "--json") == 0
    (file,) = json.loads(capfdbinary.readouterr().out.decode("utf-8"))["files"]
    assert file["file"] == "in/a\\udcff.png"
