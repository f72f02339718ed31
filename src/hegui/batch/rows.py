"""What is said of one file: a row of the manifest, as one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import NamedTuple

from hegui.errors import HeguiError
from hegui.messages import say

ERROR = "error"
KEPT = "kept"
"""The outcome of a file that an earlier run has done, and that still is as it was left."""

_SECONDS = b',"seconds":'
_decoded = json.JSONDecoder().decode


class Fault(NamedTuple):
    """Why nothing came of a file: the error's stable name, the place in the file, the reason."""

    kind: str
    reason: str
    place: str | None = None

    @classmethod
    def of(cls, error: HeguiError, lang: str) -> Fault:
        """An error of ours in a language."""
        return cls(error.kind, say(error.template, lang, **error.facts), error.place)


class Row(NamedTuple):
    """One file's result.

    ``name`` is its path below the source, with slashes; ``outcome`` "labelled", "sidecar",
    "propagated", "unchanged", "checked", "audited", "error" (or "kept", which is never written).
    ``source`` and ``result`` are the identities of the file and of its output (see
    :mod:`hegui.batch.identity`), ``target`` the output's path below the target. ``size`` is in
    bytes, ``seconds`` by the clock. ``produce_id`` and ``propagate_id`` are the content numbers
    now in the file, under the codes before them; ``label`` is 1, 2 or 3. ``verdict`` and
    ``signs`` (what it rests on) are those of check; ``failed`` and ``warned`` name the checks of
    an audit.
    """

    name: str
    outcome: str
    source: str = ""
    size: int = 0
    seconds: float = 0.0
    target: str = ""
    result: str = ""
    format: str = ""
    label: str = ""
    producer: str = ""
    produce_id: str = ""
    propagator: str = ""
    propagate_id: str = ""
    verdict: str = ""
    signs: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    unseen: int = 0
    error: Fault | None = None

    def line(self) -> str:
        """The row as one line of JSON without its end; what is empty is left out."""
        text = self._said(encode_basestring)
        try:
            text.encode()
        except UnicodeEncodeError:  # a file name that is no UTF-8: escaped, so that it is exact
            return self._said(encode_basestring_ascii)
        return text

    def _said(self, quoted: Callable[[str], str]) -> str:
        # As json.dumps would, which makes a new encoder for every row.
        words = []
        for head, value in zip(_HEADS, self, strict=True):
            if not value and head not in _ALWAYS:
                continue
            if isinstance(value, str):
                words.append(head + quoted(value))
            elif isinstance(value, int | float):
                words.append(head + repr(value))
            elif isinstance(value, Fault):
                place = "null" if value.place is None else quoted(value.place)
                words.append(
                    f'{head}{{"kind":{quoted(value.kind)},"reason":{quoted(value.reason)},'
                    f'"place":{place}}}'
                )
            else:
                words.append(head + "[" + ",".join(map(quoted, value or ())) + "]")
        return "{" + ",".join(words) + "}"

    @classmethod
    def of_record(cls, record: dict[str, object]) -> Row:
        """A row as it was written. Raises TypeError or KeyError for what is none."""
        if not record.keys() <= _NAMES:  # of a later version
            record = {key: value for key, value in record.items() if key in _NAMES}
        row = cls(**record)  # type: ignore[arg-type]  # the shape that line() writes
        if (row.signs, row.failed, row.warned) != ((), (), ()):
            row = row._replace(
                signs=tuple(row.signs), failed=tuple(row.failed), warned=tuple(row.warned)
            )
        if row.error is not None:
            fault: dict[str, str] = row.error  # type: ignore[assignment]
            row = row._replace(error=Fault(fault["kind"], fault["reason"], fault.get("place")))
        return row


def failed(name: str, error: HeguiError, lang: str, *, seconds: float = 0.0) -> Row:
    """The row of a file that nothing came of."""
    return Row(name, ERROR, seconds=seconds, error=Fault.of(error, lang))


class Item(NamedTuple):
    """One file to be done, as a worker is told of it.

    ``source`` and ``result`` are the identities that an earlier run has recorded: where both
    still hold, nothing is done. ``own`` says that an output under its name is this batch's,
    ``begun`` that none of that name was there when the batch began with it.
    ``sidecar`` is whether an XMP file lies beside it; None where that is not known.
    """

    name: str
    size: int = 0
    source: str = ""
    result: str = ""
    target: str = ""
    own: bool = False
    sidecar: bool | None = None
    begun: bool = False

    def packed(self) -> list[object]:
        """The fields as JSON."""
        return list(self)

    @classmethod
    def unpacked(cls, fields_: list[object]) -> Item:
        """An item as it was packed."""
        return cls(*fields_)  # type: ignore[arg-type]  # the shape that packed() gives


class Told:
    """A row, and the line that says it, which is written into the manifest as it came.

    A line is taken apart once somebody asks for its row: who hands it on need not.
    """

    __slots__ = ("_row", "line")

    def __init__(self, line: bytes, row: Row | None = None) -> None:
        self.line = line
        self._row = row

    @classmethod
    def of(cls, row: Row) -> Told:
        """A row that no worker has put into words yet."""
        return cls(row.line().encode(), row)

    @property
    def row(self) -> Row:
        if self._row is None:
            self._row = Row.of_record(_decoded(self.line.decode()))
        return self._row

    @property
    def seconds(self) -> float:
        """The row's time, read from the line itself: no text in it holds this quotation mark."""
        _, found, rest = self.line.partition(_SECONDS)
        return float(rest.partition(b",")[0].rstrip(b"}")) if found else 0.0


@dataclass(frozen=True, slots=True)
class Finished:
    """Rows of files that an engine is done with. ``durable`` is whether their outputs are on the
    disk already: a cluster's workers sync their own."""

    told: list[Told] = field(default_factory=list)
    durable: bool = False


_NAMES = frozenset(Row._fields)
_HEADS = tuple(f'"{name}":' for name in Row._fields)
_ALWAYS = _HEADS[:2]
