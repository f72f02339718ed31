"""How far a batch is: one line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

from hegui.batch.jobs import Job
from hegui.batch.places import place_of
from hegui.batch.rows import Row
from hegui.batch.summary import Summary
from hegui.cli.output import Output
from hegui.errors import HeguiError
from hegui.messages import say

_TERMINAL, _PLAIN = 0.5, 30.0  # seconds between two lines
_COUNTED_AFTER = 1.0  # seconds: a short batch need not know how many files there are
_KINDS = 3  # kinds of error that are named
_RATE_OVER = 10.0  # seconds that the rate is taken over


class Progress:
    """Shows how many files are done, how fast, what failed and how long it still takes.

    A context, with a thread of its own; nothing is shown where ``quiet``. ``summary`` counts the
    rows that were written down.
    """

    def __init__(self, job: Job, output: Output, *, quiet: bool) -> None:
        self._job = job
        self._lang = output.lang
        self._terminal = sys.stderr.isatty()
        self._quiet = quiet and not self._terminal
        self._done = 0
        self.summary = Summary()
        self._total: int | None = None
        self._counted = 0
        self._ended = threading.Event()
        self._past: list[tuple[float, int]] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Progress:
        return self

    def _start(self) -> None:
        """Begins with the first files: workers are forked of a process with one thread."""
        if not self._threads and not self._quiet:
            self._threads = [
                threading.Thread(target=work, daemon=True) for work in (self._show, self._count)
            ]
            for thread in self._threads:
                thread.start()

    def rows(self, rows: list[Row]) -> None:
        """Rows were written down."""
        self._start()
        self._done += len(rows)
        for row in rows:
            self.summary.add(row)

    def kept(self, count: int) -> None:
        """Files were found done."""
        self._start()
        self._done += count

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def done(self) -> int:
        """How many files are done, those of earlier runs with them as far as they were met."""
        return self._done

    def close(self) -> None:
        """Shows nothing more."""
        self._ended.set()
        for thread in self._threads:
            thread.join()
        if self._threads and self._terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        self._threads = []

    def _show(self) -> None:
        while not self._ended.wait(_TERMINAL if self._terminal else _PLAIN):
            line = self.line(time.monotonic())
            if self._terminal:
                print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
            else:
                print(line, file=sys.stderr, flush=True)

    def line(self, now: float) -> str:
        """The line at a moment, in seconds of a clock that never goes back."""
        self._past.append((now, self._done))
        while len(self._past) > 2 and now - self._past[0][0] > _RATE_OVER:
            self._past.pop(0)
        (then, before), rate = self._past[0], 0.0
        if now > then:
            rate = (self._done - before) / (now - then)
        parts = [
            say("{done} files, {rate:.0f} a second", self._lang, done=self._done, rate=rate),
        ]
        failed = sum(self.summary.errors.values())
        if failed:
            kinds = ", ".join(
                f"{kind} {count}" for kind, count in self.summary.errors.most_common(_KINDS)
            )
            parts.append(say("{count} failed ({kinds})", self._lang, count=failed, kinds=kinds))
        if self._total is not None and rate:
            left = _clock(max(self._total - self._done, 0) / rate)
            parts.append(say("of {total}, {left} left", self._lang, total=self._total, left=left))
        return ("；" if self._lang == "zh" else "; ").join(parts)

    def _count(self) -> None:
        """How many files there are: a second look at the names beside the work."""
        if self._ended.wait(_COUNTED_AFTER):
            return
        try:
            for count, _ in enumerate(place_of(self._job.source).walk(self._job.target), 1):
                self._counted = count
                if self._ended.is_set():
                    return
        except HeguiError:
            return  # the run itself says what is wrong
        self._total = self._counted


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
