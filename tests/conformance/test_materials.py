"""An app's materials, samples drawn with a seed, and a filing in one folder."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.cli import main
from hegui.conformance.materials import load_materials
from hegui.conformance.sampling import sample
from hegui.errors import ConfigError
from tests.conformance.works import label, picture

ON = ("--on", "2026-01-01", "--lang", "en")
GOOD = """\
format = "hegui-materials"
version = 1
app = "Example"
generates = true
publishes = true
[documents]
explicit = "explicit.md"
implicit = "implicit.md"
agreement = "agreement.md"
declaration = "upload.md"
[samples]
paths = ["samples"]
count = 3
seed = 7
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    for name, text in {
        "materials.toml": GOOD,
        "explicit.md": "显式标识：右下角“AI生成”。",
        "implicit.md": "隐式标识写入文件元数据。",
        "agreement.md": "用户应了解标识的方法和样式。",
        "upload.md": "发布时请声明内容由AI生成。",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "samples").mkdir()
    for number in range(8):
        (tmp_path / "samples" / f"{number}.png").write_bytes(picture(label()))
    return tmp_path


def listed(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, list[str]], list[str]]:
    """Exit status, the checklist's sentences by check, the names of what was audited."""
    status = main(["audit", "--materials", str(app / "materials.toml"), "--json", *ON])
    report = json.loads(capsys.readouterr().out)
    checklist, *samples = report["files"]
    found: dict[str, list[str]] = {}
    for row in checklist["findings"]:
        found.setdefault(row["check"], []).append(f"{row['outcome']}: {row['sentence']}")
    return status, found, [Path(one["file"]).name for one in samples]


def test_complete_materials_pass_and_samples_are_audited(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, found, samples = listed(app, capsys)

    assert status == 0
    assert all(one.startswith("pass: ") for sentences in found.values() for one in sentences)
    assert found["materials.samples"] == ["pass: 8 samples, 3 of them audited here (seed 7)"]
    assert len(samples) == 3
    assert listed(app, capsys)[2] == samples  # the same seed, the same files


@pytest.mark.parametrize(
    ("change", "check", "outcome"),
    [
        (("generates = true\n", ""), "materials.statement", "fail"),
        (('explicit = "explicit.md"\n', ""), "materials.method", "fail"),
        (('"implicit.md"', '"nowhere.md"'), "materials.method", "fail"),
        (('"implicit.md"', '"empty.md"'), "materials.method", "fail"),
        (('"agreement.md"', '"other.md"'), "materials.agreement", "warn"),
        (('declaration = "upload.md"\n', ""), "materials.declaration", "fail"),
        (('paths = ["samples"]', "paths = []"), "materials.samples", "fail"),
    ],
)
def test_what_is_missing_is_told(
    app: Path,
    change: tuple[str, str],
    check: str,
    outcome: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (app / "empty.md").write_text("\n")
    (app / "other.md").write_text("terms of something else")
    assert change[0] in GOOD
    (app / "materials.toml").write_text(GOOD.replace(*change))
    status, found, _ = listed(app, capsys)

    assert status == (1 if outcome == "fail" else 0)
    assert any(one.startswith(outcome) for one in found[check])


def test_an_app_that_generates_nothing_is_asked_for_nothing_more(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'format = "hegui-materials"\nversion = 1\ngenerates = false\npublishes = false\n'
    (app / "materials.toml").write_text(text)
    status, found, samples = listed(app, capsys)

    assert status == 0
    assert samples == []
    del found["materials.statement"]
    assert {one for each in found.values() for one in each} == {
        "not-applicable: not asked of this app"
    }


def test_a_sample_without_label_fails(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (app / "samples").iterdir():
        path.write_bytes(picture())

    assert listed(app, capsys)[0] == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 3",
        GOOD.replace("version = 1", "version = 2"),
        GOOD.replace("generates = true", 'generates = "yes"'),
        GOOD.replace("generates", "generate"),
        GOOD.replace("count = 3", "count = 0"),
        GOOD.replace("count = 3", "count = true"),
        GOOD.replace("seed", "sede"),
        GOOD.replace('["samples"]', "[3]"),
        GOOD.split("[documents]")[0] + "documents = 3\n",
        "\x00",
        "a = '" + "x" * 2_000_000 + "'",
    ],
)
def test_a_list_that_says_something_else_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "materials.toml"
    path.write_text(text)
    with pytest.raises(ConfigError):
        load_materials(str(path))


@given(st.integers(0, 60), st.integers(1, 20), st.integers())
def test_a_sample_is_drawn_in_order_without_repeats(of: int, count: int, seed: int) -> None:
    drawn = sample(range(of), count, seed)

    assert len(drawn) == min(of, count)
    assert drawn == sorted(set(drawn))
    assert drawn == sample(iter(range(of)), count, seed)


def test_every_item_is_as_likely_as_any_other() -> None:
    times = Counter(one for seed in range(4000) for one in sample(range(10), 3, seed))

    assert set(times) == set(range(10))
    assert max(abs(count - 1200) for count in times.values()) < 150


def test_a_filing_holds_methods_settings_samples_and_audit(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(app)
    (app / "hegui.toml").write_text(
        '[identity]\nrole = "provider"\nproducer = "001191440300708461136T1XGW3"\n'
    )
    assert main(["audit", "samples", "--dossier", "filing", *ON]) == 0
    filing = app / "filing"

    assert sorted(one.name for one in filing.iterdir()) == [
        "SHA256SUMS",
        "audit.csv",
        "audit.html",
        "audit.json",
        "hegui.toml",
        "methods.md",
        "samples",
    ]
    assert len(list((filing / "samples").iterdir())) == 8
    methods = (filing / "methods.md").read_text("utf-8")
    assert "# 标识方法" in methods
    assert "# Methods of labelling" in methods
    assert "001191440300708461136T1XGW3" in methods
    assert "iTXt chunk XML:com.adobe.xmp" in methods
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=filing, check=True)
    assert "8 files audited" in capsys.readouterr().out
    assert main(["audit", "samples", "--dossier", "filing", *ON]) == 3  # nothing is overwritten


def test_a_filing_of_failing_files_is_status_1(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(app)
    (app / "samples" / "bad.png").write_bytes(picture())
    assert main(["audit", "samples", "--dossier", "filing", *ON]) == 1


def test_wrong_use_is_status_2(app: Path) -> None:
    toml = str(app / "materials.toml")
    assert main(["audit", "--materials", toml, str(app)]) == 2
    assert main(["audit", str(app), "--dossier", str(app / "d"), "--json"]) == 2
    with pytest.raises(SystemExit):
        main(["audit", "--materials", toml, "--before", str(app)])
