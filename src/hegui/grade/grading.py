"""The grade of an application, and what follows from it.

No rule behind it was seen in its own wording, so there is no "fail": what is missed warns.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.errors import UsageError
from hegui.grade.answers import OPEN, Answer, AnswerSet, Party
from hegui.grade.rules.agents import AGENT_QUESTION_OF, AgentQuestion
from hegui.grade.rules.editions import SCHEME_OF
from hegui.grade.rules.levels import LEVEL_OF, Level
from hegui.grade.rules.measures import Measure, measures_of
from hegui.grade.table import Table
from hegui.messages import Notice
from hegui.rules import Confidence

PASS, WARN, COULD_NOT_TELL, NOT_APPLICABLE = "pass", "warn", "could-not-tell", "not-applicable"
_MEASURE = {
    "in-place": PASS,
    "partly": WARN,
    "planned": WARN,
    "absent": WARN,
    "not-applicable": NOT_APPLICABLE,
    OPEN: COULD_NOT_TELL,
}
_AGENT = {
    "yes": PASS,
    "partly": WARN,
    "no": WARN,
    "not-applicable": NOT_APPLICABLE,
    OPEN: COULD_NOT_TELL,
}
_SURENESS = tuple(Confidence)


@dataclass(frozen=True, slots=True)
class Grade:
    """The level, None where it is not determined, with the reason and how sure that is."""

    level: Level | None
    why: Notice
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """One measure: what was answered, and whether the user's table asks for it at this level."""

    measure: Measure
    answer: Answer
    demanded: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class PartyResult:
    """One party: its maturity (None where it is open) held against the grade."""

    party: Party
    maturity: int | None
    why: Notice
    outcome: str


@dataclass(frozen=True, slots=True)
class AgentResult:
    """One question for agents with its answer."""

    question: AgentQuestion
    answer: Answer
    outcome: str


@dataclass(frozen=True, slots=True)
class Graded:
    """Everything that follows from one set of answers and one table (None: unset)."""

    answers: AnswerSet
    table: Table | None
    grade: Grade
    measures: tuple[MeasureResult, ...]
    parties: tuple[PartyResult, ...]
    agents: tuple[AgentResult, ...]


def graded(answers: AnswerSet, table: Table | None) -> Graded:
    """Grades an application. Raises UsageError where table and answers are of other schemes."""
    grade = grade_of(answers, table)
    demanded = table.demanded(grade.level.id) if table and grade.level else frozenset()
    given = {one.of: one for one in answers.measures}
    measures = tuple(
        _measure(one, given.get(one.id, Answer(one.id)), one.id in demanded)
        for one in measures_of(answers.framework)
    )
    parties = tuple(held(one, grade.level) for one in answers.parties)
    agents = tuple(map(_agent, answers.agents)) if answers.acts else ()
    return Graded(answers, table, grade, measures, parties, agents)


def grade_of(answers: AnswerSet, table: Table | None) -> Grade:
    """The level by the table; not determined where the table does not say. Raises UsageError."""
    if table is None:
        why = Notice("no table is set; the official matrix was not found and is not guessed")
        return Grade(None, why, Confidence.KNOWN)
    if table.scheme != answers.scheme:
        raise UsageError(
            "the table grades by {scheme}, the answers are for {other}",
            scheme=table.scheme,
            other=answers.scheme,
        )
    # No table makes a level surer than what is known of the way of grading itself.
    scheme = SCHEME_OF[answers.scheme]
    confidence = max(table.confidence, scheme.confidence, key=_SURENESS.index)
    if not table.levels:
        why = Notice("the table is unset: it has no rows; nothing is guessed")
        return Grade(None, why, confidence)
    values = []
    for factor in scheme.factors:
        value, known = answers.factor(factor.id), [one.id for one in table.values[factor.id]]
        if not value:
            return Grade(None, Notice("{key} is not answered", {"key": factor.id}), confidence)
        if value not in known:
            facts: dict[str, object] = {
                "key": factor.id,
                "value": value[:80],
                "choices": ", ".join(known),
            }
            why = Notice("{key} is {value!r}, which the table does not know ({choices})", facts)
            return Grade(None, why, confidence)
        values.append(value)
    level = table.levels.get(tuple(values))
    said: dict[str, object] = {"combination": " × ".join(values), "source": table.source}
    if level is None:
        why = Notice("the table says nothing of {combination} (table: {source})", said)
        return Grade(None, why, confidence)
    return Grade(
        LEVEL_OF[level], Notice("{combination}, by the table of {source}", said), confidence
    )


def _measure(measure: Measure, answer: Answer, demanded: bool) -> MeasureResult:
    outcome = _MEASURE[answer.value]
    if demanded and outcome == NOT_APPLICABLE and not answer.note:
        outcome = WARN  # what a table asks for is not waved away without a reason
    return MeasureResult(measure, answer, demanded, outcome)


def held(party: Party, level: Level | None) -> PartyResult:
    """A party's maturity held against a level: what it states, else the lowest of its areas."""
    maturity = party.stated
    if maturity is None and party.areas:
        maturity = min(one.step for one in party.areas)
    if maturity is None:
        why = Notice("no step of maturity is given")
        return PartyResult(party, None, why, COULD_NOT_TELL)
    facts: dict[str, object] = {"maturity": maturity}
    if level is None:
        why = Notice("maturity {maturity}; the grade is not determined", facts)
        return PartyResult(party, maturity, why, COULD_NOT_TELL)
    facts |= {"rank": level.rank}
    if maturity >= level.rank:
        why = Notice("maturity {maturity} is at least the grade, {rank}", facts)
        return PartyResult(party, maturity, why, PASS)
    why = Notice("maturity {maturity} is below the grade, {rank}", facts)
    return PartyResult(party, maturity, why, WARN)


def _agent(answer: Answer) -> AgentResult:
    question = AGENT_QUESTION_OF[answer.of]
    if question.least is None:
        return AgentResult(question, answer, _AGENT[answer.value])
    if answer.value == OPEN:
        return AgentResult(question, answer, COULD_NOT_TELL)
    return AgentResult(question, answer, PASS if int(answer.value) >= question.least else WARN)
