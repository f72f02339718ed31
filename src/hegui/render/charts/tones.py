"""The colours of charts by what they mean, on light and on dark ground.

Contrast is that of WCAG 2.2: 4.5 to 1 for words, 3 to 1 for shapes that carry meaning. No tone is
the only bearer of what it says: marks and words say it too.
"""

from __future__ import annotations

TONES: dict[str, tuple[str, str]] = {
    "ink": ("#1b1f24", "#e6e8ea"),
    "dim": ("#5b6570", "#9aa4ae"),
    "line": ("#d9dad5", "#30363c"),
    "accent": ("#1f4e79", "#8ab8e6"),
    "pass": ("#1a7f4b", "#56d38e"),
    "warn": ("#8a5a00", "#e3b341"),
    "fail": ("#b3261e", "#ff8a80"),
    "open": ("#57606a", "#9aa4ae"),
    "teal": ("#0b7285", "#4dd0e1"),
    "violet": ("#6b4c9a", "#c3a6f0"),
}
"""Of each tone its colour on white and on a dark page; the page's own variables come first."""

SERIES = ("accent", "teal", "violet", "warn", "pass", "open", "fail")
"""Tones of series that have no meaning of their own, in this order."""


def light(tone: str) -> str:
    """A tone's colour on white."""
    return TONES[tone][0]
