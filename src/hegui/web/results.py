"""Files as answers: read block by block while they are sent, and given up with a client that
takes nothing more."""

from __future__ import annotations

import asyncio
import base64
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from hegui.web.isolation.wire import Written

_BLOCK = 256 * 1024
_PATIENCE = 60.0  # seconds in which a client has to take a block


@dataclass(slots=True)
class Result:
    """A file to be sent: what it is, and the open file, which has no name any more."""

    written: Written
    descriptor: int

    def blocks(self) -> Iterator[bytes]:
        """Its bytes."""
        at = 0
        while block := os.pread(self.descriptor, _BLOCK, at):
            yield block
            at += len(block)

    def close(self) -> None:
        """Lets it go."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


class _Blocks(Response):
    """An answer that is sent block by block."""

    def __init__(self, result: Result, headers: dict[str, str], size: int) -> None:
        super().__init__(headers=headers | {"Content-Length": str(size)})
        self._result = result

    def around(self) -> tuple[bytes, bytes]:
        """What comes before the file and behind it."""
        return b"", b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before, behind = self.around()
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        try:
            await send(start)
            for block in self._pieces(before, behind):
                message = {"type": "http.response.body", "body": block, "more_body": True}
                async with asyncio.timeout(_PATIENCE):
                    await send(message)
            await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            return  # nobody takes it: the connection ends short of what was announced
        finally:
            self._result.close()

    def _pieces(self, before: bytes, behind: bytes) -> Iterator[bytes]:
        if before:
            yield before
        yield from self._result.blocks()
        if behind:
            yield behind


class FileAnswer(_Blocks):
    """The file itself, with what was done, in short, in a header."""

    def __init__(self, result: Result, lang: str, records: tuple[int, ...]) -> None:
        written = result.written
        headers = _recorded(records) | {
            "Content-Type": written.media_type,
            "Content-Language": lang,
            "Content-Disposition": _attached(written.name),
            "Hegui-Result": written.summary,
            "Repr-Digest": _digest(written),
            "Vary": "Accept-Language",
        }
        super().__init__(result, headers, written.size)


class MixedAnswer(_Blocks):
    """Everything that was done as JSON, then the file (multipart/mixed, RFC 2046)."""

    def __init__(self, told: bytes, result: Result, lang: str, records: tuple[int, ...]) -> None:
        written = result.written
        boundary = secrets.token_hex(16)
        self._before = (
            f"--{boundary}\r\nContent-Type: application/json\r\n\r\n".encode()
            + told
            + (
                f"\r\n--{boundary}\r\nContent-Type: {written.media_type}\r\n"
                f"Content-Disposition: {_attached(written.name)}\r\n"
                f"Content-Length: {written.size}\r\n\r\n"
            ).encode()
        )
        self._behind = f"\r\n--{boundary}--\r\n".encode()
        headers = _recorded(records) | {
            "Content-Type": f"multipart/mixed; boundary={boundary}",
            "Content-Language": lang,
            "Vary": "Accept-Language",
        }
        size = len(self._before) + written.size + len(self._behind)
        super().__init__(result, headers, size)

    def around(self) -> tuple[bytes, bytes]:
        return self._before, self._behind


def _recorded(records: tuple[int, ...]) -> dict[str, str]:
    """Where in the ledger it is recorded."""
    return {"Hegui-Records": ", ".join(map(str, records))} if records else {}


def _attached(name: str) -> str:
    """A Content-Disposition for a shown name (RFC 6266, RFC 8187)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _digest(written: Written) -> str:
    return f"sha-256=:{base64.b64encode(bytes.fromhex(written.sha256)).decode()}:"
