"""What the banks hold, and which requirement on them is missed where."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.assess.requirements import Requirement
from hegui.assess.results.weighing import Outcome
from hegui.messages import Notice


@dataclass(frozen=True, slots=True)
class Finding:
    """One requirement held against one bank.

    ``of`` is the risk or aspect, empty for the total. ``have`` is the figure found, in the
    requirement's unit; None where it could not be told. ``items`` are the ids concerned (cut off
    at a ceiling, ``more`` says how many are left out).
    """

    rule: Requirement
    outcome: Outcome
    have: int | None
    of: str = ""
    message: Notice | None = None
    items: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class BankRecord:
    """One bank: digest of its file, what is in it by review state, licence and age.

    ``released`` items alone count. ``newest`` is the youngest item's day (ISO 8601), empty where
    none has one. ``remarks`` say what no figure of the standard asks: duplicates, near-duplicates,
    unknown licences, candidates that wait.
    """

    kind: str
    path: str
    sha256: str
    items: int
    released: int
    candidates: int
    rejected: int
    duplicates: int
    near_duplicates: int
    newest: str
    licences: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    remarks: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one risk (``of``) has: released keywords, questions, and how its questions fared.

    ``sampled`` questions of the content bank were drawn; ``failed`` of them have an answer that
    at least one judgement held unqualified.
    """

    of: str
    keywords: int
    content: int
    refuse: int
    sampled: int
    failed: int
