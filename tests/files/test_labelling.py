"""The same promises through ``hegui.label``: files that people have, named as they name them."""

from __future__ import annotations

import os
import random
import signal
import stat
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

import hegui
from hegui.errors import CannotRead, CannotWrite, HeguiError
from tests.builders.labels import PRODUCER
from tests.builders.png import chunk, plain, png
from tests.files.child import KilledError, become_nobody, finish, in_child, mount_small, needs_linux
from tests.files.child import start as start_child
from tests.files.states import leftovers, names
from tests.oracles import pixels

# Over the size up to which a file is held in memory: its parts are copied in the kernel.
LARGE = png(chunk(b"vpAg", random.Random(6).randbytes(1_500_000)))
SIZES = pytest.mark.parametrize("content", [plain(), LARGE], ids=["small", "large"])


def label(file: str | bytes, number: str = "1", **how: object) -> hegui.Labelled:
    """Labels as the example producer; ``how`` as ``hegui.label`` takes it."""
    how |= {"producer": PRODUCER, "produce_id": number, "implicit_only": True}
    return hegui.label(file, **how)  # type: ignore[arg-type]


def numbers(file: str | Path | bytes) -> list[str]:
    """The content number of every label in a file."""
    reading = hegui.read(file)
    assert not reading.blind
    return [site.parsed.label.produce_id for site in reading.sites if site.parsed]


@pytest.fixture
def picture(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "picture.png"
    path.write_bytes(plain())
    yield path
    assert not leftovers(tmp_path)


@SIZES
def test_from_a_path_in_place_and_from_bytes_the_same_file_results(
    picture: Path, content: bytes
) -> None:
    picture.write_bytes(content)
    result = label(content).data
    assert result is not None
    label(str(picture), output=str(picture.parent / "new.png"))
    label(str(picture), in_place=True)
    assert picture.read_bytes() == (picture.parent / "new.png").read_bytes() == result
    assert numbers(picture) == numbers(result) == ["1"]
    assert pixels(result) == pixels(content)


@SIZES
def test_mode_and_times_stay(picture: Path, content: bytes) -> None:
    picture.write_bytes(content)
    picture.chmod(0o640)
    os.utime(picture, ns=(10**18 + 1, 10**18 + 2))
    label(str(picture), in_place=True)
    status = picture.stat()
    assert (status.st_atime_ns, status.st_mtime_ns) == (10**18 + 1, 10**18 + 2)
    assert stat.S_IMODE(status.st_mode) == 0o640


def test_through_a_link_the_file_is_labelled_and_the_link_stays(picture: Path) -> None:
    link = picture.parent / "link.png"
    link.symlink_to("picture.png")
    label(str(link), in_place=True)
    assert link.is_symlink()
    assert numbers(picture) == ["1"]


def test_an_output_that_exists_is_kept_unless_asked(picture: Path) -> None:
    other = picture.parent / "other.png"
    other.write_bytes(b"somebody's")
    with pytest.raises(CannotWrite, match="exists already"):
        label(str(picture), output=str(other))
    assert other.read_bytes() == b"somebody's"
    label(str(picture), output=str(other), overwrite=True)
    assert numbers(other) == ["1"]
    assert picture.read_bytes() == plain()


@pytest.mark.parametrize("name", [b"two\nlines.png", b"caf\xe9.png", "图".encode() * 83 + b".png"])
def test_odd_names(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(str(tmp_path), os.fsdecode(name))
    try:
        Path(path).write_bytes(plain())
    except OSError:
        pytest.skip("this file system holds no such names")
    label(path, in_place=True)
    assert numbers(path) == ["1"]
    assert os.listdir(os.fsencode(tmp_path)) == [name]


@pytest.mark.parametrize("name", ["missing.png", ".", "a\0b.png", "x" * 300])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    path = os.path.join(str(tmp_path), name)
    with pytest.raises(CannotRead):
        hegui.read(path)
    with pytest.raises(CannotRead):
        label(path, output=str(tmp_path / "new.png"))
    assert names(tmp_path) == []


def test_no_right_to_write(picture: Path) -> None:
    picture.chmod(0o644)
    picture.parent.chmod(0o555)

    def work() -> list[str]:
        os.chdir(picture.parent)  # the directories above are closed to others
        become_nobody()
        reasons = []
        for output in (None, "new.png"):
            with pytest.raises(CannotWrite) as caught:
                label("picture.png", in_place=output is None, output=output)
            reasons.append(caught.value.reason)
        return reasons

    try:
        assert in_child(work) == ["cannot be written: Permission denied"] * 2
    finally:
        picture.parent.chmod(0o755)
    assert picture.read_bytes() == plain()
    assert names(picture.parent) == ["picture.png"]


@needs_linux
@pytest.mark.parametrize("output", [None, "new.png"])
def test_a_full_disk(tmp_path: Path, output: str | None) -> None:
    def work() -> str:
        mount_small(tmp_path, "2500k")
        os.chdir(tmp_path)
        Path("large.png").write_bytes(LARGE)
        with pytest.raises(CannotWrite) as caught:
            label("large.png", in_place=output is None, output=output)
        assert names(tmp_path) == ["large.png"]
        assert Path("large.png").read_bytes() == LARGE
        return caught.value.reason

    assert in_child(work) == "cannot be written: No space left on device"


@SIZES
def test_killed_at_any_moment(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    label(str(path), "000001", in_place=True)
    moments = random.Random(len(content))

    def work() -> None:
        for number in count(2):
            label(str(path), f"{number:06}", in_place=True)

    for _ in range(15):
        child = start_child(work)
        time.sleep(moments.uniform(0.002, 0.03))
        os.kill(child[0], signal.SIGKILL)
        with pytest.raises(KilledError):
            finish(child)
        (number,) = numbers(path)
        # The file is exactly what labelling the original with this number gives.
        assert path.read_bytes() == label(content, number).data
        assert len(names(tmp_path)) == len(leftovers(tmp_path)) + 1


def test_of_two_who_label_into_one_output_one_wins(picture: Path) -> None:
    for again in range(8):
        new = picture.parent / f"new{again}.png"

        def work(number: str, new: Path = new) -> str:
            try:
                label(str(picture), number, output=str(new))
            except HeguiError as error:
                return f"{error.kind}: {error.reason}"
            return number

        one = start_child(lambda: work("1"))
        other = start_child(lambda: work("2"))
        answers = [finish(one), finish(other)]
        (winner,) = (answer for answer in answers if answer in ("1", "2"))
        assert set(answers) == {
            winner,
            "CannotWrite: exists already; it is replaced only when you ask for that",
        }
        assert numbers(new) == [winner]


def test_leftovers_of_a_killed_process_are_no_inputs(picture: Path) -> None:
    from hegui.cli.inputs import inputs

    leftover = picture.parent / ".picture.png.0123456789ab.hegui-tmp"
    leftover.write_bytes(b"half a fi")
    try:
        assert [found.path for found in inputs([str(picture.parent)])] == [str(picture)]
        label(str(picture), in_place=True)
        assert leftover.read_bytes() == b"half a fi"  # it may be another process at work
    finally:
        leftover.unlink()
