"""What a run would do: listed, looked up in the manifest, and nothing done."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field

from hegui.batch.contract import is_remote, no_file
from hegui.batch.index import Index
from hegui.batch.jobs import Job
from hegui.batch.manifest import header, own_files
from hegui.batch.places import place_of
from hegui.batch.settings import settled

_EXAMPLES = 10


@dataclass(slots=True)
class Plan:
    """Of ``files`` found, ``fresh`` would be done, and ``again`` looked at: an earlier run did
    them, and they would be done again only where they changed. ``taken`` of the fresh would fail,
    since files that are not the batch's have their outputs' names. ``faults`` cannot be listed."""

    files: int = 0
    fresh: int = 0
    again: int = 0
    taken: int = 0
    faults: int = 0
    examples: list[str] = field(default_factory=list)

    def record(self) -> dict[str, object]:
        """As JSON."""
        return asdict(self)


def planned(job: Job, path: str) -> Plan:
    """The plan of a job under a manifest. Raises CannotRead, UsageError, ConfigError."""
    job = settled(job)
    index = None
    if os.path.exists(path) and os.path.getsize(path):
        job.resumed(header(path))
        index = Index(path)
    target = place_of(job.target) if job.verb.writes else None
    plan = Plan()
    for one in place_of(job.source).walk(job.target, own_files(path)):
        if one.fault is not None:
            plan.faults += 1
            continue
        plan.files += 1
        known = index.look(one.name) if index is not None else None
        if known is not None and known.source:
            plan.again += 1
            continue
        plan.fresh += 1
        if len(plan.examples) < _EXAMPLES:
            plan.examples.append(one.name)
        own = job.overwrite or (known is not None and known.own)
        # To ask storage of each name would cost a request each.
        if target is not None and not own and not is_remote(job.target):
            plan.taken += target.holds(one.name)
    if index is not None:
        index.close()
    if not plan.files and not plan.faults:
        raise no_file(job.source)
    return plan
