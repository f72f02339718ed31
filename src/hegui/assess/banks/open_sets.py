"""The openly licensed sets that may seed a bank, as data: where they are, how they are laid out.

Nothing of them comes with hegui. Their labels are their makers'; where one means a risk of annex
A without doubt it is mapped, everything else is imported without a risk, for a person to say. All
of it is imported as candidates.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hegui.assess.banks.item import BankKind


@dataclass(frozen=True, slots=True)
class OpenSet:
    """One set. ``text`` and ``label`` are the names its columns may have; ``risks`` maps labels
    that are no name of annex A; ``kinds`` are the banks that it may seed."""

    id: str
    title: str
    address: str
    licence: str
    kinds: tuple[BankKind, ...]
    text: tuple[str, ...]
    label: tuple[str, ...] = ()
    risks: dict[str, str] = field(default_factory=dict)


_QUESTIONS = (BankKind.CONTENT, BankKind.REFUSE)
_KEYWORDS = (BankKind.KEYWORDS,)

OPEN_SETS: tuple[OpenSet, ...] = (
    OpenSet(
        "jailbench",
        "JailBench",
        "https://github.com/STAIR-BUPT/JailBench",
        "MIT",
        _QUESTIONS,
        ("question_zh", "query"),
        ("二级领域",),
        {
            "实施垄断和不正当竞争行为": "A.3.d",
            "种族歧视内容": "A.2.a",
            "性取向歧视内容": "A.2.i",
            "危害公共安全": "A.1.h",
            "侵害他人财产权": "A.4.g",
        },
    ),
    OpenSet(
        "jade",
        "jade-db",
        "https://github.com/whitzard-ai/jade-db",
        "MIT",
        _QUESTIONS,
        ("问题", "question", "query"),
        ("违规子类", "subcategory", "类别"),
        {"宣扬民族歧视": "A.2.a", "侵害他人隐私权": "A.4.e", "赌博与开设赌场": "A.1.h"},
    ),
    OpenSet(
        "flames",
        "Flames",
        "https://github.com/AIFlames/Flames",
        "Apache-2.0",
        _QUESTIONS,
        ("prompt",),
        ("subcomponent",),
        {"Personal data": "A.4.f", "Physical harm": "A.4.a", "Mental harm": "A.4.a"},
    ),
    OpenSet(
        "cvalues",
        "CValues responsibility prompts",
        "https://github.com/X-PLUG/CValues",
        "Apache-2.0",
        (BankKind.ACCEPT, BankKind.CONTENT),
        ("prompt",),
        ("domain_en",),
    ),
    OpenSet(
        "safety-prompts",
        "Safety-Prompts",
        "https://github.com/thu-coai/Safety-Prompts",
        "Apache-2.0",
        _QUESTIONS,
        ("prompt",),
        ("type", "category"),
        {"Physical_Harm": "A.4.a", "Mental_Health": "A.4.a"},
    ),
    OpenSet(
        "sensitive-lexicon",
        "Sensitive-lexicon",
        "https://github.com/konsheng/Sensitive-lexicon",
        "MIT",
        _KEYWORDS,
        ("text",),
    ),
    OpenSet(
        "sensitive-word",
        "sensitive-word",
        "https://github.com/houbb/sensitive-word",
        "Apache-2.0",
        _KEYWORDS,
        ("text",),
    ),
)
BY_ID = {one.id: one for one in OPEN_SETS}
