"""Every record as JSON, with its relations in both directions."""

from __future__ import annotations

import json

from hegui.catalog.plain import record
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog

LICENCE = "CC-BY-4.0"


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """One JSON object: version, licence, and the records in the order of the data."""
    records = [record(one, catalog) for one in catalog if selection.holds(catalog, one)]
    document = {"version": catalog.version, "licence": LICENCE, "records": records}
    return {"catalogue.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n"}
