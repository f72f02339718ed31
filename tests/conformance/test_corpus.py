"""The public corpus: it covers every check and container, and hegui meets its own expectations."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hegui.conformance.auditing import Audit, auditor
from hegui.conformance.check import Outcome
from hegui.conformance.table import CHECKS
from hegui.implicit.table import containers
from scripts.corpus import ON, cases, write

DEPARTING = frozenset(("fail", "warn"))
Listed = dict[str, Any]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, explicit=True)
    return folder


def listed(corpus: Path, *, explicit: bool) -> list[Listed]:
    document = json.loads((corpus / "expected.json").read_text("utf-8"))
    assert (document["format"], document["version"]) == ("hegui-corpus", 1)
    return [case for case in document["cases"] if case["explicit"] == explicit]


def audited(corpus: Path, case: Listed) -> Audit:
    on = date.fromisoformat(case["on"])
    made = auditor(on=on, role=case["role"], explicit=case["explicit"])
    return made.audit_file(str(corpus / case["file"]))


def objections(corpus: Path, case: Listed) -> list[str]:
    """Where an audit disagrees with what is expected of a file."""
    audit = audited(corpus, case)
    found: dict[str, set[str]] = defaultdict(set)
    for one in audit.findings:
        found[one.check.id].add(one.outcome)
    wrong = [
        f"{case['file']}: {check} is {sorted(found[check])}, not {outcome}"
        for check, outcome in case["expect"].items()
        if outcome not in found[check]
    ]
    if case["conforms"] is not None and case["conforms"] == audit.failed:
        failing = [one.check.id for one in audit.findings if one.outcome is Outcome.FAIL]
        wrong.append(f"{case['file']}: conforms is not {case['conforms']}; fails: {failing}")
    return wrong


def test_every_expectation_is_met(corpus: Path) -> None:
    all_of_them = listed(corpus, explicit=False)
    wrong = [one for case in all_of_them for one in objections(corpus, case)]

    assert len(all_of_them) > 1000
    assert not wrong, "\n".join(wrong)


def test_every_expectation_of_explicit_labels_is_met(corpus: Path) -> None:
    wrong = [one for case in listed(corpus, explicit=True) for one in objections(corpus, case)]

    assert not wrong, "\n".join(wrong)


def test_an_expectation_that_is_wrong_is_noticed(corpus: Path) -> None:
    case = next(one for one in listed(corpus, explicit=False) if one["file"] == "png/good.png")

    assert not objections(corpus, case)
    assert objections(corpus, {**case, "conforms": False})
    assert objections(corpus, {**case, "expect": {"label.present": "fail"}})


def test_every_check_passes_somewhere_and_departs_somewhere(corpus: Path) -> None:
    outcomes: dict[str, set[str]] = defaultdict(set)
    for explicit in (False, True):
        for case in listed(corpus, explicit=explicit):
            for check, outcome in case["expect"].items():
                outcomes[check].add(outcome)

    assert set(outcomes) == {check.id for check in CHECKS}
    assert [check for check, seen in outcomes.items() if "pass" not in seen] == []
    assert [check for check, seen in outcomes.items() if not seen & DEPARTING] == []


def test_every_container_is_there_good_bad_and_hostile() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for case in cases():
        kinds[case.file.split("/")[0]].add(case.kind)

    for container in containers():
        if container.kind.id not in ("xmp", "speex"):  # a sidecar; Speex is of Ogg's family
            assert kinds[container.kind.id] >= {"good", "bad", "hostile"} - (
                {"hostile"} if container.kind.id == "markdown" else set()
            )


def test_the_corpus_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name)

    assert (tmp_path / "one" / "expected.json").read_bytes() == (
        tmp_path / "two" / "expected.json"
    ).read_bytes()
    assert ON == "2026-01-01"
