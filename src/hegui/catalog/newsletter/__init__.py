"""A newsletter on a period: what the catalogue holds of it, in sections, as one document."""

from __future__ import annotations

from hegui.catalog.newsletter.document import document
from hegui.catalog.newsletter.issue import Issue, issue

__all__ = ["Issue", "document", "issue"]
