"""Changing a file where it lies: old or new at every moment, and put back after any error."""

from __future__ import annotations

import errno
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hegui.errors import BrokenFile, CannotWrite, FileChanged, ReadBackFailed
from hegui.files.edits import Edit
from hegui.files.in_place import InPlace, write_in_place
from hegui.files.source import Source, open_source
from tests.files.child import (
    KilledError,
    die_at,
    finish,
    in_child,
    mount_small,
    needs_linux,
    needs_seccomp,
    refuse,
    start,
)
from tests.files.states import names

BODY = random.Random(8).randbytes(20_000)


def record(number: int) -> bytes:
    """What the file says: a number twice, so that half a record is told from a whole one."""
    return number.to_bytes(8, "big") * 2


def first() -> bytes:
    """Eight bytes that point to the record, a body, and the first record."""
    return (8 + len(BODY)).to_bytes(8, "big") + BODY + record(1)


def says(data: bytes) -> int | None:
    """The number of the record pointed to; None for a file that is not valid."""
    at = int.from_bytes(data[:8], "big")
    found = data[at : at + 16]
    whole = len(found) == 16 and found[:8] == found[8:] and data[8 : 8 + len(BODY)] == BODY
    return int.from_bytes(found[:8], "big") if whole else None


def advance(path: Path, verify: Callable[[Source], None] | None = None) -> int:
    """Puts the next record behind the end and points to it; its number."""
    with open_source(str(path)) as source:
        number = says(source.read(0, source.size))
        assert number is not None
        commit = Edit(0, 8, source.size.to_bytes(8, "big"))
        change = InPlace(record(number + 1), (commit,))

        def reads_back(written: Source) -> None:
            if says(written.read(0, written.size)) != number + 1:
                raise ReadBackFailed("the label did not read back as it was written")

        write_in_place(str(path), source, change, verify or reads_back)
    return number + 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(first())
    os.utime(path, ns=(10**18 + 1, 10**18 + 2))
    path.chmod(0o640)
    return path


def test_only_the_tail_and_the_commits_are_written(file: Path) -> None:
    before = file.stat()
    assert advance(file) == 2
    after = file.stat()
    assert file.read_bytes() == len(first()).to_bytes(8, "big") + first()[8:] + record(2)
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert (after.st_atime_ns, after.st_mtime_ns) == (before.st_atime_ns, before.st_mtime_ns)
    assert names(file.parent) == ["file"]


def test_free_space_is_filled_before_the_switch(file: Path) -> None:
    """The room of record 1 takes record 3, after record 2 stands behind it; or is put back."""
    advance(file)
    before = file.read_bytes()
    at = len(first()) - 16
    change = InPlace(b"", (Edit(0, 8, at.to_bytes(8, "big")),), (Edit(at, 16, record(3)),))
    with open_source(str(file)) as source:
        with pytest.raises(ReadBackFailed):
            write_in_place(str(file), source, change, refused)
        assert file.read_bytes() == before
    with open_source(str(file)) as source:
        write_in_place(str(file), source, change, lambda _: None)
    after = file.read_bytes()
    assert (says(after), len(after)) == (3, len(before))


def refused(_: Source) -> None:
    """What is read back is not what was written."""
    raise ReadBackFailed("not so")


def test_where_nothing_is_to_be_written_the_file_is_read_back_all_the_same(file: Path) -> None:
    before = file.stat()
    seen: list[int | None] = []

    def verify(written: Source) -> None:
        seen.append(says(written.read(0, written.size)))

    with open_source(str(file)) as source:
        write_in_place(str(file), source, InPlace(b"", ()), verify)
        with pytest.raises(ReadBackFailed):
            write_in_place(str(file), source, InPlace(b"", ()), refused)
    after = file.stat()
    assert seen == [1]
    assert (after.st_mtime_ns, after.st_ctime_ns) == (before.st_mtime_ns, before.st_ctime_ns)


@pytest.mark.parametrize(
    "error", [ReadBackFailed("not so"), KeyboardInterrupt(), OSError(5, "x"), KeyError()]
)
def test_whatever_verify_raises_it_is_put_back(file: Path, error: BaseException) -> None:
    def verify(written: Source) -> None:
        assert says(written.read(0, written.size)) == 2
        raise error

    with pytest.raises(CannotWrite if isinstance(error, OSError) else type(error)):
        advance(file, verify)
    assert file.read_bytes() == first()


