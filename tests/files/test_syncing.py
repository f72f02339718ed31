"""Many new files made durable together, while more are written and at the end."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from hegui.errors import CannotWrite
from hegui.files import syncing
from hegui.files.syncing import SyncBehind

STRIDE = syncing._STRIDE


class Syncs:
    """The calls that reached the file system: on which directory, from which thread."""

    def __init__(self, fault_at: int = 0) -> None:
        self.calls: list[tuple[int, bool]] = []
        self.fault_at = fault_at

    def __call__(self, descriptor: int) -> None:
        main = threading.current_thread() is threading.main_thread()
        self.calls.append((os.fstat(descriptor).st_ino, main))
        if len(self.calls) == self.fault_at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def syncs(monkeypatch: pytest.MonkeyPatch) -> Syncs:
    result = Syncs()
    monkeypatch.setattr(syncing, "sync_file_system", result)
    return result


def test_few_files_are_synced_once_at_the_end(tmp_path: Path, syncs: Syncs) -> None:
    with SyncBehind(str(tmp_path)) as behind:
        for _ in range(STRIDE - 1):
            behind.wrote()
        assert not syncs.calls
    assert syncs.calls == [(tmp_path.stat().st_ino, True)]


def test_many_are_synced_beside_the_work_as_well(tmp_path: Path, syncs: Syncs) -> None:
    with SyncBehind(str(tmp_path)) as behind:
        for _ in range(STRIDE * 3):
            behind.wrote()
    inode = tmp_path.stat().st_ino
    assert syncs.calls[-1] == (inode, True)
    assert set(syncs.calls[:-1]) <= {(inode, False)}


def test_nothing_written_nothing_synced(tmp_path: Path, syncs: Syncs) -> None:
    with SyncBehind(str(tmp_path / "never made")):
        pass
    assert not syncs.calls


def test_a_fault_in_between_is_told_at_the_end(tmp_path: Path, syncs: Syncs) -> None:
    syncs.fault_at = 1

    def write() -> None:
        with SyncBehind(str(tmp_path)) as behind:
            for _ in range(STRIDE):
                behind.wrote()

    with pytest.raises(CannotWrite, match="a power failure may still undo it: Input/output error"):
        write()
    assert syncs.calls


def test_it_really_syncs(tmp_path: Path) -> None:
    before = threading.active_count()
    with SyncBehind(str(tmp_path)) as behind:
        for number in range(STRIDE * 2):
            (tmp_path / str(number)).write_bytes(b"x")
            behind.wrote()
    assert threading.active_count() == before
