"""A label in a stream of tokens: once, nothing lost, whatever becomes of the stream."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import InvalidWording, UsageError
from hegui.explicit.text.placing import Place
from hegui.explicit.text.stream import StreamOptions, label_async_stream, label_stream
from hegui.explicit.text.text import Form
from hegui.explicit.wording import checked, corner_mark, stock

LONG = stock().text
START, END = StreamOptions(Place.START), StreamOptions(Place.END)
PLAIN_END = StreamOptions(Place.END, Form.PLAIN)


class BrokenConnectionError(Exception):
    """What a model's connection may raise."""


def broken(*tokens: str) -> Iterator[str]:
    yield from tokens
    raise BrokenConnectionError


def said(tokens: Iterator[str] | list[str], options: StreamOptions) -> str:
    return "".join(label_stream(tokens, stock(), options))


def test_the_label_comes_before_the_first_token() -> None:
    stream = label_stream(iter(["春眠", "不觉晓"]), stock())

    assert next(stream) == f"{LONG}\n\n春眠"
    assert list(stream) == ["不觉晓"]


def test_the_label_comes_behind_the_last_token() -> None:
    tokens = ["春眠", "不觉晓", "。"]

    assert list(label_stream(tokens, stock(), END)) == [*tokens, f"\n\n{LONG}"]


@pytest.mark.parametrize("options", [START, END])
@pytest.mark.parametrize("tokens", [[], [""], [" ", "\n"]])
def test_a_stream_without_content_gets_no_label(tokens: list[str], options: StreamOptions) -> None:
    assert said(tokens, options) == "".join(tokens)


@pytest.mark.parametrize("options", [START, END])
def test_a_stream_that_breaks_is_labelled_and_says_why(options: StreamOptions) -> None:
    heard: list[str] = []
    with pytest.raises(BrokenConnectionError):
        heard.extend(label_stream(broken("本内", "容"), stock(), options))

    assert "".join(heard).count(LONG) == 1
    assert "本内容" in "".join(heard).replace(LONG, "")


@pytest.mark.parametrize("options", [START, END])
def test_a_stream_that_breaks_at_once_says_nothing(options: StreamOptions) -> None:
    with pytest.raises(BrokenConnectionError):
        next(label_stream(broken(), stock(), options))


@pytest.mark.parametrize("cut", range(1, len(LONG)))
def test_a_label_that_the_model_wrote_is_not_repeated(cut: int) -> None:
    assert said([" ", LONG[:cut], LONG[cut:], "\n\n春"], START) == f" {LONG}\n\n春"
    assert said(["春\n\n", LONG[:cut], LONG[cut:]], END) == f"春\n\n{LONG}"
    assert said(["春\n", "\n（本文由AI生成，", "仅供参考）\n"], END).count("生成") == 1


def test_what_only_begins_as_the_label_is_kept() -> None:
    assert said(["本内容由", "三部分组成"], START) == f"{LONG}\n\n本内容由三部分组成"
    assert said(["本内容"], START) == f"{LONG}\n\n本内容"


@pytest.mark.parametrize(
    ("tokens", "end"),
    [
        (["a\n``", "`py\nprint(1)\n"], "```\n\n" + LONG),
        (["a\n```py\n", LONG, "\n"], "```\n\n" + LONG),
        (["~~~~\n```\n~~", "~"], "\n~~~~\n\n" + LONG),
        (["```\nx\n```\n"], "\n" + LONG),
        (["a\r\n"], "\r\n" + LONG),
    ],
)
def test_open_code_is_closed_before_the_label(tokens: list[str], end: str) -> None:
    assert said(tokens, END) == "".join(tokens) + end


def test_plain_text_knows_no_code() -> None:
    assert said(["```\n"], PLAIN_END) == f"```\n\n{LONG}"


def test_forms_and_corner_marks() -> None:
    def one(form: Form, place: Place) -> str:
        return "".join(label_stream(["x"], corner_mark(), StreamOptions(place, form)))

    assert one(Form.PLAIN, Place.START) == "[AI] x"
    assert one(Form.PLAIN, Place.END) == "x [AI]"
    assert one(Form.MARKDOWN, Place.START) == "<sup>AI</sup>\n\nx"
    assert one(Form.HTML, Place.END) == 'x\n\n<p role="note"><sup>AI</sup></p>'
    assert list(label_stream(["<p>a</p>", f'<p role="note">{LONG}</p>'], stock(),
                             StreamOptions(Place.END, Form.HTML)))[-1].endswith("</p>")  # fmt: skip


def test_wrong_use_is_said_before_the_first_token() -> None:
    with pytest.raises(UsageError, match="no middle"):
        label_stream(["x"], stock(), StreamOptions(Place.MIDDLE))
    with pytest.raises(InvalidWording):
        label_stream(["x"], checked("AI"))


def test_who_stops_listening_closes_the_source() -> None:
    closed = []

    def source() -> Iterator[str]:
        try:
            yield "a"
            yield "b"
        finally:
            closed.append(True)

    stream = label_stream(source(), stock())
    next(stream)
    stream.close()

    assert closed == [True]


async def _tokens(*tokens: str, fail: bool = False) -> AsyncIterator[str]:
    for token in tokens:
        await asyncio.sleep(0)
        yield token
    if fail:
        raise BrokenConnectionError


@pytest.mark.parametrize("options", [START, END])
def test_asynchronous_streams(options: StreamOptions) -> None:
    async def heard(*, fail: bool) -> list[str]:
        parts: list[str] = []
        try:
            async for one in label_async_stream(_tokens("春", "眠", fail=fail), stock(), options):
                parts.append(one)  # noqa: PERF401 - as above
        except BrokenConnectionError:
            parts.append("!")
        return parts

    whole = f"{LONG}\n\n春眠" if options is START else f"春眠\n\n{LONG}"
    assert "".join(asyncio.run(heard(fail=False))) == whole
    assert "".join(asyncio.run(heard(fail=True))) == whole + "!"


def test_an_asynchronous_source_is_closed() -> None:
    closed = []

    async def source() -> AsyncIterator[str]:
        try:
            yield "a"
            yield "b"
        finally:
            closed.append(True)

    async def run() -> None:
        stream = label_async_stream(source(), stock())
        await anext(stream)
        await stream.aclose()

    asyncio.run(run())
    assert closed == [True]


@given(
    st.lists(st.text("ab \n`~本内容由AI生成。", max_size=8), max_size=12),
    st.sampled_from([START, END, PLAIN_END]),
)
def test_however_it_is_cut_the_stream_is_whole(tokens: list[str], options: StreamOptions) -> None:
    text = "".join(tokens)
    heard = said(tokens, options)

    assert heard.endswith(text) if options is START else heard.startswith(text)
    assert heard == said([text], options)
    if text.strip():
        assert "生成" in heard
