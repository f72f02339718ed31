"""The commands of docs/keys.md make a credential that signs C2PA manifests, as the page says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.evidence.contract import Kind
from tests.builders import jpeg

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_s_certificate_signs_and_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("c2pa")
    monkeypatch.chdir(tmp_path)
    section = PAGE.read_text("utf-8").split("## A test certificate for C2PA")[1]
    commands, settings = re.findall(r"```(?:toml)?\n(.*?)```", section, re.DOTALL)
    subprocess.run(["bash", "-e", "-c", commands], check=True, capture_output=True)
    Path("hegui.toml").write_text(settings)
    Path("a.jpg").write_bytes(jpeg.SAMPLES["plain"]())
    producer = ("--producer", "001191440300708461136T1XGW3", "--implicit-only")

    assert main(["label", "a.jpg", "--c2pa", *producer, "-o", "out"]) == 0
    (found,) = hegui.check("out/a.jpg").gathered.of(Kind.C2PA)
    assert found.sign == "c2pa.trusted"
