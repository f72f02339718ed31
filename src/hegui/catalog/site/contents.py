"""The one list of the catalogue's pages, each a document in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from hegui.catalog import types
from hegui.catalog.naming import called
from hegui.catalog.site import lists, overviews, record_page
from hegui.catalog.site.words import address, both
from hegui.catalog.store import Catalog
from hegui.messages import Notice
from hegui.render.document.blocks import Block, Document
from hegui.render.report import Said, said

Make = Callable[[Catalog, date], list[Block]]


@dataclass(frozen=True, slots=True)
class Section:
    """A page that is always there: its name within the site, its title, what makes it."""

    name: str
    words: Notice
    make: Make


SECTIONS = (
    Section("index.html", Notice("Overview"), overviews.first),
    Section("instruments.html", Notice("Instruments"), lists.instruments),
    Section("standards.html", Notice("Standards"), lists.standards),
    Section("bodies.html", Notice("Bodies"), lists.bodies),
    Section("obligations.html", Notice("Obligations"), lists.obligations),
    Section("timeline.html", Notice("Timeline"), overviews.times),
    Section("systems.html", Notice("Systems and committees"), overviews.systems),
    Section("targets.html", Notice("Targets"), lists.targets),
)
# Obligations stand on the page of their instrument; sources, mappings and findings on others'.
PAGED = (
    types.Instrument,
    types.Standard,
    types.Body,
    types.WorkingGroup,
    types.Target,
    types.Statistic,
    types.SystemNode,
    types.Event,
)


def document(catalog: Catalog, name: str, on: date) -> Document | None:
    """The page of a name, as things stand on a day; None where there is none."""
    made = datetime.combine(catalog.checked_on, time(), UTC)
    for one in SECTIONS:
        if one.name == name:
            title = said(one.words.template)
            return Document(title, tuple(one.make(catalog, on)), made)
    record = _records(catalog).get(name)
    if record is None:
        return None
    title = both(lambda lang: called(record, lang))
    other = Said(title.zh, title.en) if title.en != title.zh else Said("", "")
    return Document(title, tuple(record_page.blocks(catalog, record, on)), made, subtitle=other)


def names(catalog: Catalog) -> Iterator[str]:
    """Every page's name."""
    yield from (one.name for one in SECTIONS)
    yield from _records(catalog)


def _records(catalog: Catalog) -> dict[str, types.AnyRecord]:
    return {address(one.id): one for one in catalog if isinstance(one, PAGED)}
