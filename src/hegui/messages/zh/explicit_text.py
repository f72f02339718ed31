"""Chinese for explicit labels on text, documents and pages (explicit/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
