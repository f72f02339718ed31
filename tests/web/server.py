"""The service as its users have it: a process of `hegui serve`, spoken to over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    process: subprocess.Popen[bytes]
    address: str
    data: Path
    log: Path
    known: set[int] = field(default_factory=set)

    def client(self, **headers: str) -> httpx.Client:
        return httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False)

    def workers(self) -> list[int]:
        """The numbers of the worker processes."""
        found = [one for nursery in children(self.process.pid) for one in children(nursery)]
        self.known.update(found)
        return found

    def workers_left(self) -> set[int]:
        """Workers that were seen and still live."""
        time.sleep(0.5)
        return {one for one in self.known if is_worker(one)}


@contextmanager
def serving(
    data: Path, *words: str, environment: dict[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """A service over ``data``, ended when the block is left."""
    data.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    log = data / "log"
    with log.open("ab") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "hegui", "serve", f"--port={port}", f"--data={data}", *words],
            stdout=file,
            stderr=file,
            cwd=data,
            env=os.environ | (environment or {}),
        )
    server = Server(process, f"http://127.0.0.1:{port}", data, log)
    try:
        wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def wait_until_ready(server: Server, seconds: float = 120) -> None:
    """Waits until the service says that it can work."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if server.process.poll() is not None:
            break
        try:
            if httpx.get(f"{server.address}/ready", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"the service did not start:\n{server.log.read_text()}")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def children(parent: int) -> list[int]:
    """The processes that a process has made and that live."""
    found = []
    for directory in Path("/proc").iterdir():
        if directory.name.isdecimal():
            try:
                stat = (directory / "stat").read_text()
            except OSError:
                continue
            state, above = stat.rpartition(")")[2].split()[:2]
            if int(above) == parent and state != "Z":
                found.append(int(directory.name))
    return found


def is_worker(process: int) -> bool:
    """Whether a process is a living worker."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return False
    return "hegui.web.isolation" in words
