"""The editions an assessment can be held to, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the basic security requirements for generative services.

    ``id`` never changes. ``in_force`` is None where the document names no such day. ``figures``
    is the most that any figure of this edition can claim: the clause bodies of GB/T 45654-2025
    were not at hand, so whatever stands there is carried over and warns at most.
    """

    id: str
    number: str
    title_en: str
    title_zh: str
    published: date
    in_force: date | None
    figures: Confidence


EDITIONS: tuple[Edition, ...] = (
    Edition(
        "tc260-003-2024",
        "TC260-003",
        "Basic security requirements for generative artificial intelligence services",
        "生成式人工智能服务安全基本要求",
        date(2024, 2, 29),
        None,
        Confidence.TEXT2,
    ),
    Edition(
        "gbt45654-2025",
        "GB/T 45654-2025",
        "Cybersecurity technology: Basic security requirements for generative artificial "
        "intelligence services",
        "网络安全技术 生成式人工智能服务安全基本要求",
        date(2025, 4, 25),
        date(2025, 11, 1),
        Confidence.SECONDARY,
    ),
)
DEFAULT_EDITION = "tc260-003-2024"
"""The edition whose figures were read in a source that quotes them."""
