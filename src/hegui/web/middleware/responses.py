"""The middleware: which responses are labelled, and how each kind of them is."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from hegui.errors import UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.house_style import style_of
from hegui.explicit.text.placing import Place
from hegui.explicit.text.stream import StreamOptions
from hegui.explicit.text.text import Form
from hegui.production import Producer
from hegui.web.middleware.asgi import (
    App,
    Headers,
    Message,
    Receive,
    Scope,
    Send,
    header,
    media_type,
    without,
)
from hegui.web.middleware.texts import EventBody, TextBody
from hegui.web.middleware.works import WorkBody

_LOG = logging.getLogger("hegui.web.middleware")
_MEBI = 1024**2
_WORKS = ("image/", "audio/", "video/")
_DOCUMENTS = frozenset(
    (
        "application/pdf",
        "application/epub+zip",
        "text/html",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
)
_TEXTS = {"text/plain": Form.PLAIN, "text/markdown": Form.MARKDOWN}
_EVENTS = "text/event-stream"
# What describes the bytes as they were.
_OUTDATED = (
    b"content-length",
    b"etag",
    b"content-md5",
    b"digest",
    b"repr-digest",
    b"accept-ranges",
)


class LabelResponses:
    """Labels what an application answers (GB 45438-2025 clauses 5 and 6).

    Pictures, sound, video and documents get both labels, texts and server-sent events the
    explicit one while they stream. JSON and everything else passes as it is. ``producer`` is the
    provider's code or name, else that of hegui.toml (``config``). ``paths`` are the beginnings of
    the addresses whose responses are generated; without it all are. ``implicit_only`` writes no
    explicit label: the service shows it itself. ``seal`` seals with the key of hegui.toml.
    ``events`` says what the data of an event is: "text", or "chat" for JSON chunks with
    ``choices[0].delta.content``. ``form`` is what the text of events is written in.

    What cannot be labelled is not let out: the client is told 500, and the log why.
    ``largest`` is the ceiling of a work in bytes.
    Raises UsageError, ConfigError, InvalidCode, InvalidLabel, and with ``seal`` every SealError.
    """

    def __init__(
        self,
        app: App,
        producer: str | None = None,
        *,
        config: str | None = None,
        paths: Sequence[str] = ("/",),
        implicit_only: bool = False,
        seal: bool = False,
        events: str = "chat",
        form: Form = Form.MARKDOWN,
        place: Place = Place.START,
        largest: int = 512 * _MEBI,
    ) -> None:
        if events not in ("text", "chat"):
            raise UsageError("events hold text or chat, not {events}", events=events)
        signer = None
        if seal:
            from hegui.sealing.finding import find_signer  # only a seal needs it

            signer = find_signer(None, config)
        style = style_of(config)
        self._app = app
        self._paths = tuple(paths)
        self._largest = largest
        self._chat = events == "chat"
        self._options = StreamOptions(place, form)
        self._wording = None if implicit_only else style.wording(Modality.TEXT)
        self._producer = Producer.of(
            producer, config=config, signer=signer, style=None if implicit_only else style
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request (ASGI)."""
        if scope["type"] != "http" or not scope["path"].startswith(self._paths):
            await self._app(scope, receive, send)
            return
        # A part of a file cannot be labelled: the whole is asked for. Nor can what is compressed.
        asked = without(list(scope["headers"]), b"range", b"if-range", b"accept-encoding")
        response = _Response(self, send, head=scope["method"] == "HEAD")
        await self._app({**scope, "headers": asked}, receive, response.take)

    def body(self, status: int, headers: Headers) -> WorkBody | TextBody | EventBody | None:
        """What labels a response's body; None for one that passes as it is."""
        kind = media_type(headers)
        if status != 200:
            return None
        if header(headers, b"content-encoding") not in ("", "identity"):
            return WorkBody(self._producer, kind, 0) if self._owes(kind) else None
        if kind == _EVENTS and self._wording is not None:
            return EventBody(self._wording, self._options, chat=self._chat)
        if kind in _TEXTS and self._wording is not None:
            charset = header(headers, b"content-type").lower().partition("charset=")[2].strip('" ')
            options = StreamOptions(self._options.place, _TEXTS[kind])
            return TextBody(self._wording, options, charset or "utf-8")
        if kind.startswith(_WORKS) or kind in _DOCUMENTS:
            return WorkBody(self._producer, kind, self._largest)
        return None

    def _owes(self, kind: str) -> bool:
        text = self._wording is not None and (kind in _TEXTS or kind == _EVENTS)
        return text or kind.startswith(_WORKS) or kind in _DOCUMENTS


class _Response:
    """One response on its way: its head waits until it is known what the body becomes."""

    def __init__(self, labels: LabelResponses, send: Send, *, head: bool) -> None:
        self._labels = labels
        self._send = send
        self._head = head
        self._start: Message = {}
        self._body: WorkBody | TextBody | EventBody | None = None
        self._refused = False
        self._started = False

    async def take(self, message: Message) -> None:
        """The application's next message."""
        if message["type"] == "http.response.start":
            self._start = message
            if not self._head:
                self._body = self._labels.body(message["status"], list(message["headers"]))
            if self._body is None:
                await self._send(message)
            return
        if self._body is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        if not self._refused:
            await self._labelled(message.get("body", b""), more=message.get("more_body", False))

    async def _labelled(self, data: bytes, *, more: bool) -> None:
        assert self._body is not None
        try:
            async for block in self._body.feed(data, more=more):
                await self._begin()
                if block:
                    await self._block(block)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing unlabelled goes out
            await self._refuse(error)
            return
        if not more:
            await self._begin()
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _block(self, block: bytes) -> None:
        await self._send({"type": "http.response.body", "body": block, "more_body": True})

    async def _begin(self) -> None:
        if self._started:
            return
        self._started = True
        assert self._body is not None
        headers = without(list(self._start["headers"]), *_OUTDATED)
        if self._body.size is not None:
            headers.append((b"content-length", str(self._body.size).encode()))
        await self._send({**self._start, "headers": headers})

    async def _refuse(self, error: Exception) -> None:
        """Nothing unlabelled goes out; what is out already ends short of its end."""
        self._refused = True
        _LOG.error("not-labelled", exc_info=error)
        if self._started:
            raise error
        self._started = True
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"0")]
        await self._send({"type": "http.response.start", "status": 500, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})
