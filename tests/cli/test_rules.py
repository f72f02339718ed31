"""``hegui rules``: what it says, in both languages, as JSON, and how quickly."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from hegui.catalog import Source, load
from hegui.catalog.answers import _COMMANDS
from hegui.cli import main
from hegui.cli.arguments import parse_arguments


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["rules", *words]) == 0
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    lines = said(capsys, *words, "--json").splitlines()
    return [json.loads(line) for line in lines]


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "search", "45438", "--limit", "1", "--lang", "en")
    assert "gb-45438-2025" in out
    assert "mandatory national standard" in out
    assert "effective since 2025-09-01" in out
    assert "deck: 03 - SAC/TC260" in out
    assert "强制性国家标准" in said(capsys, "search", "45438", "--limit", "1", "--lang", "zh")
    assert [one["id"] for one in told(capsys, "search", "标识办法", "--limit", "1")] == [
        "cn-labelling-measures-2025"
    ]


def test_nothing_found_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "search", "zzzz", "--lang", "en"]) == 1
    assert "nothing is found" in capsys.readouterr().err


def test_every_record_is_shown_and_the_decks_with_its_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for lang in ("en", "zh"):
        for one in load():
            out = said(capsys, "show", one.id, "--lang", lang)
            if one.in_deck:
                assert one.deck_section in out
            for value in one.deck_values:
                assert value.value in out
            for remark in one.remarks:
                assert remark in out


def test_what_nobody_verified_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "show", "cn-pipl", "--lang", "en")
    assert "issued: 2021-08-20 [UNVERIFIED; background]" in out
    assert "未核实" in said(capsys, "show", "cn-pipl", "--lang", "zh")
    assert "[UNVERIFIED]" in said(capsys, "mine", "--market", "EU", "--lang", "en")


def test_no_mirror_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "show", "cn-ai-plus-opinions-2025")
    assert "iotfair-aiplus" in out
    assert "iotfair.net" not in out
    for one in load().of(Source):
        if one.mirror:
            assert "http" not in said(capsys, "show", one.id)


def test_a_record_by_its_number_or_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "show", "GB/T 45654")[0]["id"] == "gbt-45654-2025"
    assert told(capsys, "show", "20254323-Q-339")[0]["id"] == "gb-47955-2026"
    assert main(["rules", "show", "安全治理框架", "--lang", "en"]) == 2
    assert "may be tc260-ai-safety-framework-1" in capsys.readouterr().err
    assert main(["rules", "show", "zzzz"]) == 2


def test_a_day_as_it_was_known(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("on", "2026-07-01", "--known", "2026-07-01", "--market", "EU", "--lang", "en")
    out = said(capsys, *words)
    assert "2026-08-02  Regulation (EU) 2024/1689 (Artificial Intelligence Act): Annex III" in out
    assert "2026-08-02 → 2027-12-02  Annex III high-risk" in out
    one = told(capsys, *words)[0]
    assert (one["day"], one["known"]) == ("2026-07-01", "2026-07-01")


def test_timeline(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "timeline", "--since", "2026-12-01", "--until", "2026-12-31", "--lang", "en")
    assert "2026-12-02  applies  EU: Art. 50(2) for legacy systems" in out
    days = [line.split()[0] for line in out.splitlines()]
    assert days[-1] == "2026-12-02"
    assert set(days) == {"2026", "2026-12-02"}  # of some things only the year is known
    found = told(capsys, "timeline", "gb-47955-2026")
    assert [one["day"] for one in found] == ["2026-06-27", "2027-01-01"]


def test_trees(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "tree", "ai-standards-system-2024", "--standards", "--lang", "zh")
    assert "  G 安全/治理" in out
    assert "– GB 45438-2025" in out
    groups = said(capsys, "tree", "sac-tc28-sc42", "--lang", "en").splitlines()
    assert len(groups) == 1 + 27
    assert len(told(capsys, "tree")) > 6


def test_compare(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "compare", "cn", "eu", "--lang", "en")
    assert out.startswith("Mappings are hegui's own reading")
    assert "[holds more]" in out
    assert main(["rules", "compare", "CN", "KR"]) == 2


def test_targets(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "targets", "--lang", "en")
    assert "2027  penetration rate" in out
    assert "2027  penetration rate of new-generation intelligent terminals" in out
    assert "83 standards as of 2025-09" in out
    assert "30 standards as of 2025-09-09" in out


def test_mine(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(
        capsys,
        *("mine", "--role", "provider", "--content", "image,video", "--market", "CN,EU"),
        *("--on", "2026-11-29", "--lang", "en"),
    )
    assert "from 2026-12-02, in 3 days" in out
    assert "checked by hegui audit: label.single" in out
    assert "$ hegui label FILE -o DIR --iptc --c2pa" in out
    assert told(capsys, "mine", "--role", "app-store")[0]["id"] == "cn-labelling-measures-2025/7"


def test_nothing_of_mine_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "mine", "--market", "KR", "--lang", "en"]) == 0
    assert "holds no such obligation" in capsys.readouterr().err


def test_mine_by_what_hegui_toml_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hegui.toml").write_text('[identity]\nrole = "provider"\n[service]\nclass = "other"\n')
    assert main(["rules", "mine", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert "role by hegui.toml: provider" in err
    assert "class of service by hegui.toml: other" in err
    assert "art. 17 (2)" in out
    assert "art. 4 para 1 " not in out
    other = said(capsys, "mine", "--role", "platform", "--service", "face", "--lang", "en")
    assert "$ hegui label FILE -o DIR\n" not in other.split("art. 6 para 2")[1].split("\n  ")[0]


def test_a_bodys_page_names_what_it_keeps(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "show", "sac-tc260", "--lang", "en")
    assert "keeps: GB 45438-2025" in out
    assert "oversees: SAC/TC260/WG9" in out


@pytest.mark.parametrize(
    "words",
    [
        ("on", "20260101"),
        ("on", "2026-02-30"),
        ("on", "--market", "XX"),
        ("mine", "--role", "emperor"),
        ("mine", "--content", "smell"),
        ("mine", "--service", "x"),
        ("mine", "--role", ","),
        ("search", "x", "--limit", "0"),
        ("timeline", "nothing"),
        ("timeline", "--since", "2026-02-01", "--until", "2026-01-01"),
        ("show", ""),
        ("show", "x" * 5000),
        ("tree", "nothing"),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert main(["rules", *words]) == 2
    error = capsys.readouterr().err
    assert error.startswith("hegui: ")
    assert len(error) < 300


def test_the_commands_that_meet_obligations_exist() -> None:
    for _, commands in _COMMANDS:
        for command in commands:
            words = command.split()
            assert words[0] == "hegui"
            parse_arguments(words[1:])  # ends the program for a command that there is not


def test_a_search_from_the_shell_is_quick() -> None:
    """Under 300 ms of processor time: what it takes on a machine that does nothing else."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "hegui", "rules", "search", "标识办法"]
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.3
