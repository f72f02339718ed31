"""Chinese for explicit labels on video (explicit/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
