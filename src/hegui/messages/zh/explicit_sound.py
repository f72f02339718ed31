"""Chinese for explicit labels in sound (explicit/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
