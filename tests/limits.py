"""Time limits that hold on a busy machine: the processor's time, against that of a known work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

_ROUNDS = 200_000
_MEMORY = 8 * 1024 * 1024
_REFERENCE = 0.018  # seconds for them, on the idle machine that the limits were set on


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is done inside takes less than ``seconds`` of the processor's time.

    Other work on the machine, which empties caches and shares cores, makes the same instructions
    take longer. So where the limit is passed, a known work is timed as well, and the limit grows
    as much as that takes longer than it did on an idle machine.
    """
    begun = time.process_time()
    yield
    spent = time.process_time() - begun
    if spent >= seconds:
        slower = max(1.0, _known_work() / _REFERENCE)
        assert spent < seconds * slower, f"{spent:.2f} s on a machine {slower:.1f} times slower"


def _known_work() -> float:
    """Seconds of the processor that a work takes whose memory the caches do not hold."""
    data = bytearray(_MEMORY)
    begun = time.process_time()
    for number in range(_ROUNDS):
        data[number * 4099 % _MEMORY] += number & 1
    return time.process_time() - begun
