"""argparse in Chinese: its own words, and help text in lines of the width a terminal shows.

No catalogue file is needed, and no other use of argparse in the process is touched.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable
from contextlib import AbstractContextManager

from hegui.cli.argparse_words import argparse_says
from hegui.cli.help import Help
from hegui.messages.zh.argparse_words import WORDS

# What a line is not broken within: a word or one Chinese character, and its punctuation.
_PIECE = re.compile(r"\s+|[（《]*(?:[!-~]+|[^\s（《])[，。；：、！？）》]*")
# argparse counts characters; these make up for the columns that Chinese ones take beyond one.
_FILLER = "\0"
# Up to Python 3.12 the colon after a heading is argparse's own.
_HEADING = re.compile(r"^([^\s:]+):$", re.MULTILINE)


class ChineseHelp(Help):
    """Help whose lines are broken by columns: a Chinese character takes two."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """The usage, its further lines set in below the first."""
        if prefix is None:
            prefix = WORDS["usage: "]
            prefix += _FILLER * (columns(prefix) - len(prefix))
        super().add_usage(usage, actions, groups, prefix)

    def format_help(self) -> str:
        """The help, its headings with a Chinese colon."""
        return _HEADING.sub(r"\1：", super().format_help().replace(_FILLER, ""))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return broken_lines(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in broken_lines(text, width - len(indent)))


def chinese_argparse() -> AbstractContextManager[None]:
    """Within it, argparse speaks Chinese; a word that is not known stays English."""
    return argparse_says(_word)


def broken_lines(text: str, width: int) -> list[str]:
    """``text`` in lines of up to ``width`` columns; one piece too long for a line stays whole."""
    lines = [""]
    for piece in _PIECE.findall(" ".join(text.split())):
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _word(text: str) -> str:
    return WORDS.get(text, text)
