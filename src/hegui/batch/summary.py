"""What came of a batch, counted row by row: memory does not grow with the number of files."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hegui.batch.rows import ERROR, Row

_MOST_KEYS = 5000  # different producers, say: what comes out of files has no end of its own
_EXAMPLES = 5
_EXTREMES = 10
OTHERS = "…"

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000)
"""Upper bounds of the classes of size, in bytes; the last class is all above."""
TIMES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0)
"""Upper bounds of the classes of time for one file, in seconds; the last class is all above."""


@dataclass(slots=True)
class Summary:
    """Counts over the rows of a batch.

    ``sizes`` and ``times`` count by class (see SIZES and TIMES); ``examples`` are a few names of
    each kind of error with the reason; ``slowest`` are (seconds, name), the slowest first.
    ``bytes`` and ``seconds`` are sums over all files. ``gone`` is how many more rows there are,
    of files that are no longer in the source: they count for nothing else.
    """

    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    producers: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    sizes: Counter[int] = field(default_factory=Counter)
    times: Counter[int] = field(default_factory=Counter)
    examples: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    unread: int = 0
    gone: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Summary:
        """Of all rows."""
        summary = cls()
        for row in rows:
            summary.add(row)
        return summary

    def add(self, row: Row) -> None:
        """Counts one row."""
        self.files += 1
        self.seconds += row.seconds
        self.outcomes[row.outcome] += 1
        self.times[bisect_left(TIMES, row.seconds)] += 1
        if row.outcome == ERROR:
            self._add_error(row)
        else:
            self.bytes += row.size
            self.sizes[bisect_left(SIZES, row.size)] += 1
            _count(self.formats, row.format or "?")
        if row.verdict:
            self.verdicts[row.verdict] += 1
        if row.label:
            self.labels[row.label] += 1
        if row.producer:
            _count(self.producers, row.producer)
        for check in row.failed:
            self.failed[check] += 1
        for check in row.warned:
            self.warned[check] += 1
        self.unread += row.unseen > 0 and row.verdict in ("", "undetermined")
        if len(self.slowest) < _EXTREMES or row.seconds > self.slowest[-1][0]:
            self.slowest = sorted([*self.slowest, (row.seconds, row.name)], reverse=True)
            del self.slowest[_EXTREMES:]

    def _add_error(self, row: Row) -> None:
        kind = row.error.kind if row.error else "?"
        self.errors[kind] += 1
        shown = self.examples.setdefault(kind, [])
        if len(shown) < _EXAMPLES:
            shown.append((row.name, row.error.reason if row.error else ""))

    def record(self) -> dict[str, object]:
        """As JSON, the most frequent first."""
        return {
            "files": self.files,
            "gone": self.gone,
            "bytes": self.bytes,
            "seconds": round(self.seconds, 3),
            "outcomes": dict(self.outcomes.most_common()),
            "verdicts": dict(self.verdicts.most_common()),
            "labels": dict(self.labels.most_common()),
            "formats": dict(self.formats.most_common()),
            "producers": dict(self.producers.most_common(100)),
            "errors": dict(self.errors.most_common()),
            "failed_checks": dict(self.failed.most_common()),
            "warned_checks": dict(self.warned.most_common()),
            "slowest": [{"name": name, "seconds": seconds} for seconds, name in self.slowest],
        }


def _count(counts: Counter[str], key: str) -> None:
    counts[key if key in counts or len(counts) < _MOST_KEYS else OTHERS] += 1
