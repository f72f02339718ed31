"""What each verb says of a file that it cannot work on: what its own user can do about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.errors import CannotWrite, InvalidTrust, NoSlot
from hegui.explicit import table
from hegui.files import writing
from hegui.files.target import Target
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER

PLATFORM = "001191440300708461136T2XGW3"
BMP = b"BM" + bytes(60)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    Path("a.bmp").write_bytes(BMP)
    Path("o.png").write_bytes(png.png(png.text(b"AIGC", BARE.encode())))

    def command(*words: str) -> tuple[int, str, str]:
        return main(list(words)), *capfd.readouterr()

    return command


VERBS = {
    "label": ("label", "a.bmp", "-o", "out", "--producer", PRODUCER),
    "carry": ("carry", "o.png", "a.bmp", "-o", "out"),
    "propagate": ("propagate", "a.bmp", "-o", "out", "--propagator", PLATFORM, "--declared"),
    "read": ("read", "a.bmp"),
    "check": ("check", "a.bmp"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_only_label_names_an_option_of_label(run: Run, verb: str) -> None:
    _, out, err = run(*VERBS[verb])
    _, out_zh, err_zh = run(*VERBS[verb], "--lang", "zh")
    said, said_zh = out + err, out_zh + err_zh
    assert "no place for an implicit label" in said
    assert ("--sidecar" in said, "--sidecar" in said_zh) == (verb == "label",) * 2
    advice = {"carry": ("convert the copy", "转换"), "propagate": ("show the notice", "展示提示")}
    if verb in advice:
        english, chinese = advice[verb]
        assert english in said
        assert chinese in said_zh


def test_what_label_says_is_what_can_be_done(run: Run) -> None:
    words = VERBS["label"]
    assert "--implicit-only --sidecar" in run(*words)[2]
    assert "--implicit-only --sidecar" in run(*words, "--sidecar")[2]  # not with an explicit one
    assert run(*words, "--implicit-only", "--sidecar")[0] == 0


def test_a_trust_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    for file in (path, png.plain()):
        with pytest.raises(InvalidTrust):
            hegui.read(file, trust=tmp_path / "nope")
    labelled = png.png(png.text(b"AIGC", BARE.encode()))
    with pytest.raises(InvalidTrust):
        hegui.carry(labelled, png.plain(), trust=tmp_path / "nope")


def test_a_full_disk_names_the_file_that_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    target = tmp_path / "b.png"

    def full(kind: str, source: str, made: str, *more: object, **named: object) -> None:
        raise CannotWrite("cannot be written: {cause}", path=made, cause="No space left on device")

    monkeypatch.setattr(table, "label", full)
    with pytest.raises(CannotWrite) as caught:
        hegui.label(path, producer=PRODUCER, output=target)
    assert caught.value.path == str(target)
    with pytest.raises(CannotWrite) as caught, writing.private_file(Target(str(target))) as made:
        raise OSError(28, "No space left on device", made)
    assert caught.value.path == str(target)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.png"]


def test_the_error_is_still_of_its_own_kind() -> None:
    with pytest.raises(NoSlot) as caught:
        hegui.label(BMP, producer=PRODUCER, implicit_only=True)
    assert "no place for an implicit label" in str(caught.value)
