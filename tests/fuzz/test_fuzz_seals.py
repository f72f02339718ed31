"""Fuzzing in short: each parser of keys, signatures and certificates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.runs import finds_nothing, needs_atheris

SCRIPT = Path(__file__).parent / "fuzz_seals.py"
PARSERS = ("signature", "public-key", "certificate", "key-document", "key-file", "uri")


@needs_atheris
@pytest.mark.parametrize("parser", PARSERS)
def test_fuzzing_finds_nothing(parser: str, tmp_path: Path) -> None:
    finds_nothing(SCRIPT, parser, tmp_path)
