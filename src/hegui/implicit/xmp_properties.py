"""The properties of an XMP packet by namespace and name, whatever they say.

For readers of other marks than the label: nothing here is spliced, so no offsets are kept.
Source: XMP specification part 1 (ISO 16684-1) 7.4 to 7.9 (properties, arrays, structures).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate, errors
from typing import Any

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.implicit.xmp import xml_of
from hegui.implicit.xmp_names import RDF

_BYTES = 8 * 1024**2
_DEPTH = 128
_MOST = 4096
_LONGEST = 64 * 1024
_SEPARATOR = " "


@dataclass(frozen=True, slots=True)
class Value:
    """One text of a property of the file itself; each item of an array is one."""

    namespace: str
    name: str
    text: str


def properties(packet: bytes, *, name: str, place: str) -> tuple[Value, ...]:
    """Every text of every property, in the packet's order; those of structures' fields too.

    ``name`` and ``place`` name the file and the carrier in errors. Raises BrokenFile (not
    well-formed, a DTD) and CeilingExceeded.
    """
    if len(packet) > _BYTES:
        raise CeilingExceeded(
            "the XMP packet has more than {size} bytes or {count} elements or attributes",
            path=name,
            place=place,
            size=_BYTES,
            count=_MOST,
        )
    data, encoding = xml_of(packet, name=name, place=place)
    return tuple(_Walk(name, place).run(data, encoding)) if data else ()


class _Walk:
    """expat's handlers; a property is what stands in a Description, an item what is below."""

    def __init__(self, name: str, place: str) -> None:
        self._name = name
        self._place = place
        self._open: list[tuple[str, str] | None] = []
        self._text: list[str] = []
        self._found: list[Value] = []
        self._described = 0

    def run(self, data: bytes, encoding: str | None) -> Iterator[Value]:
        parser = ParserCreate(encoding, namespace_separator=_SEPARATOR)
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)
        except ExpatError as error:
            raise BrokenFile(
                "the XMP packet is not well-formed XML: {cause} at its byte {offset}",
                path=self._name,
                place=self._place,
                cause=errors.messages.get(error.code, "unknown error"),
                offset=parser.ErrorByteIndex,
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that expat cannot use
            raise BrokenFile(
                "the XMP packet is not well-formed XML: {cause} at its byte {offset}",
                path=self._name,
                place=self._place,
                cause=str(error),
                offset=0,
            ) from None
        return iter(self._found)

    def _doctype(self, *_: Any) -> None:
        raise BrokenFile(
            "the XMP packet declares a document type, which XMP does not allow",
            path=self._name,
            place=self._place,
        )

    def _start(self, tag: str, attributes: list[str]) -> None:
        if len(self._open) > _DEPTH:
            raise CeilingExceeded(
                "the XMP packet has more than {depth} levels of elements",
                path=self._name,
                place=self._place,
                depth=_DEPTH,
            )
        self._text.clear()
        namespace, name = _parts(tag)
        described = namespace == RDF and name == "Description"
        if described:
            self._described += 1
        own = (namespace, name) if self._described and namespace != RDF else None
        holder = own or next((one for one in reversed(self._open) if one), None)
        self._open.append(own)
        for at in range(0, len(attributes), 2):
            key, text = attributes[at], attributes[at + 1]
            space, local = _parts(key)
            if space == RDF and local in ("resource", "value") and holder:
                self._add(*holder, text)  # a value that is an address
            elif space not in ("", RDF, "http://www.w3.org/XML/1998/namespace") and (
                self._described
            ):
                self._add(space, local, text)

    def _end(self, tag: str) -> None:
        own = self._open.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        if text:
            holder = own or next((one for one in reversed(self._open) if one), None)
            if holder:
                self._add(*holder, text)
        if tag == f"{RDF}{_SEPARATOR}Description":
            self._described -= 1

    def _add(self, namespace: str, name: str, text: str) -> None:
        if len(self._found) >= _MOST:
            raise CeilingExceeded(
                "the XMP packet has more than {size} bytes or {count} elements or attributes",
                path=self._name,
                place=self._place,
                size=_BYTES,
                count=_MOST,
            )
        self._found.append(Value(namespace, name, text[:_LONGEST]))


def _parts(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(_SEPARATOR)
    return namespace, local
