"""``hegui propagate``: what it writes, says and exits with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.marks.c2pa_signing import Credential, sign_bytes
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER
from tests.credentials import signer

PLATFORM = "001191440300708461136T2XGW3"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    folder = Path("in/deep")
    folder.mkdir(parents=True)
    Path("in/labelled.png").write_bytes(png.png(png.text(b"AIGC", BARE.encode())))
    (folder / "plain.png").write_bytes(png.plain())

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capfd.readouterr()

    return command


def test_a_directory_with_its_structure(run: Run) -> None:
    status, out, _ = run("propagate", "in", "-o", "out", "--propagator", PLATFORM)
    assert status == 0
    assert PRODUCER in out
    assert "handed on as it is" in out
    (site,) = hegui.read("out/labelled.png").sites
    assert site.parsed is not None
    assert site.parsed.label.content_propagator == PLATFORM
    assert Path("out/deep/plain.png").read_bytes() == png.plain()
    status, _, err = run("propagate", "in", "-o", "out", "--propagator", PLATFORM)
    assert status == 3
    assert "exists already" in err
    assert run("propagate", "in", "-o", "out", "--overwrite", "--propagator", PLATFORM)[0] == 0


def test_declared_in_json_and_in_chinese(run: Run) -> None:
    words = ("propagate", "in/deep/plain.png", "-o", "out", "--propagator", PLATFORM, "--declared")
    status, out, _ = run(*words, "--json", "--id", "n-1")
    assert status == 0
    record = json.loads(out)
    assert (record["outcome"], record["verdict"], record["label"]) == ("propagated", "may-be", "2")
    assert record["elements"] == {
        "ContentPropagator": PLATFORM,
        "PropagateID": "n-1",
        "ReservedCode2": "",
    }
    assert record["earlier"] is None
    status, out, _ = run(*words, "--overwrite", "--lang", "zh")
    assert status == 0
    assert "可能为" in out


def test_an_earlier_platform_is_told(run: Run) -> None:
    run("propagate", "in/labelled.png", "-o", "one", "--propagator", PLATFORM, "--id", "n-1")
    second = "00119144030008867405X220001"
    status, out, _ = run("propagate", "one/labelled.png", "--in-place", "--propagator", second)
    assert status == 0
    assert PLATFORM in out
    assert "n-1" in out


def test_a_signed_file(run: Run) -> None:
    made = signer("hegui test")
    credential = Credential.load(str(made.chain), str(made.key))
    data = sign_bytes(Path("in/labelled.png").read_bytes(), "image/png", credential)
    Path("in/labelled.png").write_bytes(data)
    words = ("propagate", "in/labelled.png", "-o", "out", "--propagator", PLATFORM)
    status, _, err = run(*words)
    assert status == 3
    assert "--allow-break-c2pa" in err
    assert run(*words, "--allow-break-c2pa")[0] == 0
    Path("hegui.toml").write_text(f'[c2pa]\nchain = "{made.chain}"\nkey = "{made.key}"\n')
    status, out, _ = run(*words, "--overwrite")
    assert status == 0
    assert "signed anew" in out


@pytest.mark.parametrize(
    "words",
    [
        ("propagate", "in", "-o", "out"),
        ("propagate", "in", "--propagator", PLATFORM),
        ("propagate", "in", "-o", "out", "--propagator", PLATFORM, "--id", "x"),
        ("propagate", "in/labelled.png", "-o", "out", "--propagator", PLATFORM, "--id", ""),
        ("propagate", "-", "-o", "out", "--propagator", PLATFORM),
    ],
)
def test_wrong_use(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run(*words)
    assert status == 2
    assert err
    assert not out
