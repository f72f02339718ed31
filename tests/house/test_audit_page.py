"""docs/audit.md says what the code does; the Action and the hook call what is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hegui.conformance import comparing, materials
from hegui.conformance.table import CHECKS
from scripts import audit_table
from tests.conformance.works import label, picture

REPOSITORY = Path(__file__).parents[2]


def test_the_page_is_what_the_code_says() -> None:
    assert audit_table.PAGE.read_text("utf-8") == audit_table.page(), "run scripts/audit_table.py"


def test_every_check_was_compared_and_no_other() -> None:
    ids = [one.id for one in CHECKS]
    ids += [one.id for one in comparing.CHECKS] + [one.id for one in materials.CHECKS]

    assert sorted(audit_table.PEERS) == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_the_pictures_of_the_page_are_there_and_small() -> None:
    for device in ("desktop", "phone"):
        for lang in ("en", "zh"):
            path = REPOSITORY / "docs" / "audit" / f"{device}-{lang}.png"
            assert 10_000 < path.stat().st_size < 120_000


@pytest.fixture
def action() -> str:
    """The script of the Action's last step."""
    loaded = yaml.safe_load((REPOSITORY / "action.yml").read_text())
    script = loaded["runs"]["steps"][-1]["run"]
    assert isinstance(script, str)
    assert "${{" not in script  # nothing a user gives becomes part of the script
    return script


@pytest.mark.parametrize(("good", "status"), [(True, 0), (False, 1)])
def test_the_action_runs_the_audit(action: str, good: bool, status: int, tmp_path: Path) -> None:
    made = tmp_path / "hegui" / "bin" / "hegui"
    made.parent.mkdir(parents=True)
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hegui "$@"\n')
    made.chmod(0o755)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.png").write_bytes(picture(label()) if good else picture())
    given = {
        "RUNNER_TEMP": str(tmp_path),
        "HEGUI_PATHS": "in/*.png",
        "HEGUI_FORMAT": "sarif",
        "HEGUI_OUTPUT": "r; touch pwned.sarif",
        "HEGUI_EXPLICIT": "false",
        "HEGUI_ARGUMENTS": "--on 2026-01-01",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", action], cwd=tmp_path, env={**os.environ, **given}, check=False
    )

    assert done.returncode == status
    assert sorted(one.name for one in tmp_path.iterdir()) == ["hegui", "in", "r; touch pwned.sarif"]


def test_the_hook_is_one_that_pre_commit_can_run(tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    path = tmp_path / "a.png"
    path.write_bytes(picture())
    words = hook["entry"].split()
    assert words[0] == "hegui"
    done = subprocess.run([sys.executable, "-m", *words, str(path)], check=False)

    assert set(hook) >= {"id", "name", "entry", "language"}
    assert done.returncode == 1
