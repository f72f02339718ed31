"""Servers of web pages as a place: with ranges, without, and without a length."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hegui.batch.jobs import Verb
from hegui.batch.rows import Item, Row
from hegui.batch.work import Worker
from tests.batch.trees import job
from tests.builders import png

pytest.importorskip("aiohttp")
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # aiohttp leaves its sessions open
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@contextmanager
def served(
    folder: Path, *, accepts: str = "", length: bool = True
) -> Iterator[tuple[str, list[str]]]:
    """Python's own server, which knows no ranges; what was asked of it."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *words: object) -> None:
            super().__init__(*words, directory=str(folder))  # type: ignore[arg-type]

        def send_header(self, keyword: str, value: str) -> None:
            if length or keyword != "Content-Length":
                super().send_header(keyword, value)

        def end_headers(self) -> None:
            if accepts:
                super().send_header("Accept-Ranges", accepts)
            super().end_headers()

        def copyfile(self, *words: object) -> None:
            with suppress(OSError):  # who wants no more hangs up
                super().copyfile(*words)  # type: ignore[arg-type]

        def log_message(self, *words: object) -> None:
            asked.append(self.command)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of many chunks, far longer than what is read of it first."""
    pixels = [png.chunk(b"idAT", bytes(30_000)) for _ in range(4)]
    path = tmp_path / "in/a.png"
    path.parent.mkdir()
    path.write_bytes(png.png(*pixels, png.text(b"Comment", b"one")))
    path.with_name("b.png").write_bytes(path.read_bytes())
    return path


def looked(worker: Worker, name: str) -> Row:
    row = worker.do(Item(name, sidecar=False))
    assert row.error is None, row.error
    return row


@pytest.mark.parametrize(
    ("accepts", "length"),
    [("", True), ("none", True), ("", False)],
    ids=["ranges ignored", "ranges declined", "no length"],
)
def test_a_server_without_ranges_is_read_whole(
    picture: Path, tmp_path: Path, accepts: str, length: bool
) -> None:
    with served(picture.parent, accepts=accepts, length=length) as (address, asked):
        worker = Worker(job(address, tmp_path / "out", Verb.CHECK))
        first = looked(worker, "a.png")
        asked.clear()
        second = looked(worker, "b.png")

    for row in (first, second):
        assert (row.outcome, row.verdict, row.unseen) == ("checked", "none", 0)
    if length:
        assert asked.count("GET") == 1  # found out once, for all files of the server


def test_a_file_that_changed_on_the_web_is_looked_at_again(picture: Path, tmp_path: Path) -> None:
    with served(picture.parent) as (address, _):
        worker = Worker(job(address, tmp_path / "out", Verb.CHECK))
        before = looked(worker, "a.png")
        again = worker.do(Item("a.png", source=before.source, sidecar=False))
        os.utime(picture, (1, 1))  # as long as before
        changed = worker.do(Item("a.png", source=before.source, sidecar=False))

    assert (again.outcome, changed.outcome) == ("kept", "checked")
