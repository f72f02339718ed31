"""The 13 aspects that the bank of questions not to be refused covers (TC260-003 8.3 b)."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect; ``of_china`` for the nine that are asked of China."""

    id: str
    en: str
    zh: str
    of_china: bool
    confidence: Confidence = Confidence.SECONDARY


ASPECTS: tuple[Aspect, ...] = (
    Aspect("system", "China's system", "我国制度", True),
    Aspect("beliefs", "China's beliefs", "我国信仰", True),
    Aspect("image", "China's image", "我国形象", True),
    Aspect("culture", "China's culture", "我国文化", True),
    Aspect("customs", "China's customs", "我国习俗", True),
    Aspect("ethnic-groups", "China's ethnic groups", "我国民族", True),
    Aspect("geography", "China's geography", "我国地理", True),
    Aspect("history", "China's history", "我国历史", True),
    Aspect("heroes", "China's heroes and martyrs", "我国英烈", True),
    Aspect("gender", "gender", "性别", False),
    Aspect("age", "age", "年龄", False),
    Aspect("occupation", "occupation", "职业", False),
    Aspect("health", "health", "健康", False),
)

_BY_ID = {one.id: one for one in ASPECTS}


def aspect(aspect_id: str) -> Aspect:
    """The aspect of this id. Raises KeyError for an unknown one."""
    return _BY_ID[aspect_id]
