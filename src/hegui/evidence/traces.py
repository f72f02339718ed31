"""Matching the statements of a file with the table of traces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hegui.evidence.contract import Evidence, Kind, Strength
from hegui.evidence.trace_table import TRACES, Trace
from hegui.implicit.foreign.statement import Statement

_SHOWN = 80

_BY_NAME: dict[str, tuple[Trace, ...]] = {}
for _trace in TRACES:
    for _name in _trace.names:
        _BY_NAME[_name] = (*_BY_NAME.get(_name, ()), _trace)

_NEEDLES = tuple(
    dict.fromkeys("".join(needle.split()).encode() for trace in TRACES for needle in trace.needles)
)


def may_hold(block: bytes) -> bool:
    """Whether an XMP packet or EXIF block without its NULs and blanks may have a trace in it."""
    return any(map(block.__contains__, _NEEDLES))


def find(statements: Iterable[Statement]) -> Iterator[Evidence]:
    """The traces among ``statements``: each kind once at each place."""
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        # ID3's user texts, FLV's paths and iTunes' freeform names bear the generator's own keys.
        for trace in _BY_NAME.get(statement.name.lower(), ()):
            if trace.spaces and statement.space not in trace.spaces:
                continue
            if trace.pattern and not re.search(trace.pattern, statement.text, re.DOTALL):
                continue
            if (trace.id, statement.place) in seen:
                continue
            seen.add((trace.id, statement.place))
            yield Evidence(
                Kind.TRACE,
                trace.id,
                trace.says,
                Strength.SUGGESTS,
                statement.place,
                statement.offset,
                "{name} holds what {generator} writes: {text}",
                {
                    "name": statement.name,
                    "generator": trace.generator,
                    "text": _short(statement.text),
                },
                trace.source,
            )


def _short(text: str) -> str:
    """A text as one printable line."""
    line = " ".join(text[: 2 * _SHOWN].split())
    if not line.isprintable():  # rare, and a look at every character takes long
        line = " ".join("".join(c if c.isprintable() else " " for c in line).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
