"""Worker processes of this machine: each file within limits, and one that dies costs one file."""

from __future__ import annotations

import os
import selectors
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from hegui.batch.jobs import Job
from hegui.batch.leftovers import remove_leftovers
from hegui.batch.rows import Finished, Item, Row, Told, failed
from hegui.batch.zygote import Zygote, packed
from hegui.errors import CeilingExceeded, FileError, WorkerLost
from hegui.messages import Notice

_TICK = 0.02  # seconds: rows gather meanwhile, so that few of them wake this process
_GRACE = 2.0  # seconds to let go of temporary files before the end is forced
_READ = 1024 * 1024
_AHEAD = 0.06  # seconds of work that a worker has before it: a tick's and as much again
_LEAST, _MOST = 2, 128  # items that it has before it
_CHUNK = 32  # items in one message
_PIPE = 24 * 1024  # bytes of items: a pipe takes 64 KiB before its writer waits
_FIELDS = 200  # bytes of an item beside its name
_MEMORY = 16  # rows that the mean of a worker's time goes back


@dataclass(slots=True)
class _Hand:
    """One worker: the items it was given and has not answered, and since when it is at the first.

    ``cut`` is why this process ended it.
    """

    pid: int
    commands: int
    rows: int
    items: deque[Item] = field(default_factory=deque)
    since: float = 0.0
    text: bytes = b""
    mean: float = 0.0
    answered: int = 0
    cut: FileError | None = None
    killed: float = 0.0

    def room(self) -> int:
        """How many items it should get now: so many that it is never without, and so few that
        the last of a batch are not one worker's alone."""
        wanted = _LEAST if not self.mean else int(_AHEAD / self.mean)
        wanted = max(_LEAST, min(wanted, _MOST))
        if len(self.items) > wanted // 2:
            return 0
        if sum(len(item.name) + _FIELDS for item in self.items) > _PIPE:
            return 0
        return wanted - len(self.items)

    def heard(self, rows: list[Told]) -> None:
        """Rows of the first of its items have come."""
        for one in rows:
            self.items.popleft()
            self.answered += 1
            # The first file's time is that of loading its format: it says nothing of the second.
            self.mean += (one.seconds - self.mean) / (_MEMORY if self.answered > 2 else 1)
        if rows:
            self.since = time.monotonic()


