"""What follows from figures and clause table, and where it contradicts what the assessors state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hegui.assess.requirements import Verb, requirement
from hegui.assess.results import (
    Answer,
    ClauseResult,
    Conclusion,
    Conformity,
    Outcome,
    Verdict,
    weigh,
)
from hegui.assess.scoring.clause_file import ClauseFile
from hegui.errors import ConfigError
from hegui.messages import Notice

_ASKED_IN = {"suspend.row": "7", "suspend.day": "7"}
"""Requirements that no figure is measured of: the answer to their clause is theirs."""
_HELD = {Answer.CONFORMS: True, Answer.DOES_NOT: False}


def answered_in_clauses(edition: str, table: ClauseFile) -> dict[str, Outcome]:
    """The outcomes of requirements that the clause table answers."""
    found = {}
    for key, number in _ASKED_IN.items():
        answers = [one.answer for one in table.results if one.clause.number.startswith(number)]
        if answers and all(one is Answer.NOT_APPLICABLE for one in answers):
            found[key] = Outcome.NOT_APPLICABLE
            continue
        held = [_HELD.get(one) for one in answers if one is not Answer.NOT_APPLICABLE]
        known = False if False in held else None if None in held or not held else True
        found[key] = weigh(requirement(edition, key), known)
    return found


def conclude(table: ClauseFile, verdicts: Sequence[Verdict]) -> Conclusion:
    """The overall conclusion. Raises ConfigError where the stated one is none."""
    try:
        stated = Conformity(table.conclusion) if table.conclusion else Conformity.OPEN
    except ValueError:
        raise ConfigError(
            "{result} is no conclusion; there are {known}",
            result=table.conclusion,
            known=", ".join((Conformity.CONFORMS, Conformity.DOES_NOT)),
        ) from None
    figures = _figures(table.results, verdicts)
    return Conclusion(
        figures, stated, table.text, tuple(_objections(figures, stated, table.results, verdicts))
    )


def _figures(clauses: Sequence[ClauseResult], verdicts: Sequence[Verdict]) -> Conformity:
    if any(one.outcome is Outcome.FAIL for one in verdicts):
        return Conformity.DOES_NOT
    if any(one.answer is Answer.DOES_NOT and not _stands_in(one) for one in clauses):
        return Conformity.DOES_NOT
    unsettled = any(one.objections for one in clauses)
    return (
        Conformity.OPEN
        if unsettled or any(_open(one) for one in verdicts)
        else (Conformity.CONFORMS)
    )


def _stands_in(clause: ClauseResult) -> bool:
    return bool(clause.equivalent and clause.proof)


def _open(verdict: Verdict) -> bool:
    """Not told, or a "shall" missed that was not read in its own wording: a person decides."""
    if verdict.outcome is Outcome.COULD_NOT_TELL:
        return True
    return verdict.outcome is Outcome.WARN and verdict.rule.verb is Verb.SHALL


def _objections(
    figures: Conformity,
    stated: Conformity,
    clauses: Sequence[ClauseResult],
    verdicts: Sequence[Verdict],
) -> Iterator[Notice]:
    if stated is Conformity.CONFORMS and figures is Conformity.DOES_NOT:
        yield Notice("the assessors state that it conforms; figures or clauses say otherwise")
    counts = {
        "{count} requirements fail": sum(one.outcome is Outcome.FAIL for one in verdicts),
        "{count} requirements cannot be told yet": sum(
            one.outcome is Outcome.COULD_NOT_TELL for one in verdicts
        ),
        "{count} requirements are missed that were not read in the standard's own words": sum(
            one.outcome is Outcome.WARN and one.rule.verb is Verb.SHALL for one in verdicts
        ),
        "{count} recommendations are not followed": sum(
            one.outcome is Outcome.GAP for one in verdicts
        ),
        "{count} clauses are open or incomplete": sum(bool(one.objections) for one in clauses),
    }
    for template, count in counts.items():
        if count:
            yield Notice(template, {"count": count})