@needs_linux
def test_a_full_disk(tmp_path: Path) -> None:
    def work() -> str:
        mount_small(tmp_path, "24k")
        file = tmp_path / "file"
        file.write_bytes(first())
        change = InPlace(bytes(50_000), (Edit(0, 8, bytes(8)),))
        with open_source(str(file)) as source, pytest.raises(CannotWrite) as caught:
            write_in_place(str(file), source, change, lambda _: None)
        assert file.read_bytes() == first()
        return caught.value.reason

    assert in_child(work) == "cannot be written: No space left on device"


@needs_seccomp
@pytest.mark.parametrize("call", ["pwrite64", "fsync"])
def test_a_call_that_fails(file: Path, call: str) -> None:
    def work() -> None:
        refuse((call,), errno.EIO)
        advance(file)

    with pytest.raises(CannotWrite, match="Input/output error"):
        in_child(work)
    assert file.read_bytes() == first()


@needs_seccomp
def test_a_time_that_cannot_be_set_back_is_no_failure(file: Path) -> None:
    def work() -> int:
        refuse(("utimensat",), errno.EIO)
        return advance(file)

    assert in_child(work) == 2
    assert says(file.read_bytes()) == 2


@needs_seccomp
def test_killed_before_anything_is_on_the_disk(file: Path) -> None:
    def work() -> None:
        die_at(("fsync",))
        advance(file)

    with pytest.raises(KilledError):
        in_child(work)
    assert says(file.read_bytes()) == 1
    assert advance(file) == 2  # behind what was left over


def test_killed_at_any_moment(file: Path) -> None:
    moments = random.Random(3)

    def work() -> None:
        while True:
            advance(file)

    reached = 1
    for _ in range(25):
        child = start(work)
        time.sleep(moments.uniform(0.001, 0.01))
        os.kill(child[0], signal.SIGKILL)
        with pytest.raises(KilledError):
            finish(child)
        number = says(file.read_bytes())
        assert number is not None
        assert number >= reached
        reached = number
    assert advance(file) == reached + 1
    assert names(file.parent) == ["file"]


def append(file: Path) -> None:
    """Somebody adds to the file."""
    with file.open("ab") as stream:
        stream.write(b"more")


def rewrite(file: Path) -> None:
    """Somebody writes as many other bytes into it."""
    with file.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"theirs")


def put_another_there(file: Path) -> None:
    """Another file takes the name."""
    (file.parent / "saved").write_bytes(file.read_bytes())
    os.replace(file.parent / "saved", file)


@pytest.mark.parametrize("change", [append, rewrite, put_another_there])
def test_a_file_that_changed_since_it_was_opened_is_left_alone(
    file: Path, change: Callable[[Path], None]
) -> None:
    with open_source(str(file)) as source:
        source.read(0, 8)
        change(file)
        theirs = file.read_bytes()
        with pytest.raises(FileChanged):
            write_in_place(str(file), source, InPlace(b"tail", ()), lambda _: None)
    assert file.read_bytes() == theirs


def test_two_at_once_do_not_write_over_each_other(file: Path) -> None:
    def second(_: Source) -> None:
        # Another process comes while the first has not finished.
        with pytest.raises(CannotWrite, match="cannot be written"):
            in_child(lambda: other())

    def other() -> None:
        data = file.read_bytes()
        with open_source(str(file)) as source:
            change = InPlace(record(9), (Edit(0, 8, len(data).to_bytes(8, "big")),))
            write_in_place(str(file), source, change, lambda _: None)

    advance(file, second)
    assert says(file.read_bytes()) == 2
    other()
    assert says(file.read_bytes()) == 9


def test_a_file_that_is_gone(file: Path) -> None:
    with open_source(str(file)) as source:
        file.unlink()
        with pytest.raises(CannotWrite, match="No such file"):
            write_in_place(str(file), source, InPlace(b"tail", ()), lambda _: None)


def test_a_commit_beyond_the_end_changes_nothing(file: Path) -> None:
    with open_source(str(file)) as source:
        commits = (Edit(0, 8, bytes(8)), Edit(source.size + 4, 1, b"x"))
        with pytest.raises(BrokenFile):
            write_in_place(str(file), source, InPlace(b"tail", commits), lambda _: None)
    assert file.read_bytes() == first()
