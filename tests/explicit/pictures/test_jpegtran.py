"""jpegtran puts the label into every form of JPEG, and one that fails costs nothing but time."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import encoded, labelled, said
from tests.explicit.pictures.test_jpeg import assert_only_blocks_under_label, planes

needs_jpegtran = pytest.mark.skipif(
    shutil.which("jpegtran") is None, reason="jpegtran is not installed"
)
FORMS = (("RGB", 0), ("RGB", 1), ("RGB", 2), ("L", 0), ("CMYK", 0))


@needs_jpegtran
@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_form_is_its_work(form: tuple[str, int], tmp_path: Path) -> None:
    picture = photograph(203, 149).convert(form[0])
    data = encoded(picture, "JPEG", subsampling=form[1], restart_marker_blocks=3)

    applied, out = labelled(data, tmp_path)

    assert "restart" not in said(applied)  # without its help they are not kept
    assert_only_blocks_under_label(data, out, tmp_path)


@needs_jpegtran
def test_tables_of_16_bits(tmp_path: Path) -> None:
    table = [2] * 60 + [300] * 4
    picture = photograph(203, 149)
    data = encoded(picture, "JPEG", qtables=[table, table], restart_marker_blocks=3)
    assert b"\xff\xc1" in data

    applied, out = labelled(data, tmp_path)

    assert "restart" not in said(applied)
    assert_only_blocks_under_label(data, out, tmp_path)


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "cat > /dev/null; exit 2",
        "echo nonsense",
        "kill -9 $$",
        'case "$*" in *-crop*) exec "$REAL" "$@";; *) exit 1;; esac',
        'case "$*" in *-drop*) exec "$REAL" "$@";; *) exit 1;; esac',
    ],
)
@needs_jpegtran
def test_one_that_fails_is_done_without(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = encoded(photograph(200, 152), "JPEG")
    real = shutil.which("jpegtran")
    assert real is not None
    right = labelled(data, tmp_path)[1]
    program = tmp_path / "jpegtran"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("REAL", real)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    out = labelled(data, tmp_path)[1]

    pairs = zip(planes(right, tmp_path), planes(out, tmp_path), strict=True)
    assert all(np.array_equal(one, two) for one, two in pairs)
