"""Newsletters and the catalogue's pages."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
