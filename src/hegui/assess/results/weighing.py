"""What missing a requirement means: from its verb and its confidence, here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from hegui.assess.requirements import Requirement, Verb


class Outcome(StrEnum):
    """What is said of one requirement; the values never change."""

    PASS = "pass"
    FAIL = "fail"
    """A "shall" whose wording was seen is missed."""
    GAP = "recommendation-gap"
    """A "should" is missed."""
    WARN = "warn"
    """Something less sure, or less binding, is missed."""
    COULD_NOT_TELL = "could-not-tell"
    """Too much is unscored to say."""
    NOT_APPLICABLE = "not-applicable"


_GRAVITY = (
    Outcome.FAIL,
    Outcome.COULD_NOT_TELL,
    Outcome.GAP,
    Outcome.WARN,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


def weigh(requirement: Requirement, held: bool | None) -> Outcome:
    """What it means that a requirement holds, is missed, or cannot be told (None)."""
    if held is None:
        return Outcome.COULD_NOT_TELL
    if held:
        return Outcome.PASS
    if requirement.verb is Verb.SHALL:
        return Outcome.FAIL if requirement.may_fail else Outcome.WARN
    return Outcome.GAP if requirement.verb is Verb.SHOULD else Outcome.WARN


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The gravest of them; not applicable where there is none."""
    return min(outcomes, key=_GRAVITY.index, default=Outcome.NOT_APPLICABLE)
