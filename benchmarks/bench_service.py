"""``hegui serve`` beside a bare upload-and-hash endpoint on the same server, and one huge upload.

    .venv/bin/python benchmarks/bench_service.py [REQUESTS [ROUNDS [MEBIBYTES]]]

Server and client are processes of their own on one machine; the client keeps CLIENTS connections
busy, each with one request at a time. The endpoints are asked in turn, the first round a warm-up;
rates and the 99th percentile of each round, median and range. Memory is the server's and its
workers' peak (VmHWM) before and after one upload of MEBIBYTES.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' way of starting a service

import hashlib
import io

from fastapi import Request
from fastapi.responses import JSONResponse
from PIL import Image

import hegui
from benchmarks.timing import PRODUCER

CLIENTS = 4
BARE = "/bare"
ENDPOINTS = (BARE, "/api/v1/check?name=a.jpg", "/api/v1/read?name=a.jpg")


def server(data: str, port: int) -> None:
    """The service as it is, and one more address that only takes an upload and hashes it."""
    from hegui.web import app, serving
    from hegui.web.settings import Settings

    settings = Settings(port=port, data=Path(data))
    made = app.create_app(settings)

    async def bare(request: Request) -> JSONResponse:
        digest = hashlib.sha256()
        async for chunk in request.stream():
            digest.update(chunk)
        return JSONResponse({"sha256": digest.hexdigest()})

    made.add_api_route(BARE, bare, methods=["POST"])
    serving.run(made, settings)


class Client(asyncio.Protocol):
    """One connection: sends the request again and again, and notes how long each answer took."""

    def __init__(self, request: bytes, count: int, done: asyncio.Future[list[float]]) -> None:
        self._request = request
        self._left = count
        self._done = done
        self._times: list[float] = []
        self._had = bytearray()
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def _send(self) -> None:
        self._had.clear()
        self._began = time.perf_counter()
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        self._had += data
        head, found, body = bytes(self._had).partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        if len(body) < length:
            return
        self._times.append(time.perf_counter() - self._began)
        if b" 200 " not in head.split(b"\r\n")[0]:
            self._done.set_exception(RuntimeError(head.decode() + body.decode()))
            return
        self._left -= 1
        if self._left:
            self._send()
        else:
            self._transport.close()
            self._done.set_result(self._times)


async def asked(port: int, address: str, body: bytes, count: int) -> tuple[float, float]:
    """(requests a second, 99th percentile in seconds) of ``count`` requests in all."""
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    waiting = []
    for _ in range(CLIENTS):
        done: asyncio.Future[list[float]] = loop.create_future()
        request = head.encode() + body
        await loop.create_connection(
            lambda request=request, done=done: Client(request, count // CLIENTS, done),  # type: ignore[misc]  # a lambda's defaults
            "127.0.0.1",
            port,
        )
        waiting.append(done)
    times = sorted([one for done in waiting for one in await done])
    return len(times) / (time.perf_counter() - began), times[int(len(times) * 0.99)]


def picture() -> bytes:
    """A JPEG of about 180 kB with an implicit label."""
    image = Image.effect_noise((512, 512), 60).convert("RGB")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    made = hegui.label(out.getvalue(), producer=PRODUCER, implicit_only=True, name="a.jpg").data
    assert made is not None
    return made


def shown(figures: list[float], unit: float, digits: int) -> str:
    """Median and range."""
    low, middle, high = min(figures), statistics.median(figures), max(figures)
    return " ".join(
        (f"{middle * unit:.{digits}f}", f"({low * unit:.{digits}f} to {high * unit:.{digits}f})")
    )


def memory(process: int) -> dict[str, int]:
    """Peak memory in MiB of the server and of all its workers together."""
    from tests.web.server import children

    (nursery,) = children(process)
    peaks = {
        one: next(
            int(line.split()[1]) // 1024
            for line in Path(f"/proc/{one}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        )
        for one in (process, *children(nursery))
    }
    return {"server": peaks.pop(process), "workers": sum(peaks.values())}


def upload(port: int, mebibytes: int) -> float:
    """Seconds that one huge upload took, sent block by block."""
    block = os.urandom(1024 * 1024)
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as one:
        one.sendall(
            f"POST /api/v1/read?name=a.mp4 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Content-Type: application/octet-stream\r\nConnection: close\r\n"
            f"Content-Length: {mebibytes * len(block)}\r\n\r\n".encode()
        )
        for _ in range(mebibytes):
            one.sendall(block)
        answer = one.recv(65536)
    if b" 415 " not in answer.split(b"\r\n")[0]:  # random bytes are of no format
        raise RuntimeError(answer.decode())
    return time.perf_counter() - began


def main(requests: int = 2000, rounds: int = 5, mebibytes: int = 2048) -> None:
    """Runs everything and prints it."""
    from tests.web.server import free_port

    body = picture()
    port = free_port()
    with tempfile.TemporaryDirectory() as data:
        process = multiprocessing.get_context("spawn").Process(target=server, args=(data, port))
        process.start()
        try:
            wait(port)
            measured: dict[str, list[tuple[float, float]]] = {one: [] for one in ENDPOINTS}
            for number in range(rounds + 1):
                for one in ENDPOINTS:
                    found = asyncio.run(asked(port, one, body, requests))
                    if number:
                        measured[one].append(found)
            print(f"a JPEG of {len(body) // 1000} kB, {CLIENTS} connections")
            for one in ENDPOINTS:
                pairs = list(zip(measured[one], measured[BARE], strict=True))
                print(
                    f"{one}: {shown([rate for rate, _ in measured[one]], 1, 0)} a second, "
                    f"{shown([a[0] / b[0] for a, b in pairs], 1, 2)} of bare; "
                    f"p99 {shown([late for _, late in measured[one]], 1000, 1)} ms, "
                    f"{shown([a[1] / b[1] for a, b in pairs], 1, 2)} of bare"
                )
            if mebibytes:
                assert process.pid
                before = memory(process.pid)
                seconds = upload(port, mebibytes)
                print(
                    f"upload of {mebibytes} MiB: {seconds:.1f} s; peak MiB {before} before, ",
                    end="",
                )
                print(f"{memory(process.pid)} after")
        finally:
            process.terminate()
            process.join()


def wait(port: int) -> None:
    """Waits until the server is ready."""
    import httpx

    for _ in range(200):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/ready", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
