"""Progress of a long job: one line on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from hegui.messages import say

_Item = TypeVar("_Item")
_INTERVAL = 0.1  # seconds between two lines


def of_one_work(name: str, lang: str) -> Callable[[float], None] | None:
    """Shows how much of one long work is done, on a terminal; None where there is none."""
    if not sys.stderr.isatty():
        return None
    shown = 0.0

    def show(share: float) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown >= _INTERVAL:
            shown = now
            line = say("{name}: {percent:.0f} %", lang, name=name, percent=share * 100)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        if share >= 1:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    return show


def progress(items: Iterable[_Item], lang: str) -> Iterator[_Item]:
    """Yields ``items`` and shows how many are done, and how many a second, on a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    begun = shown = time.monotonic()
    for done, item in enumerate(items, start=1):
        yield item
        now = time.monotonic()
        if now - shown >= _INTERVAL:
            shown = now
            rate = done / (now - begun)
            line = say("{done} files, {rate:.0f} a second", lang, done=done, rate=rate)
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
    if shown > begun:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
