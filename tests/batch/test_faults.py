"""A small run of scripts/batch_faults.py: kills at random moments leave what no kill leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "batch_faults.py"


def test_killed_three_times_it_ends_as_if_it_never_was(tmp_path: Path) -> None:
    words = ["--files", "600", "--kills", "3", "--megabytes", "1", "--folder", str(tmp_path / "f")]

    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "steady files that differ: 0" in done.stdout
    if "  kill 1 after" not in done.stdout:
        pytest.fail("no kill met it at work")
