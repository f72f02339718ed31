"""Which file it is: digests of content, whatever its length."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from hegui.batch.identity import of_file
from hegui.batch.jobs import Digest
from hegui.errors import CannotRead

MIB = 1024 * 1024


@pytest.mark.parametrize("length", [0, 1, 181_000, MIB - 1, MIB, MIB + 1, 3 * MIB + 5])
def test_all_of_a_file_is_in_its_digest(tmp_path: Path, length: int) -> None:
    data = os.urandom(length)
    (tmp_path / "file").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    assert of_file(str(tmp_path / "file"), Digest.CONTENT) == f"sha256:{digest}"


@pytest.mark.parametrize("known", [0, 1, 100_000])
def test_what_came_after_the_size_was_asked_is_in_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    path = tmp_path / "file"
    path.write_bytes(os.urandom(known))
    status = os.fstat

    def then_more(descriptor: int) -> os.stat_result:
        before = status(descriptor)
        if before.st_size == known:
            with path.open("ab") as file:
                file.write(os.urandom(2 * MIB))
        return before

    monkeypatch.setattr(os, "fstat", then_more)
    found = of_file(str(path), Digest.CONTENT)
    monkeypatch.undo()
    assert path.stat().st_size == known + 2 * MIB
    assert found == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


@pytest.mark.parametrize("digest", list(Digest))
def test_a_file_that_is_not_there(tmp_path: Path, digest: Digest) -> None:
    with pytest.raises(CannotRead, match="cannot be opened"):
        of_file(str(tmp_path / "none"), digest)
