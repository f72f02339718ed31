"""When a new file is on the disk: what is synced, in which order."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hegui.files.source import Source, open_source
from hegui.files.syncing import sync_directory
from hegui.files.target import Target
from hegui.files.writing import write_edited
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
    ("stands", "replace", "durable", "expected"),
    [
        (True, True, True, ["file synced", "replaced", "directory synced"]),
        (True, True, False, ["file synced", "replaced"]),
        (False, False, True, ["file synced", "linked", "removed", "directory synced"]),
        (False, False, False, ["linked", "removed"]),
        # What may be replaced but is not there: nothing can be lost that a sync would save.
        (False, True, False, ["linked", "removed"]),
    ],
)
def test_the_order_in_which_it_becomes_durable(
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    stands: bool,
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
    goal = Target(str(file if stands else file.parent / "new"), replace=replace, durable=durable)
    advance(str(file), goal)
    assert order == expected


def test_what_came_while_the_file_was_made_is_replaced_by_one_that_is_on_the_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, order = file.parent / "new", []
    sync, rename = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        order.append("synced")
        sync(descriptor)

    def replaced(source: str, target: str) -> None:
        order.append("replaced")
        rename(source, target)

    def come(_: Source) -> None:
        new.write_bytes(b"another worker's")

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", replaced)
    goal = Target(str(new), replace=True, durable=False)
    with open_source(str(file)) as source:
        write_edited(source, (), goal, original=str(file), verify=come)
    assert order == ["synced", "replaced"]
    assert new.read_bytes() == file.read_bytes()
    assert sorted(path.name for path in file.parent.iterdir()) == ["file", "new"]
