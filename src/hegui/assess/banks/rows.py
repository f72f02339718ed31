"""The rows of a table kept as CSV, JSON Lines, JSON or YAML, each with its line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date

import yaml

from hegui.errors import BrokenFile, CeilingExceeded, UnknownFormat

MOST_ROWS = 2_000_000
MOST_CHARACTERS = 1_000_000
"""Of one cell: a prompt may be long, and is never longer than that."""

_DEEPEST = 8
_HALF = re.compile("[\ud800-\udfff]")
Row = tuple[int, dict[str, object]]

FORMS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".txt": "lines",
}


def form_of(path: str) -> str:
    """The form that the name's suffix says. Raises UnknownFormat."""
    for suffix, form in FORMS.items():
        if path.lower().endswith(suffix):
            return form
    raise UnknownFormat("a table ends in one of {known}", path=path, known=", ".join(FORMS))


def rows(text: str, form: str, path: str) -> Iterator[Row]:
    """(line or number, members) of every row. Raises BrokenFile, CeilingExceeded."""
    reader = {
        "csv": _separated,
        "tsv": _separated,
        "jsonl": _json_lines,
        "json": _json,
        "yaml": _yaml,
        "lines": _lines,
    }[form]
    delimiter = "\t" if form == "tsv" else ","
    found = _separated(text, path, delimiter) if reader is _separated else reader(text, path)
    for count, (at, row) in enumerate(found):
        if count >= MOST_ROWS:
            raise CeilingExceeded(
                "holds more than {most} rows", path=path, place=f"line {at}", most=MOST_ROWS
            )
        _short(row, at, path)
        yield at, row


def _short(row: dict[str, object], at: int, path: str) -> None:
    for value in row.values():
        if not isinstance(value, str):
            continue
        if len(value) > MOST_CHARACTERS:
            raise CeilingExceeded(
                "a cell is longer than {most} characters",
                path=path,
                place=f"line {at}",
                most=MOST_CHARACTERS,
            )
        if _HALF.search(value):
            raise BrokenFile("holds half a character", path=path, place=f"line {at}")


def _separated(text: str, path: str, delimiter: str = ",") -> Iterator[Row]:
    csv.field_size_limit(MOST_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [one.strip() for one in next(reader, [])]
        if len({one for one in names if one}) != len([one for one in names if one]):
            raise BrokenFile(
                "two columns have one name", path=path, place=f"line {reader.line_num}"
            )
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) > len(names):
                raise BrokenFile(
                    "{have} cells under {names} names",
                    path=path,
                    place=f"line {reader.line_num}",
                    have=len(cells),
                    names=len(names),
                )
            yield reader.line_num, dict(zip(names, cells, strict=False))
    except csv.Error as error:
        place = f"line {reader.line_num}"
        raise BrokenFile("is no CSV: {cause}", path=path, place=place, cause=str(error)) from error


def _json_lines(text: str, path: str) -> Iterator[Row]:
    # splitlines would also part at U+2028, which JSON allows within strings.
    for at, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield at, _object(line, path, at)


def _object(line: str, path: str, at: int) -> dict[str, object]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenFile(
            "is no JSON: {cause}", path=path, place=f"line {at}", cause=str(error)
        ) from error
    return _table(said, path, at)


def _table(said: object, path: str, at: int) -> dict[str, object]:
    if not isinstance(said, dict):
        raise BrokenFile("is no object with members", path=path, place=f"line {at}")
    return {str(key): value for key, value in said.items()}


def _json(text: str, path: str) -> Iterator[Row]:
    """A list of objects, or lists of objects under the name of their category."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFile("is no JSON: {cause}", path=path, cause=str(error)) from error
    groups = said.items() if isinstance(said, dict) else (("", said),)
    at = 0
    for name, group in groups:
        if not isinstance(group, list):
            raise BrokenFile("is no list of objects", path=path, place=str(name) or None)
        for one in group:
            at += 1
            row = _table(one, path, at)
            yield at, ({"category": str(name)} | row if name else row)


def _yaml(text: str, path: str) -> Iterator[Row]:
    try:
        _plain_yaml(text)
        said = yaml.load(text, Loader=yaml.CSafeLoader)
    except BrokenFile as error:
        error.path = path
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else None
        cause = str(getattr(error, "problem", None) or error)
        raise BrokenFile("is no YAML: {cause}", path=path, place=place, cause=cause) from error
    if not isinstance(said, list):
        raise BrokenFile("is no list of objects", path=path)
    for at, one in enumerate(said, start=1):
        row = _table(one, path, at)
        yield at, {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def _plain_yaml(text: str) -> None:
    """Refuses what a table needs nothing of: aliases, nine lines of which can stand for billions
    of items, and nesting, which the loader follows down by recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        place = f"line {event.start_mark.line + 1}"
        if isinstance(event, yaml.AliasEvent):
            raise BrokenFile("YAML aliases are not read", place=place)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise BrokenFile("is nested deeper than a table is", place=place)


def _lines(text: str, path: str) -> Iterator[Row]:
    """One keyword a line, as word lists are usually kept."""
    for at, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield at, {"text": line.strip()}
