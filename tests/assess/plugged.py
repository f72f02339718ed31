"""A classifier that is plugged in: it knows what the tests' mock model writes."""

from __future__ import annotations

from collections.abc import Sequence

from hegui.assess.requirements import RISKS

LEAK = "泄漏标记"
SILENT = "无法判定标记"


class Words:
    """Says A.2.e of a text with one word in it, and nothing of a text with another."""

    name = "words"
    version = "1"
    covers = tuple(one.id for one in RISKS)
    threshold = 0.5

    def scores(self, texts: Sequence[str]) -> Sequence[dict[str, float] | None]:
        """0.9 or 0.1; None where it cannot say."""
        return [
            None if SILENT in text else {"A.2.e": 0.9 if LEAK in text else 0.1} for text in texts
        ]


def make() -> Words:
    """What ``--classifier tests.assess.plugged:make`` names."""
    return Words()
