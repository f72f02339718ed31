"""Listing: what is looked at, and that nothing is held."""

from __future__ import annotations

import itertools
import os
import tracemalloc
from pathlib import Path

import pytest

from hegui.batch.local import LocalPlace
from hegui.errors import CannotRead


def names(folder: Path, without: Path | None = None) -> list[str]:
    found = LocalPlace(str(folder)).walk(str(without) if without else None)
    return sorted(one.name for one in found)


def test_the_same_files_as_other_commands_look_at(tmp_path: Path) -> None:
    for name in (
        "a.png",
        "a.png.xmp",
        "alone.xmp",
        ".hidden",
        ".hidden-folder/b.png",
        "deep/er/c.png",
        "hegui.toml",
        ".d.png.0123456789ab.hegui-tmp",
        "out/e.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link.png").symlink_to("a.png")
    (tmp_path / "folder-link").symlink_to("deep")
    (tmp_path / "dangling").symlink_to("nowhere")

    assert names(tmp_path, tmp_path / "out") == ["a.png", "alone.xmp", "deep/er/c.png", "link.png"]


def test_a_folder_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a").write_bytes(b"")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)

    found = {one.name: one.fault for one in LocalPlace(str(tmp_path)).walk()}

    assert found["a"] is None
    assert isinstance(found["closed"], CannotRead)


def test_a_file_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")

    with pytest.raises(CannotRead):
        LocalPlace(str(tmp_path / "a")).walk()


def test_ten_thousand_names_are_not_held(tmp_path: Path) -> None:
    first = tmp_path / f"{0:060}"
    first.write_bytes(b"")
    for number in range(1, 10_000):
        os.link(first, tmp_path / f"{number:060}")
    walk = LocalPlace(str(tmp_path)).walk()
    next(walk)
    tracemalloc.start()

    count = sum(1 for _ in walk) + 1

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 200_000  # the names alone would be 600,000


def told(*found: str) -> dict[str, bool | None]:
    from hegui.batch.remote import _with_sidecars

    listed = iter([(name, 1) for name in sorted(found)])
    return {one.name: one.sidecar for one in _with_sidecars(listed)}


def test_sidecars_are_told_from_the_listing() -> None:
    pytest.importorskip("fsspec")
    assert told("a.png", "a.png.xmp", "b.png", "alone.xmp") == {
        "a.png": True,
        "alone.xmp": False,
        "b.png": False,
    }


@pytest.mark.parametrize("between", [0, 1, 998, 999, 1000, 1500, 2500])
def test_also_where_a_page_ends_between_a_file_and_its_sidecar(between: int) -> None:
    """Names that begin like the file's stand between the two; far apart it is left open."""
    pytest.importorskip("fsspec")
    others = [f"img-{number:05}" for number in range(between)]
    before = [f"a{number:05}" for number in range(997)]

    found = told(*before, "img", *others, "img.xmp")

    assert found["img"] in ((True,) if between < 1000 else (True, None))
    assert set(found) - {"img.xmp"} == {*before, "img", *others}
    assert found["a00000"] is False


def test_every_file_is_listed_once_whatever_the_pages() -> None:
    pytest.importorskip("fsspec")
    every = [f"{number:05}" for number in range(3001)]
    assert list(told(*every)) == every
    assert list(itertools.chain(told())) == []
