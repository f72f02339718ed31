"""What audits and verdicts cite is in the catalogue, and applies from the same day there."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import hegui
from hegui.assess.requirements import requirements_of
from hegui.catalog import Instrument, Obligation, Standard, load
from hegui.catalog.standing import bound
from hegui.catalog.words import Status
from hegui.cli import main
from hegui.conformance import comparing, materials
from hegui.conformance.check import Outcome
from hegui.conformance.table import CHECKS
from hegui.rules import PROVISIONS, clause
from hegui.rules.platform_notices import MEASURES
from hegui.verdict.policy import Verdict
from tests.builders import png
from tests.builders.labels import BARE

CITED = sorted(
    {check.provision.id for check in CHECKS}
    | {check.provision.id for check in comparing.CHECKS}
    | {check.provision.id for check in materials.CHECKS}
)


@pytest.mark.parametrize("cited", CITED)
def test_what_a_check_cites_is_an_obligation_of_the_catalogue(cited: str) -> None:
    record = load().get(cited)
    assert isinstance(record, Obligation)
    period = record.period()
    assert period is not None
    assert period.applies_from is not None
    assert period.applies_from.first == clause(cited).applies_from


def test_every_provision_stands_in_a_record() -> None:
    for provision in PROVISIONS:
        assert isinstance(load().get(provision.instrument), Instrument | Standard)


def test_a_check_before_its_rule_says_so_as_the_catalogue_does(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.png(png.text(b"AIGC", BARE.encode())))
    start = date(2025, 9, 1)
    for day in (start - timedelta(days=1), start):
        for finding in hegui.audit(path, on=day).findings:
            obligation = load().get(finding.check.provision.id)
            assert isinstance(obligation, Obligation)
            stands = bound(obligation, day)
            early = stands is None or stands.status is Status.ADOPTED_NOT_IN_FORCE
            assert (finding.outcome is Outcome.NOT_YET_IN_FORCE) == early


def test_reports_cite_the_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    main(["audit", str(path), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert {one["catalogue"] for one in report["head"]["rules"]} <= set(CITED)
    main(["audit", str(path), "--format", "sarif"])
    rules = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert all(one["properties"]["catalogue"] in CITED for one in rules)
    main(["audit", str(path), "--format", "csv"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.endswith(",catalogue")
    assert all(row.rsplit(",", 1)[1] in CITED for row in rows)


def test_verdicts_cite_the_catalogue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    for words, expected in (((), MEASURES), (("--declared",), f"{MEASURES}/6-1-2")):
        main(["check", str(path), *words, "--json"])
        told = json.loads(capsys.readouterr().out)
        assert told["rule"] == expected
        assert expected in load()
    assert hegui.check(path, declared=True).verdict is Verdict.MAY_BE


def test_numbers_of_the_assessment_are_those_it_is_held_to() -> None:
    """GB/T 45654-2025 in the catalogue, and TC260-003 in the assessment, say the same."""
    held: dict[str, set[float]] = {}
    for one in requirements_of("gbt45654-2025"):
        figures = {float(each) for each in (one.least, one.most) if each is not None}
        held.setdefault(one.clause, set()).update(figures)
    compared = 0
    for obligation in load().obligations("gbt-45654-2025"):
        place = obligation.place.en.removeprefix("TC260-003 ")
        for figure in obligation.figures:
            if figure.op in (">", ">=", "<="):
                assert figure.value in held[place], (obligation.id, figure)
                compared += 1
    assert compared >= 20
