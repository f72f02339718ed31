"""Reading a label: the strict form first, every dialect of the wild after it."""

from __future__ import annotations

from hegui.aigc.members import ParsedLabel, Unreadable
from hegui.aigc.strict import mentions_label, parse_strict


def looks_like_label(text: str) -> bool:
    """Whether a text found in a slot that does not name the label claims to be one.

    True for an outer AIGC member in any dialect, or at least three of the seven members'
    names as keys; false for other JSON such as ByteDance's ``{"aigc_info": …}``.
    """
    if not mentions_label(text):
        return False
    from hegui.aigc.tolerant import claims

    return claims(text)


def parse(text: str, *, named: bool) -> ParsedLabel | Unreadable:
    """Reads a label from the text of a slot.

    ``named`` says whether the slot itself is called AIGC: then bare JSON is the prescribed
    form and an outer AIGC member is a tolerance; otherwise the other way round.
    """
    strict = parse_strict(text, named=named)
    if strict is not None:
        return strict
    from hegui.aigc.tolerant import parse_text

    return parse_text(text, named=named)


def parse_pairs(pairs: list[tuple[str, object]]) -> ParsedLabel | Unreadable:
    """Reads a label from (key, value) pairs that another notation (YAML) gave."""
    from hegui.aigc import tolerant

    return tolerant.parse_pairs(pairs)
