"""``hegui records``, and the records that other verbs write, in a folder of their own."""

from __future__ import annotations

import io
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import hegui
from hegui.cli import main
from hegui.errors import LedgerUnavailable, UsageError
from hegui.explicit.duty import Because, Request
from hegui.files.target import Target
from hegui.ledger.keys import load_or_make_key
from hegui.ledger.ledger import Ledger
from hegui.ledger.records import ProductionRecord, WaiverRecord
from hegui.production import Producer
from hegui.recording import production_record
from tests.builders import png

PRODUCER = "001191350100M000100Y4300000"
PLATFORM = "001191440300MA5G49LC9K20001"
OTHER = "001191110102MACQD9K64020000"


class Done(NamedTuple):
    """What a command said."""

    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs hegui in a folder with three pictures and a ledger named in hegui.toml."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.png").write_bytes(png.plain())
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\npropagator = "{PLATFORM}"\n'
        '[ledger]\naddress = "ledger.db"\norigin = "example.com/ledger"\n'
    )

    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LEDGER", "LC_ALL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEGUI_LANG", "en")

    def running(*words: str, status: int = 0, typed: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed)))
        try:
            found = main(words)
        except SystemExit as ended:
            found = int(ended.code or 0)
        said = Done(*capfd.readouterr())
        assert found == status, said
        return said

    return running


def listed(run: Run, *words: str) -> list[dict[str, object]]:
    done = run("records", "list", "--json", *words)
    return [json.loads(line) for line in done.stdout.splitlines()]


def member(entry: dict[str, object], name: str) -> object:
    record = entry["record"]
    assert isinstance(record, dict)
    return record.get(name)


WAIVED = (
    "--implicit-only",
    "--because",
    "waived",
    "--recipient",
    "Wang Fang",
    "--agreement",
    "C-12",
)


def test_what_the_verbs_do_is_recorded(run: Run, tmp_path: Path) -> None:
    run("label", "--implicit-only", "a.png", "b.png", "-o", "out")
    run("check", "out/a.png", "c.png")
    run("propagate", "out/a.png", "-o", "handed", "--propagator", PLATFORM)
    run("propagate", "handed/a.png", "-o", "again", "--propagator", OTHER, "--id", "theirs")
    run("propagate", "c.png", "-o", "again")
    found = listed(run)
    assert [one["kind"] for one in found] == [
        "production",
        "production",
        "verdict",
        "verdict",
        "propagation",
        "propagation",
        "verdict",  # nothing was added to a file without any sign
    ]
    labels = json.loads(run("read", "--json", "again/a.png").stdout)["sites"][0]["label"]
    last = found[5]
    assert member(last, "produce_id") == labels["ProduceID"] == member(found[0], "produce_id")
    assert member(last, "propagate_id") == labels["PropagateID"] == "theirs"
    assert member(last, "replaced_propagator") == PLATFORM
    assert member(last, "replaced_propagate_id") == member(found[4], "propagate_id")
    assert [member(one, "verdict") for one in found[2:4]] == ["is", "none"]
    # Found by the file as handed out, and by its content whatever its labels.
    digest = subprocess.run(
        ["sha256sum", "again/a.png"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()[0]
    assert [one["position"] for one in listed(run, "--digest", f"sha256:{digest}")] == [5]
    content = str(member(found[0], "content"))
    assert len(listed(run, "--digest", content)) == 7  # the pictures are the same
    assert [
        one["position"] for one in listed(run, "--kind", "verdict", "--provider", PRODUCER)
    ] == [2]


def test_nothing_is_recorded_where_no_ledger_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "hegui.toml").write_text(f'[identity]\nproducer = "{PRODUCER}"\n')
    run("label", "--implicit-only", "a.png", "-o", "out")
    assert not list(tmp_path.glob("*.db*"))
    run("records", "list", status=2)
    run("records", "list", "--ledger", "none.db", status=3)
    assert not list(tmp_path.glob("*.db*"))


def test_a_waived_work_is_recorded_before_it_is_there(run: Run, tmp_path: Path) -> None:
    run("label", *WAIVED, "a.png", "-o", "out", "--id", "number-1")
    waived, produced = listed(run, "--personal")
    assert waived["kind"] == "waived"
    assert waived["personal"] == {"recipient": "Wang Fang", "agreement": "C-12"}
    assert member(waived, "produce_id") == "number-1"
    assert member(produced, "explicit") == "waived"
    assert member(waived, "digest") == member(produced, "digest")
    assert (tmp_path / "out" / "a.png").is_file()
    assert b"Wang" not in bytes(json.dumps(waived["record"]), "utf-8")


def test_without_its_record_a_waived_work_is_not_handed_out(tmp_path: Path) -> None:
    class Failing:
        def waived(self, **members: str) -> object:
            raise LedgerUnavailable("the database cannot be used: {reason}", reason="test")

    picture, target = tmp_path / "a.png", tmp_path / "out.png"
    picture.write_bytes(png.plain())
    request = Request(True, Because.WAIVED, "R", "A")
    who = Producer.of(PRODUCER, request=request, log=Failing())
    with pytest.raises(LedgerUnavailable):
        who.label_file(str(picture), Target(str(target)))
    with pytest.raises(LedgerUnavailable):
        who.label_bytes(png.plain())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.png"]
    with pytest.raises(UsageError, match="ledger"):
        Producer.of(PRODUCER, request=request)


def test_a_waived_work_whose_label_stands_beside_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bmp").write_bytes(
        b"BM"
        + (58).to_bytes(4, "little")
        + bytes(4)
        + (54).to_bytes(4, "little")
        + (40).to_bytes(4, "little")
        + (1).to_bytes(4, "little") * 2
        + b"\x01\x00\x18\x00"
        + bytes(24)
        + bytes(4)
    )
    run("label", *WAIVED, "a.bmp", "-o", "out", "--sidecar")
    waived, produced = listed(run)
    assert (waived["kind"], produced["kind"]) == ("waived", "production")
    assert member(waived, "produce_id") == member(produced, "produce_id")
    assert member(waived, "digest") == member(produced, "digest")


