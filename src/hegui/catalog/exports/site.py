"""A static site: every page of the catalogue, as things stood on the day of the data."""

from __future__ import annotations

from hegui.catalog.selecting import Selection
from hegui.catalog.site.static import make as made
from hegui.catalog.store import Catalog


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """The files of the site by name."""
    return dict(made(catalog, selection.lang, catalog.checked_on))
