"""Names in certificates (X.501): compared as bytes, shown as text."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.files.source import printable
from hegui.seal import der

# RFC 4514, 3, and what business certificates in China carry besides.
_SHORT = {
    "2.5.4.3": "CN",
    "2.5.4.5": "serialNumber",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "2.5.4.97": "organizationIdentifier",
    "0.9.2342.19200300.100.1.25": "DC",
    "1.2.840.113549.1.9.1": "emailAddress",
}
_ENCODINGS = {
    0x0C: "utf-8",
    0x12: "ascii",
    0x13: "ascii",
    0x14: "latin-1",
    0x16: "ascii",
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}
_LONGEST_SHOWN = 300  # characters
_ESCAPED = frozenset(',+"\\<>;=')


@dataclass(frozen=True, slots=True)
class Name:
    """A distinguished name: its DER, by which names are compared, and its text for people.

    The text has the parts in the order of the certificate, "CN=…, O=…"; what is not printable
    in it is escaped, and a long one is cut.
    """

    raw: bytes
    text: str

    def __str__(self) -> str:
        return self.text


def read_name(reader: der.Reader) -> Name:
    """The name that stands next. Raises the reader's fault."""
    element = reader.take(der.SEQUENCE)
    inner = reader.inside(element)
    shown = []
    while not inner.at_end:
        parts = inner.sequence(der.SET)
        while not parts.at_end:
            pair = parts.sequence()
            oid = pair.oid()
            shown.append(f"{_SHORT.get(oid, oid)}={_text(pair.take())}")
            pair.end()
    text = ", ".join(shown)
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return Name(element.raw, text)


def _text(element: der.Element) -> str:
    encoding = _ENCODINGS.get(element.tag)
    if encoding is None:
        return "#" + element.raw.hex()
    try:
        text = element.content.decode(encoding)
    except UnicodeDecodeError:
        return "#" + element.raw.hex()
    return printable("".join("\\" + one if one in _ESCAPED else one for one in text))
