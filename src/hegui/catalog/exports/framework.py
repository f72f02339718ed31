"""A framework as CISO Assistant reads libraries: requirements as a tree, translations beside.

The form is written here from its description; no content of that project is copied.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.catalog import types
from hegui.catalog.exports.records import LICENCE
from hegui.catalog.exports.yaml_writing import Node, written
from hegui.catalog.naming import number, title
from hegui.catalog.selecting import Selection
from hegui.catalog.store import Catalog
from hegui.catalog.vocabulary import sureness, word
from hegui.messages import say

_URN = "urn:hegui:risk"
_REF = "hegui-ai-rules"
_NAME = "Obligations of China's AI rules and of other markets"
_TOLD = "Our own paraphrase, each with how sure it is; no clause of a standard is quoted."


def make(catalog: Catalog, selection: Selection) -> dict[str, str]:
    """A library with one framework, in YAML."""
    framework: dict[str, Node] = {
        "urn": f"{_URN}:framework:{_REF}",
        "ref_id": _REF,
        "name": _NAME,
        "description": _TOLD,
        "translations": _translated(_NAME, _TOLD),
        "requirement_nodes": list(_nodes(catalog, selection)),
    }
    library: dict[str, Node] = {
        "urn": f"{_URN}:library:{_REF}",
        "locale": "en",
        "ref_id": _REF,
        "name": _NAME,
        "description": _TOLD,
        "copyright": f"hegui, {LICENCE}",
        "version": int(catalog.version.replace("-", "")),
        "publication_date": catalog.version,
        "provider": "hegui",
        "packager": "hegui",
        "translations": _translated(_NAME, _TOLD),
        "objects": {"framework": framework},
    }
    return {"framework.yaml": written(library)}


def _translated(name: str, told: str) -> dict[str, Node]:
    return {"zh": {"name": say(name, "zh"), "description": say(told, "zh")}}


def _nodes(catalog: Catalog, selection: Selection) -> Iterator[dict[str, Node]]:
    for document in selection.documents(catalog):
        asked = catalog.obligations(document.id)
        if asked:
            yield {
                "urn": _urn(document.id),
                "assessable": False,
                "depth": 1,
                "ref_id": number(document) or document.id,
                "name": title(document, "en"),
                "translations": {"zh": {"name": title(document, "zh")}},
            }
        for one in asked:
            yield _requirement(one)


def _requirement(one: types.Obligation) -> dict[str, Node]:
    period = one.period()
    start = period.applies_from if period else None
    return {
        "urn": _urn(one.id),
        "assessable": True,
        "depth": 2,
        "parent_urn": _urn(one.instrument),
        "ref_id": one.place.en or one.id,
        "description": one.text.en,
        "annotation": "\n".join(_annotated(one, start.text if start else "", "en")),
        "translations": {
            "zh": {
                "description": one.text.zh,
                "annotation": "\n".join(_annotated(one, start.text if start else "", "zh")),
            }
        },
    }


def _annotated(one: types.Obligation, start: str, lang: str) -> Iterator[str]:
    who = one.who or ("anyone",)
    parties = ("、" if lang == "zh" else ", ").join(word(role, lang) for role in who)
    yield f"{parties} {word(one.verb, lang)}"
    if start:
        yield say("applies from {day}", lang, day=start)
    yield say("confidence: {mark}", lang, mark=sureness(one.confidence, lang))


def _urn(record_id: str) -> str:
    return f"{_URN}:req_node:{_REF}:{record_id.lower().replace('/', ':')}"
