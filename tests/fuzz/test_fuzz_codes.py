"""Fuzzing in short: some seconds of reserved codes and of trust files."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "fuzz_codes.py"
SECONDS = 2


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel here")
@pytest.mark.parametrize("parser", ["code", "trust"])
def test_some_seconds_of_fuzzing(parser: str, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, SCRIPT, parser, str(SECONDS), "-timeout=20"],
        cwd=tmp_path,  # where libFuzzer leaves an input that is a finding
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no finding" in result.stdout, result.stderr[-3000:]
