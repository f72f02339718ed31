"""Stream data unpacked within bounds: FlateDecode with its predictors (7.4.4), nothing else.

Cross-reference streams, object streams and metadata are all that is ever unpacked; no picture,
font or page content is.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from hegui.structures.pdf.values import Array, Dictionary, Name, Value

_FLATE = (b"FlateDecode", b"Fl")
_MOST_BYTEWISE = 4 * 1024**2
_WIDEST = 4096
_UP = 2
_SMALL = 64 * 1024
_MANY = 16


class FilterError(Exception):
    """Data cannot be unpacked: an English template and its facts."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template)
        self.template = template
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Coding:
    """One filter and its parameters."""

    name: bytes
    parameters: Dictionary | None


def codings(stream: Dictionary) -> tuple[Coding, ...]:
    """The filters of a stream in the order of decoding. Raises FilterError."""
    names = _listed(stream.get(b"Filter"))
    parameters = _listed(stream.get(b"DecodeParms"))
    if not all(isinstance(name, Name) for name in names):
        raise FilterError("a stream's filters are not named in it")
    parameters += (None,) * len(names)
    return tuple(
        Coding(name.value, given if isinstance(given, Dictionary) else None)
        for name, given in zip(names, parameters, strict=False)
        if isinstance(name, Name)
    )


def unpacked(data: bytes, filters: tuple[Coding, ...], ceiling: int) -> bytes:
    """The data behind the filters, at most ``ceiling`` bytes. Raises FilterError."""
    for coding in filters:
        if coding.name not in _FLATE:
            raise FilterError(
                "is packed with {filter}, which hegui does not unpack",
                filter=coding.name.decode("latin-1"),
            )
        data = _inflated(data, ceiling)
        predictor = _number(coding.parameters, b"Predictor", 1)
        if predictor >= 10:
            data = unpredicted(data, row_length(coding.parameters))
        elif predictor != 1:
            raise FilterError("is packed with the predictor of TIFF, which hegui does not undo")
    return data


def row_length(parameters: Dictionary | None) -> int:
    """Bytes in one row of PNG-predicted data, its filter byte not counted (7.4.4.4)."""
    columns = _number(parameters, b"Columns", 1)
    plain = (_number(parameters, b"Colors", 1), _number(parameters, b"BitsPerComponent", 8))
    if not 0 < columns <= _WIDEST or plain != (1, 8):
        raise FilterError("is packed with a predictor for pictures, which hegui does not undo")
    return columns


def unpredicted(data: bytes, width: int) -> bytes:
    """PNG's row filters undone (PNG 3rd ed. 9.2), for columns of one byte."""
    stride = width + 1
    kinds = data[::stride]
    if not kinds.strip(b"\0"):
        return b"".join(data[at + 1 : at + stride] for at in range(0, len(data), stride))
    if kinds.count(_UP) == len(kinds):
        return _summed(data, width)
    if len(data) > _MOST_BYTEWISE:
        raise FilterError(
            "is packed with a predictor over more than {ceiling} bytes", ceiling=_MOST_BYTEWISE
        )
    out = bytearray()
    above = bytes(width)
    for at in range(0, len(data), stride):
        row = bytearray(data[at + 1 : at + stride])
        _undo(data[at], row, above)
        out += row
        above = bytes(row).ljust(width, b"\0")
    return bytes(out)


class Rows:
    """A table of rows that is undone as far as it is asked for.

    The index of a million objects is asked for a handful: then summing up the differences of
    those rows alone is a hundred times cheaper than undoing all of them.
    """

    __slots__ = ("_asked", "_data", "_lazy", "_width")

    def __init__(self, data: bytes, width: int, *, predicted: bool) -> None:
        kinds = data[:: width + 1] if predicted else b""
        self._lazy = len(data) > _SMALL and bool(kinds) and kinds.count(_UP) == len(kinds)
        self._data = unpredicted(data, width) if predicted and not self._lazy else data
        self._width = width
        self._asked = 0

    def row(self, index: int) -> bytes:
        """One row; fewer bytes, or none, where the data ends."""
        width = self._width
        if self._lazy and self._asked >= _MANY:
            self._data, self._lazy = _summed(self._data, width), False
        self._asked += 1
        if not self._lazy:
            return self._data[index * width : (index + 1) * width]
        stride = width + 1
        end = (index + 1) * stride
        if end > len(self._data):
            return b""
        return bytes(sum(self._data[at:end:stride]) & 0xFF for at in range(1, stride))


def index_rows(data: bytes, filters: tuple[Coding, ...], width: int, ceiling: int) -> Rows:
    """The rows of a cross-reference stream (7.5.8). Raises FilterError."""
    if len(filters) == 1 and filters[0].name in _FLATE:
        parameters = filters[0].parameters
        if _number(parameters, b"Predictor", 1) >= 10:
            if row_length(parameters) != width:
                raise FilterError("is packed in rows of another width than its entries have")
            return Rows(_inflated(data, ceiling), width, predicted=True)
    return Rows(unpacked(data, filters, ceiling), width, predicted=False)


def _summed(data: bytes, width: int) -> bytes:
    """Rows that are all differences to the row above: each column is a running sum."""
    stride = width + 1
    rows = len(data) // stride
    out = bytearray(rows * width)
    for column in range(width):
        total = 0
        sums = bytearray()
        for byte in data[column + 1 : rows * stride : stride]:
            total += byte
            sums.append(total & 0xFF)
        out[column::width] = sums
    return bytes(out)


def _undo(kind: int, row: bytearray, above: bytes) -> None:
    left = corner = 0
    for at, byte in enumerate(row):
        up = above[at]
        if kind == 1:
            byte += left
        elif kind == 2:
            byte += up
        elif kind == 3:
            byte += (left + up) // 2
        elif kind == 4:
            byte += _paeth(left, up, corner)
        elif kind:
            raise FilterError("is packed with a row filter that PNG does not know")
        row[at] = left = byte & 0xFF
        corner = up


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
    if a <= b and a <= c:
        return left
    return up if b <= c else corner


def _inflated(data: bytes, ceiling: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        out = inflater.decompress(data, ceiling)
    except zlib.error as error:
        raise FilterError("cannot be unpacked: {cause}", cause=str(error)) from None
    if data and not out and not inflater.eof:
        raise FilterError("cannot be unpacked: {cause}", cause="incomplete or truncated stream")
    if inflater.unconsumed_tail:
        raise FilterError("unpacks to more than {ceiling} bytes", ceiling=ceiling)
    return out


def _listed(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Array):
        return value.items
    return () if value is None else (value,)


def _number(parameters: Dictionary | None, key: bytes, default: int) -> int:
    value = parameters.get(key) if parameters else None
    return value if isinstance(value, int) else default
