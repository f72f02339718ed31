"""A run of a batch: list, skip what is done, hand out, write down what came of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol

from hegui.batch.committing import Committer
from hegui.batch.contract import Found, is_remote, no_file
from hegui.batch.jobs import Job
from hegui.batch.leftovers import remove_leftovers
from hegui.batch.manifest import Manifest, own_files
from hegui.batch.places import place_of
from hegui.batch.rows import KEPT, Finished, Item, Row, Told, failed
from hegui.batch.settings import settled
from hegui.batch.summary import Summary
from hegui.errors import HeguiError, UsageError
from hegui.files.source import printable
from hegui.files.target import make_directory
from hegui.messages import Notice
from hegui.rules.days import today

if TYPE_CHECKING:
    from hegui.batch.index import Index

_STRETCH = 1000  # names that are written down as begun at a time
_FIRST = 100  # of the first time: nobody works before


class Engine(Protocol):
    """Whoever does the files. ``notices`` are what holds for every file."""

    @property
    def notices(self) -> tuple[Notice, ...]: ...

    def run(self, items: Iterator[Item | None]) -> Iterator[Finished]:
        """Takes items as it has room for them and gives their rows, in any order. None among
        the items says that there is none at this moment."""


Engines = Callable[[Job], AbstractContextManager[Engine]]
"""Makes an engine for a job."""


@dataclass(slots=True)
class Watcher:
    """What a run tells while it goes on. ``notices`` is called before the first file, while the
    process has one thread, of what holds for every file; ``rows`` is called of rows that are
    written down, ``kept`` of how many files were found done; both from other threads. ``ending``
    is called once, when all files are done and the last of them go to the disk. ``waiting`` is
    called once where another run has the manifest, of the seconds that its end is waited for."""

    rows: Callable[[list[Row]], None] = lambda _: None
    kept: Callable[[int], None] = lambda _: None
    ending: Callable[[], None] = lambda: None
    waiting: Callable[[float], None] = lambda _: None
    notices: Callable[[tuple[Notice, ...]], None] = lambda _: None


@dataclass(slots=True)
class Done:
    """What a run did: ``written`` rows were added to the manifest, ``errors`` of them of files
    that nothing came of; ``kept`` files were done already, ``removed`` temporary files of an
    earlier run went, and a last line of ``torn`` bytes without an end. ``on`` is the day that an
    audit judges by. ``summary`` is that of the whole manifest without files that are gone from
    the source; None where this run began the manifest, and its own rows are all."""

    written: int = 0
    errors: int = 0
    kept: int = 0
    removed: int = 0
    torn: int = 0
    seconds: float = 0.0
    resumed: bool = False
    on: str = ""
    summary: Summary | None = None
    faults: dict[str, int] = field(default_factory=dict)


def run(
    job: Job, path: str, engines: Engines, *, rate: float = 0.0, told: Watcher | None = None
) -> Done:
    """Runs a batch to its end, or goes on with it; ``path`` is the manifest, a local file.

    ``engines`` makes who works (:class:`hegui.batch.pool.Pool`,
    :class:`hegui.batch.cluster.Cluster`); ``rate`` is how many files are begun a second at most,
    0 for no limit. A file that fails has a row of its own and stops nothing. Raises UsageError
    (places that contradict, a manifest of another batch), what the verb's options raise,
    CannotRead (the source cannot be listed), CannotWrite (the target or the manifest).
    """
    check_places(job)
    job = settled(job)
    _check_own(job, path)
    with _folder_of_results(job):
        return _run(job, path, engines, rate, told or Watcher())


def _run(job: Job, path: str, engines: Engines, rate: float, told: Watcher) -> Done:
    begun = time.monotonic()
    manifest = Manifest(path, job, lambda: _is_empty(job), told.waiting)
    try:
        on = manifest.job.options.on or ""
        done = Done(torn=manifest.torn, resumed=manifest.resumed, on=on)
        index = None
        # The engine first: its processes are forked while this one has one thread.
        with engines(manifest.job) as engine:
            told.notices((*_of_the_day(job, done.on), *engine.notices))
            if manifest.resumed:
                from hegui.batch.index import Index  # a new batch has nothing to look up

                index = Index(path)
            if index is not None:
                done.removed = remove_leftovers(job.target, index.unfinished())
            _go(manifest, engine, index, rate, told, done)
        done.seconds = time.monotonic() - begun
        if index is not None:
            index.go_on()
            done.summary = Summary.of(index.rows(seen=True))
            done.summary.gone = index.gone()
            index.close()
    except HeguiError:
        manifest.withdraw()
        raise
    finally:
        manifest.close()
    return done


def _go(
    manifest: Manifest,
    engine: Engine,
    index: Index | None,
    rate: float,
    told: Watcher,
    done: Done,
) -> None:
    job = manifest.job
    folder = job.target if job.verb.writes and not is_remote(job.target) else None
    with Committer(manifest, folder, told.rows) as committer:

        def add(finished: Finished) -> None:
            new = []
            for one in finished.told:
                row = one.row
                if row.outcome != KEPT:
                    new.append(one)
                if row.error is not None:
                    done.errors += 1
                    done.faults[row.error.kind] = done.faults.get(row.error.kind, 0) + 1
            done.written += len(new)
            if len(new) < len(finished.told):
                done.kept += len(finished.told) - len(new)
                told.kept(len(finished.told) - len(new))
            if new:
                committer.add(Finished(new, finished.durable))

        found = place_of(job.source).walk(job.target, own_files(manifest.path))
        first = next(found, None)
        if first is None:
            raise no_file(job.source)
        items = _items(
            chain([first], found),
            manifest,
            index,
            lambda row: add(Finished([Told.of(row)], durable=True)),
        )
        for finished in engine.run(_slowly(items, rate)):
            add(finished)
        committer.end()
        told.ending()


def _of_the_day(job: Job, day: str) -> tuple[Notice, ...]:
    """That an audit is of another day than whoever names none expects."""
    if not day or job.options.on is not None or day == today().isoformat():
        return ()
    return (
        Notice(
            "judged as of {day}, the day of the manifest that is resumed, and not as of today; "
            "give another --manifest for an audit as of today",
            {"day": day},
        ),
    )


def _items(
    found: Iterator[Found],
    manifest: Manifest,
    index: Index | None,
    add: Callable[[Row], None],
) -> Iterator[Item]:
    """Every file as workers are told of it, written down as begun before it is handed out."""
    writes = manifest.job.verb.writes
    is_free = _free_names(manifest)
    length = _FIRST
    while stretch := list(islice(found, length)):
        length = _STRETCH
        items = []
        if index is not None:
            index.see(one.name for one in stretch)
        for one in stretch:
            if one.fault is not None:
                if index is not None:
                    index.see_below(one.name)
                add(failed(one.name, one.fault, manifest.job.lang))
                continue
            known = index.look(one.name) if index is not None else None
            begun = writes and known is None and is_free(one.name)
            if known is None:
                items.append(Item(one.name, one.size, sidecar=one.sidecar, begun=begun))
            else:
                items.append(known._replace(size=one.size, sidecar=one.sidecar))
        fresh = [item.name for item in items if item.begun]
        if fresh:
            manifest.begin(fresh)
        yield from items


def _free_names(manifest: Manifest) -> Callable[[str], bool]:
    """Whether nobody else's file has the name of an output: only then is it the batch's own from
    the moment that it is begun. To ask storage of each name would cost a request."""
    target = manifest.job.target
    if is_remote(target):
        return lambda _: manifest.alone
    return lambda name: not os.path.lexists(f"{target}/{name}")


def _slowly(items: Iterator[Item], rate: float) -> Iterator[Item | None]:
    """At most so many items a second; None where the next one has to wait."""
    if not rate:
        yield from items
        return
    following = time.monotonic()
    for item in items:
        while (wait := following - time.monotonic()) > 0:
            yield None
            time.sleep(min(wait, 0.01))
        following = max(following, time.monotonic() - 1 / rate) + 1 / rate
        yield item


@contextmanager
def _folder_of_results(job: Job) -> Iterator[None]:
    """Makes the folder of the results; it goes again where the run fails and left nothing in it.
    Raises CannotWrite."""
    if is_remote(job.target):
        yield
        return
    made = []
    folder = job.target
    while folder and not os.path.lexists(folder):
        made.append(folder)
        folder = os.path.dirname(folder)
    make_directory(job.target)
    try:
        yield
    except HeguiError:
        with suppress(OSError):  # one that holds something stays
            for one in made:
                os.rmdir(one)
        raise


def _check_own(job: Job, path: str) -> None:
    """Raises UsageError where a new manifest would take the name of a work for its report."""
    if is_remote(job.source) or os.path.exists(path):
        return
    root = os.path.realpath(job.source).rstrip(os.sep) + os.sep
    for one in own_files(path):
        if os.path.realpath(one).startswith(root) and os.path.lexists(one):
            raise UsageError(
                "the batch's report would replace {name}: name a --manifest elsewhere",
                name=printable(one),
            )


def _is_empty(job: Job) -> bool:
    """Whether the target holds no file yet. Raises CannotRead."""
    if not (job.verb.writes and is_remote(job.target)):
        return False
    place = place_of(job.target)
    return place.is_missing() or next(place.walk(), None) is None


def check_places(job: Job) -> None:
    """Raises UsageError where source and target lie in such a way that results would be mixed
    with what they are made from."""
    if is_remote(job.source) or is_remote(job.target):
        if job.source.rstrip("/") == job.target.rstrip("/"):
            raise UsageError("the results would replace the originals: name another target")
        return
    if not os.path.isdir(job.source):
        raise UsageError(
            "{name} is no folder: name the folder that holds the files",
            name=printable(job.source),
        )
    source, target = os.path.realpath(job.source), os.path.realpath(job.target)
    if source == target:
        raise UsageError("the results would replace the originals: name another target")
    if source.startswith(target.rstrip(os.sep) + os.sep) and job.verb.writes:
        raise UsageError(
            "the results would be mixed with the originals, which lie below {target}: name "
            "another target",
            target=printable(job.target),
        )
    if os.path.lexists(job.target) and not os.path.isdir(job.target):
        raise UsageError("{name} is no folder", name=printable(job.target))
