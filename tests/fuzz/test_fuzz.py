"""Fuzzing in short: every input that was ever a finding, and some seconds of each format."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attempts import attempt
from tests.builders.samples import FORMATS

HERE = Path(__file__).parent
FOUND = sorted((HERE / "found").iterdir())
SECONDS = 2


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    attempt(path.read_bytes(), path.suffix)


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel here")
@pytest.mark.parametrize("format_id", [name for name, _ in FORMATS])
def test_some_seconds_of_fuzzing(format_id: str, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, HERE / "fuzz.py", format_id, str(SECONDS), "-timeout=20"],
        cwd=tmp_path,  # where libFuzzer leaves an input that is a finding
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no finding" in result.stdout, result.stderr[-3000:]
