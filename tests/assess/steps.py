"""What tests of assessments do: commands run, their JSON read, people simulated."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.planning.plan import Plan, load
from hegui.assess.review.judging import Opinion, Role
from hegui.assess.review.queue import open_queue
from hegui.cli import main

DAY = "2026-11-29"


def hegui(*words: str, status: int = 0) -> list[dict[str, Any]]:
    """One command in JSON; its records."""
    out = io.StringIO()
    with redirect_stdout(out):
        got = main([*words, "--json"])
    records = [json.loads(line) for line in out.getvalue().splitlines()]
    assert got == status, (got, records)
    return records


def hegui_apart(*words: str, status: int = 0) -> list[dict[str, Any]]:
    """The same in a process of its own: inspect_ai leaves streams behind that Python warns of."""
    done = subprocess.run(
        [sys.executable, "-m", "hegui", *words, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert not done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def sample_banks(folder: Path, size: str = "full") -> dict[str, str]:
    """The four sample banks by kind."""
    records = hegui("assess", "bank", "sample", "-o", str(folder), "--size", size, "--on", DAY)
    return {Path(one["file"]).stem: one["file"] for one in records}


def plan_of(folder: Path) -> tuple[Plan, str]:
    """The plan in a folder, and its digest."""
    return load(str(folder))


def people_judge(
    folder: Path, digest: str, ids: Iterable[str], opinion: Callable[[Role, str], Opinion | None]
) -> None:
    """The two reviewers, and the third where they disagree, say what ``opinion`` has them say."""
    with open_queue(str(folder / "review.sqlite"), digest) as queue:
        for role in Role:
            queue.appoint(f"{role.value}-person", role)
        for one in ids:
            for role in Role:
                said = opinion(role, one)
                if said is not None:
                    queue.judge(one, f"{role.value}-person", said)


def fine() -> Opinion:
    """Nothing is wrong with it."""
    return Opinion()


def wrong(risk: str = "A.2.e") -> Opinion:
    """It shows a risk."""
    return Opinion((risk,), reason="stands in the answer")


def refusal(kind: Refusal) -> Opinion:
    """It refuses so."""
    return Opinion(refusal=kind)
