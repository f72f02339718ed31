"""``hegui check``: what it says, as text and as JSON, and what it exits with."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hegui.cli import main
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER
from tests.evidence import examples

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    Path("labelled.png").write_bytes(png.png(png.text(b"AIGC", BARE.encode())))
    Path("plain.png").write_bytes(png.plain())
    Path("trace.png").write_bytes(examples.TRACES["trace.sd-webui"][0])
    Path("broken.png").write_bytes(png.plain()[:20])

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capfd.readouterr()

    return command


def test_the_verdict_and_what_it_rests_on(run: Run) -> None:
    status, out, _ = run("check", "labelled.png")
    assert status == 0
    assert "is generated" in out
    assert PRODUCER in out
    assert "Label 1" in out
    status, out, _ = run("check", "trace.png", "--lang", "zh")
    assert status == 0
    assert "疑似" in out
    assert "第六条第（三）项" in out
    assert "art." not in out


def test_none_never_says_that_a_person_made_it(run: Run) -> None:
    status, out, _ = run("check", "plain.png")
    assert status == 0
    assert "does not mean that a person made it" in out


def test_declared(run: Run) -> None:
    _, out, _ = run("check", "plain.png", "--declared")
    assert "may be" in out


def test_fail_on_and_undetermined(run: Run) -> None:
    assert run("check", "labelled.png", "--fail-on", "may-be,suspected")[0] == 0
    assert run("check", "labelled.png", "--fail-on", "is,none")[0] == 1
    assert run("check", "broken.png")[0] == 3
    assert run("check", "broken.png", "labelled.png", "--fail-on", "is")[0] == 3
    status, _, err = run("check", "labelled.png", "--fail-on", "maybe")
    assert status == 2
    assert "maybe" in err


def test_json_is_one_object_a_file(run: Run) -> None:
    status, out, _ = run("check", "--json", "labelled.png", "trace.png", "plain.png", "gone.png")
    assert status == 3
    one, two, three, gone = map(json.loads, out.splitlines())
    assert (one["verdict"], one["row"], one["label"], one["settled"]) == (
        "is",
        "label-1",
        "1",
        True,
    )
    assert one["notice"].keys() == {"zh", "en"}
    assert [one["evidence"][at]["sign"] for at in one["rests_on"]] == ["label.is"]
    assert two["evidence"][0]["source"].startswith("https://")
    assert three["notice"] is None
    assert three["not_asked"] == ["explicit", "detector"]
    assert gone["outcome"] == "error"


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(Path("labelled.png").read_bytes()))
    monkeypatch.setattr(sys, "stdin", stdin)
    status, out, _ = run("check", "-", "--json")
    assert status == 0
    assert json.loads(out)["verdict"] == "is"


def test_a_policy_that_says_something_unknown_is_wrong_use(run: Run) -> None:
    Path("hegui.toml").write_text('[policy]\niptc = "perhaps"\n')
    status, _, err = run("check", "plain.png")
    assert status == 2
    assert "policy.iptc" in err


@pytest.mark.parametrize(
    "text", ["root:x:0:0:root:/root:/bin/bash\n", "-----BEGIN PRIVATE KEY-----\nAAAA\n", ""]
)
def test_a_file_that_can_vouch_for_nobody_is_refused_as_trust(run: Run, text: str) -> None:
    Path("trust").write_text(text)
    status, out, err = run("check", "plain.png", "--trust", "trust")
    assert (status, out) == (2, "")
    assert "trust" in err


def test_the_verdicts_are_named_in_their_order(run: Run) -> None:
    _, _, err = run("check", "plain.png", "--fail-on", "foo", "--lang", "en")
    assert "there are is, may-be, suspected, undetermined, none" in err
