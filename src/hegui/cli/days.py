"""Days on the command line."""

from __future__ import annotations

from datetime import date

from hegui.errors import UsageError


def day(text: str) -> date:
    """The day that is meant by YYYY-MM-DD. Raises UsageError for anything else."""
    try:
        if len(text) != len("YYYY-MM-DD"):  # the other forms of ISO 8601 are easily misread
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("{text} is no day; days are written YYYY-MM-DD", text=text) from None
