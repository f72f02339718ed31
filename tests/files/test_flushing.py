"""Large copies: the disk begins early, and a fault that it tells early is not lost."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from hegui.errors import CannotWrite
from hegui.files import copying, flushing
from hegui.files.edits import Edit
from hegui.files.flushing import FlushBehind
from hegui.files.source import open_source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from tests.files.states import names

SIZE = 300_000


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of many blocks, since a block is made small."""
    monkeypatch.setattr(copying, "_KERNEL_BLOCK", 10_000)
    path = tmp_path / "large"
    path.write_bytes(os.urandom(SIZE))
    return path


def copy(path: Path, new: Path) -> None:
    with open_source(str(path)) as source:
        edits = (Edit(SIZE // 2, 3, b"label"),)
        target = Target(str(new))
        write_edited(source, edits, target, original=str(path), verify=lambda _: None)


def test_a_large_copy_is_flushed_while_it_is_made(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[str] = set()
    ranges: list[tuple[int, int]] = []
    flush = flushing._flush

    def counting(descriptor: int, start: int, end: int) -> None:
        threads.add(threading.current_thread().name)
        ranges.append((start, end))
        flush(descriptor, start, end)

    monkeypatch.setattr(flushing, "_flush", counting)
    new = large.with_name("new")
    before = threading.active_count()  # other tests of this process may have left some
    copy(large, new)
    content = large.read_bytes()
    assert new.read_bytes() == content[: SIZE // 2] + b"label" + content[SIZE // 2 + 3 :]
    assert threading.main_thread().name not in threads
    # Every byte once, one range behind the other; what was asked last may be left to the sync.
    assert [start for start, _ in ranges] == [0, *(end for _, end in ranges)][: len(ranges)]
    assert all(start < end <= SIZE + 2 for start, end in ranges)
    assert threading.active_count() == before


def test_a_copy_by_hand_is_flushed_too(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "copy_file_range", raising=False)
    monkeypatch.setattr(copying, "_BLOCK", 4_000)
    told: list[int] = []
    wrote = FlushBehind.wrote

    def counting(behind: FlushBehind) -> None:
        told.append(1)
        wrote(behind)

    monkeypatch.setattr(FlushBehind, "wrote", counting)
    copy(large, large.with_name("new"))
    # Twelve thousand bytes a time, twelve times in each half.
    assert len(told) == 24


def test_a_fault_told_early_fails_the_copy(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(descriptor: int, start: int, end: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(flushing, "_flush", faulty)
    monkeypatch.setattr(FlushBehind, "wrote", _and_wait(FlushBehind.wrote))
    with pytest.raises(CannotWrite, match="Input/output error"):
        copy(large, large.with_name("new"))
    assert names(large.parent) == ["large"]


def _and_wait(wrote: object) -> object:
    """``wrote``, and then until the other thread has heard it."""

    def waiting(behind: FlushBehind) -> None:
        wrote(behind)  # type: ignore[operator]
        thread = behind._beside._thread
        assert thread is not None
        thread.join(0.2)

    return waiting


def test_small_files_start_no_thread(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_bytes(bytes(1000))
    before = threading.active_count()
    with open_source(str(path)) as source:
        write_edited(
            source, (), Target(str(tmp_path / "new")), original=str(path), verify=lambda _: None
        )
    assert threading.active_count() == before
