"""The catalogue's YAML, kept by hand, checked and compiled to the one JSON that hegui reads.

    python scripts/compile_catalog.py          writes catalog.json and search.json beside the YAML
    python scripts/compile_catalog.py --check  says whether these files are current

What is computed here stands nowhere in the YAML: the wording of obligations that hegui.rules
holds, from when things apply (from dates, events and what replaced what), since when a record
could be known. Addresses of mirrors stay behind.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from hegui.catalog.days import Day
from hegui.catalog.records import DECK
from hegui.catalog.searching import INDEX, index
from hegui.catalog.store import Catalog
from hegui.catalog.validating import faults
from hegui.rules import PROVISIONS, SOURCES

DATA = Path(__file__).parent.parent / "src" / "hegui" / "catalog" / "data"
COMPILED = DATA / "catalog.json"
SEARCHED = DATA / INDEX
Row = dict[str, Any]

# Documents that apply from their publication, since they name no day: policies and guides.
_APPLIES_AS_PUBLISHED = frozenset(
    {"policy", "policy_initiative", "guideline", "standardization_guideline", "framework"}
    | {"notice", "practice_guide", "standards_system", "code_of_practice"}
    | {"practice_guide", "technical_document", "research_report", "guidance"}
)
_NOT_APPLYING = frozenset({"proposed", "draft_consultation", "unknown", "consultation"})
# Events that say when something applies, not when it became known.
_EFFECTS = frozenset({"in_force", "applies"})
_SYSTEM_2024 = "ai-standards-system-2024"


def sources() -> Row:
    """Every file's records, each with the day its file was checked on where it has none."""
    read: Row = {}
    for path in sorted(DATA.glob("*.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        checked = document.pop("checked_on")
        read["checked_on"] = max(checked, read.get("checked_on", checked))
        for name, rows in document.items():
            read[name] = rows
            if isinstance(rows, list):
                for row in rows:
                    if isinstance(row, dict):
                        row.setdefault("checked_on", checked)
    return read


def compiled() -> Row:
    """The document hegui reads. Raises SystemExit naming every fault of the data."""
    read = sources()
    events = read["events"]
    first = _first_heard(events)
    relations = [{key: row[key] for key in row if key != "checked_on"} for row in read["relations"]]
    documents = {row["id"]: row for row in read["instruments"] + read["standards"]}
    for row in documents.values():
        _known_since(row, first)
        _own_periods(row, events)
    _followed(documents, relations)
    out: Row = {"version": read["checked_on"], "checked_on": read["checked_on"]}
    out["words"] = read["words"]
    out["instruments"] = [_instrument(row) for row in read["instruments"]]
    out["standards"] = [_standard(row) for row in read["standards"]]
    out["bodies"] = [_common(row) for row in read["bodies"]]
    out["working_groups"] = [_common(row) for row in read["working_groups"]]
    out["obligations"] = [_obligation(row, documents) for row in read["obligations"]]
    out["targets"] = [_common(row) for row in read["targets"]]
    out["statistics"] = [_statistic(row) for row in read["statistics"]]
    out["systems"] = [node for row in read["systems"] for node in _nodes(row)]
    subjects = documents | {row["id"]: row for row in read["bodies"]}
    out["events"] = [_event(row, subjects) for row in events]
    out["findings"] = [_common(row) for row in read["findings"]]
    out["mappings"] = [_mapping(row) for row in read["mappings"]]
    out["sources"] = [_source(row) for row in read["sources"]] + [
        {"id": key, "source": "enrichment", "kind": "rules", "note": note}
        for key, note in SOURCES.items()
    ]
    out["relations"] = relations
    _name(out, read["aliases"])
    for kind in out:
        for row in out[kind] if isinstance(out[kind], list) else ():
            if isinstance(row, dict) and row.get("checked_on") == out["checked_on"]:
                del row["checked_on"]
    return out


def _common(row: Row) -> Row:
    """A row as it stands, its shared fields in the compiled form."""
    out = {key: value for key, value in row.items() if value not in (None, [], {}, "")}
    if "provenance" in out:
        out["provenance"] = [
            [field, mark["source"], mark["confidence"]] for field, mark in out["provenance"].items()
        ]
        if not out["provenance"]:
            del out["provenance"]
    if "deck_values" in out:
        out["deck_values"] = [[field, _text(value)] for field, value in row["deck_values"].items()]
    if "remark" in out:
        out["remarks"] = out.pop("remark")
    return out


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _mark(row: Row, field: str) -> str:
    provenance = row.get("provenance", {})
    mark = provenance.get(field) or provenance.get("*")
    return mark["confidence"] if mark else "secondary"


def _first_heard(events: list[Row]) -> dict[str, str]:
    """The first day on which anything happened to a record."""
    first: dict[str, str] = {}
    for row in events:
        if row["kind"] not in _EFFECTS:
            subject = row["subject"]
            first[subject] = min(row["date"], first.get(subject, row["date"]))
    return first


def _known_since(row: Row, first: dict[str, str]) -> None:
    days = [row.get("date_published") or row.get("date_issued"), first.get(row["id"])]
    known = [day for day in days if day]
    if known and "known_since" not in row:
        row["known_since"] = min(known, key=lambda text: Day(text).first)


def _own_periods(row: Row, events: list[Row]) -> None:
    """When a document, and each of its parts, applies: its own dates, then what events set."""
    told = row.get("date_published") or row.get("date_issued")
    start = row.get("date_effective")
    kind = row.get("type") or row.get("level")
    if not start and kind in _APPLIES_AS_PUBLISHED and row["status"] not in _NOT_APPLYING:
        start = told
    field = "date_effective" if row.get("date_effective") else "date_published"
    row["periods"] = [[start, None, told, "", _mark(row, field)]] if start else []
    row["periods"] += _set(row["id"], events)
    for part in row.get("applications", ()):
        mark = part.get("confidence") or _mark(row, "application_dates")
        begins = part.pop("from", None)
        part["periods"] = [[begins, None, told, "", mark]] if begins else []
        part.pop("confidence", None)
        part["periods"] += _set(f"{row['id']}#{part['id']}", events)


def _set(what: str, events: list[Row]) -> list[list[str | None]]:
    """What events set for a document or a part of one, in the order in which it became known."""
    return [
        [
            change["from"],
            None,
            event["date"],
            event["id"],
            change.get("confidence") or _mark(event, "*"),
        ]
        for event in sorted(events, key=lambda one: Day(one["date"]).first)
        for change in event.get("sets", ())
        if change["of"] == what
    ]


def _followed(documents: dict[str, Row], relations: list[Row]) -> None:
    """What is replaced ends on the day on which its successor applies."""
    for relation in relations:
        if relation["rel"] != "obsoletes" or relation.get("planned"):
            continue
        new, old = documents[relation["from"]], documents[relation["to"]]
        told = new.get("date_published") or new.get("date_issued")
        start = new["periods"][0][0] if new["periods"] else told
        if old["periods"] and start:
            mark = relation.get("confidence") or _mark(new, "date_effective")
            old["periods"].append([old["periods"][-1][0], start, told, new["id"], mark])


def _identifiers(row: Row) -> list[list[str]]:
    types = ("number", "doc_no", "plan_number", "notice_no", "hcno")
    return [[one, row[one]] for one in types if row.get(one)]


def _document(row: Row) -> Row:
    out = _common(row)
    out["identifiers"] = _identifiers(out)
    for old, new in (("date_issued", "issued"), ("date_published", "published")):
        if old in out:
            out[new] = out.pop(old)
    for key in ("number", "doc_no", "plan_number", "notice_no", "hcno", "date_effective"):
        out.pop(key, None)
    if not out["identifiers"]:
        del out["identifiers"]
    return out


def _instrument(row: Row) -> Row:
    return _document(row)


def _standard(row: Row) -> Row:
    out = _document(row)
    node = out.pop("system_node", None)
    if node:
        out["node"] = f"{_SYSTEM_2024}/{node.split('.')[-1]}"
    return out


def _obligation(row: Row, documents: dict[str, Row]) -> Row:
    out = _common(row)
    out["source"] = "enrichment"
    if "provision" in out:
        _worded(out)
    else:
        for lang in ("en", "zh"):
            out[f"text_{lang}"] = out.pop(lang)
    document = documents[out["instrument"]]
    out["periods"] = document["periods"]
    if "application" in out:
        parts = {part["id"]: part for part in document["applications"]}
        out["periods"] = parts[out["application"]]["periods"]
    if document.get("known_since"):
        out["known_since"] = document["known_since"]
    if "figures" in out:
        out["figures"] = [[one["value"], one["unit"], one["op"]] for one in out["figures"]]
    out["provenance"] = [["*", source, out["confidence"]] for source in out.get("sources", [])[:1]]
    if not out["provenance"]:
        out["provenance"] = [["*", "background", out["confidence"]]]
    return out


def _worded(out: Row) -> None:
    """What hegui.rules says of a provision."""
    provision = {one.id: one for one in PROVISIONS}[out["provision"]]
    out["id"] = provision.id
    out["instrument"] = provision.instrument
    out["text_en"], out["text_zh"] = provision.en, provision.zh
    if provision.place:
        out["place_en"], out["place_zh"] = provision.place, provision.place_zh
    out["confidence"] = provision.confidence.value
    if provision.sources:
        out["sources"] = list(provision.sources)


def _statistic(row: Row) -> Row:
    out = _common(row)
    if out.pop("kind", None) == "count":
        out["count"] = True
    if "conflicts_with" in out:
        out["conflicts"] = out.pop("conflicts_with")
    if "breakdown" in out:
        out["breakdown"] = [[name, value] for name, value in out["breakdown"].items()]
    return out


def _nodes(row: Row) -> Iterator[Row]:
    """A system and its parts, each a row of its own."""
    system = _common(row)
    parts = system.pop("parts")
    for lang in ("en", "zh"):
        system[f"name_{lang}"] = system.pop(f"title_{lang}")
    system["system"] = system["id"]
    yield system
    shared: Row = {
        key: system[key] for key in ("source", "checked_on", "deck_section") if key in system
    }
    yield from _parts(parts, system["id"], system["id"], shared)


def _parts(parts: list[Row], system: str, parent: str, shared: Row) -> Iterator[Row]:
    for part in parts:
        row = _common(
            {key: value for key, value in part.items() if key not in ("children", "note")}
        )
        row = {
            "id": f"{system}/{part['code']}",
            "system": system,
            "parent": parent,
            **row,
            **shared,
        }
        if "note" in part:
            row["remarks"] = [part["note"]]
        yield row
        yield from _parts(part.get("children", []), system, row["id"], shared)


def _event(row: Row, subjects: dict[str, Row]) -> Row:
    out = _common(row)
    subject = subjects[out["subject"]]
    if out["source"] == DECK and "deck_section" not in out:
        out["deck_section"] = subject["deck_section"]
    out["day"] = out.pop("date")
    if "sets" in out:
        out["changes"] = [[one["of"], one["from"]] for one in out.pop("sets")]
    if "known_since" not in out:
        periods = subject.get("periods")
        told = periods[0][2] if periods else None
        out["known_since"] = told if out["kind"] in _EFFECTS and told else out["day"]
    return out


def _mapping(row: Row) -> Row:
    left, right = row.get("from", ""), row.get("to", "")
    return {
        "id": f"map:{left}:{right}",
        "source": "enrichment",
        "checked_on": row["checked_on"],
        "left": left,
        "right": right,
        "strength": row["strength"],
        "text_en": row["en"],
        "text_zh": row["zh"],
        "provenance": [["*", "own-reading", "known"]],
    }


def _source(row: Row) -> Row:
    out = _common(row)
    out["source"] = "enrichment"
    if out.get("mirror"):
        out.pop("address", None)
    return out


def _name(out: Row, aliases: dict[str, list[str]]) -> None:
    by_id = {
        row["id"]: row
        for kind in out.values()
        if isinstance(kind, list)
        for row in kind
        if isinstance(row, dict) and "id" in row
    }
    for record_id, names in aliases.items():
        if record_id not in by_id:
            raise SystemExit(f"aliases.yaml names {record_id}, which is no record")
        by_id[record_id]["aliases"] = names


def written(document: Row) -> str:
    """The compiled file: one record a line, so that a change shows as one."""
    lines = ["{"]
    for key, value in document.items():
        if isinstance(value, list):
            rows = ",\n".join(_line(row) for row in value)
            lines.append(f"{json.dumps(key)}:[\n{rows}\n],")
        else:
            lines.append(f"{json.dumps(key)}:{_line(value)},")
    lines[-1] = lines[-1].removesuffix(",")
    return "\n".join([*lines, "}", ""])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """Compiles, or with --check compares; 1 where something is wrong."""
    document = compiled()
    catalog = Catalog(document)
    wrong = faults(catalog)
    for fault in wrong:
        print(fault, file=sys.stderr)
    if wrong:
        return 1
    stale = False
    for path, text in files(document, catalog).items():
        if "--check" not in sys.argv[1:]:
            path.write_text(text, "utf-8")
            print(f"{path.name}: {len(text.encode())} bytes")
        elif path.read_text("utf-8") != text:
            print(f"{path.name} is not what the YAML says: compile it again")
            stale = True
    return int(stale)


def files(document: Row, catalog: Catalog) -> dict[Path, str]:
    """The compiled files and what they hold."""
    entries = {"entries": [list(entry) for entry in index(catalog)]}
    return {COMPILED: written(document), SEARCHED: written(entries)}


if __name__ == "__main__":
    sys.exit(main())
