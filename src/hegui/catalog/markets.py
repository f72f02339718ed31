"""Markets: the jurisdiction that a record belongs to."""

from __future__ import annotations

from hegui.catalog import types
from hegui.catalog.store import Catalog
from hegui.catalog.words import Level


def jurisdiction(record: types.Document) -> str:
    """The market a document belongs to: an instrument's own; China's for its standards.

    International standards belong to none, and their answer is "INT".
    """
    if isinstance(record, types.Instrument):
        return record.jurisdiction
    return "INT" if record.level is Level.INTERNATIONAL else "CN"


def in_market(record: types.Document, markets: tuple[str, ...]) -> bool:
    """Whether a document belongs to one of the markets; to any, if none is named.

    A market holds its parts ("US" holds "US-CA"), and what is agreed between two belongs to both.
    """
    if not markets:
        return True
    parts = jurisdiction(record).split("-")
    return any(market in parts or market == "-".join(parts) for market in markets)


def market_of(catalog: Catalog, obligation: types.Obligation) -> str:
    """The market that an obligation belongs to."""
    return jurisdiction(catalog.document(obligation.instrument))


def known_markets(catalog: Catalog) -> tuple[str, ...]:
    """Every market of the catalogue, in alphabetical order."""
    return tuple(sorted({jurisdiction(one) for one in catalog.documents}))
