"""``hegui batch``: what it says, what it exits with, and what it leaves where."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hegui.batch.rows import Fault, Row
from hegui.cli import main
from hegui.cli.batch_progress import Progress
from hegui.cli.output import Output
from tests.batch.trees import PRODUCER, job, tree
from tests.builders import png

Run = Callable[..., tuple[int, str, str]]
LABEL = ("label", "in", "out", "--implicit-only", "--producer", PRODUCER)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    tree(tmp_path / "in", 6)

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(("batch", *words))
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capfd.readouterr()

    return command


def test_a_batch_and_the_same_again(run: Run) -> None:
    status, out, _ = run(*LABEL)

    assert status == 0
    assert out.startswith("6 done, 0 failed, 0 done before")
    assert Path("out/.hegui-batch/report.html").exists()
    assert run(*LABEL)[1].startswith("0 done, 0 failed, 6 done before")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_holds_for_every_file_is_said_once(run: Run, lang: str) -> None:
    words = (*LABEL[:-1], "studio.example", "--lang", lang)
    said = {"en": "studio.example is a name", "zh": "的值 studio.example 是名称"}[lang]

    assert run(*words)[2].count(said) == 1
    status, out, err = run(*words, "--json")

    assert (status, err) == (0, "")
    assert sum(said in str(notice) for notice in json.loads(out)["notices"]) == 1


def test_in_chinese(run: Run) -> None:
    status, out, _ = run(*LABEL, "--lang", "zh")

    assert status == 0
    assert out.startswith("完成6个，失败0个，此前已完成0个")
    page = Path("out/.hegui-batch/report.html").read_text("utf-8")
    assert 'data-lang="zh"' in page


def test_as_json(run: Run) -> None:
    Path("in/cut.png").write_bytes(png.plain()[:40])

    status, out, err = run(*LABEL, "--json", "--parquet")

    assert status == 3
    assert err == ""
    said = json.loads(out)
    assert (said["written"], said["errors"], said["kept"]) == (7, 1, 0)
    assert said["summary"]["errors"] == {"BrokenFile": 1}
    assert all(Path(name).exists() for name in said["files"])
    assert [Path(name).name for name in said["files"]] == [
        "manifest.jsonl",
        "report.html",
        "manifest.parquet",
    ]


def test_a_dry_run_leaves_nothing(run: Run) -> None:
    Path("out").mkdir()
    Path("out/00").mkdir()
    Path("out/00/0000.png").write_bytes(b"somebody's")

    status, out, _ = run(*LABEL, "--dry-run", "--json")

    assert status == 0
    plan = json.loads(out)["dry_run"]
    assert (plan["files"], plan["fresh"], plan["again"], plan["taken"]) == (6, 6, 0, 1)
    assert [path.name for path in Path("out").rglob("*")] == ["00", "0000.png"]


def test_a_dry_run_of_what_is_done(run: Run) -> None:
    run(*LABEL)
    (Path("in") / "new.png").write_bytes(png.plain())

    plan = json.loads(run(*LABEL, "--dry-run", "--json")[1])["dry_run"]

    assert (plan["fresh"], plan["again"], plan["examples"]) == (1, 6, ["new.png"])


def test_the_same_batch_id_gives_the_same_numbers(run: Run) -> None:
    number = "00112233445566778899aabbccddeeff"
    for target in ("one", "two"):
        assert run("label", "in", target, *LABEL[3:], "--batch-id", number)[0] == 0
    files = [path.relative_to("one") for path in Path("one").rglob("0*.*")]

    assert len(files) == 6
    assert run("label", "in", "three", *LABEL[3:], "--batch-id", number.upper())[0] == 0
    assert all(
        (Path("three") / one).read_bytes() == (Path("two") / one).read_bytes() for one in files
    )
    assert all(
        (Path("one") / one).read_bytes() == (Path("two") / one).read_bytes() for one in files
    )


def test_verdicts_that_fail(run: Run) -> None:
    run(*LABEL)

    assert run("check", "out", "verdicts")[0] == 0
    assert run("check", "out", "verdicts", "--fail-on", "is")[0] == 1
    assert Path("verdicts/manifest.jsonl").exists()


def test_files_that_could_not_be_read_are_told_with_the_status(run: Run) -> None:
    Path("in/cut.png").write_bytes(png.plain()[:10])

    for words in (("check", "in", "verdicts"), ("check", "in", "verdicts")):  # and the second time
        status, out, _ = run(*words)

        assert status == 3
        assert "1 of all files could not be read" in out


def test_a_verdict_that_is_none_is_told_before_anything_is_done(run: Run) -> None:
    status, out, _ = run("check", "in", "verdicts", "--json", "--fail-on", "zz")

    assert status == 2
    assert json.loads(out)["error"]["kind"] == "UsageError"
    assert not Path("verdicts").exists()


def test_choices_are_words(run: Run) -> None:
    for words in (("--corner", "x"), ("--because", "x"), ("--digest", "x")):
        _, _, err = run(*LABEL, *words, "--lang", "zh")
        assert "<" not in err.splitlines()[-1]


def test_a_bad_file_that_was_taken_away_is_no_fault_any_more(run: Run) -> None:
    Path("in/empty.png").write_bytes(b"")
    assert run(*LABEL)[0] == 3
    Path("in/empty.png").unlink()

    status, out, _ = run(*LABEL)

    assert status == 0
    assert "of files no longer in the source, and not counted: 1 rows" in out
    assert json.loads(run(*LABEL, "--json")[1])["summary"]["gone"] == 1
    page = Path("out/.hegui-batch/report.html").read_text("utf-8")
    assert "6 files, none failed" in page
    assert "rows of files no longer in the source" in page


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_source_without_a_file_is_no_success(run: Run, more: tuple[str, ...]) -> None:
    Path("empty").mkdir()
    Path("empty/.hidden").write_bytes(b"x")

    status, out, err = run("label", "empty", "out", *LABEL[3:], *more)

    assert (status, out) == (3, "")
    assert "empty: holds no file that is looked at" in err
    assert not Path("out/.hegui-batch").exists()


def test_an_audit_that_fails(run: Run) -> None:
    assert run("audit", "in", "audit")[0] == 1  # nothing in it is labelled


def test_an_audit_that_is_resumed_says_of_which_day_it_is(run: Run) -> None:
    words = ("audit", "in", "audit")
    first = run(*words, "--on", "2025-09-30")
    assert "judged as of 2025-09-30" in first[1]
    assert "not as of today" not in first[2]

    _, out, err = run(*words)

    assert out.startswith("0 done, 0 failed, 6 done before")
    assert "judged as of 2025-09-30" in out
    assert "judged as of 2025-09-30, the day of the manifest that is resumed" in err
    assert "按 2025-09-30 判断，即所续清单的日期，而非今天" in run(*words, "--lang", "zh")[2]
    said = json.loads(run(*words, "--json")[1])
    assert said["on"] == "2025-09-30"
    assert "not as of today" in said["notices"][0]
    assert "2025-09-30" in Path("audit/report.html").read_text("utf-8")
    assert run("audit", "in", "today")[2] == ""


def test_uploads_handed_on(run: Run) -> None:
    run(*LABEL)

    status, _, _ = run("propagate", "out", "published", "--propagator", "platform.example")

    assert status == 0
    assert len(list(Path("published").rglob("0*.*"))) == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("label", "in", "in"), "name another target"),
        (("label", "nowhere", "out"), "is no folder"),
        ((*LABEL, "--batch-id", "xyz"), "32 hexadecimal digits"),
        ((*LABEL, "--memory-limit", "much"), "no number of bytes"),
        ((*LABEL, "--memory-limit", "1T"), "no number of bytes"),
        ((*LABEL, "--processes", "0"), "no whole number from 1 to 1024"),
        ((*LABEL, "--processes", "5000000"), "no whole number from 1 to 1024"),
        ((*LABEL, "--tries", "0"), "no whole number from 1"),
        ((*LABEL, "--rate", "nan"), "nan is no positive number"),
        ((*LABEL, "--rate=-1"), "-1 is no positive number"),
        ((*LABEL, "--time-limit", "nan"), "nan is no positive number"),
        ((*LABEL, "--time-limit", "inf"), "inf is no positive number"),
        (("check", "in", "out", "--fail-on", "zz"), "no verdict is called zz"),
        ((*LABEL, "--digest", "x", "--lang", "zh"), "content"),
        ((*LABEL, "--engine", "dask"), "needs --scheduler"),
        ((*LABEL, "--scheduler", "tcp://x"), "is for --engine dask"),
        ((*LABEL, "--manifest", "m.csv"), "ends in .jsonl"),
        (("label", "in", "out", "--implicit-only"), "who labels?"),
        (("label", "nonsense://in", *LABEL[2:]), "cannot be used"),
        (("label", "in", "nonsense://", *LABEL[3:]), "names no place"),
        (("label", "in", "s3://", *LABEL[3:]), "names no place"),
        (("check", "s3://", "out"), "names no place"),
        (("check", "file://", "out"), "names no place"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_use(run: Run, words: tuple[str, ...], said: str) -> None:
    status, _, err = run(*words)

    assert status == 2
    assert said in err
    assert "Traceback" not in err
    assert [path.name for path in Path().iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("label", "in", "nonsense://out", *LABEL[3:]), 2),
        (("label", "in", "memory://nowhere", *LABEL[3:]), 2),
        (("label", "in", "local://published", "--implicit-only"), 2),
        (("label", "in", "new/er", "--implicit-only"), 2),
        (("propagate", "in", "new/er"), 2),
        (("label", "zip://::nope.zip", "new/er", *LABEL[3:]), 2),
        (("label", "local:///no/such/folder", "new", *LABEL[3:]), 3),
        (("label", "in", "new", *LABEL[3:], "--manifest", "in/00/0000.jsonl"), 2),
    ],
    ids=[
        "an address that cannot be used",
        "memory of one process",
        "options at fault",
        "options at fault, and folders to be made",
        "nobody who propagates",
        "an archive that is not there",
        "a remote folder that is not there",
        "a manifest that is none",
    ],
)
def test_a_batch_that_came_to_nothing_leaves_nothing(
    run: Run, words: tuple[str, ...], status: int
) -> None:
    Path("published").mkdir()
    Path("in/00/0000.jsonl").write_text("{}\n")

    assert run(*words)[0] == status
    assert sorted(path.name for path in Path().rglob("*") if "in" not in path.parts) == [
        "published"
    ]


def test_a_remote_folder_that_is_not_there_is_made(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("label", "in", f"local://{tmp_path}/new/er", *LABEL[3:])

    assert status == 0, out
    assert len(list(Path("new/er").rglob("0*.*"))) == 6


def test_what_cannot_be_read_is_named_by_its_address(run: Run) -> None:
    status, _, err = run("check", "local:///no/such/folder", "out")

    assert status == 3
    assert "local:///no/such/folder: cannot be read" in err


def test_ctrl_c_says_where_it_stopped_and_that_the_same_command_goes_on(tmp_path: Path) -> None:
    tree(tmp_path / "in", 60)
    command = [sys.executable, "-m", "hegui", "batch", *LABEL]
    manifest = tmp_path / "out/.hegui-batch/manifest.jsonl"
    process = subprocess.Popen(
        [*command, "--rate", "20"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background has them ignore it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while not manifest.exists() or b'"labelled"' not in manifest.read_bytes():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    rows = manifest.read_bytes().count(b'"labelled"')

    assert process.returncode == 130
    assert err.endswith(
        f"hegui: stopped: {rows} files are done, as {manifest} says; the same command goes on "
        "from there\n"
    )
    done = subprocess.run([*command, "--json"], cwd=tmp_path, capture_output=True, check=False)
    said = json.loads(done.stdout)
    assert (said["written"], said["kept"], said["errors"]) == (60 - rows, rows, 0)


def test_a_manifest_of_other_options_is_refused(run: Run) -> None:
    run(*LABEL)

    status, _, err = run(*LABEL[:-1], "another-producer")

    assert status == 2
    assert "other options" in err


def test_a_progress_line_says_rate_errors_and_time_left(tmp_path: Path) -> None:
    shown = Progress(job(tmp_path, "out"), Output("en", as_json=False), quiet=True)
    shown._total = 100
    shown.line(0.0)
    shown.rows([Row("a", "labelled")] * 8 + [Row("b", "error", error=Fault("BrokenFile", "x"))] * 2)
    shown.kept(10)

    assert shown.line(2.0) == "20 files, 10 a second; 2 failed (BrokenFile 2); of 100, 0:08 left"
    chinese = Progress(job(tmp_path, "out"), Output("zh", as_json=False), quiet=True)
    chinese.line(0.0)
    assert "个" in chinese.line(1.0)
