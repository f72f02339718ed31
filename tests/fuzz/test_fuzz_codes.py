"""Fuzzing in short: reserved codes and trust files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.runs import finds_nothing, needs_atheris

SCRIPT = Path(__file__).parent / "fuzz_codes.py"


@needs_atheris
@pytest.mark.parametrize("parser", ["code", "trust"])
def test_fuzzing_finds_nothing(parser: str, tmp_path: Path) -> None:
    finds_nothing(SCRIPT, parser, tmp_path)
