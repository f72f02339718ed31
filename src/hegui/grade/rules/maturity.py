"""Maturity: the rule, and the areas in which a party judges itself.

The rule comes from reports about the draft of 2026-01. Neither the areas nor the steps of any
maturity standard were found: areas are ours, and that maturity counts five steps as risk does is
our assumption, which the rule needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence

RULE = (
    "Every party's capability maturity is at least the application's grade (draft of 2026-01).",
    "各方的安全能力成熟度不低于应用的风险等级（2026年1月征求意见稿）。",
    Confidence.SECONDARY,
)
STEPS = 5
"""Steps of maturity, from 1."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area that a party judges itself in, on steps from 1 to STEPS."""

    id: str
    en: str
    zh: str
    confidence: Confidence = Confidence.KNOWN


AREAS: tuple[Area, ...] = (
    Area("governance", "Responsibility and rules", "责任与制度"),
    Area("data", "Data", "数据管理"),
    Area("development", "Development and testing", "研发与测试"),
    Area("operation", "Operation and watching", "运行与监测"),
    Area("incidents", "Incidents and recovery", "应急与恢复"),
    Area("suppliers", "Suppliers and users", "供应商与用户管理"),
)
STEP_NAMES: tuple[tuple[str, str], ...] = (
    ("done by chance", "偶然开展"),
    ("done by plan", "按计划开展"),
    ("written down and done everywhere", "制度化并全面执行"),
    ("measured and steered", "量化管理"),
    ("improved all the time", "持续改进"),
)
"""What the steps mean, in our words, from 1."""
