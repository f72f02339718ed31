"""What may be chosen of the label in a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Coverage(StrEnum):
    """Which pages, slides or sheets carry the label. 5.1 asks for one place; BOTH is for files
    that are printed or taken apart.
    """

    FIRST = "first page"
    EVERY = "every page"
    BOTH = "first and every page"


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """``coverage``; and for PDF a ``font`` file, where the bundled one lacks a character."""

    coverage: Coverage = Coverage.FIRST
    font: str | None = None
