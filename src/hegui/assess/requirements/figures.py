"""The figures of the standard by edition, each with its clause, its verb and how sure it is.

They were read in sources that reproduce TC260-003 (2024-02-29) nearly word for word, or that
report it; the clause bodies of GB/T 45654-2025 were not at hand, so its figures are those of
TC260-003 carried over, cite TC260-003's clauses, and warn at most. No source names a figure that
changed between the two, which is no proof that none did.
"""

from __future__ import annotations

from dataclasses import replace

from hegui.assess.requirements.assessment_figures import ASSESSMENT_FIGURES
from hegui.assess.requirements.bank_figures import BANK_FIGURES
from hegui.assess.requirements.editions import EDITIONS, Edition, edition
from hegui.assess.requirements.requirement import Requirement, Scope, Verb

__all__ = ["NUMBERED", "Requirement", "Scope", "Verb", "requirement", "requirements_of"]


def _row(one: Requirement) -> int:
    return int(one.number[1:])


_TC260_003 = tuple(sorted((*ASSESSMENT_FIGURES, *BANK_FIGURES), key=_row))

NUMBERED: tuple[str, ...] = tuple(dict.fromkeys(one.number for one in _TC260_003))
"""The rows that have a figure, in order; there is no row N5, N13 or N25."""


def _carried(one: Requirement, into: Edition) -> Requirement:
    surer = one.confidence.may_fail and not into.figures.may_fail
    return replace(one, edition=into.id, confidence=into.figures if surer else one.confidence)


_BY_EDITION: dict[str, dict[str, Requirement]] = {
    one.id: {figure.key: _carried(figure, one) for figure in _TC260_003} for one in EDITIONS
}


def requirements_of(edition_id: str) -> tuple[Requirement, ...]:
    """Every figure of an edition, in the order of the rows. Raises UsageError."""
    return tuple(_BY_EDITION[edition(edition_id).id].values())


def requirement(edition_id: str, key: str) -> Requirement:
    """One figure of an edition. Raises UsageError for an unknown edition, KeyError for a key."""
    return _BY_EDITION[edition(edition_id).id][key]
