"""A request's body becomes an upload: raw, or the one file of a form (RFC 7578).

The forms of pages hold short texts besides: what was chosen on the page.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser
from starlette.requests import ClientDisconnect, Request

from hegui.web.problems import Problem
from hegui.web.uploads.names import shown_name
from hegui.web.uploads.upload import Upload, too_large

FIELD = "file"
_FORM = "multipart/form-data"
_FIELDS = "application/x-www-form-urlencoded"
_AROUND = 16 * 1024  # what a form has besides its file: boundaries and headers
_LONGEST_HEADERS = 8 * 1024
_EVERY = 1024 * 1024  # bytes after which a client's speed is looked at


@dataclass(frozen=True, slots=True)
class Ceilings:
    """``largest`` upload in bytes; a client has ``grace`` seconds and one more for each
    ``slowest`` bytes that have come."""

    largest: int
    grace: float = 20.0
    slowest: int = 16 * 1024


@asynccontextmanager
async def received(
    request: Request, directory: str, ceilings: Ceilings, *, texts: bool = False
) -> AsyncIterator[Upload]:
    """The upload that a request's body is; ``texts``: a form may have other fields, which become
    the upload's. Raises Problem."""
    kind, boundary = _media_type(request.headers.get("content-type", ""))
    if kind == _FIELDS:  # what curl -d sends, line ends taken out: never the file that was meant
        raise Problem(
            "MediaType",
            "a body of {kind} is no file: send it as {form} (curl -F file=@NAME) or as {bytes}",
            kind=kind,
            form=_FORM,
            bytes="application/octet-stream",
        )
    announced = request.headers.get("content-length", "")
    around = _AROUND if kind == _FORM else 0
    if announced.isdecimal() and int(announced) > ceilings.largest + around:
        raise too_large(ceilings.largest)
    with Upload(directory, ceilings.largest) as upload:
        name = request.query_params.get("name", "")
        if kind == _FORM:
            form = _Form(boundary, upload, ceilings.largest, texts=texts)
            await _pour(request, form.feed, ceilings)
            form.end()
            upload.name = shown_name(name or form.name)
        else:
            await _pour(request, upload.write, ceilings)
            upload.name = shown_name(name)
        if not upload.size:
            raise Problem("Malformed", "the request holds no file, or an empty one")
        yield upload


async def _pour(request: Request, write: Callable[[bytes], None], ceilings: Ceilings) -> None:
    """Gives ``write`` the body as it comes. Raises Problem: TooSlow, Malformed."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    come = looked = 0
    try:
        async with asyncio.timeout(ceilings.grace) as patience:
            async for chunk in request.stream():
                write(chunk)
                come += len(chunk)
                if come - looked >= _EVERY:
                    looked = come
                    patience.reschedule(began + ceilings.grace + come / ceilings.slowest)
    except TimeoutError:
        raise Problem(
            "TooSlow",
            "of the upload {come} bytes came in {seconds} s",
            come=come,
            seconds=round(loop.time() - began),
            headers={"Connection": "close"},
        ) from None
    except ClientDisconnect:
        raise Problem("Malformed", "the request ended before its body did") from None


class _Form:
    """Reads a form as it comes: the bytes of its one file go straight into the upload."""

    def __init__(self, boundary: str, upload: Upload, largest: int, *, texts: bool) -> None:
        self.name = ""
        self._texts = texts
        self._text: bytearray | None = None
        self._upload = upload
        self._files = 0
        self._writes = False
        self._headers: dict[str, bytes] = {}
        self._named = ""
        self._field = b""
        self._value = b""
        self._spent = 0
        self._ended = False
        try:
            self._parser = MultipartParser(
                boundary.encode("latin-1", "replace"),
                {
                    "on_part_begin": self._begin,
                    "on_header_field": self._header_field,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_end,
                    "on_headers_finished": self._headers_end,
                    "on_part_data": self._data,
                    "on_part_end": self._part_end,
                    "on_end": self._end,
                },
                max_size=largest + _AROUND,
            )
        except (MultipartParseError, ValueError) as error:
            raise Problem("Malformed", "the form cannot be read: {why}", why=str(error)) from None

    def feed(self, data: bytes) -> None:
        """The next bytes of the body. Raises Problem."""
        try:
            self._parser.write(data)
        except MultipartParseError as error:
            raise Problem("Malformed", "the form cannot be read: {why}", why=str(error)) from None

    def end(self) -> None:
        """After the last byte. Raises Problem where the form is not whole, or has no file."""
        if not self._ended:
            raise Problem("Malformed", "the form ends in its middle")
        if not self._files:
            raise Problem("Malformed", "the form has no field called {field}", field=FIELD)

    def _begin(self) -> None:
        self._headers = {}

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]
        self._spend(end - start)

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._spend(end - start)

    def _spend(self, count: int) -> None:
        self._spent += count
        if self._spent > _LONGEST_HEADERS:
            raise Problem("Malformed", "the form's headers are too long")

    def _header_end(self) -> None:
        self._headers[self._field.decode("latin-1").lower()] = self._value
        self._field = self._value = b""

    def _headers_end(self) -> None:
        field, name = _disposition(self._headers.get("content-disposition", b""))
        self._named = field
        if field != FIELD and self._texts:
            self._text = bytearray()
            return
        if field != FIELD:
            raise Problem(
                "Malformed",
                "the form has a field called {name}; it takes one, {field}, and everything else "
                "in the address",
                name=shown_name(field),
                field=FIELD,
            )
        self._files += 1
        if self._files > 1:
            raise Problem("Malformed", "the form has more than one file")
        self.name = name
        self._writes = True

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._text is not None:
            self._spend(end - start)
            self._text += data[start:end]
            return
        self._upload.write(memoryview(data)[start:end])

    def _part_end(self) -> None:
        if self._text is not None:
            self._upload.fields[self._named] = self._text.decode("utf-8", "replace")
            self._text = None

    def _end(self) -> None:
        self._ended = True


def _media_type(header: str) -> tuple[str, str]:
    """The media type of a Content-Type header, in lower case, and its boundary."""
    if not header:
        return "", ""
    message = Message()
    message["content-type"] = header
    boundary = message.get_param("boundary", "")
    return message.get_content_type(), boundary if isinstance(boundary, str) else ""


def _disposition(header: bytes) -> tuple[str, str]:
    """The field and the file name of a Content-Disposition header; RFC 5987 names too."""
    message = Message()
    message["content-disposition"] = header.decode("utf-8", "replace")
    field = message.get_param("name", "", "content-disposition")
    name = message.get_filename("") or ""
    return (field if isinstance(field, str) else ""), unquote(name) if "%" in name else name
