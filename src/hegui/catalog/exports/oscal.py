"""An OSCAL catalog (NIST OSCAL 1.2): a group a rule, a control an obligation.

Ids are OSCAL tokens: no slash, no blank. What OSCAL has no field for is a property in hegui's
own namespace.
"""

from __future__ import annotations

import json
import uuid
from typing import TypeAlias

from hegui.catalog import types
from hegui.catalog.exports.records import LICENCE
from hegui.catalog.naming import number, title
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog
from hegui.messages import say

_VERSION = "1.2.1"
_NAMESPACE = "urn:hegui:catalogue"
# Ids made from names: the same data has the same ids.
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, _NAMESPACE)

Json: TypeAlias = dict[str, object]


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """The catalog as OSCAL JSON."""
    groups = [
        _group(catalog, document, selection.lang)
        for document in selection.documents(catalog)
        if catalog.obligations(document.id)
    ]
    name = say("Obligations of China's AI rules and of other markets", selection.lang)
    cited = {one for group in groups for one in _cited(group)}
    document: Json = {
        "catalog": {
            "uuid": str(uuid.uuid5(_IDS, f"{catalog.version} {selection.markets}")),
            "metadata": {
                "title": name,
                "last-modified": f"{catalog.version}T00:00:00+08:00",
                "version": catalog.version,
                "oscal-version": _VERSION,
                "props": [_prop("licence", LICENCE)],
            },
            "groups": groups,
            "back-matter": {"resources": [_resource(catalog, one) for one in sorted(cited)]},
        }
    }
    return {"catalog.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n"}


def token(record_id: str) -> str:
    """An id as OSCAL allows it."""
    made = "".join(one if one.isalnum() or one in ".-_" else "_" for one in record_id)
    return made if made[0].isalpha() or made[0] == "_" else f"_{made}"


def _group(catalog: Catalog, document: types.Document, lang: str) -> Json:
    controls = [_control(one, lang) for one in catalog.obligations(document.id)]
    props = [_prop("catalogue-id", document.id)]
    official = number(document)
    if official:
        props.append(_prop("number", official))
    if document.effective is not None:
        props.append(_prop("applies-from", document.effective.text))
    return {
        "id": token(document.id),
        "class": "rule",
        "title": title(document, lang),
        "props": props,
        "controls": controls,
    }


def _control(one: types.Obligation, lang: str) -> Json:
    props = [
        _prop("catalogue-id", one.id),
        _prop("verb", one.verb),
        _prop("confidence", one.confidence),
    ]
    props += [_prop("role", role) for role in one.who]
    props += [_prop("content", content) for content in one.content]
    place = one.place.said(lang)
    if place:
        props.append(_prop("place", place))
    period = one.period()
    for name, day in (
        ("applies-from", period.applies_from if period else None),
        ("applies-to", period.applies_to if period else None),
    ):
        if day is not None:
            props.append(_prop(name, day.text))
    control: Json = {
        "id": token(one.id),
        "class": "obligation",
        "title": place or one.id,
        "props": props,
        "parts": [
            {
                "id": f"{token(one.id)}_statement",
                "name": "statement",
                "prose": one.text.said(lang),
            }
        ],
    }
    if one.sources:
        control["links"] = [
            {"href": f"#{_resource_id(source)}", "rel": "reference"} for source in one.sources
        ]
    return control


def _prop(name: str, value: str) -> Json:
    return {"name": name, "ns": _NAMESPACE, "value": str(value)}


def _cited(group: Json) -> set[str]:
    controls = group["controls"]
    assert isinstance(controls, list)
    return {link["href"] for control in controls for link in control.get("links", ())}


def _resource_id(source: str) -> str:
    return str(uuid.uuid5(_IDS, source))


def _resource(catalog: Catalog, href: str) -> Json:
    source = next(one for one in catalog.of(types.Source) if f"#{_resource_id(one.id)}" == href)
    resource: Json = {
        "uuid": _resource_id(source.id),
        "title": source.id,
        "description": source.note,
    }
    if source.address.startswith("http"):
        resource["rlinks"] = [{"href": source.address}]
    return resource
