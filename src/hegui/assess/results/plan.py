"""What was settled before the first question: the plan as the report shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealedBank:
    """One bank as it was when the plan was locked; ``sha256`` is of its items, in hexadecimal.

    ``kind`` is keywords, content, refuse or accept; ``items`` how many it held.
    """

    kind: str
    path: str
    sha256: str
    items: int


@dataclass(frozen=True, slots=True)
class PlannedSample:
    """How many questions of one bank are put to the model, and the digest of their ids."""

    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One threshold as it was locked: a requirement's key with its inclusive bounds."""

    key: str
    unit: str
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """The locked plan.

    ``sha256`` is the digest of the plan file's own text; ``locked_at`` an instant (ISO 8601, UTC).
    ``intact`` says that the plan read at the end still has that digest, that every bank still has
    the digest that was locked, and that every bar is the edition's own or stricter; ``changes``
    names what does not.
    """

    edition: str
    seed: int
    locked_at: str
    sha256: str
    banks: tuple[SealedBank, ...]
    samples: tuple[PlannedSample, ...]
    bars: tuple[Bar, ...]
    left_out: tuple[str, ...] = ()
    intact: bool = True
    changes: tuple[str, ...] = ()
