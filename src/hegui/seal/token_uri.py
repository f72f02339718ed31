"""PKCS#11 URIs (RFC 7512): which key on which token, as a line of text.

    pkcs11:token=hegui;object=seal?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=pin.txt

What RFC 7512 leaves to vendors, and hegui reads besides: ``hegui-mechanism``, the number of the
mechanism to sign with, and ``hegui-input``, whether it is given the ``digest`` or the
``message``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from hegui.errors import UsageError

SCHEME = "pkcs11:"

_PATH = frozenset(("token", "serial", "object", "id", "type"))
_QUERY = frozenset(("module-path", "pin-source", "hegui-mechanism", "hegui-input"))
_ENCODED = re.compile(r"(?:[^%\s]|%[0-9A-Fa-f]{2})*", re.ASCII)
_LARGEST_NUMBER = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class TokenKey:
    """One private key on one token; None where the URI does not say.

    ``mechanism`` is the number of a CKM; ``hashes`` says that the mechanism is given the whole
    message and makes the digest itself. ``pin_file`` holds the PIN in its first line.
    """

    module: str
    token: str | None = None
    serial: bytes | None = None
    label: str | None = None
    id: bytes | None = None
    pin_file: str | None = None
    mechanism: int | None = None
    hashes: bool = False


def parse_uri(uri: str) -> TokenKey:
    """The key that a URI names. Raises UsageError for what is not understood: a member left
    out of account could lead to another key."""
    if not uri.startswith(SCHEME) or not _ENCODED.fullmatch(uri):
        raise UsageError("is no PKCS#11 URI (RFC 7512)")
    path, _, query = uri[len(SCHEME) :].partition("?")
    values = _values(path, ";", _PATH) | _values(query, "&", _QUERY)
    if values.pop("type", b"private") != b"private":
        raise UsageError("a PKCS#11 URI for signing names a private key, or no type")
    module = _text(values.get("module-path", b""))
    if not module:
        raise UsageError("the PKCS#11 URI names no module-path: the vendor's library")
    if not values.keys() & {"object", "id"}:
        raise UsageError("the PKCS#11 URI names no key: object (its label) or id")
    given = values.get("hegui-input", b"digest")
    if given not in (b"digest", b"message"):
        raise UsageError("hegui-input is digest or message")
    return TokenKey(
        module,
        _optional(values, "token"),
        values.get("serial"),
        _optional(values, "object"),
        values.get("id"),
        _pin_file(values),
        _number(values),
        given == b"message",
    )


def _values(text: str, separator: str, known: frozenset[str]) -> dict[str, bytes]:
    values: dict[str, bytes] = {}
    for part in text.split(separator) if text else ():
        key, equals, value = part.partition("=")
        if key == "pin-value":
            raise UsageError(
                "a PIN does not belong on a command line, where others see it: use pin-source"
            )
        if not equals or key not in known or key in values:
            raise UsageError(
                "the PKCS#11 URI has a member twice, or one that hegui does not know: {key!r}",
                key=key,
            )
        values[key] = unquote_to_bytes(value.encode("utf-8", "surrogatepass"))
    return values


def _optional(values: dict[str, bytes], key: str) -> str | None:
    return _text(values[key]) if key in values else None


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise UsageError("a name in the PKCS#11 URI is not in UTF-8") from None


def _pin_file(values: dict[str, bytes]) -> str | None:
    """RFC 7512 lets this be a URI or a path; a program to ask (``|``) is not run."""
    value = _optional(values, "pin-source")
    if value is None:
        return None
    value = value.removeprefix("file://").removeprefix("file:")
    if not value or value.startswith("|"):
        raise UsageError("pin-source is the path of a file that holds the PIN")
    return value


def _number(values: dict[str, bytes]) -> int | None:
    text = _optional(values, "hegui-mechanism")
    if text is None:
        return None
    try:
        number = int(text, 0)
    except ValueError:
        number = -1
    if not 0 <= number <= _LARGEST_NUMBER:
        raise UsageError("hegui-mechanism is a number, as 0x80000201")
    return number
