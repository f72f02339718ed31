"""The items of a corpus, one after the other: lines of text, JSON Lines, rows of Parquet.

A source is whatever fsspec can open: a path, a pattern, an address. What is read is only held as
long as it is looked at; an item that nobody draws is never decoded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import fsspec

from hegui.errors import BrokenFile, CannotRead, CeilingExceeded, UsageError
from hegui.extras import needed
from hegui.files.source import printable

MOST_ITEM = 16 * 1024 * 1024
"""Bytes of one line; a longer one is no item of a corpus."""
_TEXTS = ("text", "content", "question", "instruction", "prompt")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Raw:
    """One item as it lies there: its source, its number from 1, its bytes or its text; ``name``
    is what an outcome calls the source."""

    source: str
    number: int
    data: bytes | str
    form: str
    name: str = ""

    @property
    def id(self) -> str:
        """Source and number: the way back to the item."""
        return f"{self.name or self.source}#{self.number}"


def sources(words: list[str]) -> list[str]:
    """Every file that the words name; patterns are expanded. Raises CannotRead, UsageError."""
    found: list[str] = []
    for word in words:
        try:
            if any(one in word for one in "*?["):
                opened = fsspec.open_files(word, "rb")
                found += [one.full_name if "://" in word else one.path for one in opened]
            else:
                found.append(word)
        except (OSError, ValueError, ImportError) as error:
            raise CannotRead(
                "cannot be opened: {cause}", path=printable(word), cause=str(error)
            ) from error
    if not found:
        raise UsageError("name the files of the corpus")
    return found


def named(source: str, base: str) -> str:
    """What an outcome calls a source: a file by its path from the folder ``base``, for an outcome
    is handed on, and where a file lies on one machine is nobody else's affair."""
    if not base or "://" in source:
        return source
    try:
        return os.path.relpath(os.path.abspath(source), os.path.abspath(base))
    except ValueError:  # another drive
        return os.path.basename(source)


def records(source: str, base: str = "") -> Iterator[Raw]:
    """Every item of one source. Raises CannotRead, BrokenFile, CeilingExceeded."""
    called = named(source, base)
    name = printable(source)
    form = _form(source)
    try:
        with fsspec.open(source, "rb") as file:
            if form == "parquet":
                yield from _rows(file, source, called)
            else:
                yield from _lines(file, source, form, called)
    except (OSError, ImportError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise CannotRead("cannot be opened: {cause}", path=name, cause=cause) from error


def text_of(item: Raw, column: str | None = None) -> str:
    """The text of an item. Raises BrokenFile, with its line, where it has none."""
    if isinstance(item.data, str):
        return item.data
    line = item.data.decode("utf-8", "replace").rstrip("\r\n")
    if item.form != "jsonl":
        return line
    place = f"line {item.number}"
    name = printable(item.source)
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenFile("is no JSON: {cause}", path=name, place=place, cause=str(error)) from error
    if isinstance(said, str):
        return said
    names = (column,) if column else _TEXTS
    if isinstance(said, dict):
        for one in names:
            if isinstance(said.get(one), str):
                return str(said[one])
    raise BrokenFile(
        "has no text under {columns}", path=name, place=place, columns=" / ".join(names)
    )


def _form(source: str) -> str:
    bare = source.lower().split("?")[0]
    if bare.endswith((".parquet", ".pq")):
        return "parquet"
    return "jsonl" if bare.endswith((".jsonl", ".ndjson", ".json")) else "text"


def _lines(file: IO[bytes], source: str, form: str, called: str) -> Iterator[Raw]:
    """Lines that are not blank; the number is the line's own."""
    number, carried = 0, b""
    while block := file.read(_BLOCK):
        *lines, carried = (carried + block).split(b"\n")
        begun = number + 1
        for number, line in enumerate(lines, start=begun):
            if line and not line.isspace():
                yield Raw(source, number, line, form, called)
        if len(carried) > MOST_ITEM:
            raise CeilingExceeded(
                "is longer than {most} bytes",
                path=printable(source),
                place=f"line {number + 1}",
                most=MOST_ITEM,
            )
    if carried and not carried.isspace():
        yield Raw(source, number + 1, carried, form, called)


def _rows(file: IO[bytes], source: str, called: str) -> Iterator[Raw]:
    with needed("parquet"):
        from hegui.assess.corpus.parquet import column_of_text

    for number, text in enumerate(column_of_text(file, printable(source), _TEXTS), start=1):
        yield Raw(source, number, text, "parquet", called)
