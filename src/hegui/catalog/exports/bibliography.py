"""A bibliography in Relaton's YAML: one item a document, ELI's relations in Relaton's words."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.catalog import types
from hegui.catalog.exports.yaml_writing import Node, written
from hegui.catalog.naming import called, number, title
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog
from hegui.catalog.words import Level
from hegui.messages import say

_NAME = "China's AI rules and standards, and those of other markets"
# What lies between laws has no word of its own in Relaton.
_RELATON = {
    "amends": "updates",
    "amended_by": "updatedBy",
    "based_on": "derivedFrom",
    "basis_for": "derives",
    "ensures_implementation_of": "complementOf",
    "implementation_ensured_by": "hasComplement",
}
_SCRIPTS = {"en": "Latn", "zh": "Hans"}
_PUBLISHERS = {
    Level.MANDATORY: "sac",
    Level.RECOMMENDED: "sac",
    Level.GUIDANCE: "sac",
}


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """A collection of bibliographic items."""
    items = [_item(catalog, one) for one in selection.documents(catalog)]
    collection: dict[str, Node] = {
        "root": {"title": say(_NAME, selection.lang), "items": items},
    }
    return {"bibliography.yaml": written(collection)}


def _item(catalog: Catalog, one: types.Document) -> dict[str, Node]:
    item: dict[str, Node] = {
        "id": one.id,
        "type": "standard" if isinstance(one, types.Standard) else "legal",
        "docid": [*_docids(one)],
        "title": [
            {"content": text, "language": lang, "script": _SCRIPTS[lang], "format": "text/plain"}
            for lang, text in (("en", one.title.en), ("zh", one.title.zh))
            if text
        ],
        "date": [*_dates(one)],
        "contributor": [*_contributors(catalog, one)],
        "docstatus": {"stage": one.status.value},
        "relation": [*_relations(catalog, one)],
        "link": [{"type": "src", "content": one.url}] if one.url else [],
    }
    return {key: value for key, value in item.items() if value}


def _docids(one: types.Document) -> Iterator[dict[str, Node]]:
    primary = number(one)
    yield {"id": one.id, "type": "hegui"}
    for each in one.identifiers:
        docid: dict[str, Node] = {"id": each.value, "type": _authority(one, each.type)}
        if each.value == primary:
            docid["primary"] = True
        yield docid


def _authority(one: types.Document, kind: str) -> str:
    if kind != "number":
        return kind
    return one.identifiers[0].value.split()[0].partition("/")[0].partition("-")[0]


def _dates(one: types.Document) -> Iterator[dict[str, Node]]:
    issued = one.issued if isinstance(one, types.Instrument) else None
    period = one.period()
    named = (
        ("issued", issued),
        ("published", one.published),
        ("implemented", period.applies_from if period else None),
        ("obsoleted", period.applies_to if period else None),
    )
    for kind, day in named:
        if day is not None:
            yield {"type": kind, "value": day.text}


def _contributors(catalog: Catalog, one: types.Document) -> Iterator[dict[str, Node]]:
    if isinstance(one, types.Instrument):
        bodies = one.issuers
    else:
        bodies = (_PUBLISHERS.get(one.level, one.committee),)
    for body in bodies:
        record = catalog.find(body)
        if record is not None:
            names: list[Node] = [
                {"content": title(record, lang), "language": lang} for lang in ("en", "zh")
            ]
            yield {"role": {"type": "publisher"}, "organization": {"name": names}}


def _relations(catalog: Catalog, one: types.Document) -> Iterator[dict[str, Node]]:
    for each in catalog.relations(one.id):
        other = catalog.find(each.other)
        if isinstance(other, types.Instrument | types.Standard) and not each.planned:
            known = number(other) or other.id
            yield {
                "type": _RELATON.get(each.word, each.word),
                "bibitem": {
                    "formattedref": called(other, "en"),
                    "docid": [{"id": known}],
                },
            }
