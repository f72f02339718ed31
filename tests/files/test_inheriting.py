"""What the new file takes over, and that nobody gets more rights than before."""

from __future__ import annotations

import os
import stat
import struct
from pathlib import Path

import pytest

from hegui.files.target import Target
from tests.files.child import (
    NOBODY,
    become_nobody,
    in_child,
    needs_linux,
    needs_root,
    needs_seccomp,
    refuse,
)
from tests.files.states import advance, names, state

ACCESS = "system.posix_acl_access"
DEFAULT = "system.posix_acl_default"
OWNER, USER, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NO_ONE = 0xFFFF_FFFF


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """A POSIX access list as Linux keeps it: tag, permissions, user or group of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


SHARED = access_list(
    (OWNER, 6, NO_ONE), (USER, 6, 1234), (GROUP, 0, NO_ONE), (MASK, 6, NO_ONE), (OTHER, 0, NO_ONE)
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(state(1))
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def attributes(path: Path) -> dict[str, bytes]:
    """Extended attributes, without the label that SELinux gives every file."""
    listed = (name for name in os.listxattr(path) if name != "security.selinux")
    return {name: os.getxattr(path, name) for name in listed}


def put(path: Path, name: str, value: bytes) -> None:
    """Sets an extended attribute; skips where this file system has none."""
    try:
        os.setxattr(path, name, value)
    except (OSError, AttributeError) as error:
        pytest.skip(f"no such attributes here: {error}")


@pytest.mark.parametrize("wanted", [0o600, 0o644, 0o444, 0o755, 0o4755, 0o2755, 0o666])
@pytest.mark.parametrize("in_place", [True, False])
def test_the_mode_is_kept_whatever_the_umask(file: Path, in_place: bool, wanted: int) -> None:
    file.chmod(wanted)
    before = os.umask(0o077)
    try:
        goal = Target(str(file if in_place else file.parent / "new"), replace=in_place)
        advance(str(file), goal)
    finally:
        os.umask(before)
    assert mode(Path(goal.path)) == wanted


@pytest.mark.parametrize("in_place", [True, False])
def test_the_times_are_kept_to_the_nanosecond(file: Path, in_place: bool) -> None:
    os.utime(file, ns=(1_234_567_890_123_456_789, 987_654_321_012_345_678))
    before = file.stat()
    goal = Target(str(file if in_place else file.parent / "new"), replace=in_place)
    advance(str(file), goal)
    after = os.stat(goal.path)
    assert (after.st_atime_ns, after.st_mtime_ns) == (before.st_atime_ns, before.st_mtime_ns)


@needs_root
def test_root_leaves_the_owner_as_he_was(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY)
    file.chmod(0o4750)
    advance(str(file))
    assert (file.stat().st_uid, file.stat().st_gid, mode(file)) == (NOBODY, NOBODY, 0o4750)


@needs_root
def test_a_copy_belongs_to_the_one_who_makes_it_without_lent_rights(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY)
    file.chmod(0o6755)
    new = file.parent / "new"
    advance(str(file), Target(str(new)))
    assert (new.stat().st_uid, mode(new)) == (0, 0o755)
    advance(str(file), Target(str(new), replace=True))
    assert (new.stat().st_uid, mode(new)) == (0, 0o755)


@needs_root
@pytest.mark.parametrize(
    ("before", "after"), [(0o4755, 0o755), (0o6777, 0o777), (0o664, 0o644), (0o674, 0o644)]
)
def test_another_owners_file_lends_no_rights_to_whoever_replaces_it(
    file: Path, before: int, after: int
) -> None:
    file.parent.chmod(0o777)
    file.chmod(before)

    def work() -> int:
        os.chdir(file.parent)  # the directories above are closed to others
        become_nobody()
        return advance("file", Target("file", replace=True))

    assert in_child(work) == 2
    assert (file.stat().st_uid, file.stat().st_gid) == (NOBODY, NOBODY)
    assert mode(file) == after


@needs_root
def test_a_group_of_ones_own_is_kept(file: Path) -> None:
    file.parent.chmod(0o777)
    os.chown(file, 0, 1234)
    file.chmod(0o664)

    def work() -> int:
        os.chdir(file.parent)
        os.setgroups([1234])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        return advance("file", Target("file", replace=True))

    assert in_child(work) == 2
    assert (file.stat().st_uid, file.stat().st_gid, mode(file)) == (NOBODY, 1234, 0o664)


@needs_linux
def test_the_users_own_attributes_are_kept(file: Path) -> None:
    put(file, "user.xdg.origin.url", b"https://example.org/")
    put(file, "user.empty", b"")
    file.chmod(0o444)
    advance(str(file))
    assert attributes(file) == {"user.xdg.origin.url": b"https://example.org/", "user.empty": b""}
    new = file.parent / "new"
    advance(str(file), Target(str(new)))
    assert attributes(new) == {}  # a copy is a new file


@needs_linux
@needs_root
def test_capabilities_are_not_lent_to_new_content(file: Path) -> None:
    put(file, "security.capability", struct.pack("<5I", 0x0200_0000, 0x400, 0, 0, 0))
    advance(str(file))
    assert attributes(file) == {}


@needs_linux
def test_an_access_list_is_kept(file: Path) -> None:
    put(file, ACCESS, SHARED)
    assert mode(file) == 0o660  # the group's bits are the list's mask
    advance(str(file))
    assert os.getxattr(file, ACCESS) == SHARED
    assert mode(file) == 0o660


@needs_seccomp
def test_without_its_access_list_a_file_is_not_open_to_the_group(file: Path) -> None:
    put(file, ACCESS, SHARED)

    def work() -> int:
        refuse(("fsetxattr",), 1)
        return advance(str(file))

    assert in_child(work) == 2
    assert attributes(file) == {}
    assert mode(file) == 0o600


@needs_linux
def test_a_directorys_default_list_opens_no_file_that_was_closed(file: Path) -> None:
    put(file.parent, DEFAULT, SHARED)
    file.chmod(0o640)
    advance(str(file))
    assert attributes(file) == {}
    assert mode(file) == 0o640
    assert names(file.parent) == ["file"]
