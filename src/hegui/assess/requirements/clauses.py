"""The clauses that an assessment answers one by one: chapters 5 to 8 (TC260-003 9.1).

Their titles are background knowledge, in our words, and marked so; whoever has the standard at
hand splits a clause into its items in the clause file.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.assess.requirements.editions import edition
from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause to answer. ``figures`` are the keys of the requirements that it holds."""

    number: str
    en: str
    zh: str
    edition: str
    clause_of: str = "tc260-003-2024"
    confidence: Confidence = Confidence.KNOWN
    figures: tuple[str, ...] = ()


_CLAUSES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("5.1", "Sources of the corpus", "语料来源安全", ("source.before", "source.after")),
    ("5.2", "Content of the corpus", "语料内容安全", ()),
    ("5.3", "Annotation of the corpus", "语料标注安全", ()),
    ("6", "Safety of the model", "模型安全", ()),
    ("7", "Safety measures", "安全措施", ("suspend.row", "suspend.day")),
    (
        "8.1",
        "Keyword library",
        "关键词库",
        (
            "keywords.total",
            "keywords.coverage",
            "keywords.each.A.1",
            "keywords.each.A.2",
            "keywords.age",
            "keywords.characters",
            "keywords.words",
        ),
    ),
    (
        "8.2",
        "Bank of test questions for generated content",
        "生成内容测试题库",
        (
            "content.total",
            "content.coverage",
            "content.each.A.1-2",
            "content.each.others",
            "content.age",
        ),
    ),
    (
        "8.3",
        "Banks of test questions for refusal",
        "拒答测试题库",
        (
            "refuse.total",
            "refuse.each",
            "refuse.age",
            "accept.total",
            "accept.each",
            "accept.left-out",
            "accept.age",
        ),
    ),
    ("8.4", "Classifiers", "分类模型", ("classifiers.coverage",)),
)


def clauses_of(edition_id: str) -> tuple[Clause, ...]:
    """The clauses of chapters 5 to 8 in order. Raises UsageError for an unknown edition."""
    known = edition(edition_id).id
    return tuple(
        Clause(number, en, zh, known, figures=figures) for number, en, zh, figures in _CLAUSES
    )
