"""The one list of forms a catalogue can be exported in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hegui.catalog.exports import (
    bibliography,
    calendar_dates,
    csv_tables,
    feed,
    framework,
    oscal,
    records,
    site,
)
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog

Maker = Callable[[Catalog, Selection], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Export:
    """Files by name; one alone where ``single``."""

    files: dict[str, str]

    @property
    def single(self) -> str | None:
        """The text where there is one file alone."""
        return next(iter(self.files.values())) if len(self.files) == 1 else None


FORMS: dict[str, Maker] = {
    "csv": csv_tables.make,
    "json": records.make,
    "oscal": oscal.make,
    "framework": framework.make,
    "relaton": bibliography.make,
    "ics": calendar_dates.make,
    "rss": feed.make,
    "site": site.make,
}


def export(catalog: Catalog, form: str, selection: Selection | None = None) -> Export:
    """The catalogue in one form. Raises KeyError for a form that there is not.

    The same data gives the same bytes: what stands in for "now" is the day of the data.
    """
    return Export(FORMS[form](catalog, selection or Selection()))
