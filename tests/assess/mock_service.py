"""A service that answers over HTTP as a test wants it to: leaks, refuses, errs, never ends."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

Reply = str | bytes | tuple[int, str] | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""An answer; a body as it is; a status and a body; or whatever writes to the connection."""


class MockService:
    """Speaks OpenAI's chat completions; counts what it was asked."""

    def __init__(self, reply: Callable[[str], Reply], delay: float = 0.0) -> None:
        self.asked: Counter[str] = Counter()
        self.most_at_once = 0
        self.address = ""
        self._at_once = 0
        self._reply = reply
        self._delay = delay

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            writer.transport.abort()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        said = json.loads(await reader.readexactly(length))
        question = said["messages"][-1]["content"] if "messages" in said else said["query"]
        self.asked[question] += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            await asyncio.sleep(self._delay)
            return await self._answer(self._reply(question), writer)
        finally:
            self._at_once -= 1

    async def _answer(self, reply: Reply, writer: asyncio.StreamWriter) -> bool:
        if callable(reply):
            await reply(writer)
            return False
        status, body = 200, b""
        if isinstance(reply, tuple):
            status, body = reply[0], reply[1].encode()
        elif isinstance(reply, bytes):
            body = reply
        else:
            body = json.dumps(completion(reply)).encode()
        writer.write(
            b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            % (status, len(body))
        )
        writer.write(body)
        await writer.drain()
        return True


def completion(text: str, finish: str = "stop") -> dict[str, object]:
    """The body of one chat completion."""
    return {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 11},
    }


async def for_ever(writer: asyncio.StreamWriter) -> None:
    """A response that never ends: a little, again and again."""
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    with suppress(ConnectionError):
        while True:
            writer.write(b"1\r\n \r\n")
            await writer.drain()
            await asyncio.sleep(0.01)


@contextmanager
def serving(reply: Callable[[str], Reply], delay: float = 0.0) -> Iterator[MockService]:
    """The service, at its address, for as long as the block runs."""
    service = MockService(reply, delay)
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    stop = asyncio.Event()

    async def main() -> None:
        server = await asyncio.start_server(service._serve, "127.0.0.1", 0, limit=1 << 24)
        service.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        ready.set()
        await stop.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.05)  # so that what was aborted is closed before its loop is

    thread = threading.Thread(target=lambda: loop.run_until_complete(main()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        if not loop.is_running():
            loop.close()
