"""What stands around a label's members in files from the wild, taken off layer by layer.

Character codes of EXIF, an ``AIGC=`` prefix, base64, HTML entities, JSON inside JSON strings,
outer AIGC members: each layer that is taken off is noted.
"""

from __future__ import annotations

import base64
import binascii
import html
import re

from hegui.aigc.members import Tolerance, Unreadable
from hegui.aigc.notation import (
    DEEPEST,
    Decoded,
    Members,
    NotJsonError,
    TooDeepError,
    decode,
    has_blanks,
    has_needless_escapes,
)
from hegui.aigc.spelling import is_outer, members_named
from hegui.aigc.strict import LONGEST
from hegui.aigc.tolerances import noted

_MOST_LAYERS = 8
_MOST_OUTER = 4
_MOST_OF_A_KIND = 16
_SHOWN = 24

_PADDING = " \t\r\n\0\ufeff"
# exiv2 writes charset=…, EXIF itself an 8-byte code (Exif 2.3, 4.6.5, UserComment).
_CHARSET = re.compile(r'charset="?(\w{1,16})"?\s+|(ASCII|UNICODE|JIS)\0+', re.IGNORECASE)
_PREFIX = re.compile(r'"?AIGC"?\s*(?:[=:]\s*|(?=\{))', re.IGNORECASE)
_ENTITY = re.compile(r"&(?:quot|amp|apos|lt|gt|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_BASE64 = re.compile(r"[A-Za-z0-9+/_\-\s]{8,}+=*\s*")
_STARTS_JSON = ("{", '"', "AIGC", "aigc", "&")


class Notes:
    """The tolerances of one reading, in order, each once, and not without end of one kind."""

    __slots__ = ("_counts", "_noted", "trailing")

    def __init__(self) -> None:
        self._noted: dict[Tolerance, None] = {}
        self._counts: dict[str, int] = {}
        self.trailing: list[str] = []
        """What stands behind the JSON of each layer, in full."""

    def add(self, identifier: str, detail: str = "") -> None:
        """Notes one tolerance."""
        count = self._counts.get(identifier, 0)
        if count < _MOST_OF_A_KIND:
            self._counts[identifier] = count + 1
            self._noted[noted(identifier, detail)] = None

    def all(self) -> tuple[Tolerance, ...]:
        """Every tolerance noted."""
        return tuple(self._noted)


def peel(text: str, notes: Notes) -> Members | Unreadable:
    """The JSON object within ``text``, outer AIGC members still around it."""
    if len(text) > LONGEST:
        return Unreadable(
            "is {length} characters long, more than the {limit} a label may have",
            {"length": len(text), "limit": LONGEST},
        )
    for _ in range(_MOST_LAYERS):
        text = _bared(text, notes)
        result = _next_layer(text, notes)
        if not isinstance(result, str):
            return result
        text = result
    return Unreadable("is encoded more than {limit} times over", {"limit": _MOST_LAYERS})


def unwrap(members: Members, notes: Notes, *, named: bool) -> Members | Unreadable:
    """The members themselves, outer AIGC members taken off."""
    for level in range(_MOST_OUTER + 1):
        outer = [(key, value) for key, value in members.pairs if is_outer(key)]
        if not outer or members_named([key for key, _ in members.pairs]):
            if level == 0 and not named:
                notes.add("form.bare")
            return members
        key, value = outer[-1]
        if any(other != value for _, other in outer):
            return contradiction(key)
        _note_outer(members, key, notes, level=level, named=named)
        if isinstance(value, str):
            notes.add("form.encoded-twice")
            inner = peel(value, notes)
            if isinstance(inner, Unreadable):
                return inner
            members = inner
        elif isinstance(value, Members):
            members = value
        else:
            return Unreadable("holds no object in its member {key}", {"key": key})
    return Unreadable("nests AIGC deeper than {limit} levels", {"limit": _MOST_OUTER})


def contradiction(key: str) -> Unreadable:
    """One text, two statements: whichever were taken, the other would be lost unseen."""
    return Unreadable("contradicts itself: {key} stands there with different values", {"key": key})


def _note_outer(members: Members, key: str, notes: Notes, *, level: int, named: bool) -> None:
    if level:
        notes.add("form.nested")
    elif named:
        notes.add("form.wrapped", key)
    if key != "AIGC":
        notes.add("form.outer-case", key)
    for other, _ in members.pairs:
        if other is not key:
            notes.add("form.outer-members", other)


def _bared(text: str, notes: Notes) -> str:
    """The text without padding, character code and prefix."""
    bare = text.strip(_PADDING)
    if bare != text:
        notes.add("form.padding")
    if code := _CHARSET.match(bare):
        notes.add("form.charset", code[1] or code[2])
        bare = bare[code.end() :].lstrip(_PADDING)
    if prefix := _PREFIX.match(bare):
        notes.add("form.prefix", prefix[0].strip())
        bare = bare[prefix.end() :]
    return bare


def _next_layer(text: str, notes: Notes) -> Members | Unreadable | str:
    """The object, the text one layer further in, or why there is neither."""
    if not text:
        return Unreadable("is empty")
    if text[0] not in '{["':
        return _unescaped(text, notes) or _from_base64(text, notes) or _not_json(text, 0)
    try:
        decoded = decode(text)
    except TooDeepError:
        return Unreadable("is JSON nested deeper than {limit} levels", {"limit": DEEPEST})
    except NotJsonError as error:
        inner = _unescaped(text, notes) or _unquoted(text, notes)
        return inner or _not_json(text, error.position)
    return _of_decoded(text, decoded, notes)


def _of_decoded(text: str, decoded: Decoded, notes: Notes) -> Members | Unreadable | str:
    rest = text[decoded.end :].strip(_PADDING)
    if rest:
        notes.add("form.trailing", rest)
        notes.trailing.append(rest)
    if decoded.control:
        notes.add("form.control")
    if isinstance(decoded.value, str):
        notes.add("form.encoded-twice")
        return decoded.value
    if not isinstance(decoded.value, Members):
        return Unreadable("is JSON, but a list and not an object")
    body = text[: decoded.end] if decoded.end < len(text) else text
    if has_blanks(body):
        notes.add("form.whitespace")
    if has_needless_escapes(body):
        notes.add("form.escapes")
    return decoded.value


def _unescaped(text: str, notes: Notes) -> str | None:
    """HTML-escaped JSON, one level of escapes removed."""
    if "&" not in text:
        return None
    inner = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if inner == text:
        return None
    notes.add("form.entities")
    return inner


def _unquoted(text: str, notes: Notes) -> str | None:
    """JSON encoded as a JSON string whose own quotes were lost: ``{\\"Label\\":…``."""
    if not re.match(r'\{\s*\\+"', text):
        return None
    try:
        decoded = decode(f'"{text}"')
    except (NotJsonError, TooDeepError):
        return None
    if not isinstance(decoded.value, str) or decoded.end != len(text) + 2:
        return None
    notes.add("form.encoded-twice")
    return decoded.value


def _from_base64(text: str, notes: Notes) -> str | None:
    """Base64 of JSON, in the plain or the URL-safe alphabet, with or without padding."""
    if not _BASE64.fullmatch(text):
        return None
    packed = "".join(text.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        plain = base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    if not plain.lstrip(_PADDING).startswith(_STARTS_JSON):
        return None
    notes.add("form.base64")
    return plain


def _not_json(text: str, position: int) -> Unreadable:
    if position >= len(text):
        return Unreadable(
            "is not JSON: it ends at character {position}, before the JSON is complete",
            {"position": position},
        )
    return Unreadable(
        "is not JSON: {found!r} at character {position} cannot stand there",
        {"found": text[position : position + _SHOWN], "position": position},
    )
