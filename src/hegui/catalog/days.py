"""Days as the law writes them, and as a source may know them: a day, a month, or a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import total_ordering


@total_ordering
@dataclass(frozen=True, slots=True)
class Day:
    """A day in ISO 8601, or a month or year where the day is not known ("2026-05", "2026").

    Days are those of the jurisdiction. Ordered by their last possible day: what took effect
    "in May" is certain from the end of May only.
    """

    text: str

    def __post_init__(self) -> None:
        """Raises ValueError for what is no such day."""
        _ = self.first

    @property
    def exact(self) -> bool:
        """Whether the very day is known."""
        return len(self.text) == 10

    @property
    def first(self) -> date:
        """The earliest day that may be meant."""
        if self.exact:
            return date.fromisoformat(self.text)
        year, _, month = self.text.partition("-")
        if len(year) != 4 or (month and len(month) != 2):
            raise ValueError(f"no day, month or year: {self.text!r}")
        return date(int(year), int(month or 1), 1)

    @property
    def last(self) -> date:
        """The latest day that may be meant."""
        first = self.first
        if self.exact:
            return first
        month = first.month if "-" in self.text else 12
        return date(first.year, month, calendar.monthrange(first.year, month)[1])

    def __lt__(self, other: Day) -> bool:
        return (self.last, self.first) < (other.last, other.first)

    def __str__(self) -> str:
        return self.text
