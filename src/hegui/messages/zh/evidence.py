"""Chinese for evidence, verdicts, propagation and audits."""

from __future__ import annotations

SENTENCES: dict[str, str] = {}
