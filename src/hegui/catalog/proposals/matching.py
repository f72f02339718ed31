"""What is found, held against what the catalogue knows: new, otherwise, or nothing new."""

from __future__ import annotations

from datetime import date

from hegui.catalog import types
from hegui.catalog.days import Day
from hegui.catalog.proposals.listings import Row
from hegui.catalog.proposals.proposal import Difference, Proposal
from hegui.catalog.searching import fold
from hegui.catalog.store import Catalog

# What a portal may know better, and where the catalogue keeps it.
_COMPARED = ("number", "title_zh", "title_en", "date_published", "date_effective", "status")
# A portal's "published" says nothing against "effective" or a day yet to come.
_SAID_BY_DATES = frozenset({"published"})


class Matcher:
    """Holds rows against one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._standards: dict[str, types.Standard] = {}
        for one in catalog.of(types.Standard):
            for identifier in one.identifiers:
                if identifier.type in ("number", "plan_number"):
                    self._standards[_key(identifier.value)] = one
        self._told = {
            (event.day.text, fold(text))
            for event in catalog.of(types.Event)
            for text in (event.text.en, event.text.zh)
        }

    def standard(self, row: Row, file: str, digest: str, on: date) -> Proposal | None:
        """A proposal for what a listing says of a standard; None where it says nothing new."""
        known = next(
            (
                self._standards[_key(row[field])]
                for field in ("number", "plan_number")
                if field in row and _key(row[field]) in self._standards
            ),
            None,
        )
        if known is None:
            assumed = {"status": "published" if "number" in row else "drafting"}
            fields = tuple(sorted((assumed | row).items()))
            return Proposal("standards", fields, "", (), file, digest, on)
        differences = tuple(_differences(known, row))
        if not differences:
            return None
        fields = tuple(sorted(row.items()))
        return Proposal("standards", fields, known.id, differences, file, digest, on)

    def event(self, row: Row, file: str, digest: str, on: date) -> Proposal | None:
        """A proposal for an entry of a feed; None where the catalogue tells of it already."""
        if (row["date"], fold(row["text"])) in self._told or not fold(row["text"]):
            return None
        chinese = any("\u4e00" <= one <= "\u9fff" for one in row["text"])
        made = {
            "id": f"{row['date']}-{'-'.join(fold(row['text']).split())[:40].strip('-')}",
            "date": row["date"],
            "kind": "published",
            ("text_zh" if chinese else "text_en"): row["text"],
        }
        if "link" in row:
            made["link"] = row["link"]
        return Proposal("events", tuple(sorted(made.items())), "", (), file, digest, on)


def _differences(known: types.Standard, row: Row) -> list[Difference]:
    ours = {
        "number": next((one.value for one in known.identifiers if one.type == "number"), ""),
        "title_zh": known.title.zh,
        "title_en": known.title.en,
        "date_published": known.published.text if known.published else "",
        "date_effective": _effective(known),
        "status": known.status.value,
    }
    found = []
    for field in _COMPARED:
        theirs = row.get(field, "")
        if not theirs or fold(theirs) == fold(ours[field]):
            continue
        if field == "title_en" and ours[field]:
            continue  # translations differ; the catalogue's own stands
        if field == "status" and theirs in _SAID_BY_DATES and known.published is not None:
            continue
        found.append(Difference(field, ours[field], theirs))
    return found


def _effective(known: types.Standard) -> str:
    named = {one.field for one in known.provenance}
    starts = known.periods[0].applies_from if known.periods else None
    guide = known.level in ("practice_guide", "technical_document", "research_report", "guidance")
    own: Day | None = None if guide and "date_effective" not in named else starts
    return own.text if own else ""


def _key(number: str) -> str:
    return fold(number).replace(" ", "")
