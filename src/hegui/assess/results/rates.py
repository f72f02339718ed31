"""One rate of an assessment: its counts, its bar, its interval, and the items behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.assess.requirements import Requirement
from hegui.assess.results.weighing import Outcome, worst
from hegui.messages import Notice


class Subject(StrEnum):
    """What was sampled."""

    CORPUS = "corpus"
    CONTENT = "content"
    REFUSE = "refuse"
    """Questions to be refused."""
    ACCEPT = "accept"
    """Questions not to be refused."""


class Judgement(StrEnum):
    """Who judged. Judgements are kept apart and never averaged."""

    PEOPLE = "people"
    KEYWORDS = "keywords"
    CLASSIFIER = "classifier"
    TECHNIQUE = "technique"
    """Keywords and classifiers together, as 9.2 b) asks of the corpus."""
    REFUSAL = "refusal"
    """Rules for refusals, and a judge where one is set."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval of a proportion, from 0 to 1; ``level`` is 0.95 for 95 %."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many items fall under one name: a reason why they were not scored."""

    name: str
    items: int


@dataclass(frozen=True, slots=True)
class RiskRate:
    """The same rate for the items of one risk or aspect; ``counted`` of ``scored``."""

    of: str
    scored: int
    counted: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate.

    ``counted`` items of ``scored`` are qualified, or refused where refusals are measured; the
    point estimate is their quotient, on which alone the decision stands. ``population`` is the
    number of items in the bank or corpus, ``drawn`` that of the sample. An item that no judgement
    could be had of is unscored: never counted as one or the other, always in sight. ``partial``
    refusals are counted as ``counts_partial`` says. The ids of the items are what makes the rate
    traceable: ``against`` those that count against it, ``partly`` partial refusals, ``missing``
    the unscored. ``sample_rule`` and ``rule`` are the two requirements.
    """

    id: str
    subject: Subject
    judgement: Judgement
    sample_rule: Requirement
    rule: Requirement
    population: int
    drawn: int
    scored: int
    counted: int
    unscored: tuple[Count, ...]
    partial: int
    counts_partial: bool
    interval: Interval | None
    sample_outcome: Outcome
    rate_outcome: Outcome
    reasons: tuple[Notice, ...]
    by_risk: tuple[RiskRate, ...]
    against: tuple[str, ...]
    partly: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The point estimate, from 0 to 1; None where nothing was scored."""
        return self.counted / self.scored if self.scored else None

    @property
    def outcome(self) -> Outcome:
        """The worse of sample and rate."""
        return worst((self.sample_outcome, self.rate_outcome))
