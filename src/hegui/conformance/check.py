"""What a check is, and what it can find.

A check is data: which provision of the rules it examines, how binding that provision is, and the
function that looks. The function says what it saw; whether that fails a user, warns, or is not
in force yet follows from the provision's verb, its confidence and its date, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from hegui.conformance.subject import Subject
from hegui.messages import say
from hegui.rules import Confidence, Provision


class Verb(StrEnum):
    """How binding a provision is, by its own verb."""

    SHALL = "shall"
    SHOULD = "should"


class Outcome(StrEnum):
    """What one check says of one file; the values never change."""

    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    NOT_APPLICABLE = "not-applicable"
    COULD_NOT_TELL = "could-not-tell"
    NOT_YET_IN_FORCE = "not-yet-in-force"


class Seen(StrEnum):
    """What a judge saw, before it is weighed."""

    CONFORMS = "conforms"
    DEPARTS = "departs"
    NOT_APPLICABLE = "not applicable"
    COULD_NOT_TELL = "could not tell"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing a judge saw: where, and a sentence (English template and its facts).

    ``offset`` is the byte at which the place begins, None where it has none. ``confidence`` is
    set where what was departed from is less sure than the check's own provision.
    """

    seen: Seen
    template: str
    facts: dict[str, object] = field(default_factory=dict)
    place: str = ""
    offset: int | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence within another: what a fact says, in whatever language the whole is said."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.template, "en", **self.facts)


_Examined = TypeVar("_Examined")
Judge = Callable[[Subject], Iterable[Observation]]
"""What examines one file."""


@dataclass(frozen=True, slots=True)
class Check(Generic[_Examined]):
    """One check. ``id`` never changes once released; ``title`` is an English template without
    places, translated like every sentence; ``provision`` what it examines."""

    id: str
    title: str
    provision: Provision
    verb: Verb
    judge: Callable[[_Examined], Iterable[Observation]]

    @property
    def may_fail(self) -> bool:
        """Whether a departure fails a user: only where the wording, or a source that read it,
        says "shall"; everything else warns."""
        return self.verb is Verb.SHALL and self.provision.confidence.may_fail


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says of one file, at one place."""

    check: Check[Any]
    outcome: Outcome
    observation: Observation


def run(check: Check[_Examined], examined: _Examined, on: date) -> tuple[Finding, ...]:
    """The findings of one check on what is examined, as of a day in China; at least one."""
    if check.provision.applies_from > on:
        early = Observation(
            Seen.NOT_APPLICABLE,
            "applies from {day} only",
            {"day": check.provision.applies_from.isoformat()},
        )
        return (Finding(check, Outcome.NOT_YET_IN_FORCE, early),)
    return tuple(
        Finding(check, _outcome(check, observation), observation)
        for observation in check.judge(examined)
    )


_PLAIN = {
    Seen.CONFORMS: Outcome.PASS,
    Seen.NOT_APPLICABLE: Outcome.NOT_APPLICABLE,
    Seen.COULD_NOT_TELL: Outcome.COULD_NOT_TELL,
}


def _outcome(check: Check[Any], observation: Observation) -> Outcome:
    if observation.seen in _PLAIN:
        return _PLAIN[observation.seen]
    sure = observation.confidence is None or observation.confidence.may_fail
    return Outcome.FAIL if check.may_fail and sure else Outcome.WARN
