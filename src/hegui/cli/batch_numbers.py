"""Numbers that ``hegui batch`` is told, checked when they are parsed."""

from __future__ import annotations

import argparse
import math
import re
from collections.abc import Callable

from hegui.messages import say

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}
_SIZE = re.compile(r"([0-9]+)([kmg]?)", re.IGNORECASE)
_SECRET = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)


def whole(least: int, most: int, lang: str) -> Callable[[str], int]:
    """Whole numbers within bounds."""

    def parsed(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 19 and least <= int(text) <= most:
            return int(text)
        raise argparse.ArgumentTypeError(
            say(
                "{text} is no whole number from {least} to {most}",
                lang,
                text=text,
                least=least,
                most=most,
            )
        )

    return parsed


def number(lang: str) -> Callable[[str], float]:
    """Numbers from 0 on, fractions among them."""

    def parsed(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value) and value >= 0:
            return value
        raise argparse.ArgumentTypeError(
            say("{text} is no positive number, nor 0 for no limit", lang, text=text)
        )

    return parsed


def size(lang: str) -> Callable[[str], int]:
    """Numbers of bytes, with a unit (K, M, G, in small letters too) or without."""

    def parsed(text: str) -> int:
        if found := _SIZE.fullmatch(text):
            return int(found[1]) * _UNITS[found[2].lower()]
        raise argparse.ArgumentTypeError(
            say("{text} is no number of bytes: say 500M or 2G, or 0 for no limit", lang, text=text)
        )

    return parsed


def batch_number(lang: str) -> Callable[[str], str]:
    """A batch's number, in small letters as manifests have it."""

    def parsed(text: str) -> str:
        if _SECRET.fullmatch(text):
            return text.lower()
        raise argparse.ArgumentTypeError(
            say("32 hexadecimal digits are wanted, which are a secret", lang)
        )

    return parsed
