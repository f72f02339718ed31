"""The HTTP service: hegui serve."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