def test_a_command_killed_leaves_no_waived_work_without_its_record(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "many").mkdir()
    for number in range(300):
        (tmp_path / "many" / f"{number:03}.png").write_bytes(png.plain())
    words = [sys.executable, "-m", "hegui", "label", *WAIVED, "many", "-o", "out"]
    process = subprocess.Popen(
        words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while len(list((tmp_path / "out").glob("*.png"))) < 7 and process.poll() is None:
        time.sleep(0.005)
    process.kill()
    assert process.wait() == -9
    handed_out = sorted((tmp_path / "out").glob("*.png"))
    assert 7 <= len(handed_out) < 300
    for path in handed_out:
        (site,) = hegui.read(path).sites
        assert site.parsed is not None
        (entry,) = listed(run, "--kind", "waived", "--id", site.parsed.label.produce_id)
        assert entry["has_personal"] is True
    assert "as it was signed" in run("records", "verify").stdout


def test_what_cannot_be_recorded_is_a_failure_of_each_file(run: Run, tmp_path: Path) -> None:
    run("check", "a.png")
    (tmp_path / "ledger.db.key").unlink()
    load_or_make_key(str(tmp_path / "ledger.db.key"), "example.com/ledger")
    done = run("check", "a.png", "b.png", "--json", status=2)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["file"], one["outcome"]) for one in said] == [
        ("a.png", "error"),
        ("b.png", "error"),
    ]
    assert len(listed(run)) == 1


