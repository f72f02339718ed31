"""One sync for all who wait: never one that began before they had written, and no fault lost."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hegui.batch import shared_sync
from hegui.batch.shared_sync import SharedSync
from hegui.errors import CannotWrite


class Disk:
    """Syncs that the test lets go on one by one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = threading.Semaphore(0)
        self.go = threading.Semaphore(0)
        self.count = 0
        self.faults: set[int] = set()
        monkeypatch.setattr(shared_sync, "sync_file_system", self._sync)

    def _sync(self, _: int) -> None:
        self.count += 1
        number = self.count
        self.begun.release()
        assert self.go.acquire(timeout=10)
        if number in self.faults:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def beside(work: Callable[[], None]) -> tuple[threading.Thread, list[BaseException]]:
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except CannotWrite as error:
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, raised


def written(sync: SharedSync) -> None:
    """Something is written and made durable."""
    with sync.writer() as durable:
        durable()


def test_who_comes_during_a_sync_waits_for_the_next_one_together(
    disk: Disk, tmp_path: Path
) -> None:
    sync = SharedSync(str(tmp_path))
    first, _ = beside(lambda: written(sync))
    assert disk.begun.acquire(timeout=10)
    others = [beside(lambda: written(sync))[0] for _ in range(5)]
    for other in others:
        other.join(0.05)

    disk.go.release()
    first.join(10)
    assert disk.begun.acquire(timeout=10)

    assert not first.is_alive()
    assert all(other.is_alive() for other in others)  # the first began before they had come
    disk.go.release()
    for other in others:
        other.join(10)
        assert not other.is_alive()
    assert disk.count == 2


def test_a_fault_is_told_to_all_whose_files_it_may_have_cost(disk: Disk, tmp_path: Path) -> None:
    """The system tells of it once: also who wrote during that sync must hear, and nobody later."""
    disk.faults = {1}
    disk.go.release(4)
    sync = SharedSync(str(tmp_path))

    with sync.writer() as durable:
        with pytest.raises(CannotWrite, match="power failure"):
            written(sync)
        written(sync)
        with pytest.raises(CannotWrite):
            durable()
    written(sync)

    assert disk.count == 4


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite), SharedSync(str(tmp_path / "none")).writer():
        pass


def test_the_folder_is_open_while_somebody_writes(tmp_path: Path) -> None:
    sync = SharedSync(str(tmp_path))

    def opened() -> int:
        found = 0
        for name in os.listdir("/proc/self/fd"):
            with suppress(OSError):  # that of the list itself
                found += os.readlink(f"/proc/self/fd/{name}") == str(tmp_path)
        return found

    with sync.writer() as durable:
        with sync.writer():
            assert opened() == 1
        durable()
        assert opened() == 1
    assert opened() == 0
    written(sync)
    assert opened() == 0
