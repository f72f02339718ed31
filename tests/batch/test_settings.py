"""What results are made from beside options: found once, written down, and held to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hegui.batch.jobs import Job, Verb
from hegui.batch.settings import check_settings, settled
from hegui.errors import UsageError
from tests.batch.trees import PRODUCER, job, manifest_of, run_pool, tree

OTHER = "another-producer"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a hegui.toml, and no identity in the environment."""
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_KEY", "HEGUI_TRUST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    say(tmp_path, "")
    return tmp_path


def say(folder: Path, more: str) -> None:
    (folder / "hegui.toml").write_text(f'[identity]\nproducer = "{PRODUCER}"\n{more}')


def labelling(folder: Path) -> Job:
    return job(folder / "in", folder / "out", producer=None, propagator=None)


def test_the_identity_that_is_found_is_the_jobs(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settled(labelling(here)).options.producer == PRODUCER
    monkeypatch.setenv("HEGUI_PRODUCER", OTHER)
    assert settled(labelling(here)).options.producer == OTHER
    given = job(here, here, producer="somebody", propagator=None)
    assert settled(given).options.producer == "somebody"
    monkeypatch.setenv("HEGUI_PROPAGATOR", "platform.example")
    handed = job(here, here, Verb.PROPAGATE, propagator=None)
    assert settled(handed).options.propagator == "platform.example"


@pytest.mark.parametrize(
    ("verb", "options", "used"),
    [
        (Verb.LABEL, {}, {"service.class": "generation"}),
        (
            Verb.LABEL,
            {"implicit_only": False},
            {"service.class": "generation", "explicit.corner": "top-left"},
        ),
        (
            Verb.LABEL,
            {"implicit_only": False, "corner": "top-right"},
            {"service.class": "generation"},
        ),
        (Verb.CHECK, {}, {"policy.iptc": "is"}),
        (Verb.AUDIT, {}, {}),
        (Verb.LABEL, {"seal": True}, {"service.class": "generation", "seal.key": "{here}/k.pem"}),
    ],
    ids=str,
)
def test_settings_are_those_that_the_verb_uses(
    here: Path, verb: Verb, options: dict[str, object], used: dict[str, str]
) -> None:
    say(
        here,
        '[service]\nclass = "generation"\n[policy]\niptc = "is"\n'
        '[explicit]\ncorner = "top-left"\n[seal]\nkey = "k.pem"\n',
    )

    found = settled(job(here, here, verb, **options)).settings

    assert dict(found or ()) == {key: value.format(here=here) for key, value in used.items()}


def test_whom_a_trust_file_names_counts_and_not_where_it_lies(here: Path) -> None:
    trust = here / "trust.json"
    trust.write_text("{}")
    say(here, '[seal]\ntrust = "trust.json"\n')
    audit = job(here, here, Verb.AUDIT)
    before = settled(audit).settings
    trust.write_text("{ }")

    assert before
    assert settled(audit).settings != before


def test_a_changed_setting_is_another_batch(here: Path) -> None:
    tree(here / "in", 4)
    check = job(here / "in", here / "verdicts", Verb.CHECK)
    run_pool(check)
    say(here, '[policy]\niptc = "is"\n')

    with pytest.raises(UsageError, match=r"other settings .*policy\.iptc.*is"):
        run_pool(check)
    say(here, "")
    assert run_pool(check).kept == 4
    say(here, '[service]\nclass = "generation"\n')
    assert run_pool(check).kept == 4  # a check asks nothing of it


def test_another_producer_is_another_batch(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(here / "in", 4)
    run_pool(labelling(here))
    head = json.loads(Path(manifest_of(labelling(here))).read_bytes().splitlines()[0])
    assert head["options"]["producer"] == PRODUCER
    monkeypatch.setenv("HEGUI_PRODUCER", OTHER)

    with pytest.raises(UsageError, match=f"other options .*{PRODUCER}.*{OTHER}") as refused:
        run_pool(labelling(here))
    assert "implicit_only" not in str(refused.value)  # what has not changed
    monkeypatch.setenv("HEGUI_PRODUCER", PRODUCER)  # the same one from elsewhere
    assert run_pool(labelling(here)).kept == 4


def test_a_worker_that_finds_others_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(here, '[service]\nclass = "generation"\n[seal]\nkey = "k.pem"\n')
    sealing = job(here, here, seal=True)
    batch = settled(sealing)
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (elsewhere / "hegui.toml").write_text('[service]\nclass = "generation"\n')

    check_settings(batch)  # the path of a key is each machine's own
    check_settings(sealing)
    (elsewhere / "hegui.toml").write_text("")

    with pytest.raises(UsageError, match=r"began with: service\.class"):
        check_settings(batch)
