"""Grading risk: hegui grade."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
