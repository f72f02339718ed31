"""Assessing a generative service: banks, plans, judgements, reports."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
