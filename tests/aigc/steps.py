"""What the tests of reading share: labels read, or refused."""

from __future__ import annotations

import base64
import html
import json

from hegui.aigc import (
    ParsedLabel,
    Unreadable,
    parse,
    wrap,
)
from tests.aigc.labels import STRICT

WRAPPED = wrap(STRICT)


def read(text: str, *, named: bool = True) -> ParsedLabel:
    found = parse(text, named=named)
    assert isinstance(found, ParsedLabel), found
    return found


def refused(text: str, *, named: bool = True) -> str:
    found = parse(text, named=named)
    assert isinstance(found, Unreadable), found
    return found.reason


def ids(found: ParsedLabel) -> list[str]:
    return [tolerance.id for tolerance in found.tolerances]


TRANSPORTS = {
    "wrapped": (WRAPPED, ["form.wrapped"]),
    "outer-case": (WRAPPED.replace("AIGC", "aigc"), ["form.wrapped", "form.outer-case"]),
    "nested": (wrap(WRAPPED), ["form.wrapped", "form.nested", "form.whitespace"]),
    "beside": (
        WRAPPED[:-1] + ',"Time":"2025"}',
        ["form.wrapped", "form.outer-members"],
    ),
    "prefix-equals": ("AIGC=" + STRICT, ["form.prefix"]),
    "prefix-bare": ("AIGC" + STRICT, ["form.prefix"]),
    "prefix-key": ('"AIGC": ' + STRICT, ["form.prefix"]),
    "exiv2-charset": ("charset=Undefined " + STRICT, ["form.charset"]),
    "exif-charset": ("ASCII\0\0\0" + STRICT, ["form.charset"]),
    "nul-padding": (STRICT + "\0\0\0", ["form.padding"]),
    "space-padding": ("  " + STRICT + "\n", ["form.padding"]),
    "bom": ("\ufeff" + STRICT, ["form.padding"]),
    "newlines": (STRICT.replace(",", ",\n"), ["form.whitespace"]),
    "trailing": (STRICT + " }}", ["form.trailing"]),
    "string": (json.dumps(STRICT), ["form.encoded-twice"]),
    "string-in-string": (json.dumps(json.dumps(STRICT)), ["form.encoded-twice"]),
    "string-without-quotes": (json.dumps(STRICT)[1:-1], ["form.encoded-twice"]),
    "member-is-string": (
        json.dumps({"AIGC": STRICT}, separators=(",", ":")),
        ["form.wrapped", "form.encoded-twice"],
    ),
    "entities": (html.escape(STRICT), ["form.entities"]),
    "entities-decimal": (STRICT.replace('"', "&#34;"), ["form.entities"]),
    "entities-twice": (html.escape(html.escape(STRICT)), ["form.entities"]),
    "entities-wrapped-twice": (
        html.escape(wrap(WRAPPED)),
        ["form.entities", "form.wrapped", "form.nested", "form.whitespace"],
    ),
    "base64": (base64.b64encode(STRICT.encode()).decode(), ["form.base64"]),
    "base64-url": (
        base64.urlsafe_b64encode(("AIGC=" + STRICT).encode()).decode().rstrip("="),
        ["form.base64", "form.prefix"],
    ),
    "escapes": (STRICT.replace("id-1", "\\u0069d-1"), ["form.escapes"]),
    "order": (
        json.dumps(dict(sorted(json.loads(STRICT).items())), separators=(",", ":")),
        ["form.key-order"],
    ),
}

SHAPES = [text for text, _ in TRANSPORTS.values()]
