"""A provider's own responses, labelled on their way out by three lines."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

import hegui
from hegui.web.middleware import LabelResponses
from tests.builders import png

PRODUCER = "001191350100M000100Y4300000"
LABEL = "人工智能生成"
Handler = Callable[[Request], Response]


def ask(
    handler: Handler, headers: dict[str, str] | None = None, **options: object
) -> httpx.Response:
    """What a client gets of an application that answers as ``handler`` does."""
    options = {"implicit_only": True} | options
    app = Starlette(
        routes=[Route("/a", handler)],
        middleware=[Middleware(LabelResponses, PRODUCER, **options)],  # type: ignore[arg-type]  # any
    )

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://a") as client:
            return await client.get("/a", headers=headers)

    return asyncio.run(asked())


def picture(request: Request) -> Response:
    return Response(png.plain(), headers={"ETag": '"1"'}, media_type="image/png")


def streamed(*parts: str, media_type: str = "text/event-stream") -> Handler:
    async def body() -> AsyncIterator[str]:
        for part in parts:
            yield part

    return lambda request: StreamingResponse(body(), media_type=media_type)


def chunk(text: str | None) -> str:
    data = {"id": "1", "choices": [{"index": 0, "delta": {"content": text} if text else {}}]}
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


def texts(answer: httpx.Response) -> list[str]:
    """The texts of the events of an answer."""
    events = [line[6:] for line in answer.text.splitlines() if line.startswith("data: {")]
    return [json.loads(one)["choices"][0]["delta"].get("content", "") for one in events]


def test_a_picture_is_labelled() -> None:
    answer = ask(picture)

    found = hegui.read(answer.content).sites[0].parsed
    assert found is not None
    assert found.label.content_producer == PRODUCER
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers  # it was another file's


def test_a_part_of_a_file_is_never_given_unlabelled() -> None:
    def ranged(request: Request) -> Response:
        return Response(
            png.plain(), 206 if "range" in request.headers else 200, media_type="image/png"
        )

    answer = ask(ranged, {"Range": "bytes=0-9"})

    assert answer.status_code == 200
    assert hegui.read(answer.content).sites


def test_what_cannot_be_labelled_is_not_let_out() -> None:
    broken = ask(lambda request: Response(b"\x89PNG\r\n\x1a\nbroken", media_type="image/png"))
    squeezed = ask(
        lambda request: Response(
            png.plain(), headers={"Content-Encoding": "br"}, media_type="image/png"
        )
    )
    large = ask(picture, largest=10)

    for answer in (broken, squeezed, large):
        assert (answer.status_code, answer.content) == (500, b"")


def test_everything_else_passes_as_it_is() -> None:
    for handler in (
        lambda request: JSONResponse({"text": "hello"}),
        lambda request: Response(b"\0\1", media_type="application/octet-stream"),
        lambda request: Response(png.plain(), 404, media_type="image/png"),
    ):
        plain = asyncio.run(_alone(handler))
        assert ask(handler).content == plain
    other = ask(picture, paths=("/generated",))
    assert other.content == png.plain()


async def _alone(handler: Handler) -> bytes:
    app = Starlette(routes=[Route("/a", handler)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://a") as one:
        return (await one.get("/a")).content


def test_a_text_is_labelled_while_it_streams() -> None:
    answer = ask(streamed("一段", "文字。", media_type="text/plain"), implicit_only=False)

    assert LABEL in answer.text
    assert answer.text.endswith("一段文字。")
    assert "content-length" not in answer.headers
    whole = ask(lambda request: PlainTextResponse("text"), implicit_only=False)
    assert LABEL in whole.text


def test_a_chat_s_events_are_labelled_and_stay_what_they_were() -> None:
    events = (chunk(None), chunk("你"), chunk("好。"), ": ping\n\n", "data: [DONE]\n\n")

    answer = ask(streamed(*events), implicit_only=False)

    said = "".join(texts(answer))
    assert LABEL in said
    assert said.endswith("你好。")
    assert ": ping\n\n" in answer.text
    assert answer.text.endswith("data: [DONE]\n\n")
    assert "".join(texts(ask(streamed(*events)))) == "你好。"  # implicit_only: shown elsewhere


def test_events_that_come_in_pieces_are_whole_again() -> None:
    whole = chunk("你") + chunk("好。") + "data: [DONE]\n\n"
    pieces = [whole[at : at + 5] for at in range(0, len(whole), 5)]

    answer = ask(streamed(*pieces), implicit_only=False)

    assert "".join(texts(answer)) == "".join(texts(ask(streamed(whole), implicit_only=False)))


def test_events_of_plain_text_and_a_label_at_the_end() -> None:
    from hegui.explicit.text.placing import Place

    events = ("data: one\n\n", "data: two\n\n")

    answer = ask(streamed(*events), implicit_only=False, events="text", place=Place.END)

    assert answer.text.startswith("data: one\n\ndata: two\n\n")
    assert LABEL in answer.text[len("data: one\n\ndata: two\n\n") :]


def test_a_wrong_word_is_refused_at_once() -> None:
    with pytest.raises(hegui.UsageError):
        LabelResponses(_nothing, PRODUCER, events="json")


async def _nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError


def test_it_needs_no_framework() -> None:
    code = (
        "import sys, hegui.web.middleware\n"
        "others = {'fastapi', 'starlette', 'uvicorn', 'sqlalchemy', 'pydantic'}\n"
        "print(sorted(others & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
