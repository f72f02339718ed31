"""A fault at every system call that writing makes: the old file or the new one, nothing else."""

from __future__ import annotations

import errno
import os
import resource
import stat
from pathlib import Path

import pytest

from hegui.errors import CannotRead, CannotWrite
from hegui.files.source import Source, open_source
from hegui.files.syncing import SyncBehind, sync_directory
from hegui.files.target import Target
from hegui.files.writing import write_edited
from tests.files.child import (
    CREATE,
    LINK,
    RENAME,
    UNLINK,
    in_child,
    mount_small,
    needs_linux,
    needs_seccomp,
    refuse,
)
from tests.files.states import advance, leftovers, names, state

HELD = pytest.mark.parametrize("whole_up_to", [0, 1_000_000], ids=["descriptor", "memory"])
PLACES = pytest.mark.parametrize("in_place", [True, False], ids=["in place", "new"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(state(1))
    return path


def goal(file: Path, in_place: bool) -> Target:
    """The file itself, or a new one beside it."""
    return Target(str(file), replace=True) if in_place else Target(str(file.parent / "new"))


@needs_linux
@HELD
@PLACES
def test_a_full_disk(tmp_path: Path, whole_up_to: int, in_place: bool) -> None:
    def work() -> str:
        mount_small(tmp_path, "64k")
        file = tmp_path / "file"
        file.write_bytes(state(1, 80))  # 40 kB: there is no room for a second one
        with pytest.raises(CannotWrite) as caught:
            advance(str(file), goal(file, in_place), blocks=80, whole_up_to=whole_up_to)
        assert names(tmp_path) == ["file"]
        assert file.read_bytes() == state(1, 80)
        (tmp_path / "more").write_bytes(bytes(20_000))  # the room has been given back
        return caught.value.reason

    assert in_child(work) == "cannot be written: No space left on device"
    assert names(tmp_path) == []


@HELD
@PLACES
def test_a_limit_on_the_size_of_files(file: Path, whole_up_to: int, in_place: bool) -> None:
    def work() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        with pytest.raises(CannotWrite) as caught:
            advance(str(file), goal(file, in_place), whole_up_to=whole_up_to)
        return caught.value.reason

    assert in_child(work) == "cannot be written: File too large"
    assert names(file.parent) == ["file"]
    assert file.read_bytes() == state(1)


@needs_seccomp
@HELD
@PLACES
@pytest.mark.parametrize(
    ("calls", "error"),
    [
        (CREATE, "EROFS"),
        (CREATE, "EMFILE"),
        (("writev",), "ENOSPC"),
        (("writev", "copy_file_range"), "EIO"),
        (("fchmod",), "EIO"),
        (("utimensat",), "EIO"),
        (("fsync",), "EIO"),
        (("fsync",), "EDQUOT"),
        ((*LINK, *RENAME), "EIO"),
        ((*LINK, *RENAME), "EPERM"),
    ],
)
def test_a_call_that_fails(
    file: Path, whole_up_to: int, in_place: bool, calls: tuple[str, ...], error: str
) -> None:
    def work() -> str:
        refuse(calls, getattr(errno, error))
        with pytest.raises(CannotWrite) as caught:
            advance(str(file), goal(file, in_place), whole_up_to=whole_up_to)
        return caught.value.reason

    assert in_child(work) == f"cannot be written: {os.strerror(getattr(errno, error))}"
    assert names(file.parent) == ["file"]
    assert file.read_bytes() == state(1)


@needs_seccomp
@PLACES
def test_a_new_file_that_cannot_be_read_back(file: Path, in_place: bool) -> None:
    def verify(written: Source) -> None:
        refuse(("pread64",), errno.EIO)
        written.read(0, 1)

    def work() -> None:
        with open_source(str(file)) as source:
            write_edited(source, (), goal(file, in_place), original=str(file), verify=verify)

    with pytest.raises(CannotRead, match="Input/output error"):
        in_child(work)
    assert names(file.parent) == ["file"]
    assert file.read_bytes() == state(1)


@needs_seccomp
@PLACES
@pytest.mark.parametrize(
    ("calls", "error"),
    [
        (("copy_file_range",), "ENOSYS"),
        (("fchmod",), "EPERM"),
        (("fchmod",), "ENOTSUP"),
        (("utimensat",), "EPERM"),
        (("fsetxattr",), "EPERM"),
        (("fchown",), "EPERM"),
        (LINK, "EPERM"),
        (LINK, "EACCES"),
        (LINK, "ENOTSUP"),
        (LINK, "ENOSYS"),
        (LINK, "EMLINK"),
    ],
)
def test_what_a_file_system_may_be_without(
    file: Path, in_place: bool, calls: tuple[str, ...], error: str
) -> None:
    def work() -> int:
        refuse(calls, getattr(errno, error))
        return advance(str(file), goal(file, in_place))

    assert in_child(work) == 2
    assert names(file.parent) == (["file"] if in_place else ["file", "new"])
    assert Path(goal(file, in_place).path).read_bytes() == state(2)


@needs_seccomp
def test_a_mode_that_cannot_be_kept_stays_private(file: Path) -> None:
    file.chmod(0o666)

    def work() -> int:
        refuse(("fchmod",), errno.EPERM)
        return advance(str(file))

    assert in_child(work) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@needs_seccomp
def test_without_links_a_file_that_exists_is_kept_too(file: Path) -> None:
    new = file.parent / "new"

    def take(_: Source) -> None:
        new.write_bytes(b"somebody's")

    def work() -> str:
        refuse(LINK, errno.EPERM)
        with open_source(str(file)) as source, pytest.raises(CannotWrite) as caught:
            write_edited(source, (), Target(str(new)), original=str(file), verify=take)
        return caught.value.reason

    assert in_child(work).startswith("exists already")
    assert new.read_bytes() == b"somebody's"
    assert names(file.parent) == ["file", "new"]


@needs_seccomp
def test_a_temporary_name_that_cannot_be_removed_is_all_that_is_left(file: Path) -> None:
    def work() -> int:
        refuse(UNLINK, errno.EIO)
        return advance(str(file), Target(str(file.parent / "new")))

    assert in_child(work) == 2
    assert (file.parent / "new").read_bytes() == state(2)
    assert len(leftovers(file.parent)) == 1
    assert len(names(file.parent)) == 3


@needs_seccomp
@pytest.mark.parametrize(("whole", "call"), [(False, "fsync"), (True, "syncfs")])
def test_a_directory_that_cannot_be_synced(tmp_path: Path, whole: bool, call: str) -> None:
    def work(error: int) -> None:
        refuse((call,), error)
        if not whole:
            sync_directory(str(tmp_path))
            return
        with SyncBehind(str(tmp_path)) as behind:
            behind.wrote()

    in_child(lambda: work(errno.EINVAL))  # a file system that has no such thing
    with pytest.raises(CannotWrite) as caught:
        in_child(lambda: work(errno.EIO))
    assert str(caught.value) == (
        f"{tmp_path}: written, but a power failure may still undo it: Input/output error"
    )


@needs_seccomp
def test_a_directory_that_cannot_be_synced_does_not_undo_the_file(file: Path) -> None:
    def work() -> None:
        replace = os.replace

        def then_no_more_syncing(source: str, target: str) -> None:
            replace(source, target)
            refuse(("fsync",), errno.EIO)

        os.replace = then_no_more_syncing  # type: ignore[assignment]
        advance(str(file))

    with pytest.raises(CannotWrite, match="written, but a power failure may still undo it"):
        in_child(work)
    assert file.read_bytes() == state(2)
    assert names(file.parent) == ["file"]
