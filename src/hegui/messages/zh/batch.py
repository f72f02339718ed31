"""Many files: hegui batch."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
