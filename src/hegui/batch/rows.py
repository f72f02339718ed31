"""What is said of one file: a row of the manifest, as one line of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter

from hegui.errors import HeguiError
from hegui.messages import say

ERROR = "error"
KEPT = "kept"
"""The outcome of a file that an earlier run has done, and that still is as it was left."""

_SECONDS = b',"seconds":'
_in_unicode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Fault:
    """Why nothing came of a file: the error's stable name, the place in the file, the reason."""

    kind: str
    reason: str
    place: str | None = None

    @classmethod
    def of(cls, error: HeguiError, lang: str) -> Fault:
        """An error of ours in a language."""
        return cls(error.kind, say(error.template, lang, **error.facts), error.place)


@dataclass(frozen=True, slots=True)
class Row:
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
        record: dict[str, object] = {"name": self.name, "outcome": self.outcome}
        for key in _REST:
            value = getattr(self, key)
            if value:
                record[key] = value
        if self.error is not None:
            record["error"] = {
                "kind": self.error.kind,
                "reason": self.error.reason,
                "place": self.error.place,
            }
        text = _in_unicode(record)
        try:
            text.encode()
        except UnicodeEncodeError:  # a file name that is no UTF-8: escaped, so that it is exact
            return json.dumps(record, separators=(",", ":"))
        return text

    @classmethod
    def of_record(cls, record: dict[str, object]) -> Row:
        """A row as it was written. Raises TypeError or KeyError for what is none."""
        known = {key: value for key, value in record.items() if key in _NAMES}
        for key in ("signs", "failed", "warned"):
            if key in known:
                known[key] = tuple(known[key])  # type: ignore[arg-type]
        fault = known.pop("error", None)
        row = cls(**known)  # type: ignore[arg-type]  # the shape that line() writes
        if isinstance(fault, dict):
            return replace(row, error=Fault(fault["kind"], fault["reason"], fault.get("place")))
        return row


def failed(name: str, error: HeguiError, lang: str, *, seconds: float = 0.0) -> Row:
    """The row of a file that nothing came of."""
    return Row(name, ERROR, seconds=seconds, error=Fault.of(error, lang))


@dataclass(frozen=True, slots=True)
class Item:
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
        return list(_item(self))

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
        if self._row is None:  # decoded first: of bytes the encoding would be guessed at
            self._row = Row.of_record(json.loads(self.line.decode()))
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


_NAMES = frozenset(one.name for one in fields(Row))
_REST = tuple(one.name for one in fields(Row) if one.name not in ("name", "outcome", "error"))
_item = attrgetter(*(one.name for one in fields(Item)))
