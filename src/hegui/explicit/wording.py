"""What an explicit label says: the stock wordings, and the check of a wording of one's own.

GB 45438-2025 clause 5: the text says the AI element (人工智能 or AI) and the generation element
(生成, 合成, or both); only the corner mark on text needs no more than AI (5.1 c). The clause
names no English for the generation element. So "AI-generated" alone is a wording whose
conformity nobody can vouch for: it is accepted, marked (``Wording.literal`` is False), and
every use of it warns. Chinese or bilingual wording, the default, carries the words named.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from hegui.errors import InvalidWording
from hegui.explicit.contract import Modality
from hegui.explicit.stock_language import in_language
from hegui.explicit.stock_wording import (
    CORNER,
    ENGLISH_AI,
    ENGLISH_GENERATION,
    LONG,
    NOTICES,
    SHORT,
)
from hegui.messages import Notice
from hegui.rules import WORDING_ELEMENTS

MOST_CHARACTERS = 200
MOST_CORNER_CHARACTERS = 16


class Kind(StrEnum):
    """What sort of text a wording is."""

    SENTENCE = "sentence"
    CORNER_MARK = "corner mark"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Elements:
    """Which elements of clause 5 a text carries, each as the word found, None where missing.

    ``ai`` and ``generation`` are the words that the clause names, ``english_ai`` and
    ``english_generation`` the English ones it does not name. ``denied`` is the phrase by which
    the text denies them ("非AI生成"), None where it does not.
    """

    ai: str | None
    generation: str | None
    english_ai: str | None
    english_generation: str | None
    denied: str | None

    @property
    def literal(self) -> bool:
        """Whether both elements stand there in the words that the clause names."""
        return bool(self.ai and self.generation)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which both elements are said."""
        english = self.english_ai and self.english_generation
        return (("zh",) if self.literal else ()) + (("en",) if english else ())


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of an explicit label; made by :func:`checked`, :func:`stock` and their like.

    ``languages`` are those in which both elements are said ("zh", "en"). ``literal`` tells
    whether the clause's own words stand in it; where not, ``notices`` holds the warning that
    goes with every use.
    """

    text: str
    languages: tuple[str, ...]
    kind: Kind
    literal: bool = True
    notices: tuple[Notice, ...] = ()


def stock(lang: str = "zh", *, short: bool = False) -> Wording:
    """The stock wording in ``lang`` ("zh", "en", "bilingual"), short for pictures or long.

    Raises InvalidWording for any other ``lang``.
    """
    return checked(in_language(SHORT if short else LONG, lang))


def corner_mark() -> Wording:
    """The corner mark "AI", which suits text only (5.1 c)."""
    return checked(CORNER, corner_mark=True)


def platform_notice(label: str, lang: str = "zh") -> Wording:
    """The notice of Measures art. 6 for a Label of "1" (is), "2" (may be) or "3" (suspected).

    Raises InvalidWording for any other ``label`` or ``lang``.
    """
    if label not in NOTICES:
        raise InvalidWording("no notice is set for the Label {label!r}", label=label)
    text = in_language(NOTICES[label], lang)
    return _wording(text, elements(text), Kind.NOTICE)


def checked(text: str, *, corner_mark: bool = False) -> Wording:
    """A wording of one's own, once it is shown to carry the elements of clause 5.

    With ``corner_mark`` "AI" suffices, and the wording suits text only (5.1 c). The English
    half of a bilingual text is not asked for anything: the Chinese half carries the elements.
    Raises InvalidWording where an element is missing, where the text denies that AI made the
    content, and where it holds line breaks, invisible characters, or more characters than a
    label is read with (200; a corner mark 16).
    """
    text = text.strip()
    _check_characters(text, MOST_CORNER_CHARACTERS if corner_mark else MOST_CHARACTERS)
    found = elements(text)
    if found.denied:
        raise InvalidWording("{text!r} denies it ({denied})", text=text, denied=found.denied)
    if corner_mark:
        if not found.ai:
            raise InvalidWording(
                "{text!r} lacks the word AI, which a corner mark needs (GB 45438-2025 5.1 c)",
                text=text,
            )
        return Wording(text, ("zh", "en"), Kind.CORNER_MARK)
    ai = found.ai or found.english_ai
    generation = found.generation or found.english_generation
    if not ai:
        raise InvalidWording(
            "{text!r} lacks the AI element, {words} (GB 45438-2025 clause 5)",
            text=text,
            words=" / ".join(WORDING_ELEMENTS[0].words),
        )
    if not generation:
        raise InvalidWording(
            "{text!r} lacks the generation element, {words} (GB 45438-2025 clause 5)",
            text=text,
            words=" / ".join(WORDING_ELEMENTS[1].words),
        )
    return _wording(text, found, Kind.SENTENCE)


def suited(wording: Wording, modality: Modality) -> Wording:
    """The wording itself, where it may label this modality: a corner mark suits text only.

    Raises InvalidWording.
    """
    if wording.kind is Kind.CORNER_MARK and modality is not Modality.TEXT:
        raise InvalidWording(
            "{text!r} is a corner mark, which GB 45438-2025 allows on text only (5.1 c)",
            text=wording.text,
        )
    return wording


def elements(text: str) -> Elements:
    """The elements of clause 5 in any text; full-width letters count as what they show."""
    text = unicodedata.normalize("NFKC", text)
    return Elements(
        ai=_first(_AI, text),
        generation=_first(_GENERATION, text),
        english_ai=_first(_ENGLISH_AI, text),
        english_generation=_first(_ENGLISH_GENERATION, text),
        denied=_first(_DENIAL, text),
    )


def _wording(text: str, found: Elements, kind: Kind) -> Wording:
    if found.literal:
        return Wording(text, found.languages, kind)
    warning = Notice(
        "{text!r} does not hold the words that GB 45438-2025 clause 5 names (人工智能 or AI, with "
        "生成 or 合成); whether English words will do is not settled, and Chinese or bilingual "
        "wording is safe",
        {"text": text},
    )
    return Wording(text, found.languages, kind, literal=False, notices=(warning,))


def _check_characters(text: str, most: int) -> None:
    if not text:
        raise InvalidWording("the wording is empty")
    if len(text) > most:
        raise InvalidWording(
            "the wording has {count} characters; a label that is read at a glance has at most "
            "{most}",
            count=len(text),
            most=most,
        )
    for at, character in enumerate(text):
        # C: control, format, surrogate, unassigned; Zl and Zp: line and paragraph breaks.
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise InvalidWording(
                "the wording's character {number} (U+{code:04X}) cannot be seen, or breaks the "
                "line",
                number=at + 1,
                code=ord(character),
            )


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group().strip() if found else None


def _words(*choices: str) -> str:
    # Latin words stand alone: the AI of "MAIL" is none, that of "AI生成" is one.
    return "|".join(
        rf"(?<![A-Za-z]){one}(?![A-Za-z])" if one[0].isascii() else one for one in choices
    )


_AI = re.compile(_words(*WORDING_ELEMENTS[0].words))
_GENERATION = re.compile(_words(*WORDING_ELEMENTS[1].words))
_ENGLISH_AI = re.compile(_words(*ENGLISH_AI), re.IGNORECASE)
_ENGLISH_GENERATION = re.compile(
    "|".join(rf"(?<![A-Za-z]){one}(?![A-Za-z])" for one in ENGLISH_GENERATION), re.IGNORECASE
)
# The denial has to stand right before what it denies: "非AI生成", "not AI-generated", and
# "不含/无/未经/没有…AI"; a denial elsewhere in the text ("请勿转载", "do not copy") is none.
_DENIAL = re.compile(
    r"(?:并?非|不是|并?不属于|并未|未经?|没有|无|不含|不包含|禁止)"
    r"(?:任何|使用|采用|利用|通过|借助|经过|由|是|用|含有?)*\s*(?:人工智能|(?<![A-Za-z])AI(?![A-Za-z]))"
    r"|(?:人工智能|(?<![A-Za-z])AI(?![A-Za-z]))\s*(?:并未|未|没有|并非)(?:参与)?\s*(?:生成|合成)"
    r"|(?<![A-Za-z])(?:not|never|no|non|without|isn't|wasn't|free\s+of)(?:[\s-]+(?:been|any|by|an?"
    r"|use|of|made|generated|created|using|with))*[\s-]+"
    r"(?:AI(?![A-Za-z])|artificial(?:ly)?[\s-]+intelligen)",
    re.IGNORECASE,
)
