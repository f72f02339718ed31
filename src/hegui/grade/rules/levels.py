"""The five levels of risk, from the lowest."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Level:
    """One level; ``rank`` counts from 1. The English names are ours."""

    id: str
    rank: int
    en: str
    zh: str
    confidence: Confidence = Confidence.SECONDARY


LEVELS = (
    Level("low", 1, "low", "低"),
    Level("general", 2, "general", "一般"),
    Level("considerable", 3, "considerable", "较大"),
    Level("major", 4, "major", "重大"),
    Level("extremely-serious", 5, "extremely serious", "特别重大"),
)
LEVEL_OF = {one.id: one for one in LEVELS}
