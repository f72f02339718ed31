"""A label put into a stream of tokens, so that a chat service labels while it answers.

GB 45438-2025 5.1, and 5.3 note 3 for turns of a dialogue: the start or end of one turn. Nothing
of the stream is lost or changed, and the label comes once: not at all where the model itself has
written it there, and not for a stream without content. A stream that breaks off is labelled at
its end all the same, and the exception goes on; only who stops listening before the end gets no
label there, which is why START is the default.
"""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, Generator, Iterable
from dataclasses import dataclass

from hegui.errors import UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.text import html_text
from hegui.explicit.text.markdown_blocks import Blocks
from hegui.explicit.text.markdown_text import markdown
from hegui.explicit.text.placing import Place, standing
from hegui.explicit.text.sentences import LONGEST
from hegui.explicit.text.text import Form
from hegui.explicit.wording import Kind, Wording, suited

_TAIL = 4 * LONGEST
_LINE = 2 * LONGEST + 1


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """Where the label comes (START or END) and what the stream's text is written in."""

    place: Place = Place.START
    form: Form = Form.MARKDOWN


def label_stream(
    tokens: Iterable[str], wording: Wording, options: StreamOptions | None = None
) -> Generator[str, None, None]:
    """The tokens with the label among them. Raises InvalidWording and UsageError at once."""
    return _labelled(tokens, StreamLabelling(wording, options or StreamOptions()))


def label_async_stream(
    tokens: AsyncIterable[str], wording: Wording, options: StreamOptions | None = None
) -> AsyncGenerator[str, None]:
    """The same for an asynchronous stream."""
    return _labelled_async(tokens, StreamLabelling(wording, options or StreamOptions()))


def _labelled(tokens: Iterable[str], labelling: StreamLabelling) -> Generator[str, None, None]:
    try:
        try:
            for token in tokens:
                if said := labelling.feed(token):
                    yield said
        except Exception:
            if last := labelling.end():
                yield last
            raise
        if last := labelling.end():
            yield last
    finally:
        close = getattr(tokens, "close", None)
        if callable(close):
            close()


async def _labelled_async(
    tokens: AsyncIterable[str], labelling: StreamLabelling
) -> AsyncGenerator[str, None]:
    try:
        try:
            async for token in tokens:
                if said := labelling.feed(token):
                    yield said
        except Exception:
            if last := labelling.end():
                yield last
            raise
        if last := labelling.end():
            yield last
    finally:
        close = getattr(tokens, "aclose", None)
        if callable(close):
            await close()


class StreamLabelling:
    """What has gone by, as far as the label depends on it; bounded however long the stream is."""

    def __init__(self, wording: Wording, options: StreamOptions) -> None:
        suited(wording, Modality.TEXT)
        if options.place is Place.MIDDLE:
            raise UsageError("a stream has no middle: its label comes at the start or the end")
        self._wording = wording
        self._form = options.form
        self._at_start = options.place is Place.START
        self._held: str | None = "" if self._at_start else None
        self._content = False
        self._blocks = Blocks()
        self._line = ""
        self._lines: deque[str] = deque(maxlen=3)  # of prose, not blank
        self._tail = ""

    def feed(self, token: str) -> str:
        """What is said for a token: itself, with the label before it or not; or "" for now."""
        if self._held is not None:
            self._held += token
            return self._begun()
        if not self._at_start:
            self._note(token)
        return token

    def end(self) -> str:
        """What is said behind the last token."""
        if self._held is not None:
            held, self._held = self._held, None
            return self._label() + self._gap() + held if held.strip() else held
        if self._at_start or not self._content:
            return ""
        self._line_ends()
        lines = list(self._lines)
        if self._form is Form.HTML:
            lines = html_text.lines_of(self._tail)
        if standing(lines, self._wording, Place.END):
            return ""
        if self._wording.kind is Kind.CORNER_MARK and self._form is Form.PLAIN:
            return " " + self._label()
        newline = "\r\n" if "\r\n" in self._tail else "\n"
        blank = self._tail[len(self._tail.rstrip()) :].count("\n")
        if fence := self._blocks.closer:
            return newline * (0 if blank else 1) + fence + newline * 2 + self._label()
        return newline * max(0, 2 - blank) + self._label()

    def _begun(self) -> str:
        """The stream's beginning, once it is clear whether it is the label itself."""
        assert self._held is not None
        said = self._held.lstrip()
        text = self._wording.text
        if not said or (len(said) < len(text) and text.startswith(said)):
            return ""
        held, self._held = self._held, None
        return held if said.startswith(text) else self._label() + self._gap() + held

    def _gap(self) -> str:
        corner = self._wording.kind is Kind.CORNER_MARK and self._form is Form.PLAIN
        return " " if corner else "\n\n"

    def _label(self) -> str:
        match self._form:
            case Form.HTML:
                return html_text.markup(self._wording)
            case Form.MARKDOWN:
                return markdown(self._wording)
            case Form.PLAIN:
                corner = self._wording.kind is Kind.CORNER_MARK
                return f"[{self._wording.text}]" if corner else self._wording.text

    def _note(self, token: str) -> None:
        self._content = self._content or bool(token.strip())
        self._tail = (self._tail + token)[-_TAIL:]
        first, *others = token.split("\n")
        self._line = (self._line + first)[:_LINE]
        for part in others:
            self._line_ends()
            self._line = part[:_LINE]

    def _line_ends(self) -> None:
        line, self._line = self._line.rstrip("\r"), ""
        prose = self._form is not Form.MARKDOWN or self._blocks.prose(line)
        if line.strip() and prose:
            self._lines.append(line)
