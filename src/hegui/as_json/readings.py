"""What a file says, as a JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.as_json.labels import blind_record, site_record
from hegui.as_json.seals import seals_record

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.reading import FileReading


def reading_record(reading: FileReading, lang: str) -> dict[str, object]:
    """What one file says, and with each label what its seals prove."""
    sites = []
    for site, seals in zip(reading.sites, reading.seals, strict=True):
        record = site_record(site, lang)
        if site.parsed is not None:
            record["seals"] = seals_record(seals, lang)
        sites.append(record)
    return {
        "format": reading.kind.id,
        "sites": sites,
        "could_not_look": [blind_record(blind, lang) for blind in reading.blind],
    }
