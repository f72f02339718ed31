"""The whole: what one assessment found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.assess.requirements import Requirement
from hegui.assess.results.clauses import ClauseResult
from hegui.assess.results.coverage import BankRecord, Coverage
from hegui.assess.results.plan import PlanRecord
from hegui.assess.results.rates import Rate
from hegui.assess.results.validation import ClassifierResult
from hegui.assess.results.weighing import Outcome
from hegui.messages import Notice

FORMAT, VERSION = "hegui-assessment", 1


@dataclass(frozen=True, slots=True)
class Service:
    """Who is assessed; ``self_assessed`` is false where a third party did it (9.1)."""

    name: str
    provider: str = ""
    model: str = ""
    version: str = ""
    assessor: str = ""
    self_assessed: bool = True


class Conformity(StrEnum):
    """The overall conclusion."""

    CONFORMS = "conforms"
    DOES_NOT = "does-not-conform"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What hegui's figures say of one requirement as a whole."""

    rule: Requirement
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The overall conclusion.

    ``figures`` is what follows from the counts and the clause table, ``stated`` what the
    assessors state, ``text`` their own words. ``objections`` say where the two contradict, and
    what stays open.
    """

    figures: Conformity
    stated: Conformity
    text: str = ""
    objections: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the role, and the name and day where it was signed (else empty)."""

    role_en: str
    role_zh: str
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file that a figure rests on: what it is, its path, its digest."""

    what: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The outcome of one assessment. ``made_at`` is an instant (ISO 8601, UTC)."""

    edition: str
    made_at: str
    service: Service
    plan: PlanRecord
    banks: tuple[BankRecord, ...]
    coverage: tuple[Coverage, ...]
    rates: tuple[Rate, ...]
    verdicts: tuple[Verdict, ...]
    classifiers: tuple[ClassifierResult, ...]
    clauses: tuple[ClauseResult, ...]
    conclusion: Conclusion
    signatures: tuple[Signature, ...]
    inputs: tuple[InputFile, ...]
    remarks: tuple[Notice, ...] = ()
    uses_sample_bank: bool = False
