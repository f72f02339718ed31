"""The command line: what each verb does, says, and exits with."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER, xmp_with

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command in an empty directory; its status, output and error output."""
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        try:
            status = main(words)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capfd.readouterr()

    return command


def picture(path: Path, data: bytes | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png.plain() if data is None else data)
    return path


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_label_and_read_a_directory_that_keeps_its_structure(run: Run, tmp_path: Path) -> None:
    for name in ("in/a.png", "in/deep/b.png", "in/.hidden.png", "in/c.png.1a2b.hegui-tmp"):
        picture(tmp_path / name)
    status, out, err = run("label", "--implicit-only", "in", "-o", "out", "--producer", PRODUCER)
    assert status == 0
    assert "out/a.png" in out
    assert "no explicit label is written" in err
    assert "labelled, 0 not" in err
    found = [str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")]
    assert sorted(found) == ["a.png", "deep/b.png"]
    status, out, _ = run("read", "--json", "out")
    assert status == 0
    sites = [record["sites"] for record in records(out)]
    assert len(sites) == 2
    assert run("read", "in")[0] == 1


def test_one_failure_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "in/a.png", png.plain()[:40])
    picture(tmp_path / "in/b.png")
    picture(tmp_path / "in/c.txt", b"words")
    status, out, err = run(
        "label", "--implicit-only", "in", "-o", "out", "--producer", PRODUCER, "--json"
    )
    assert status == 3
    assert err == ""
    kinds = [(one["outcome"], one.get("error", {}).get("kind")) for one in records(out)]  # type: ignore[attr-defined]
    assert kinds == [("error", "BrokenFile"), ("labelled", None), ("error", "PlainText")]
    assert os.listdir(tmp_path / "out") == ["b.png"]


def test_two_inputs_of_one_name_do_not_become_one_result(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a/x.png")
    picture(tmp_path / "b/x.png")
    words = ("a/x.png", "b/x.png", "-o", "out", "--overwrite", "--producer", PRODUCER)
    status, out, err = run("label", "--implicit-only", *words)
    assert status == 3
    assert out.count("→") == 1
    assert "another file of the same name" in err


def test_a_file_that_is_reached_twice_is_labelled_once(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a/x.png")
    (tmp_path / "a/link.png").symlink_to("x.png")
    words = ("a", "a/x.png", str(tmp_path / "a/x.png"), "a/*.png", "--producer", PRODUCER)
    for where in (("-o", "out"), ("--in-place",)):
        status, out, err = run("label", "--implicit-only", *words, *where)
        assert (status, out.count("→")) == (0, 2), err


def test_results_within_the_input_are_not_labelled_again(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "in/x.png")
    words = (
        "label",
        "--implicit-only",
        "in",
        "-o",
        "in/out",
        "--overwrite",
        "--producer",
        PRODUCER,
        "--json",
    )
    for _ in range(2):
        status, out, _ = run(*words)
        assert status == 0
        assert len(records(out)) == 1


def test_in_place_id_and_overwrite(run: Run, tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    base = ("label", "--implicit-only", "a.png", "--producer", PRODUCER, "--implicit-only")
    status, _, err = run(*base, "--in-place", "--id", "n-1")
    assert status == 0
    (site,) = hegui.read(path).sites
    assert site.parsed is not None
    assert site.parsed.label.produce_id == "n-1"
    assert run(*base, "-o", "out")[0] == 0
    status, _, err = run(*base, "-o", "out")
    assert status == 3
    assert "exists already" in err
    assert run(*base, "-o", "out", "--overwrite")[0] == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("label", "--implicit-only", "a.png", "--producer", PRODUCER), "-o DIR"),
        (("label", "--implicit-only", "a.png", "a.png", "--id", "1", "-o", "out"), "--id"),
        (
            ("label", "--implicit-only", "a.png", "-", "-o", "out", "--producer", PRODUCER),
            "standard input",
        ),
        (("label", "--implicit-only", "a.png", "-o", "out"), "who labels"),
        (("label", "--implicit-only", "a.png", "-o", "out", "--in-place"), "not allowed with"),
        (
            ("label", "--implicit-only", "s3://bucket/a.png", "-o", "o", "--producer", PRODUCER),
            "remote addresses",
        ),
        (("label", "--implicit-only", "a.png", "--prod", PRODUCER, "-o", "out"), "unrecognized"),
        (("erase", "a.png"), "invalid choice"),
        ((), "required"),
    ],
)
def test_wrong_use_is_status_2(
    words: tuple[str, ...], reason: str, run: Run, tmp_path: Path
) -> None:
    picture(tmp_path / "a.png")
    status, _, err = run(*words)
    assert status == 2
    assert reason in err
    assert (tmp_path / "a.png").read_bytes() == png.plain()


