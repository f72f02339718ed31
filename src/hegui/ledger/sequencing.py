"""Appends of many threads, committed in groups.

Whoever comes while a group is being committed waits for the next one, and the first of those who
wait commits it for all. So the cost of a commit is shared by as many as are there, and nobody waits
for a clock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hegui.errors import LedgerUnavailable
from hegui.ledger.appending import Outcome
from hegui.ledger.drafts import Appended, Draft

_LARGEST_GROUP = 4096  # drafts


@dataclass(slots=True, eq=False)
class _Submission:
    """What one caller wants appended. ``called`` is set when there is an outcome or an error, or
    when it is this caller's turn to commit."""

    drafts: tuple[Draft, ...]
    outcome: Outcome | None = None
    error: BaseException | None = None
    called: threading.Event = field(default_factory=threading.Event)

    @property
    def done(self) -> bool:
        return self.outcome is not None or self.error is not None


@dataclass(slots=True)
class Sequencer:
    """``commit`` appends submissions in one transaction, and says what became of each."""

    commit: Callable[[Sequence[tuple[Draft, ...]]], list[Outcome]]
    _waiting: list[_Submission] = field(default_factory=list)
    _committing: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def append(self, drafts: tuple[Draft, ...]) -> tuple[Appended, ...]:
        """The drafts as appended, committed. Raises what committing them raises."""
        submission = _Submission(drafts)
        with self._lock:
            self._waiting.append(submission)
            first, self._committing = not self._committing, True
        if not first:
            try:
                submission.called.wait()
            except BaseException:
                self._leave(submission)
                raise
        if not submission.done:
            self._commit_group()
        if submission.error is not None:
            raise submission.error
        assert submission.outcome is not None
        if isinstance(submission.outcome, BaseException):
            raise submission.outcome
        return submission.outcome

    def _commit_group(self) -> None:
        """Commits as many as one group may hold, and hands the turn on."""
        group: list[_Submission] = []
        try:
            group = self._take()
            outcomes = self.commit([one.drafts for one in group])
            for one, outcome in zip(group, outcomes, strict=True):
                one.outcome = outcome
        except Exception as error:  # noqa: BLE001 - each of them is told, by whoever waits for it
            for one in group:
                one.error = error
        except BaseException:  # Ctrl-C in this thread is not the others' error
            for one in group:
                one.error = LedgerUnavailable("the commit of a group was interrupted")
            raise
        finally:
            self._hand_on()
            for one in group:
                one.called.set()

    def _take(self) -> list[_Submission]:
        """Those who wait, as many as one group may hold, but one at least."""
        with self._lock:
            count = size = 0
            for one in self._waiting:
                size += len(one.drafts)
                if count and size > _LARGEST_GROUP:
                    break
                count += 1
            group, self._waiting = self._waiting[:count], self._waiting[count:]
        return group

    def _hand_on(self) -> None:
        """The first of those who wait commits the next group."""
        with self._lock:
            self._committing = bool(self._waiting)
            if self._waiting:
                self._waiting[0].called.set()

    def _leave(self, submission: _Submission) -> None:
        """Somebody who waits is interrupted: what is not taken yet is not appended."""
        with self._lock:
            if submission in self._waiting:
                self._waiting.remove(submission)
            turn = submission.called.is_set() and not submission.done
        if turn:
            self._hand_on()
