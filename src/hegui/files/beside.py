"""Work that the disk does beside the processor: one call, again and again, in its own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Beside:
    """Calls ``work`` beside the caller whenever asked; what is asked meanwhile is one call more.

    The thread begins with the first request. An OSError ends it and is kept as ``fault``.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self.fault: OSError | None = None
        self._work = work
        self._wanted = threading.Semaphore(0)
        self._ending = False
        self._thread: threading.Thread | None = None

    def ask(self) -> None:
        """There is something to do."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        self._wanted.release()

    def finish(self) -> None:
        """Ends the thread, behind the call that it is at; what was asked last may stay undone."""
        if self._thread is not None:
            self._ending = True
            self._wanted.release()
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._wanted.acquire()
            while self._wanted.acquire(blocking=False):
                pass
            if self._ending:
                return
            try:
                self._work()
            except OSError as error:
                self.fault = error
                return
