"""``hegui label --iptc --c2pa``: what it writes and says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

import hegui
from hegui.cli import main
from tests.credentials import signer

PRODUCER = "001191350100M000100Y4300000"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    made = signer("hegui test")
    Path("hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\n[c2pa]\nchain = "{made.chain}"\nkey = "{made.key}"\n'
    )
    Image.linear_gradient("L").resize((320, 240)).convert("RGB").save("a.png")


def test_both_marks(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "a.png", "-o", "out", "--c2pa", "--iptc"]) == 0
    assert "C2PA manifest of hegui test: c2pa.created" in capfd.readouterr().out
    signs = {one.sign for one in hegui.check("out/a.png", policy={}).gathered.evidence}
    assert signs == {"label.is", "iptc.generated", "c2pa.unknown"}


def test_in_json_and_in_chinese(capfd: pytest.CaptureFixture[str]) -> None:
    words = ["label", "a.png", "--in-place", "--implicit-only", "--c2pa"]
    term = "compositeSynthetic"
    assert main([*words, f"--iptc={term}", "--json"]) == 0
    record = json.loads(capfd.readouterr().out)["c2pa"]
    assert (record["signer"], record["actions"]) == ("hegui test", ["c2pa.created"])
    assert record["source_types"][0].endswith(term)
    assert main([*words, "--lang", "zh"]) == 0
    assert "hegui test 的 C2PA 清单" in capfd.readouterr().out
    broken = "--allow-break-c2pa"
    assert main(["label", "a.png", "-o", "out", "--json", "--implicit-only", broken]) == 0
    assert json.loads(capfd.readouterr().out)["c2pa"] is None


def test_a_file_is_no_term(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["label", "--iptc", "a.png", "b.png", "-o", "out"]) == 2
    assert "a.png is no term" in capfd.readouterr().err
    Path("hegui.toml").write_text(f'[identity]\nproducer = "{PRODUCER}"\n')
    assert main(["label", "a.png", "-o", "out", "--c2pa"]) == 2
    assert "credential" in capfd.readouterr().err
    assert not Path("out").exists()
