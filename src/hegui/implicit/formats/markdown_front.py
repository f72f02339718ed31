"""The keys AIGC in front matter of Markdown files, in each of its notations."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from hegui.aigc import ParsedLabel, Tolerance, Unreadable, parse, parse_pairs
from hegui.aigc.notation import Members, NotJsonError, TooDeepError, decode
from hegui.aigc.spelling import is_outer
from hegui.aigc.yaml_form import Entry, YamlError, entries_of
from hegui.structures.front_matter import FrontMatter, Notation

_LONGEST_TOML = 64 * 1024


def label_entries(text: str) -> tuple[Entry, ...]:
    """The keys AIGC of a YAML front matter. Raises YamlError."""
    return tuple(entry for entry in entries_of(text) if entry.names_label)


def label_of(front: FrontMatter, text: str) -> ParsedLabel | Unreadable | None:
    """The label in a TOML or JSON front matter, None where it has none. Raises YamlError."""
    if front.notation is Notation.TOML:
        return _noted(_toml_value(text), "toml.table")
    return _noted(_json_value(text), "json.front-matter")


def _toml_value(text: str) -> object:
    if len(text) > _LONGEST_TOML:
        raise YamlError("the front matter is longer than {limit} characters", limit=_LONGEST_TOML)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        raise YamlError("the front matter is not TOML") from None
    return _labelled(list(table.items()))


def _json_value(text: str) -> object:
    try:
        decoded = decode(text.strip())
    except (NotJsonError, TooDeepError):
        raise YamlError("the front matter is not JSON") from None
    return _labelled(decoded.value.pairs) if isinstance(decoded.value, Members) else None


def _labelled(pairs: list[tuple[str, object]]) -> object:
    return next((value for key, value in pairs if is_outer(key)), None)


def _noted(value: object, tolerance: str) -> ParsedLabel | Unreadable | None:
    if value is None:
        return None
    match value:
        case Members(pairs):
            found = parse_pairs(pairs)
        case dict():
            found = parse_pairs(list(value.items()))
        case str():
            found = parse(value, named=True)
        case _:
            return Unreadable("is no mapping of the seven members")
    if isinstance(found, Unreadable):
        return found
    return replace(found, tolerances=(Tolerance(tolerance), *found.tolerances))
