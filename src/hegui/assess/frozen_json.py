"""Frozen dataclasses as JSON and back: one form for plans, judgements and assessments.

Writing needs no schema; reading holds every value to the type of its field, and names the place
of one that has another. Nothing that is read is ever executed or imported.
"""

from __future__ import annotations

import dataclasses
import string
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hegui.errors import BrokenFile
from hegui.messages import Notice

_Record = TypeVar("_Record")


def written(value: object) -> object:
    """``value`` as JSON knows it: records as objects, tuples as lists, enumerations as values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: written(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [written(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): written(one) for key, one in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    return str(value)


def read(kind: type[_Record], value: object, path: str | None = None) -> _Record:
    """A record of ``kind`` out of what :func:`written` made of one.

    Raises BrokenFile where a member is missing, unknown, or of another type.
    """
    return cast(_Record, _read(kind, value, "", path))


def _read(kind: object, value: object, place: str, path: str | None) -> object:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value, place, path)
    if origin is tuple:
        return _tuple(get_args(kind), value, place, path)
    if origin is dict:
        return _mapping(get_args(kind)[1], value, place, path)
    if kind is object:
        return value
    if isinstance(kind, type):
        return _of_type(kind, value, place, path)
    raise TypeError(f"no form for {kind!r}")


def _of_type(kind: type, value: object, place: str, path: str | None) -> object:
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, place, path)
    if issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError:
            raise _wrong(place, path) from None
    if kind is date:
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise _wrong(place, path) from None
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:  # a boolean is no number here
        raise _wrong(place, path)
    return value


def _one_of(kinds: tuple[object, ...], value: object, place: str, path: str | None) -> object:
    if value is None and type(None) in kinds:
        return None
    kept = [one for one in kinds if one is not type(None)]
    for one in kept[:-1]:
        try:
            return _read(one, value, place, path)
        except BrokenFile:
            continue
    return _read(kept[-1], value, place, path)


def _tuple(kinds: tuple[object, ...], value: object, place: str, path: str | None) -> object:
    if not isinstance(value, list):
        raise _wrong(place, path)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], one, f"{place}[{at}]", path) for at, one in enumerate(value))
    if len(kinds) != len(value):
        raise _wrong(place, path)
    pairs = enumerate(zip(kinds, value, strict=True))
    return tuple(_read(kind, one, f"{place}[{at}]", path) for at, (kind, one) in pairs)


def _mapping(kind: object, value: object, place: str, path: str | None) -> object:
    if not isinstance(value, dict):
        raise _wrong(place, path)
    return {str(key): _read(kind, one, f"{place}.{key}", path) for key, one in value.items()}


def _record(kind: type, value: object, place: str, path: str | None) -> object:
    if not isinstance(value, dict):
        raise _wrong(place, path)
    types_of, optional = _fields(kind)
    unknown = [key for key in value if key not in types_of]
    if unknown:
        raise BrokenFile("{key} is unknown here", path=path, place=place or None, key=unknown[0])
    lacking = [name for name in types_of if name not in value and name not in optional]
    if lacking:
        raise BrokenFile("{key} is missing here", path=path, place=place or None, key=lacking[0])
    below = f"{place}." if place else ""
    made = {name: _read(types_of[name], one, below + name, path) for name, one in value.items()}
    record: object = kind(**made)
    if isinstance(record, Notice) and not _sayable(record):
        raise _wrong(place, path)
    return record


def _sayable(notice: Notice) -> bool:
    """Whether the places of a template that came out of a file are facts, and nothing of them."""
    parts = [
        name for _, name, _, _ in string.Formatter().parse(notice.template) if name is not None
    ]
    if any(not name.isidentifier() or name not in notice.facts for name in parts):
        return False
    try:
        notice.say()
    except (ValueError, TypeError):
        return False
    return True


@cache
def _fields(kind: type) -> tuple[dict[str, object], frozenset[str]]:
    """The types of a record's members, and the names of those that may be left out."""
    hints = get_type_hints(kind)
    members = [one for one in dataclasses.fields(kind) if one.init]
    missing = dataclasses.MISSING
    optional = frozenset(
        one.name
        for one in members
        if one.default is not missing or one.default_factory is not missing
    )
    return {one.name: hints[one.name] for one in members}, optional


def _wrong(place: str, path: str | None) -> BrokenFile:
    return BrokenFile("has a value of another kind", path=path, place=place or None)
