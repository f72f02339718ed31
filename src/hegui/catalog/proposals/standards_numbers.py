"""Numbers of standards as lists and portals print them, and what follows from a number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# "GB/T 45654-2025", "GB 45438—2025", "GB/T 45288.1-2025", "YD/T 1234-2026", "GB/Z 185.1-2026".
_NUMBER = re.compile(
    r"(?<![A-Z0-9/])(?P<prefix>GB(?:/[TZ])?|(?:YD|QC|SJ|JT|GA)/[TZ]|T/[A-Z]{2,10})"
    r"[ \t]*(?P<number>\d{1,6}(?:\.\d{1,3})?)[ \t]*[-‐‑–—―－][ \t]*(?P<year>(?:19|20)\d\d)(?!\d)"
)
# "20254323-Q-339": Q is a mandatory plan, T a recommended one, Z guidance.
_PLAN = re.compile(r"(?<![A-Z0-9])(?P<year>20\d\d)\d{4}-(?P<kind>[QTZ])-\d{3}(?!\d)")
_LEVELS = {"GB": "mandatory", "GB/T": "recommended", "GB/Z": "guidance"}
_PLAN_LEVELS = {"Q": "mandatory", "T": "recommended", "Z": "guidance"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the catalogue writes it, and the level and id that follow from it."""

    text: str
    level: str
    id: str


def standard_numbers(text: str) -> list[Number]:
    """Every number of a standard in a text, in its order."""
    plain = unicodedata.normalize("NFKC", text).upper()
    found = []
    for match in _NUMBER.finditer(plain):
        prefix, number, year = match["prefix"], match["number"], match["year"]
        level = _LEVELS.get(prefix, "association" if prefix.startswith("T/") else "sector")
        slug = f"{prefix.lower().replace('/', '' if prefix.startswith('GB') else '-')}-{number}"
        found.append(Number(f"{prefix} {number}-{year}", level, f"{slug}-{year}"))
    return found


def plan_numbers(text: str) -> list[Number]:
    """Every plan number in a text, in its order."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return [
        Number(match[0], _PLAN_LEVELS[match["kind"]], f"plan-{match[0].lower()}")
        for match in _PLAN.finditer(plain)
    ]
