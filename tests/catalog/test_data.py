"""The data: compiled as it stands, sound, complete, and one with what hegui.rules holds."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from hegui import catalog
from hegui.catalog import Day, load
from hegui.catalog.store import Catalog
from hegui.catalog.validating import faults
from hegui.rules import INSTRUMENTS, PROVISIONS, Confidence

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY / "src/hegui/catalog/data"


@pytest.fixture(scope="module")
def compiler() -> ModuleType:
    spec = spec_from_file_location("compile_catalog", REPOSITORY / "scripts/compile_catalog.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_compiled_files_are_current(compiler: ModuleType) -> None:
    document = compiler.compiled()
    for path, text in compiler.files(document, Catalog(document)).items():
        assert path.read_text("utf-8") == text, f"{path.name}: compile the catalogue again"


def test_the_data_is_sound() -> None:
    assert [str(fault) for fault in faults(load())] == []


def test_everything_of_the_deck_is_there() -> None:
    """Counted by hand over the deck's slides."""
    deck = Counter(type(one).__name__ for one in load() if one.in_deck)
    assert deck["Instrument"] == 28
    assert deck["Standard"] == 58
    assert deck["Body"] == 46
    assert deck["WorkingGroup"] == 42  # SC42's 27, TC602's 14, SC34's one
    assert deck["Target"] + deck["Statistic"] == 41
    assert deck["Finding"] == 10


def test_every_record_says_where_it_comes_from() -> None:
    for one in load():
        assert one.in_deck or one.provenance or isinstance(one, catalog.Source), one.id
        assert not one.in_deck or one.deck_section, one.id


def test_no_address_of_a_mirror_leaves_the_yaml() -> None:
    text = (DATA / "catalog.json").read_text("utf-8")
    mirrors = [one for one in load().of(catalog.Source) if one.mirror]
    assert len(mirrors) == 8
    kept = (DATA / "sources.yaml").read_text("utf-8")
    for one in mirrors:
        assert one.address == ""
        after = kept.split(f"- id: {one.id}\n")[1].split("- id: ")[0]
        address = after.split("address: ")[1].split("\n")[0]
        assert address.startswith("http")
        assert address not in text


@pytest.mark.parametrize("rule", INSTRUMENTS, ids=lambda rule: rule.id)
def test_instruments_of_the_rules_are_the_catalogues(rule: object) -> None:
    own = next(one for one in INSTRUMENTS if one is rule)
    record = load().get(own.id)
    assert isinstance(record, catalog.Instrument | catalog.Standard)
    assert record.published == Day(own.published.isoformat())
    assert own.title_zh.replace(":", "：") == record.title.zh.replace(":", "：")
    assert own.number in [one.value for one in record.identifiers]
    assert record.effective is not None
    assert record.effective.first == own.applies_from
    if own.url and record.url:
        assert record.url == own.url or own.id.startswith("tc260-pg-202511a")


def test_obligations_say_what_the_rules_say() -> None:
    worded = {one.provision: one for one in load().of(catalog.Obligation) if one.provision}
    assert len(worded) > 60
    for provision in PROVISIONS:
        if provision.id in worded:
            one = worded[provision.id]
            assert (one.text.en, one.text.zh) == (provision.en, provision.zh)
            assert one.confidence is provision.confidence
            assert one.instrument == provision.instrument


def test_the_seven_guides_and_all_named_rules_have_obligations() -> None:
    named = {one.instrument for one in load().of(catalog.Obligation)}
    guides = {f"tc260-pg-{n}a" for n in ("20252", "20257", "20258", "20259")}
    guides |= {f"tc260-pg-2025{n}a" for n in (10, 11, 12)}
    others = {"cn-labelling-measures-2025", "gb-45438-2025", "cn-deep-synthesis-2022"}
    others |= {"cn-genai-interim-2023", "gbt-45654-2025", "eu-ai-act"}
    assert guides | others <= named


def test_what_nobody_verified_never_fails_a_user() -> None:
    for one in load().of(catalog.Obligation):
        if one.confidence is Confidence.KNOWN:
            assert not one.confidence.may_fail
            assert "*" in one.unverified


def test_relations_go_both_ways() -> None:
    found = load().relations("gb-45438-2025")
    assert ("complementOf", "cn-labelling-measures-2025") in [(r.word, r.other) for r in found]
    back = load().relations("cn-labelling-measures-2025")
    assert ("hasComplement", "gb-45438-2025") in [(r.word, r.other) for r in back]


def test_an_amendment_adds_a_date_and_keeps_the_old_one() -> None:
    act = load().get("eu-ai-act")
    assert isinstance(act, catalog.Instrument)
    annex = next(one for one in act.applications if one.id == "annex-iii")
    before, after = annex.period(date(2026, 7, 1)), annex.period()
    assert before is not None
    assert after is not None
    assert str(before.applies_from) == "2026-08-02"
    assert str(after.applies_from) == "2027-12-02"
    assert after.set_by == "2026-07-24-eu-ai-omnibus-2026-published"


def test_what_is_replaced_ends_when_its_successor_applies() -> None:
    old = load().get("tc260-003")
    assert isinstance(old, catalog.Standard)
    period = old.period()
    assert period is not None
    assert str(period.applies_to) == "2025-11-01"
    assert old.period(date(2025, 1, 1)) == old.periods[0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("instruments", "issuers", ["nobody"]), "issuers names nobody, which is no record"),
        (("instruments", "id", "a b"), "an id is letters"),
        (("instruments", "issued", "1850-01-01"), "1850-01-01 is no likely date"),
        (("standards", "published", "2027-01-01"), "takes effect (2023-10-01) before"),
        (("events", "text_zh", ""), "an event is said in both languages"),
        (("bodies", "id", "gb-45438-2025"), "two records have this id"),
        (("obligations", "instrument", "cac"), "cac is no instrument and no standard"),
        (("sources", "provenance", [["note", "nowhere", "known"]]), "which is no source"),
    ],
)
def test_faults_are_named(change: tuple[str, str, object], expected: str) -> None:
    kind, field, value = change
    document = json.loads((DATA / "catalog.json").read_text("utf-8"))
    document[kind][0][field] = value
    assert any(expected in str(fault) for fault in faults(Catalog(document)))


def test_days_as_sources_know_them() -> None:
    assert (Day("2026-05").first, Day("2026-05").last) == (date(2026, 5, 1), date(2026, 5, 31))
    assert (Day("2024").first, Day("2024").last) == (date(2024, 1, 1), date(2024, 12, 31))
    assert sorted([Day("2026"), Day("2026-05-01"), Day("2026-05")]) == [
        Day("2026-05-01"),
        Day("2026-05"),
        Day("2026"),
    ]
    for wrong in ("", "26", "2026-13", "2026-5", "2026-02-30", "soon"):
        with pytest.raises(ValueError, match=r".*"):
            Day(wrong)
