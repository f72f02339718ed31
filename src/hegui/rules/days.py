"""The day it is where the rules apply."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))


def today() -> date:
    """The day it is in China."""
    return datetime.now(_CHINA).date()
