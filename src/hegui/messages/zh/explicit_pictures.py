"""Chinese for explicit labels on pictures (explicit/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
