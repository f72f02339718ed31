"""What a batch does: the verb, where from and where to, and every option of its verb.

A job is plain data, so that the same one can be written into a manifest, handed to a process of
this machine, and sent to a cluster.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from hegui.errors import UsageError


class Verb(StrEnum):
    """What is done to every file; each is the command of that name."""

    LABEL = "label"
    CHECK = "check"
    PROPAGATE = "propagate"
    AUDIT = "audit"

    @property
    def writes(self) -> bool:
        """Whether a new file comes of every file."""
        return self in (Verb.LABEL, Verb.PROPAGATE)


class Digest(StrEnum):
    """What says that a file is the one that it was: its content, or its size and times."""

    CONTENT = "content"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the four verbs, as the commands of one file have them.

    Those that a verb does not know are left alone. Paths are those of whoever works: on a
    cluster every worker must find them.
    """

    config: str | None = None
    producer: str | None = None
    propagator: str | None = None
    sidecar: bool = False
    implicit_only: bool = False
    because: str | None = None
    recipient: str | None = None
    agreement: str | None = None
    text: str | None = None
    wording: str | None = None
    corner: str | None = None
    moment: str | None = None
    sound: str | None = None
    pages: str | None = None
    height: str | None = None
    font: str | None = None
    iptc: str | None = None
    c2pa: bool = False
    seal: bool = False
    key: str | None = None
    passphrase_file: str | None = None
    unencrypted: bool = False
    declared: bool = False
    trust: tuple[str, ...] = ()
    explicit: bool = False
    detect: bool = False
    notice: bool = False
    allow_break_c2pa: bool = False
    on: str | None = None
    role: str = "provider"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: ``seconds`` by the clock, ``memory`` in bytes of data beyond what a
    worker has at its start; 0 is no limit. ``tries`` is how often storage that errs is asked."""

    seconds: float = 600.0
    memory: int = 2 * 1024**3
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Job:
    """One batch: ``verb`` on every file below ``source``, results below ``target``.

    ``source`` and ``target`` are paths or addresses of fsspec ("s3://bucket/folder"). ``number``
    is the batch's own secret of 32 hexadecimal digits: content numbers are derived from it and
    from the identity of each source, so that a file that is done twice gets the same one.
    ``overwrite`` lets files be replaced that this batch has not written. ``settings`` are those
    of hegui.toml that decide on the results, None until :func:`hegui.batch.settings.settled` has
    looked them up.
    """

    verb: Verb
    source: str
    target: str
    number: str
    digest: Digest = Digest.CONTENT
    overwrite: bool = False
    options: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=Limits)
    lang: str = "en"
    settings: tuple[tuple[str, str], ...] | None = None

    def record(self) -> dict[str, object]:
        """What decides on the results, as the first line of a manifest holds it."""
        unset = Options()
        chosen = {
            key: value
            for key, value in asdict(self.options).items()
            if value != getattr(unset, key)
        }
        return {
            "verb": self.verb.value,
            "source": self.source,
            "target": self.target,
            "batch": self.number,
            "digest": self.digest.value,
            "options": chosen,
            "settings": dict(self.settings or ()),
        }

    def begun(self, day: str) -> Job:
        """This job as a new batch has it: an audit is of one day, whenever it is resumed."""
        if self.verb is not Verb.AUDIT or self.options.on is not None:
            return self
        return replace(self, options=replace(self.options, on=day))

    def resumed(self, record: dict[str, object]) -> Job:
        """This job under the number of the manifest it goes on with.

        Raises UsageError where the manifest is of a job whose results would be others.
        """
        before = record.get("options")
        before = before if isinstance(before, dict) else {}
        job = self.begun(str(before["on"])) if "on" in before else self
        mine = job.record()
        for key in ("verb", "source", "target", "digest"):
            if record.get(key) != mine[key]:
                raise UsageError(
                    "the manifest is of another batch: {key} was {old}, and is {new} now; give "
                    "another --manifest for another batch",
                    key=key,
                    old=record.get(key),
                    new=mine[key],
                )
        old, new = _unlike(before, mine["options"])
        if old or new:
            raise UsageError(
                "the manifest is of a batch with other options ({old}, and {new} now); give "
                "another --manifest for another batch",
                old=old,
                new=new,
            )
        old, new = _unlike(record.get("settings"), mine["settings"])
        if old or new:
            raise UsageError(
                "the manifest is of a batch under other settings ({old}, and {new} now); give "
                "another --manifest for another batch",
                old=old,
                new=new,
            )
        return replace(job, number=str(record.get("batch")))


def _unlike(old: object, new: object) -> tuple[dict[str, object], dict[str, object]]:
    """What one table says that the other does not, as JSON has it: what it was, and what it is."""
    before = old if isinstance(old, dict) else {}
    now = json.loads(json.dumps(new))
    return (
        {key: value for key, value in before.items() if now.get(key) != value},
        {key: value for key, value in now.items() if before.get(key) != value},
    )
