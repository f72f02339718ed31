"""The label: seven members, strict writing, tolerant reading (GB 45438-2025 Annex E)."""

from hegui.aigc.members import KEYS, Label, Likelihood, ParsedLabel, Tolerance, Unreadable
from hegui.aigc.reading import looks_like_label, parse, parse_pairs
from hegui.aigc.writing import allowed, encode, outside, transcribe, wrap

__all__ = [
    "KEYS",
    "Label",
    "Likelihood",
    "ParsedLabel",
    "Tolerance",
    "Unreadable",
    "allowed",
    "encode",
    "looks_like_label",
    "outside",
    "parse",
    "parse_pairs",
    "transcribe",
    "wrap",
]
