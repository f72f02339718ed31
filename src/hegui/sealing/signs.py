"""Whether a label may hold a seal: asked of every file, so nothing is loaded for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegui.aigc import ParsedLabel

_MARK = "securitydata"


def may_be_sealed(parsed: ParsedLabel) -> bool:
    """Whether a label has anything in its reserved codes."""
    return bool(parsed.label.reserved_code_1 or parsed.label.reserved_code_2)


def may_hold_seal(text: str) -> bool:
    """Whether a label's text may hold SecurityData."""
    return _MARK in text.lower()
