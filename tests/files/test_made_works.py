"""A work that is made of an original in a private file, before it takes the target's name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hegui.errors import CannotWrite, FileChanged
from hegui.files.edits import Edit
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.files.writing import private_file, publish, write_edited
from tests.files.states import names

TIME = 1_700_000_000_123_456_789


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original"
    path.write_bytes(b"the original")
    path.chmod(0o640)
    os.utime(path, ns=(TIME, TIME))
    return path


def make(original: Path, target: Target, work: bytes = b"the work") -> None:
    with open_source(str(original)) as source, private_file(target) as made:
        assert stat.S_IMODE(os.stat(made).st_mode) == 0o600
        Path(made).write_bytes(work)
        publish(made, target, original=str(original), stands_for=source)


def test_it_takes_the_name_with_the_originals_mode_and_times(original: Path) -> None:
    new = original.parent / "new"
    make(original, Target(str(new)))
    assert new.read_bytes() == b"the work"
    status = new.stat()
    assert (stat.S_IMODE(status.st_mode), status.st_mtime_ns) == (0o640, TIME)
    assert names(original.parent) == ["new", "original"]


def test_it_replaces_the_original(original: Path) -> None:
    make(original, Target.over(str(original)))
    assert original.read_bytes() == b"the work"
    assert stat.S_IMODE(original.stat().st_mode) == 0o640
    assert names(original.parent) == ["original"]


def test_an_existing_target_is_refused_before_any_work(original: Path) -> None:
    new = original.parent / "new"
    new.write_bytes(b"somebody's")
    with (
        pytest.raises(CannotWrite, match="exists already"),
        private_file(Target(str(new))),
    ):
        pytest.fail("no work is made for nothing")
    assert new.read_bytes() == b"somebody's"


def test_a_failure_leaves_nothing(original: Path) -> None:
    def fail() -> None:
        with private_file(Target.over(str(original))) as made:
            Path(made).write_bytes(b"half")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert original.read_bytes() == b"the original"
    assert names(original.parent) == ["original"]


def test_an_original_that_changed_meanwhile_is_not_replaced(original: Path) -> None:
    target = Target.over(str(original))
    with open_source(str(original)) as source, private_file(target) as made:
        Path(made).write_bytes(b"the work")
        original.write_bytes(b"changed by another")
        with pytest.raises(FileChanged):
            publish(made, target, original=str(original), stands_for=source)
    assert original.read_bytes() == b"changed by another"
    assert names(original.parent) == ["original"]


def test_a_work_is_edited_on_its_way(original: Path) -> None:
    """The work is copied with edits; what is kept is the original's, not the private file's."""
    new = Target(str(original.parent / "new"))
    with open_source(str(original)) as source, private_file(new) as made:
        Path(made).write_bytes(b"the work")
        with open_source(made) as work:
            write_edited(
                work,
                (Edit(0, 3, b"a"),),
                new,
                original=str(original),
                stands_for=source,
                verify=lambda written: _same(written, b"a work"),
            )
    status = os.stat(new.path)
    assert (stat.S_IMODE(status.st_mode), status.st_mtime_ns) == (0o640, TIME)
    assert names(original.parent) == ["new", "original"]


def _same(written: Source, expected: bytes) -> None:
    assert written.read(0, written.size) == expected
