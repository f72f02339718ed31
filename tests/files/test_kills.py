"""Death and Ctrl-C at any moment: the old file or the new one, whole."""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

import pytest

from hegui.cli.inputs import inputs
from hegui.files import source as files_source
from hegui.files.source import Source, open_source
from hegui.files.target import TEMPORARY_SUFFIX, Target
from hegui.files.writing import write_edited
from tests.files.child import (
    CREATE,
    LINK,
    RENAME,
    UNLINK,
    KilledError,
    die_at,
    finish,
    in_child,
    needs_seccomp,
    start,
)
from tests.files.states import advance, leftovers, names, number_of, state

KILLS = 30
BIG = 600  # blocks, 300 kB: some kills shall come while the content is copied
HELD = pytest.mark.parametrize("whole_up_to", [0, 1_000_000], ids=["descriptor", "memory"])


@pytest.fixture(params=["disk", "memory"])
def directory(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """On a disk a kill comes mostly while it is synced; in memory at any other moment."""
    if request.param == "disk":
        yield tmp_path
        return
    if not os.access("/dev/shm", os.W_OK):
        pytest.skip("no file system in memory")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
        yield Path(memory)


@HELD
def test_killed_at_any_moment(directory: Path, whole_up_to: int) -> None:
    file = directory / "file"
    file.write_bytes(state(1, BIG))
    moments = random.Random(whole_up_to)

    def work() -> None:
        while True:
            advance(str(file), blocks=BIG, whole_up_to=whole_up_to)

    reached = 1
    for _ in range(KILLS):
        child = start(work)
        time.sleep(moments.uniform(0.001, 0.015))
        os.kill(child[0], signal.SIGKILL)
        with pytest.raises(KilledError):
            finish(child)
        number = number_of(file.read_bytes(), BIG)
        assert number is not None, "neither the old nor the new file"
        assert number >= reached, "a newer file was lost"
        reached = number
        assert len(names(directory)) == len(leftovers(directory)) + 1
    assert len(leftovers(directory)) <= KILLS
    # What was left behind stands in nobody's way, and no walk takes it for a file.
    assert advance(str(file), blocks=BIG) == reached + 1
    (directory / ("visible" + TEMPORARY_SUFFIX)).touch()
    assert [found.path for found in inputs([str(directory)])] == [str(file)]


@needs_seccomp
@HELD
@pytest.mark.parametrize(
    "calls", [CREATE, ("writev",), ("fchmod",), ("utimensat",), ("fsync",), RENAME]
)
def test_killed_at_this_call_in_place(
    tmp_path: Path, whole_up_to: int, calls: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_bytes(state(1))

    def work() -> None:
        die_at(calls)
        advance(str(file), whole_up_to=whole_up_to)

    with pytest.raises(KilledError):
        in_child(work)
    assert file.read_bytes() == state(1)
    assert len(leftovers(tmp_path)) == (calls != CREATE)
    assert len(names(tmp_path)) == len(leftovers(tmp_path)) + 1


@needs_seccomp
@pytest.mark.parametrize("calls", [CREATE, ("writev",), ("fsync",), LINK, UNLINK])
def test_killed_at_this_call_of_a_new_file(tmp_path: Path, calls: tuple[str, ...]) -> None:
    file, new = tmp_path / "file", tmp_path / "new"
    file.write_bytes(state(1))

    def work() -> None:
        die_at(calls)
        advance(str(file), Target(str(new)))

    with pytest.raises(KilledError):
        in_child(work)
    assert file.read_bytes() == state(1)
    assert len(leftovers(tmp_path)) == (calls != CREATE)
    if calls == UNLINK:  # it has its name already, and the temporary one still
        assert new.read_bytes() == state(2)
    else:
        assert not new.exists()


class CtrlC:
    """Raises KeyboardInterrupt before one bytecode instruction of hegui.files, by its number."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.passed = 0

    def __enter__(self) -> None:
        sys.settrace(self._enter_frame)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter_frame(self, frame: FrameType, _event: str, _: object) -> CtrlC | None:
        if not frame.f_code.co_filename.startswith(os.path.dirname(files_source.__file__)):
            return None
        frame.f_trace_opcodes = True
        return self

    def __call__(self, _frame: FrameType, event: str, _: object) -> CtrlC:
        if event == "opcode":
            self.passed += 1
            if self.passed == self.at:
                raise KeyboardInterrupt
        return self


@pytest.mark.parametrize("in_place", [True, False], ids=["in place", "new"])
def test_interrupted_before_every_single_instruction(tmp_path: Path, in_place: bool) -> None:
    file, new = tmp_path / "file", tmp_path / "new"
    goal = Target(str(file), replace=True) if in_place else Target(str(new), durable=False)

    def work() -> tuple[int, int]:
        os.fsync = lambda _: None  # type: ignore[assignment] # thousands of times, and no disk
        at, done = 0, 0
        while not done:
            at += 1
            file.write_bytes(state(1))
            new.unlink(missing_ok=True)
            with suppress(KeyboardInterrupt), CtrlC(at):
                done = advance(str(file), goal)
            assert not leftovers(tmp_path), at
            number = number_of(Path(goal.path).read_bytes()) if in_place or new.exists() else 2
            assert number in ((1, 2) if in_place else (2,)), at
            assert in_place or number_of(file.read_bytes()) == 1, at
        return at, done

    instructions, done = in_child(work)
    assert done == 2
    assert instructions > 500, "nothing was interrupted"


def test_a_real_ctrl_c(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(state(1))

    def press(_: Source) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)

    def work() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        goal = Target(str(file), replace=True)
        with open_source(str(file)) as source:
            write_edited(source, (), goal, original=str(file), verify=press)

    with pytest.raises(KeyboardInterrupt):
        in_child(work)
    assert names(tmp_path) == ["file"]
    assert file.read_bytes() == state(1)
