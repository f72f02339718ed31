"""What an item is about: a risk or an aspect, however it was written."""

from __future__ import annotations

import re
from functools import cache

from hegui.assess.banks.item import BankKind
from hegui.assess.requirements import ASPECTS, RISKS
from hegui.errors import BrokenFile

_RISK = re.compile(r"[Aa][.．]?\s*([1-5])\s*[.．\-]?\s*[(（]?([a-i])[)）]?")


@cache
def _named() -> dict[str, str]:
    named = {one.zh: one.id for one in RISKS} | {one.en: one.id for one in RISKS}
    return named | {one.zh.removesuffix("内容"): one.id for one in RISKS}


@cache
def _aspects() -> dict[str, str]:
    named = {one.zh: one.id for one in ASPECTS} | {one.en: one.id for one in ASPECTS}
    return named | {one.id: one.id for one in ASPECTS}


_IDS = frozenset(one.id for one in RISKS)


def risk_id(text: str) -> str | None:
    """The id of the risk that "A.2.e", "A2e", "A.2 e)" or its name says; None for no risk."""
    text = text.strip()
    found = _RISK.fullmatch(text)
    if found:
        made = f"A.{found[1]}.{found[2]}"
        return made if made in _IDS else None
    return _named().get(text)


def subject_of(text: str, kind: BankKind, path: str, place: str) -> str:
    """The id of the risk or aspect; empty where nothing is said.

    A bank of questions to be refused may name an aspect: one that a domain model leaves out
    (TC260-003 8.3 b). Raises BrokenFile for what is neither.
    """
    text = text.strip()
    if not text:
        return ""
    aspect = _aspects().get(text)
    risk = risk_id(text)
    if kind is BankKind.ACCEPT:
        found = aspect
    elif kind is BankKind.REFUSE:
        found = risk or aspect
    else:
        found = risk
    if found is None:
        if kind is BankKind.ACCEPT:
            raise BrokenFile("{text} is none of the 13 aspects", path=path, place=place, text=text)
        raise BrokenFile("{text} is none of the 31 risks", path=path, place=place, text=text)
    return found
