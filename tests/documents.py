"""What the tests of documents in ZIP archives share."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit import essence
from hegui.implicit.container import Container, Reading, Site
from hegui.implicit.table import open_container

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def opened(data: bytes) -> Container:
    return open_container(Source.of_bytes(data, "x"))


def read(data: bytes) -> Reading:
    return opened(data).read()


def labelled(data: bytes, text: str) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def only(data: bytes) -> Site:
    (site,) = read(data).sites
    return site


def digest(data: bytes) -> str:
    """The digest of the content alone."""
    return essence.digest(opened(data))


def members(data: bytes) -> dict[str, bytes]:
    """Every member, as the standard library's reader gives it, its checksum checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed(before: bytes, after: bytes) -> set[str]:
    """The names of members that are new or differ; none may be lost."""
    old, new = members(before), members(after)
    assert set(old) <= set(new)
    return {name for name, content in new.items() if old.get(name) != content}


def packed_again(data: bytes, *, compresslevel: int = 1) -> bytes:
    """The archive as another program might write it: other order, other compression."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=compresslevel) as new:
        for name, content in reversed(members(data).items()):
            new.writestr(name, content)
    return result.getvalue()


def converted(path: Path, suffix: str) -> Path:
    """The document as LibreOffice saves it in another format, in a folder of its own."""
    folder = path.parent / "converted"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    target = ("--convert-to", suffix.lstrip("."), "--outdir", str(folder), str(path))
    subprocess.run(
        ["soffice", profile, "--headless", *target], capture_output=True, timeout=120, check=True
    )
    return folder / path.with_suffix(suffix).name
