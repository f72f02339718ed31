"""The key document as JSON: written for people to read, read strictly.

    {
      "hegui-key-document": 1,
      "provider": "001191310104MACE0YX63918020",
      "keys": [
        {
          "id": "3f1c…",
          "algorithm": "1.2.156.10197.1.501",
          "public-key": "04…",
          "not-before": "2026-01-01T00:00:00Z",
          "not-after": "2028-01-01T00:00:00Z",
          "revoked": {"at": "2027-01-01T00:00:00Z", "reason": "key-compromise"}
        }
      ]
    }

The public key is the point in hexadecimal, uncompressed or compressed (SEC 1, 2.3.3). A member
that is not known, that stands twice or is missing is refused: it may be a condition that would
change what the rest means.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import NoReturn

from hegui.errors import InvalidKey
from hegui.files.source import open_source, printable
from hegui.seal.key_document import VERSION, KeyDocument, PublishedKey, Reason, Revocation
from hegui.seal.public_keys import PublicKey
from hegui.seal.verifying import CURVE_OF

LARGEST = 1024 * 1024
"""Bytes of a document: some thousand keys."""

_MARK = "hegui-key-document"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+", re.ASCII)
_KEY_MEMBERS = ("id", "algorithm", "public-key", "not-before", "not-after")


def write(document: KeyDocument) -> bytes:
    """The document as JSON in UTF-8, ending in a line feed."""
    value = {
        _MARK: VERSION,
        "provider": document.provider,
        "keys": [_entry(one) for one in document.keys],
    }
    return json.dumps(value, indent=2, ensure_ascii=False).encode() + b"\n"


def read(data: bytes, path: str | None = None) -> KeyDocument:
    """The document in some bytes; ``path`` names their file in errors. Raises InvalidKey."""
    try:
        return _document(_loaded(data))
    except InvalidKey as error:
        error.path = error.path or (None if path is None else printable(path))
        raise


def read_file(path: str) -> KeyDocument:
    """The document in the file at ``path``. Raises CannotRead, InvalidKey."""
    with open_source(path) as source:
        if source.size > LARGEST:
            raise InvalidKey("is larger than a key document can be", path=printable(path))
        return read(source.read(0, source.size), path)


def _loaded(data: bytes) -> object:
    if len(data) > LARGEST:
        raise InvalidKey("is larger than a key document can be")
    try:
        return json.loads(data.decode(), object_pairs_hook=_object, parse_constant=_no_constant)
    except (
        ValueError,
        RecursionError,
    ) as error:  # no UTF-8, no JSON, numbers or depth past all use
        raise InvalidKey("is not valid JSON: {cause}", cause=str(error)) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InvalidKey("a member stands twice in one object of the key document")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


def _document(value: object) -> KeyDocument:
    top = _members(value, "", (_MARK, "provider", "keys"))
    # ``True`` equals 1 in Python, and is another thing in JSON.
    if type(top[_MARK]) is not int or top[_MARK] != VERSION:
        raise InvalidKey("is a key document of another version than {version}", version=VERSION)
    entries = top["keys"]
    if not isinstance(entries, list):
        raise _wrong("keys")
    keys = tuple(_key(one, f"keys[{at}]") for at, one in enumerate(entries))
    return KeyDocument(_text(top, "provider", ""), keys)


def _key(value: object, place: str) -> PublishedKey:
    members = _members(value, place, _KEY_MEMBERS, ("revoked",))
    algorithm = _text(members, "algorithm", place)
    curve = CURVE_OF.get(algorithm)
    if curve is None:
        raise InvalidKey("{oid} is no signature algorithm of hegui", place=place, oid=algorithm)
    try:
        digits = _text(members, "public-key", place)
        if not _HEX.fullmatch(digits):
            raise _wrong("public-key")
        return PublishedKey(
            _text(members, "id", place),
            algorithm,
            PublicKey.from_sec1(bytes.fromhex(digits), curve),
            _time(members, "not-before", place),
            _time(members, "not-after", place),
            _revocation(members["revoked"], place) if "revoked" in members else None,
        )
    except InvalidKey as error:
        error.place = error.place or place
        raise


def _revocation(value: object, place: str) -> Revocation:
    members = _members(value, f"{place}.revoked", ("at", "reason"))
    reason = _text(members, "reason", f"{place}.revoked")
    if reason not in list(Reason):
        raise InvalidKey(
            "{key} is {value!r}; it must be one of {choices}",
            place=f"{place}.revoked",
            key="reason",
            value=reason[:100],
            choices=", ".join(Reason),
        )
    return Revocation(_time(members, "at", f"{place}.revoked"), Reason(reason))


def _members(
    value: object, place: str, needed: tuple[str, ...], others: tuple[str, ...] = ()
) -> dict[str, object]:
    """An object with exactly these members."""
    if not isinstance(value, dict):
        raise InvalidKey("is no object", place=place or None)
    for key in value:
        if key not in needed + others:
            raise InvalidKey("does not know the member {key!r}", place=place or None, key=key[:100])
    for key in needed:
        if key not in value:
            raise InvalidKey("the member {key!r} is missing", place=place or None, key=key)
    return value


def _text(members: dict[str, object], key: str, place: str) -> str:
    value = members[key]
    if not isinstance(value, str):
        raise _wrong(f"{place}.{key}".lstrip("."))
    return value


def _time(members: dict[str, object], key: str, place: str) -> datetime:
    value = _text(members, key, place)
    try:
        if _TIME.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):  # the thirtieth of February; the year 1 in another zone
        pass
    raise _wrong(f"{place}.{key}")


def _wrong(place: str) -> InvalidKey:
    return InvalidKey("has another form than its place asks for", place=place)


def _entry(key: PublishedKey) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": key.id,
        "algorithm": key.algorithm,
        "public-key": key.public_key.sec1().hex(),
        "not-before": _said(key.not_before),
        "not-after": _said(key.not_after),
    }
    if key.revocation is not None:
        at, reason = _said(key.revocation.at), key.revocation.reason.value
        entry["revoked"] = {"at": at, "reason": reason}
    return entry


def _said(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
