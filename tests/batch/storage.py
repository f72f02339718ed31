"""A server that speaks S3, and a proxy before it that counts, errs and slows down."""

from __future__ import annotations

import http.client
import itertools
import os
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SERVER = Path(__file__).parents[2] / ".venv-storage" / "bin" / "moto_server"
"""Made by scripts/setup; its environment is its own."""
_HOP = {"connection", "transfer-encoding", "keep-alive"}


@dataclass
class Proxy:
    """What the proxy saw, and what it does: ``errs`` says for each request whether it fails, and
    with which status (0: the connection is cut); ``delay`` in seconds before each answer."""

    address: str
    requests: list[tuple[str, str]] = field(default_factory=list)
    sent_of: Counter[str] = field(default_factory=Counter)
    """Bytes of bodies that went from the server to the client, by path."""
    errs: Callable[[int, str, str], int | None] = lambda number, method, path: None
    delay: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Forgets what was seen."""
        self.sent_of.clear()
        self.requests.clear()


@contextmanager
def moto() -> Iterator[int]:
    """The server on a port of its own."""
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    process = subprocess.Popen(
        [str(SERVER), "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A proxy before a server on this machine."""
    seen = Proxy("")
    numbers = itertools.count()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with seen.lock:
                seen.requests.append((self.command, self.path))
                fault = seen.errs(next(numbers), self.command, self.path)
            if seen.delay:
                time.sleep(seen.delay)
            if fault == 0:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if fault is not None:
                self.send_response(fault)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self._passed_on(body)

        def _passed_on(self, body: bytes) -> None:
            behind = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP}
            behind.request(self.command, self.path, body, headers)
            answer = behind.getresponse()
            data = answer.read()
            behind.close()
            self.send_response(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in {*_HOP, "content-length", "date", "server"}:
                    self.send_header(key, value)
            length = answer.getheader("Content-Length") if self.command == "HEAD" else len(data)
            self.send_header("Content-Length", str(length or 0))
            self.end_headers()
            with seen.lock:
                seen.sent_of[self.path.partition("?")[0]] += len(data)
            if self.command != "HEAD":
                self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = handle_one  # noqa: N815

        def log_message(self, *words: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        seen.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield seen
        server.shutdown()
        thread.join()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
