"""GB 45438-2025 clause 5: the words an explicit label must contain.

An explicit text or voice label needs one word of every element; the text corner mark needs
the word of CORNER_MARK alone.
"""

from __future__ import annotations

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

_GB = "gb-45438-2025"

AI_ELEMENT = Provision(
    f"{_GB}/5-wording-ai",
    _GB,
    "5",
    "5",
    "An explicit text or voice label says 人工智能 or AI.",
    "文字或语音形式的显式标识应含“人工智能”或“AI”。",
    Confidence.TEXT2,
    ("S1",),
    words=("人工智能", "AI"),
)

GENERATION_ELEMENT = Provision(
    f"{_GB}/5-wording-generation",
    _GB,
    "5",
    "5",
    "An explicit text or voice label says 生成 or 合成, or both.",
    "文字或语音形式的显式标识应含“生成”和（或）“合成”。",
    Confidence.TEXT2,
    ("S1",),
    words=("生成", "合成"),
)

CORNER_MARK = Provision(
    f"{_GB}/5.1-c",
    _GB,
    "5.1 c)",
    "5.1 c)",
    "The corner mark on text needs no more than AI; this is the only exception.",
    "文本的角标只需含“AI”，此为唯一例外。",
    Confidence.TEXT2,
    ("S1",),
    words=("AI",),
)

WORDING_ELEMENTS: tuple[Provision, ...] = (AI_ELEMENT, GENERATION_ELEMENT)
