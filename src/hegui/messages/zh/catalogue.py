"""The catalogue of rules: hegui rules."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
