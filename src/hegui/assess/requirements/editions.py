"""The editions by their ids."""

from __future__ import annotations

from hegui.assess.requirements.edition_table import DEFAULT_EDITION, EDITIONS, Edition
from hegui.errors import UsageError

__all__ = ["DEFAULT_EDITION", "EDITIONS", "Edition", "edition"]

_BY_ID = {one.id: one for one in EDITIONS}


def edition(edition_id: str) -> Edition:
    """The edition of this id. Raises UsageError for an unknown one, naming those there are."""
    if edition_id not in _BY_ID:
        raise UsageError(
            "{edition} is no edition; there are {known}",
            edition=edition_id,
            known=", ".join(_BY_ID),
        )
    return _BY_ID[edition_id]
