"""Fuzz targets in short: the same inputs in every run, so that a failure comes again.

``make soak`` gives them hours, and other inputs each time.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

needs_atheris = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel here"
)
_INPUTS = 1000
_LIMIT = 600  # seconds: no measure of speed, but nothing may hang for ever


def finds_nothing(script: Path, target: str, folder: Path) -> None:
    """Runs ``target`` of a fuzz script; an input that is a finding stays in ``folder``."""
    options = (f"-runs={_INPUTS}", "-seed=1", "-timeout=60")
    result = subprocess.run(
        [sys.executable, script, target, str(_LIMIT), *options],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"Done {_INPUTS} runs" in result.stderr, result.stderr[-3000:]
    assert result.returncode == 0
