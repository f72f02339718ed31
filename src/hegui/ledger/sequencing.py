"""Appends of many threads, committed in groups.

Whoever comes while a group is being committed waits for the next one, and one of those who wait
commits it for all. So the cost of a commit is shared by as many as are there, and nobody waits for
a clock.
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
    drafts: tuple[Draft, ...]
    outcome: Outcome | None = None
    error: BaseException | None = None

    @property
    def done(self) -> bool:
        return self.outcome is not None or self.error is not None


@dataclass(slots=True)
class Sequencer:
    """``commit`` appends submissions in one transaction, and says what became of each."""

    commit: Callable[[Sequence[tuple[Draft, ...]]], list[Outcome]]
    _waiting: list[_Submission] = field(default_factory=list)
    _queue: threading.Lock = field(default_factory=threading.Lock)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def append(self, drafts: tuple[Draft, ...]) -> tuple[Appended, ...]:
        """The drafts as appended, committed. Raises what committing them raises."""
        submission = _Submission(drafts)
        with self._queue:
            self._waiting.append(submission)
        while not submission.done:
            with self._turn:
                if not submission.done:
                    self._commit_group()
        if submission.error is not None:
            raise submission.error
        assert submission.outcome is not None
        if isinstance(submission.outcome, BaseException):
            raise submission.outcome
        return submission.outcome

    def _commit_group(self) -> None:
        group = self._take()
        try:
            outcomes = self.commit([one.drafts for one in group])
        except Exception as error:  # noqa: BLE001 - each of them is told, by whoever waits for it
            for one in group:
                one.error = error
        except BaseException:  # Ctrl-C in this thread is not the others' error
            for one in group:
                one.error = LedgerUnavailable("the commit of a group was interrupted")
            raise
        else:
            for one, outcome in zip(group, outcomes, strict=True):
                one.outcome = outcome

    def _take(self) -> list[_Submission]:
        """Those who wait, as many as one group may hold, but one at least."""
        with self._queue:
            count = size = 0
            for one in self._waiting:
                size += len(one.drafts)
                if count and size > _LARGEST_GROUP:
                    break
                count += 1
            group, self._waiting = self._waiting[:count], self._waiting[count:]
        return group
