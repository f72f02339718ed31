"""Any HTTP service as what is asked: within ceilings of time and size, every fault named.

One client keeps the connections of the whole run. A service that says it is busy is asked again
after a while that grows, or after what its Retry-After says (RFC 9110, 10.2.3).
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from hegui.assess.targets.adapter import Adapter, filled
from hegui.assess.targets.answers import Answer, State
from hegui.assess.targets.asking import Pace, Question, Said, answer_of

_BUSY = frozenset((408, 409, 425, 429, 500, 502, 503, 504))
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
"""Seconds before a busy service is asked again: doubled each time, up to the longest."""


class Fault(Exception):  # noqa: N818  # as in errors.py: the name says what happened
    """An answer that could not be had. ``name`` is one word that never changes."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name


class Busy(Fault):
    """A fault that may be over in a moment; ``wait`` is how many seconds the service asks for."""

    def __init__(self, name: str, detail: str = "", wait: float | None = None) -> None:
        super().__init__(name, detail)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class HttpService:
    """A service reached by an adapter. ``name`` is what the plan calls it."""

    adapter: Adapter
    name: str

    def __str__(self) -> str:
        return f"http/{self.name or 'service'}"

    def put(
        self,
        questions: Sequence[Question],
        take: Callable[[Answer], None],
        pace: Pace,
        folder: str,
    ) -> None:
        """Puts every question once, so many at a time, and hands every answer on as it comes.

        Raises only what ``take`` raises: a fault of the service is the answer to one question.
        """
        asyncio.run(self._put(iter(questions), take, pace))

    async def _put(
        self, left: Iterator[Question], take: Callable[[Answer], None], pace: Pace
    ) -> None:
        limits = httpx.Limits(
            max_connections=pace.connections, max_keepalive_connections=pace.connections
        )
        async with httpx.AsyncClient(
            timeout=self.adapter.seconds, limits=limits, follow_redirects=False
        ) as client:

            async def work() -> None:
                for question in left:  # one iterator for all: each takes what is next
                    take(await self._answered(client, question, pace.retries))

            workers = [asyncio.create_task(work()) for _ in range(pace.connections)]
            try:
                await asyncio.gather(*workers)
            finally:
                for one in workers:
                    one.cancel()
                await asyncio.gather(*workers, return_exceptions=True)

    async def _answered(
        self, client: httpx.AsyncClient, question: Question, retries: int
    ) -> Answer:
        begun = time.monotonic()
        for tried in range(retries + 1):
            try:
                said = await self._said(client, question.text)
            except Busy as busy:
                if tried < retries:
                    await asyncio.sleep(_pause(tried, busy.wait))
                    continue
                reason = str(busy)
            except Fault as fault:
                reason = str(fault)
            else:
                return answer_of(question, said, time.monotonic() - begun)
            break
        return Answer(question.bank, question.id, State.ERROR, reason=reason[:500])

    async def _said(self, client: httpx.AsyncClient, question: str) -> Said:
        """One question put to the service once. Raises Fault."""
        try:
            async with asyncio.timeout(self.adapter.seconds):
                return self._read(*await self._response(client, question))
        except TimeoutError:
            raise Fault("too-slow", f"{self.adapter.seconds:g} s") from None
        except httpx.TimeoutException:
            raise Busy("too-slow") from None
        except httpx.TransportError as error:
            raise Busy("no-connection", str(error) or type(error).__name__) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            raise Fault("no-connection", str(error) or type(error).__name__) from error

    async def _response(self, client: httpx.AsyncClient, question: str) -> tuple[str, bytes]:
        """The media type and the body of the response, read up to the ceiling."""
        try:
            text = json.dumps(filled(self.adapter.body, question), ensure_ascii=False)
            content = text.encode("utf-8", "surrogatepass")
        except ValueError as error:
            raise Fault("no-question", str(error)) from error
        # Packed answers are not asked for: a few bytes of them can stand for gigabytes.
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= self.adapter.headers
        async with client.stream(
            "POST", self.adapter.address, content=content, headers=headers
        ) as response:
            if response.status_code in _BUSY:
                wait = _seconds(response.headers.get("retry-after", ""))
                raise Busy("http", str(response.status_code), wait)
            if response.status_code != 200:
                raise Fault("http", str(response.status_code))
            if response.headers.get("content-encoding", "identity") != "identity":
                raise Fault("packed", response.headers["content-encoding"])
            read = bytearray()
            async for block in response.aiter_raw():
                read += block
                if len(read) > self.adapter.most_bytes:
                    raise Fault("too-long", f"{self.adapter.most_bytes} bytes")
            return response.headers.get("content-type", ""), bytes(read)

    def _read(self, kind: str, body: bytes) -> Said:
        text = body.decode("utf-8", "replace")
        if self.adapter.stream:
            return Said("".join(self._found(one) for one in _events(text)))
        if not self.adapter.answer:
            return Said(text)
        said = _parsed(text)
        return Said(_at(said, self.adapter.answer) or "", _filtered(said), *_tokens(said))

    def _found(self, event: str) -> str:
        return (_at(_parsed(event), self.adapter.answer) or "") if self.adapter.answer else event


def _pause(tried: int, asked_for: float | None) -> float:
    """How long to wait: not all at the same moment."""
    grown = _FIRST_WAIT * 2.0 ** min(tried, 10) * random.uniform(0.75, 1.25)
    return min(_LONGEST_WAIT, grown if asked_for is None else max(asked_for, grown))


def _seconds(said: str) -> float | None:
    return float(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _events(text: str) -> list[str]:
    lines = [one[5:].strip() for one in text.splitlines() if one.startswith("data:")]
    return [one for one in lines if one and one != "[DONE]"]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fault("no-json", str(error)[:200]) from error


def _at(said: Any, path: str) -> str | None:
    """The text at a path of names and numbers; None where it is null, a Fault where no text is."""
    for step in path.split("."):
        if isinstance(said, dict) and step in said:
            said = said[step]
        elif isinstance(said, list) and step.isdigit() and int(step) < len(said):
            said = said[int(step)]
        else:
            raise Fault("no-answer", path)
    if said is not None and not isinstance(said, str):
        raise Fault("no-answer", path)
    return said


def _filtered(said: Any) -> bool:
    choices = said.get("choices") if isinstance(said, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    return isinstance(first, dict) and first.get("finish_reason") == "content_filter"


def _tokens(said: Any) -> tuple[int, int]:
    """Tokens put and got as the service counts them; 0 where it does not say."""
    usage = said.get("usage") if isinstance(said, dict) else None
    if not isinstance(usage, dict):
        return 0, 0
    counts = [usage.get(key) for key in ("prompt_tokens", "completion_tokens")]
    put, got = (one if type(one) is int else 0 for one in counts)
    return put, got
