"""Every specimen from the wild departs from the rules as expected, and nowhere else.

The expectations are kept by content digest in tests/data/specimen_audits.json; run this module
to write them anew, and read the difference.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hegui.conformance.auditing import auditor
from hegui.conformance.check import Outcome
from tests.conformance.works import IN_FORCE
from tests.specimens import ROOT, digest, folder, specimens

EXPECTED = ROOT / "tests/data/specimen_audits.json"
FOLDER = folder()


def departures(path: Path) -> dict[str, object]:
    """The checks that fail, warn, or could not be told."""
    audit = auditor(on=IN_FORCE).audit_file(str(path), path.name)
    by: dict[Outcome, list[str]] = {}
    for one in audit.findings:
        by.setdefault(one.outcome, []).append(one.check.id)
    told = (Outcome.FAIL, Outcome.WARN, Outcome.COULD_NOT_TELL)
    return {"name": path.name} | {one.value: sorted(set(by[one])) for one in told if one in by}


def seen(there: Path) -> dict[str, object]:
    """Of every specimen its departures, by digest."""
    return {digest(path): departures(path) for path in specimens(there)}


@pytest.mark.skipif(FOLDER is None, reason="the specimens are not on this machine")
def test_every_specimen_departs_as_expected() -> None:
    assert FOLDER is not None
    assert seen(FOLDER) == json.loads(EXPECTED.read_text("utf-8"))


if __name__ == "__main__":
    assert FOLDER is not None
    EXPECTED.write_text(json.dumps(seen(FOLDER), ensure_ascii=False, indent=1) + "\n", "utf-8")
