"""Days and times as requests write them: ISO 8601 alone, where pydantic takes numbers too."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator


def _written(value: object) -> object:
    """Raises ValueError for a number, which would be taken for seconds since 1970."""
    if isinstance(value, str) and "-" not in value[1:]:
        raise ValueError("ISO 8601")
    return value


Day = Annotated[date, BeforeValidator(_written)]
Moment = Annotated[datetime, BeforeValidator(_written)]