def test_standard_input_is_recorded_too(run: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hegui", "label", "--implicit-only", "-"]
    done = subprocess.run(
        command, cwd=tmp_path, input=png.plain(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (entry,) = listed(run)
    (tmp_path / "out.png").write_bytes(done.stdout)
    whole = subprocess.run(
        ["sha256sum", "out.png"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert member(entry, "digest") == "sha256:" + whole.stdout.split()[0]


def test_complaints_appeals_and_their_outcome(run: Run) -> None:
    run("records", "complain", "--subject", "no label", status=2)
    words = ("records", "complain", "--subject", "no label", "--id", "n-1", "--key", "form 7")
    more = ("--contact", "a@example.com", "--text", "-")
    assert "recorded at 0" in run(*words, *more, typed="看不到标识\n".encode()).stdout
    assert (
        json.loads(run(*words, *more, "--json", typed="看不到标识".encode()).stdout)["repeated"]
        is True
    )
    run("records", "appeal", "7", status=2)
    run("records", "appeal", "0", "--text", "I see one")
    run("records", "resolve", "1", "--outcome", "rejected")
    run("records", "resolve", "2", "--outcome", "rejected", status=2)
    run("records", "declare", "--says", "generated", "--digest", "sha256:" + "0" * 64)
    assert [one["kind"] for one in listed(run, "--about", "0")] == ["appeal"]
    shown = json.loads(run("records", "show", "0", "--personal", "--json").stdout)
    assert shown["personal"] == {"contact": "a@example.com", "text": "看不到标识"}
    run("records", "show", "99", status=1)


def test_proofs_for_who_has_nothing_but_the_key(run: Run, tmp_path: Path) -> None:
    run("label", "--implicit-only", "a.png", "-o", "out")
    run("records", "checkpoint", "-o", "early")
    run("label", "--implicit-only", "b.png", "c.png", "-o", "out")
    run("records", "checkpoint", "--public-key", "-o", "key")
    run("records", "proof", "1", "-o", "one")
    run("records", "proof", "--since", "early", "-o", "growth")
    run("records", "verify", "--checkpoint", "early", "--public-key", "key")
    (tmp_path / "ledger.db").unlink()
    done = run("records", "verify", "one", "growth", "--public-key", "key", "--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["outcome"], first["position"], second["outcome"]) == ("proved", 1, "proved")
    run("records", "verify", "one", status=2)
    changed = (tmp_path / "one").read_text().replace("index 1", "index 2")
    (tmp_path / "two").write_text(changed)
    assert (
        "does not lead" in run("records", "verify", "two", "--public-key", "key", status=1).stdout
    )
    (tmp_path / "three").write_text("{}")
    run("records", "verify", "three", "--public-key", "key", status=3)


def test_a_changed_ledger_is_a_finding(run: Run, tmp_path: Path) -> None:
    run("label", "--implicit-only", "a.png", "b.png", "-o", "out")
    assert "as it was signed" in run("records", "verify").stdout
    with sqlite3.connect(tmp_path / "ledger.db") as database:
        database.execute("DELETE FROM ledger_entries WHERE position = 1")
    database.close()
    done = run("records", "verify", "--json", status=1)
    found = json.loads(done.stdout)
    assert {one["position"] for one in found["findings"]} == {1}
    assert found["intact"] is False


def test_keeping_and_forgetting(run: Run) -> None:
    run("label", *WAIVED, "a.png", "-o", "out")
    run("records", "complain", "--subject", "other", "--id", "n", "--contact", "me")
    assert "art. 9" in run("records", "retain", "--months", "5", status=2).stderr
    assert "0 records" in run("records", "retain", "--months", "6").stdout
    assert "art. 9" in run("records", "erase", "0", "--reason", "asked", status=2).stderr
    run("records", "erase", "2", "--reason", "asked")
    assert "before" in run("records", "erase", "2", "--reason", "asked").stdout
    run("records", "erase", "1", "--reason", "asked", status=2)
    assert "as it was signed" in run("records", "verify").stdout


def test_the_log_as_tiles(run: Run, tmp_path: Path) -> None:
    run("label", "--implicit-only", "a.png", "b.png", "c.png", "-o", "out")
    done = json.loads(run("records", "export", "tiles", "--json").stdout)
    assert (done["size"], done["minimum"], done["written"]) == (3, 0, 2)
    assert json.loads(run("records", "export", "tiles", "--json").stdout)["written"] == 0
    note = run("records", "checkpoint").stdout
    assert (tmp_path / "tiles" / "checkpoint").read_text() == note
    assert note.startswith("example.com/ledger\n3\n")


@pytest.fixture
def modules(tmp_path: Path) -> Callable[..., set[str]]:
    """What a command loads."""
    code = (
        "import sys; from hegui.cli import main; status = main(sys.argv[1:]); "
        "print(*sys.modules, sep='\\n', file=sys.stderr); raise SystemExit(status)"
    )

    def loaded(*words: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return {name.split(".")[0] for name in done.stderr.splitlines()}

    return loaded


def test_without_a_ledger_nothing_of_it_is_loaded(
    run: Run, modules: Callable[..., set[str]], tmp_path: Path
) -> None:
    (tmp_path / "hegui.toml").write_text(f'[identity]\nproducer = "{PRODUCER}"\n')
    loaded = modules("label", "--implicit-only", "a.png", "-o", "out")
    assert not loaded & {"sqlalchemy", "alembic", "sqlite3", "psycopg", "ctypes"}
    loaded = modules("check", "a.png")
    assert not loaded & {"sqlalchemy", "alembic", "sqlite3", "psycopg"}


def test_a_proof_is_verified_without_a_database(run: Run, modules: Callable[..., set[str]]) -> None:
    run("label", "--implicit-only", "a.png", "-o", "out")
    run("records", "checkpoint", "--public-key", "-o", "key")
    run("records", "proof", "0", "-o", "one")
    loaded = modules("records", "verify", "one", "--public-key", "key")
    assert not loaded & {"sqlalchemy", "alembic", "sqlite3", "psycopg"}


def test_from_python(tmp_path: Path) -> None:
    with hegui.open_ledger(tmp_path / "l.db") as ledger:
        assert isinstance(ledger, Ledger)
        result = hegui.label(
            png.plain(),
            producer=PRODUCER,
            implicit_only=True,
            because="waived",
            recipient="Wang Fang",
            agreement="C-12",
            ledger=ledger,
        )
        ledger.append(production_record(result, PRODUCER, "waived"))
        found = [ledger.get(at, personal=True) for at in range(2)]
    assert found[0] is not None
    assert found[1] is not None
    assert isinstance(found[0].record, WaiverRecord)
    assert found[0].record.recipient == "Wang Fang"
    assert isinstance(found[1].record, ProductionRecord)
    assert found[1].record.digest == found[0].record.digest
