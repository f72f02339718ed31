"""The documents that a grading rests on: editions of the framework, and ways of grading.

``instrument`` is an id of the catalogue, whose days are the same (a test holds them together);
the draft of 2026-01 has no record there.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Framework:
    """One edition of the AI Safety Governance Framework."""

    id: str
    instrument: str
    day: str
    en: str
    zh: str
    note_en: str
    note_zh: str
    confidence: Confidence


FRAMEWORKS = (
    Framework(
        "1.0",
        "tc260-ai-safety-framework-1",
        "2024-09-09",
        "AI Safety Governance Framework 1.0",
        "《人工智能安全治理框架》1.0版",
        "superseded by 2.0; no levels of risk are known of it",
        "已被2.0版取代；未见其中有风险等级",
        Confidence.SECONDARY,
    ),
    Framework(
        "2.0",
        "tc260-ai-safety-framework-2",
        "2025-09-15",
        "AI Safety Governance Framework 2.0",
        "《人工智能安全治理框架》2.0版",
        "brings classification and grading of application risks; not binding",
        "提出应用风险的分类与分级；不具强制力",
        Confidence.SECONDARY,
    ),
    Framework(
        "3.0",
        "tc260-ai-safety-framework-3",
        "2026-09-14",
        "AI Safety Governance Framework 3.0",
        "《人工智能安全治理框架》3.0版",
        "voluntary; appendix 2 is on agents; logs are kept for at least six months",
        "自愿采用；附录2针对智能体；日志留存不少于六个月",
        Confidence.SECONDARY,
    ),
)
FRAMEWORK_OF = {one.id: one for one in FRAMEWORKS}


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that a level depends on, with the question that is asked of it."""

    id: str
    en: str
    zh: str
    question_en: str
    question_zh: str
    confidence: Confidence = Confidence.SECONDARY


SCENARIO = Factor(
    "scenario",
    "application scenario",
    "应用场景",
    "In which scenario is the application used, and what happens where it is wrong?",
    "应用用于什么场景？一旦出错会造成什么后果？",
)
ATTRIBUTES = Factor(
    "scenario-security",
    "security attributes of the scenario",
    "应用场景的安全属性",
    "Which security attributes does the scenario have: whom and what does it touch?",
    "应用场景具有哪些安全属性：涉及哪些人和事物？",
)
INTELLIGENCE = Factor(
    "intelligence",
    "level of intelligence",
    "智能化水平",
    "How far does the application decide and act by itself?",
    "应用在多大程度上自主决策、自主行动？",
)
SCALE = Factor(
    "scale",
    "application scale",
    "应用规模",
    "How many people, organisations or devices does the application reach?",
    "应用覆盖多少用户、单位或设备？",
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of grading: its factors in order, and whether it holds maturity against the level.

    The values of the factors and the matrix were not found, of either.
    """

    id: str
    en: str
    zh: str
    factors: tuple[Factor, ...]
    day: str
    confidence: Confidence


SCHEMES = (
    Scheme(
        "three-factor",
        "three factors (AI Safety Governance Framework 2.0)",
        "三要素（《人工智能安全治理框架》2.0版）",
        (SCENARIO, INTELLIGENCE, SCALE),
        "2025-09-15",
        Confidence.SECONDARY,
    ),
    Scheme(
        "two-factor-draft",
        "two factors (draft practice guide of 2026-01)",
        "两要素（2026年1月实践指南征求意见稿）",
        (ATTRIBUTES, INTELLIGENCE),
        "2026-01",
        Confidence.SECONDARY,
    ),
)
SCHEME_OF = {one.id: one for one in SCHEMES}
