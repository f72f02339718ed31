"""Chinese for seals and keys (seal/*, cli/key.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