@pytest.mark.parametrize("name", ["missing.png", "no*.png"])
def test_a_file_that_is_not_there_is_status_3(name: str, run: Run) -> None:
    status, _, err = run("read", name)
    assert status == 3
    assert name in err


def test_what_cannot_be_found_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", png.xmp(xmp_with(BARE)))
    status, out, err = run("read", "no*.png", "s3://bucket/b.png", "missing.png", "a.png")
    assert status == 3
    assert err.count("\n") == 3
    assert "one label" in out


def test_an_unreadable_label_is_not_one_that_was_found(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", png.png(png.text(b"AIGC", b"{")))
    status, out, _ = run("read", "a.png")
    assert status == 1
    assert "no label that can be read" in out


def test_output_that_is_a_file_is_wrong_use(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    picture(tmp_path / "b.png")
    status, _, err = run("label", "--implicit-only", "a.png", "-o", "b.png", "--producer", PRODUCER)
    assert status == 2
    assert err.count("b.png") == 1


def test_what_was_not_seen_is_said_with_the_label(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", png.png(png.chunk(b"eXIf", b"no TIFF header")))
    status, out, _ = run(
        "label", "--implicit-only", "a.png", "-o", "out", "--producer", PRODUCER, "--json"
    )
    assert status == 0
    assert isinstance(records(out)[0]["could_not_look"], list)


def test_patterns_are_expanded_where_the_shell_did_not(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    picture(tmp_path / "b.png")
    assert len(records(run("read", "--json", "*.png")[1])) == 2
    picture(tmp_path / "odd[1].png")
    assert len(records(run("read", "--json", "odd[1].png")[1])) == 1


def test_not_found_and_could_not_look_are_different_answers(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "none.png")
    picture(tmp_path / "blind.png", png.png(png.itxt(b"XML:com.adobe.xmp", b"<AIGC")))
    status, out, _ = run("read", "none.png")
    assert status == 1
    assert "does not mean that a person made it" in out
    status, out, _ = run("read", "blind.png")
    assert status == 3
    assert "could not look at chunk iTXt at byte 33" in out


def test_read_says_what_it_tolerated_and_why_it_could_not_read(run: Run, tmp_path: Path) -> None:
    wild = b'{"Label":"AIGC","ContentProducer":"a b","ProduceID":"0","Extra":"\x1b[31m"}'
    picture(tmp_path / "wild.png", png.png(png.text(b"AIGC", wild), png.text(b"AIGC", b"{")))
    status, out, _ = run("read", "wild.png")
    assert status == 0
    assert "[label.word]" in out
    assert "[key.unknown]" in out
    assert "cannot be read" in out
    assert "\x1b" not in out  # a value must not drive the terminal
    sites = records(run("read", "--json", "wild.png")[1])[0]["sites"]
    assert isinstance(sites, list)
    assert sites[0]["label"]["Label"] is None
    assert sites[0]["as_found"][0] == ["Label", "AIGC"]
    assert "problem" in sites[1]


def test_carry(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", png.xmp(xmp_with(BARE)))
    picture(tmp_path / "b.png")
    status, out, _ = run("carry", "a.png", "b.png", "-o", "out")
    assert status == 0
    assert BARE in out
    assert hegui.read(tmp_path / "b.png").sites == ()
    assert run("carry", "a.png", "b.png", "--json")[0] == 0
    assert len(hegui.read(tmp_path / "b.png").sites) == 1
    picture(tmp_path / "c.png")
    status, _, err = run("carry", "c.png", "b.png")
    assert status == 3
    assert "no label to carry" in err


def test_code_make_prints_the_code_of_the_example(run: Run) -> None:
    words = ("--credit-code", "91440300708461136T", "--service", "generation")
    assert run("code", "make", *words, "--extension", "XGW3")[:2] == (
        0,
        "001191440300708461136T1XGW3\n",
    )
    status, out, err = run("code", "make", "--credit-code", "91440300708461136X")
    assert (status, out) == (2, "")
    assert "check character" in err
    status, out, err = run("code", "make", "--credit-code", "91440300708461136X", "--unchecked")
    assert (status, out) == (0, "001191440300708461136X00000\n")
    assert "check character" in err


def test_an_individuals_code_must_be_understood(run: Run) -> None:
    words = ("code", "make", "--individual", "11010519491231002X")
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert "--i-understand" in err
    assert "1949" not in err
    assert run(*words, "--i-understand")[:2] == (0, "002111010519491231002X00000\n")


def test_code_explain(run: Run) -> None:
    status, out, _ = run("code", "explain", PRODUCER, "--json")
    assert status == 0
    (record,) = records(out)
    assert record["findings"] == []
    assert run("code", "explain", "123")[0] == 1


def test_init_is_found_from_below_and_never_replaced_unasked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("init", "--role", "provider", "--credit-code", "91350100M000100Y43")
    status, out, _ = run(*words, "--service-class", "generation")
    assert status == 0
    assert "explicit label is required" in out
    assert run(*words, "--service-class", "other")[0] == 3
    picture(tmp_path / "deep/a.png")
    monkeypatch.chdir(tmp_path / "deep")
    assert run("label", "--implicit-only", "a.png", "--in-place")[0] == 0
    (site,) = hegui.read(tmp_path / "deep/a.png").sites
    assert site.parsed is not None
    assert site.parsed.label.content_producer == "001191350100M000100Y4310000"


def test_init_for_an_overseas_provider_and_for_a_platform(run: Run, tmp_path: Path) -> None:
    words = ("init", "--service-class", "other", "--overwrite", "--role")
    status, _, err = run(*words, "provider", "--producer", 'Ex"ample')
    assert status == 0
    assert "overseas" in err
    assert 'producer = "Ex\\"ample"' in (tmp_path / "hegui.toml").read_text()
    assert run(*words, "platform", "--propagator", PRODUCER)[0] == 0
    text = (tmp_path / "hegui.toml").read_text()
    assert f'propagator = "{PRODUCER}"' in text
    assert "\nproducer" not in text


def test_init_without_a_terminal_asks_for_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("provider\n"))
    status, _, err = run("init")
    assert status == 2
    assert "no terminal" in err


class Terminal(io.StringIO):
    """What somebody types, and then Ctrl-D."""

    def isatty(self) -> bool:
        return True


def test_init_says_why_it_asks_again_and_that_the_input_ended(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("reader\n\nprovider\n"))
    status, _, err = run("init")
    assert status == 2
    assert err.count("reader is none of them") == 1
    assert err.count("Role:") == 3
    assert "the input ended" in err


def test_ctrl_c_while_a_command_is_loaded_ends_it_quietly() -> None:
    code = """
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "hegui.cli.label":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from hegui.cli import main
raise SystemExit(main(["label", "a.png"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize("where", ["before", "after"])
def test_chinese(where: str, run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    words = ["read", "a.png"]
    words[0 if where == "before" else 2 : 0] = ["--lang", "zh"]
    status, out, _ = run(*words)
    assert status == 1
    assert "未找到标识" in out


def test_help_in_both_languages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(verb in out for verb in ("init", "label", "read", "carry", "code"))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    status, out, _ = run("label", "--help")
    assert status == 0
    assert "隐式标识" in out


def hegui_process(*words: str, data: bytes = b"", cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "hegui", *words],
        input=data,
        capture_output=True,
        cwd=cwd,
        check=False,
    )


def test_standard_input_to_standard_output(tmp_path: Path) -> None:
    words = ("label", "--implicit-only", "-", "--producer", PRODUCER)
    labelled = hegui_process(*words, data=png.plain(), cwd=tmp_path)
    assert labelled.returncode == 0
    read = hegui_process("read", "-", "--json", data=labelled.stdout, cwd=tmp_path)
    assert read.returncode == 0
    assert json.loads(read.stdout)["sites"][0]["prescribed"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS allows no such names")
def test_names_that_are_no_utf8_or_hold_newlines(tmp_path: Path) -> None:
    names = [b"\xff\xfe.png", b"new\nline.png", "图 片.png".encode(), b"-dash.png"]
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        (folder / os.fsdecode(name)).write_bytes(png.plain())
    result = hegui_process(
        "label",
        "--implicit-only",
        "in",
        "-o",
        "out",
        "--producer",
        PRODUCER,
        "--json",
        cwd=tmp_path,
    )
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert len(lines) == len(names)
    found = {os.fsencode(json.loads(line)["file"]) for line in lines}
    assert found == {b"in/" + name for name in names}
    plain = hegui_process("read", "out", cwd=tmp_path)
    assert plain.returncode == 0
    assert b"new\\nline.png" in plain.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(300):
        picture(tmp_path / f"in/{number}.png")
    command = f"{sys.executable} -m hegui read in | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert result.returncode == 0
    assert result.stderr == b""


def test_special_files_are_refused_and_never_waited_for(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    os.symlink("nowhere", tmp_path / "dangling.png")
    status, _, err = run("read", "pipe.png", "dangling.png", "/dev/zero")
    assert status == 3
    assert "named pipe" in err
    assert "device" in err
    assert err.count("\n") == 3
