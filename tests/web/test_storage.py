"""Addresses on storage: only below what was allowed, and nothing leads out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hegui.web.problems import Problem
from hegui.web.uploads.storage import fetched
from hegui.web.uploads.upload import Upload
from tests.builders import png
from tests.web.server import serving


@pytest.fixture
def upload(tmp_path: Path) -> Iterator[Upload]:
    with Upload(str(tmp_path), 1024**2) as one:
        yield one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A directory that may be read, beside one that may not."""
    (tmp_path / "allowed" / "deep").mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "allowed-not" / "a").mkdir(parents=True)
    (tmp_path / "allowed-not" / "a.png").write_bytes(b"secret")
    (tmp_path / "allowed" / "deep" / "a.png").write_bytes(png.plain())
    (tmp_path / "allowed" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "allowed" / "away").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "allowed" / "pipe")
    return tmp_path / "allowed"


def test_a_file_below_is_read(root: Path, upload: Upload) -> None:
    fetched(f"{root}/deep/a.png", (str(root),), upload)
    assert os.pread(upload.descriptor, upload.size, 0) == png.plain()


@pytest.mark.parametrize(
    "below",
    [
        "../secret",
        "deep/../../secret",
        "link",
        "away/secret",
        "pipe",
        "deep",
        "",
        "none",
        "./a",
        "-not/a.png",
    ],
)
def test_nothing_leads_out(root: Path, upload: Upload, below: str) -> None:
    joined = f"{root}{below}" if below.startswith("-") else f"{root}/{below}"
    with pytest.raises(Problem) as caught:
        fetched(joined, (str(root),), upload)
    assert (caught.value.kind, upload.size) == ("NotStorage", 0)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://evil.example.com/a",
        "file:///etc/passwd",
        "memory://others/a.png",
        "memory://allowed/../others/a.png",
        "memory://allowedx/a.png",
        "simplecache::memory://allowed/a.png",
        "memory://allowed/a.png::http://evil.example.com",
        "local:///etc/passwd",
        "/etc/passwd",
        "a.png",
    ],
)
def test_other_addresses_are_never_opened(upload: Upload, address: str) -> None:
    with pytest.raises(Problem) as caught:
        fetched(address, ("memory://allowed", "http://evil.example.com"), upload)
    assert caught.value.kind == "NotStorage"


def test_an_fsspec_address_below_is_read(upload: Upload) -> None:
    import fsspec

    with fsspec.open("memory://allowed/b.png", "wb") as file:
        file.write(png.plain())
    fetched("memory://allowed/b.png", ("memory://allowed",), upload)
    assert upload.size == len(png.plain())


def test_a_request_names_an_address(root: Path, tmp_path: Path) -> None:
    with serving(tmp_path / "data", f"--storage={root}") as server, server.client() as client:
        answer = client.post("/api/v1/check", params={"address": f"{root}/deep/a.png"})
        assert (answer.json()["file"], answer.json()["verdict"]) == ("a.png", "none")
        refused = client.post("/api/v1/check", params={"address": "/etc/passwd"})
        assert (refused.status_code, refused.json()["kind"]) == (403, "NotStorage")
        assert "passwd" not in refused.text
