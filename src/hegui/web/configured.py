"""Settings from a command line, else from HEGUI_SERVE_… of the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from hegui.errors import UsageError
from hegui.web.settings import Settings

PREFIX = "HEGUI_SERVE_"
_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


def settings_of(said: Mapping[str, str | None], config: str | None) -> Settings:
    """Settings of ``said`` (by their names, as text), else of the environment.

    Raises UsageError for a value that none can have.
    """
    values: dict[str, object] = {"config": config}
    for one in fields(Settings):
        text = said.get(one.name) or os.environ.get(PREFIX + one.name.upper())
        if text and one.name != "config":
            values[one.name] = _value(one.name, text)
    return Settings(**values)  # type: ignore[arg-type]  # each is made by the reader of its name


def _value(name: str, text: str) -> object:
    try:
        return _READERS.get(name, str)(text)
    except ValueError:
        raise UsageError("{name} cannot be {text}", name=name, text=text) from None


def _bytes(text: str) -> int:
    unit = _UNITS.get(text[-1:].upper())
    return _count(text[:-1]) * unit if unit else _count(text)


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e6:
        raise ValueError(text)
    return seconds


def _names(text: str) -> tuple[str, ...]:
    return tuple(one.strip().lower() for one in text.split(",") if one.strip())


def _places(text: str) -> tuple[str, ...]:
    places = tuple(one.strip() for one in text.split(",") if one.strip())
    if any("://" not in one and not os.path.isabs(one) for one in places):
        raise ValueError(text)
    return places


def _folders(text: str) -> tuple[str, ...]:
    return tuple(os.path.abspath(one.strip()) for one in text.split(",") if one.strip())


def _level(text: str) -> str:
    if text not in ("debug", "info", "warning", "error"):
        raise ValueError(text)
    return text


_READERS: dict[str, Callable[[str], object]] = {
    "port": _port,
    "data": lambda text: Path(text).absolute(),
    "workers": _count,
    "memory": _bytes,
    "seconds": _seconds,
    "job_seconds": _seconds,
    "waiting": _count,
    "largest": _bytes,
    "grace": _seconds,
    "slowest": _bytes,
    "hosts": _names,
    "storage": _places,
    "reviews": _folders,
    "keep_hours": _count,
    "complaint_days": _count,
    "lease_seconds": _seconds,
    "log": _level,
}
