"""Content in memory as a file: faults bear the name that was given, a full disk its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from hegui.errors import BrokenFile, CannotWrite
from hegui.files.in_memory import as_file


def test_a_fault_is_said_of_what_was_given() -> None:
    with pytest.raises(BrokenFile) as caught, as_file(b"", "-") as (path, _):
        raise BrokenFile("the file is empty", path=path)
    assert str(caught.value) == "-: the file is empty"


def test_no_room_for_the_file_is_an_error_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    too_long = "a." + "b" * 300  # no file system takes such a name
    with pytest.raises(CannotWrite) as caught, as_file(b"words", too_long):
        pass
    assert caught.value.path is not None
    assert caught.value.path.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