class Pool:
    """So many worker processes for one job. A context; at its end all of them have ended."""

    def __init__(self, job: Job, processes: int, *, forked: bool | None = None) -> None:
        """Raises what the job's options raise. ``forked`` needs a process of one thread, and is
        the faster start; unless said it is done where there is one."""
        self._job = job
        alone = threading.active_count() == 1
        self._zygote = Zygote(job, forked=alone if forked is None else forked)
        self._processes = processes
        self._hands: list[_Hand] = []
        self._ready = selectors.DefaultSelector()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What holds for every file."""
        return self._zygote.notices

    def __enter__(self) -> Pool:
        for _ in range(self._processes):
            self._spawn()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.stop(at_once=kind is not None)

    def take_up(self, job: Job) -> None:
        """Another job, with new workers; they start from what is loaded already. Raises what its
        options raise; the pool has stopped then."""
        self._end_workers()
        try:
            self._zygote.take_up(job)
        except BaseException:
            self._close()
            raise
        self._job = job
        for _ in range(self._processes):
            self._spawn()

    def stop(self, *, at_once: bool = False) -> None:
        """Lets the workers end what they are at, or ends them ``at_once``. Once is enough."""
        if self._hands:
            self._end_workers(at_once=at_once)
            self._close()

    def _close(self) -> None:
        self._ready.close()
        self._zygote.stop()

    def _end_workers(self, *, at_once: bool = False) -> None:
        for hand in self._hands:
            os.close(hand.commands)
            if at_once and hand.items:
                os.kill(hand.pid, signal.SIGTERM)
        for hand in self._hands:
            while os.read(hand.rows, _READ):
                pass
            self._zygote.reap(hand.pid)
            self._ready.unregister(hand.rows)
            os.close(hand.rows)
        self._hands = []

    def run(self, items: Iterator[Item | None]) -> Iterator[Finished]:
        """Hands out items as workers have room for them, and gives rows as they come.

        None among the items says that there is none at this moment.
        """
        returned: deque[Item] = deque()
        more = True
        while more or returned or any(hand.items for hand in self._hands):
            more = self._fill(items, returned) if more or returned else False
            finished = Finished()
            for hand, rows, ended in self._heard():
                finished.told.extend(rows)
                if ended:
                    finished.told.extend(map(Told.of, self._lost(hand, returned)))
            self._watch()
            if finished.told:
                yield finished

    def _fill(self, items: Iterator[Item | None], returned: deque[Item]) -> bool:
        """Gives every worker as much as it does in a moment; whether there may be more."""
        for hand in self._hands:
            room = hand.room()
            while room > 0:
                chunk: list[Item] = []
                while len(chunk) < min(room, _CHUNK):
                    try:
                        item = returned.popleft() if returned else next(items)
                    except StopIteration:
                        self._send(hand, tuple(chunk))
                        return False
                    if item is None:
                        break
                    chunk.append(item)
                if not chunk:
                    return True
                room -= len(chunk)
                self._send(hand, tuple(chunk))
        return True

    def _spawn(self) -> None:
        commands, give = os.pipe()
        take, rows = os.pipe()
        try:
            pid = self._zygote.spawn(commands, rows)
        finally:
            os.close(commands)
            os.close(rows)
        hand = _Hand(pid, give, take)
        self._hands.append(hand)
        self._ready.register(take, selectors.EVENT_READ, hand)

    def _send(self, hand: _Hand, chunk: tuple[Item, ...]) -> None:
        if not chunk:
            return
        if not hand.items:
            hand.since = time.monotonic()
        hand.items.extend(chunk)
        view = memoryview(packed(chunk))
        try:
            while view:
                view = view[os.write(hand.commands, view) :]
        except BrokenPipeError:
            return  # it has died: what is read from it will tell

    def _heard(self) -> list[tuple[_Hand, list[Told], bool]]:
        """What workers have written since the last time, and whether one has ended."""
        heard = []
        if self._ready.select(_TICK):
            time.sleep(self._rest())
        for key, _ in self._ready.select(0):
            hand: _Hand = key.data
            data = os.read(hand.rows, _READ)
            text = hand.text + data
            *whole, hand.text = text.split(b"\n")
            rows = list(map(Told, whole))
            hand.heard(rows)
            heard.append((hand, rows, not data))
        return heard

    def _rest(self) -> float:
        """How long rows may gather so that every worker still has something to do meanwhile."""
        least = min((len(hand.items) - 2) * hand.mean for hand in self._hands)
        return max(0.0, min(_TICK, least))

    def _watch(self) -> None:
        """Ends workers that take too long over one file."""
        now = time.monotonic()
        for hand in self._hands:
            if hand.cut is None:
                most = self._job.limits.seconds
                if hand.items and most and now - hand.since > most:
                    template = "takes more than {seconds:g} seconds, the time limit of a file"
                    hand.cut = CeilingExceeded(template, seconds=most)
                    hand.killed = now
                    os.kill(hand.pid, signal.SIGTERM)
            elif now - hand.killed > _GRACE:
                os.kill(hand.pid, signal.SIGKILL)

    def _lost(self, hand: _Hand, returned: deque[Item]) -> list[Row]:
        """A worker has ended: another takes its place, and what it had not begun is given anew."""
        self._ready.unregister(hand.rows)
        self._hands.remove(hand)
        status = self._zygote.reap(hand.pid)
        os.close(hand.rows)
        os.close(hand.commands)
        self._spawn()
        if not hand.items:
            return []
        culprit = hand.items.popleft()
        # It may have been published in the moment before: its name is this batch's from now on.
        returned.extend(hand.items)
        if self._job.verb.writes:
            remove_leftovers(self._job.target, [culprit.name])
        fault = hand.cut or WorkerLost(
            "the process that worked on it ended ({how})", how=_how(status)
        )
        taken = hand.cut.facts["seconds"] if hand.cut else 0.0
        assert isinstance(taken, float | int)
        return [failed(culprit.name, fault, self._job.lang, seconds=float(taken))]


def _how(status: int) -> str:
    """How a process ended: the name of the signal, or its status."""
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            return str(-status)
    return f"status {status}"
