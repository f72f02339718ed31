"""Texts and server-sent events on their way out: the label comes among them, nothing waits."""

from __future__ import annotations

import codecs
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.explicit.text.stream import StreamLabelling, StreamOptions
from hegui.explicit.wording import Wording

_LONGEST_EVENT = 1024 * 1024
_DONE = "[DONE]"


class TextBody:
    """A text as it streams. Its new length is not known before its end."""

    size: int | None = None

    def __init__(self, wording: Wording, options: StreamOptions, charset: str) -> None:
        self._labelling = StreamLabelling(wording, options)
        self._charset = charset
        try:
            self._decoder = codecs.getincrementaldecoder(charset)("strict")
        except LookupError:
            raise BrokenFile("the text says it is in {charset}", charset=charset) from None

    async def feed(self, data: bytes, *, more: bool) -> AsyncIterator[bytes]:
        """What goes out for the next bytes. Raises BrokenFile for what is no text."""
        try:
            said = self._decoder.decode(data, final=not more)
        except UnicodeDecodeError as error:
            raise BrokenFile("is no text: {cause}", cause=error.reason) from error
        out = self._labelling.feed(said) if said else ""
        if not more:
            out += self._labelling.end()
        if out:
            yield out.encode(self._charset)


class EventBody:
    """Server-sent events as they stream (WHATWG HTML, 9.2). ``chat``: the data is JSON with the
    text in ``choices[0].delta.content``; else the data is the text itself."""

    size: int | None = None

    def __init__(self, wording: Wording, options: StreamOptions, *, chat: bool) -> None:
        self._labelling = StreamLabelling(wording, options)
        self._chat = chat
        self._held = b""
        self._last: dict[str, Any] | None = None
        self._ended = False

    async def feed(self, data: bytes, *, more: bool) -> AsyncIterator[bytes]:
        """What goes out for the next bytes: whole events. Raises CeilingExceeded."""
        self._held += data
        out = b"".join(self._events())
        if len(self._held) > _LONGEST_EVENT:
            raise CeilingExceeded("more than {ceiling} bytes read in all", ceiling=_LONGEST_EVENT)
        if not more:
            out += b"".join(self._end()) + self._held
            self._held = b""
        if out:
            yield out

    def _events(self) -> Iterator[bytes]:
        """Every event that is whole, with its text labelled."""
        while True:
            ends = [
                (at + len(end), end)
                for end in (b"\r\n\r\n", b"\n\n", b"\r\r")
                if (at := self._held.find(end)) >= 0
            ]
            if not ends:
                return
            at, _ = min(ends)
            event, self._held = self._held[:at], self._held[at:]
            yield from self._event(event)

    def _event(self, event: bytes) -> Iterator[bytes]:
        lines = event.decode("utf-8", "replace").splitlines()
        data = "\n".join(line[5:].removeprefix(" ") for line in lines if line.startswith("data:"))
        if data.strip() == _DONE:
            yield from self._end()
            yield event
            return
        text = self._text(data)
        if text is None:
            yield event
            return
        said = self._labelling.feed(text)
        if said == text:
            yield event
        elif said:
            others = [line for line in lines if line and not line.startswith("data:")]
            yield _written(others, self._data(said))

    def _end(self) -> Iterator[bytes]:
        """What is said behind the last text."""
        if not self._ended:
            self._ended = True
            if said := self._labelling.end():
                yield _written([], self._data(said))

    def _text(self, data: str) -> str | None:
        """The text that an event's data says; None where it says none."""
        if not self._chat:
            return data or None
        try:
            chunk = json.loads(data)
            text = chunk["choices"][0]["delta"]["content"]
        except (ValueError, KeyError, IndexError, TypeError):
            return None
        if not isinstance(text, str) or not text:
            return None
        self._last = chunk
        return text

    def _data(self, text: str) -> str:
        """Data that says ``text``, as the events do."""
        if not self._chat:
            return text
        chunk = self._last or {"choices": [{"index": 0, "delta": {}}]}
        choice = {**chunk["choices"][0], "delta": {**chunk["choices"][0]["delta"], "content": text}}
        return json.dumps({**chunk, "choices": [choice, *chunk["choices"][1:]]}, ensure_ascii=False)


def _written(others: list[str], data: str) -> bytes:
    lines = [*others, *(f"data: {line}" for line in data.split("\n"))]
    return ("\n".join(lines) + "\n\n").encode()
