"""A grading as JSON: the shape that ``--json`` and the report promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from hegui.grade import words
from hegui.grade.grading import Graded
from hegui.grade.history import Entry


def grading_record(graded: Graded, lang: str, history: Sequence[Entry] = ()) -> dict[str, object]:
    """One object: the level with reason and confidence, and everything that follows."""
    return {
        "subject": graded.answers.subject,
        "scheme": graded.answers.scheme,
        "framework": graded.answers.framework,
        "day": graded.answers.day,
        "answers": graded.answers.digest,
        "factors": dict(graded.answers.factors),
        **level_record(graded, lang),
        "measures": measure_records(graded, lang),
        "maturity": party_records(graded, lang),
        "agents": agent_records(graded, lang),
        "history": [asdict(one) for one in history],
    }


def level_record(graded: Graded, lang: str) -> dict[str, object]:
    """The level and where it comes from; ``level`` is null where it is not determined."""
    grade, table = graded.grade, graded.table
    return {
        "level": grade.level.id if grade.level else None,
        "rank": grade.level.rank if grade.level else None,
        "name": words.level(grade).in_(lang),
        "reason": words.notice(grade.why).in_(lang),
        "confidence": grade.confidence.value,
        "verified": False,
        "table": {"source": table.source, "sha256": table.sha256} if table else None,
    }


def measure_records(graded: Graded, lang: str) -> list[dict[str, object]]:
    """One object a measure."""
    return [
        {
            "id": one.measure.id,
            "since": one.measure.since,
            "block": one.measure.block,
            "measure": one.measure.zh if lang == "zh" else one.measure.en,
            "answer": one.answer.value,
            "note": one.answer.note,
            "demanded": one.demanded,
            "outcome": one.outcome,
            "confidence": one.measure.confidence.value,
        }
        for one in graded.measures
    ]


def party_records(graded: Graded, lang: str) -> list[dict[str, object]]:
    """One object a party."""
    return [
        {
            "party": one.party.name,
            "role": one.party.role,
            "maturity": one.maturity,
            "areas": {each.area: each.step for each in one.party.areas},
            "evidence": one.party.evidence,
            "reason": words.notice(one.why).in_(lang),
            "outcome": one.outcome,
        }
        for one in graded.parties
    ]


def agent_records(graded: Graded, lang: str) -> list[dict[str, object]]:
    """One object a question for agents."""
    return [
        {
            "id": one.question.id,
            "question": one.question.zh if lang == "zh" else one.question.en,
            "answer": one.answer.value,
            "least": one.question.least,
            "note": one.answer.note,
            "outcome": one.outcome,
            "confidence": one.question.confidence.value,
        }
        for one in graded.agents
    ]
