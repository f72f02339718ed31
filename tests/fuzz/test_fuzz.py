"""Fuzzing in short: every input that was ever a finding, and a thousand of each format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attempts import attempt
from tests.builders.samples import FORMATS
from tests.fuzz.runs import finds_nothing, needs_atheris

HERE = Path(__file__).parent
FOUND = sorted((HERE / "found").iterdir())


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    attempt(path.read_bytes(), path.suffix)


@needs_atheris
@pytest.mark.parametrize("format_id", [name for name, _ in FORMATS])
def test_fuzzing_finds_nothing(format_id: str, tmp_path: Path) -> None:
    finds_nothing(HERE / "fuzz.py", format_id, tmp_path)
