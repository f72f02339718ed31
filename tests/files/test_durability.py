"""When a new file is on the disk: what is synced, in which order."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hegui.files.syncing import sync_directory
from hegui.files.target import Target
from tests.files.states import advance, state


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(state(1))
    return path


def test_syncing_a_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.chdir(tmp_path)
    for directory in (str(tmp_path), ""):
        sync_directory(directory)
    assert synced == [tmp_path.stat().st_ino] * 2
    sync_directory(str(tmp_path / "missing"))
    assert len(synced) == 2


@pytest.mark.parametrize(
    ("replace", "durable", "expected"),
    [
        (True, True, ["file synced", "replaced", "directory synced"]),
        (True, False, ["file synced", "replaced"]),
        (False, True, ["file synced", "linked", "removed", "directory synced"]),
        (False, False, ["linked", "removed"]),
    ],
)
def test_the_order_in_which_it_becomes_durable(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    replace: bool,
    durable: bool,
    expected: list[str],
) -> None:
    order: list[str] = []
    sync, rename, link, unlink = os.fsync, os.replace, os.link, os.unlink

    def fsync(descriptor: int) -> None:
        directory = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        order.append("directory synced" if directory else "file synced")
        sync(descriptor)

    def replaced(source: str, target: str) -> None:
        rename(source, target)
        order.append("replaced")

    def linked(source: str, target: str, *, follow_symlinks: bool) -> None:
        assert not follow_symlinks
        link(source, target, follow_symlinks=False)
        order.append("linked")

    def unlinked(path: str) -> None:
        unlink(path)
        order.append("removed")

    for name, spy in {
        "fsync": fsync,
        "replace": replaced,
        "link": linked,
        "unlink": unlinked,
    }.items():
        monkeypatch.setattr(os, name, spy)
    goal = Target(str(file if replace else file.parent / "new"), replace=replace, durable=durable)
    advance(str(file), goal)
    assert order == expected
