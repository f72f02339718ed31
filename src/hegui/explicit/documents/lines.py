"""One line of a document as it is shown: what a finder of labels reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a cell, or what stands on one line of a page.

    ``place`` says where ("header", "page 3", "slide 2"), ``points`` how large the letters are,
    None where a style or a theme that is not looked at says it. ``hidden``: the document itself
    says that nobody sees it.
    """

    text: str
    place: str
    points: float | None = None
    hidden: bool = False


def may_be_label(text: str) -> bool:
    """Whether a line is worth a look: nearly none of a document's names AI."""
    return "AI" in text or "人工智能" in text or "artificial" in text.lower()
