"""How sure hegui is of a fact about the rules: one scale everywhere."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """Where a fact comes from. Only TEXT and TEXT2 may fail a user; the others warn at most."""

    TEXT = "text"
    """The article's or clause's own wording was seen."""
    TEXT2 = "text2"
    """A source that read the official text paraphrases or partly quotes it."""
    IMPL = "impl"
    """Inferred from code, vendor documentation or a real file."""
    SECONDARY = "secondary"
    """A report about the rule, not the rule."""
    KNOWN = "known"
    """Background knowledge, not verified."""

    @property
    def may_fail(self) -> bool:
        """Whether a finding that rests on this fact may fail a user."""
        return self in (Confidence.TEXT, Confidence.TEXT2)
