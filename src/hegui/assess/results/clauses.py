"""The clause table: one result a clause of chapters 5 to 8 (TC260-003 9.1)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.assess.requirements import Clause
from hegui.assess.results.weighing import Outcome
from hegui.messages import Notice


class Answer(StrEnum):
    """What the assessors say of a clause."""

    CONFORMS = "conforms"
    DOES_NOT = "does-not-conform"
    NOT_APPLICABLE = "not-applicable"
    OPEN = "open"
    """Nothing was said yet."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file that supports an answer; ``sha256`` in hexadecimal."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What the assessors answer to one clause, and what hegui has against the answer.

    ``evidence`` supports "conforms"; ``reason`` explains the other two; where a clause is not
    met, an ``equivalent`` measure with its ``proof``, or a ``plan``, may stand in. ``figures`` is
    the worst outcome of the requirements that the clause holds. ``objections`` say what is
    missing or contradicts.
    """

    clause: Clause
    answer: Answer
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""
    equivalent: str = ""
    proof: tuple[Evidence, ...] = ()
    plan: str = ""
    figures: Outcome = Outcome.NOT_APPLICABLE
    objections: tuple[Notice, ...] = ()
