"""The service's side of the nursery: workers forked, and how they ended."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys

from hegui.web.isolation.limits import Limits
from hegui.web.isolation.process import Worker


class Nursery:
    """The process that forks workers."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self._process = process
        self._control = control
        self._turn = asyncio.Lock()

    @classmethod
    async def start(cls, limits: Limits, config: str | None) -> Nursery:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [str(theirs.fileno()), str(limits.memory), str(limits.file), str(limits.seconds)]
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-m", "hegui.web.isolation.nursery", *words, config or ""],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.setblocking(False)
        return cls(process, ours)

    async def fork(self) -> Worker:
        """A new worker. Raises OSError, ValueError where the nursery has ended."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                number = int(await self._asked(b"fork", [theirs.fileno()]))
        except BaseException:
            ours.close()
            raise
        return Worker(number, ours)

    async def reap(self, worker: int) -> str:
        """How a worker that was killed or has gone ended."""
        return (await self._asked(str(worker).encode(), [])).decode()

    async def _asked(self, message: bytes, files: list[int]) -> bytes:
        loop = asyncio.get_running_loop()
        async with self._turn:
            socket.send_fds(self._control, [message], files)
            answer = await loop.sock_recv(self._control, 64)
        if not answer:
            raise ConnectionError
        return answer

    async def close(self) -> None:
        """Ends it; its workers end with it."""
        self._control.close()
        self._process.kill()
        await asyncio.to_thread(self._process.wait)
