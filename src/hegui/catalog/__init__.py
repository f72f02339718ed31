"""The catalogue: which rule says what, since when, and what changed (docs/catalogue.md).

Loaded from one compiled file; standard library only. The data is CC BY 4.0, its sources are
named in it.
"""

from __future__ import annotations

from hegui.catalog.days import Day
from hegui.catalog.records import (
    Bilingual,
    Detail,
    Identifier,
    Period,
    Provenance,
    Record,
    Relation,
)
from hegui.catalog.store import Catalog, load
from hegui.catalog.types import (
    AnyRecord,
    Application,
    Body,
    Event,
    Figure,
    Finding,
    Instrument,
    Mapping,
    Obligation,
    Source,
    Standard,
    Statistic,
    SystemNode,
    Target,
    WorkingGroup,
)

__all__ = [
    "AnyRecord",
    "Application",
    "Bilingual",
    "Body",
    "Catalog",
    "Day",
    "Detail",
    "Event",
    "Figure",
    "Finding",
    "Identifier",
    "Instrument",
    "Mapping",
    "Obligation",
    "Period",
    "Provenance",
    "Record",
    "Relation",
    "Source",
    "Standard",
    "Statistic",
    "SystemNode",
    "Target",
    "WorkingGroup",
    "load",
]
