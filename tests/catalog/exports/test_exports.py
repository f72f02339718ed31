"""Exports, read back by the programs they are for."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import icalendar
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from trestle.oscal.catalog import Catalog as OscalCatalog

from hegui.catalog import Event, Obligation, Source, Standard, load
from hegui.catalog.exports import FORMS, export
from hegui.catalog.exports.oscal import token
from hegui.catalog.exports.yaml_writing import Node, written
from hegui.catalog.reading import TYPES
from hegui.catalog.selecting import Selection
from hegui.catalog.timelines import timeline
from hegui.cli import main
from hegui.cli.rules import _FORMS

CATALOG = load()
CHINESE = Selection(lang="zh")


def single(form: str, selection: Selection | None = None) -> str:
    text = export(CATALOG, form, selection).single
    assert text is not None
    return text


def test_the_command_line_names_every_form() -> None:
    assert tuple(FORMS) == _FORMS


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_gives_the_same_bytes(form: str) -> None:
    assert export(CATALOG, form) == export(CATALOG, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_address_of_a_mirror_goes_out(form: str, lang: str) -> None:
    kept = (Path(__file__).parents[3] / "src/hegui/catalog/data/sources.yaml").read_text("utf-8")
    texts = export(CATALOG, form, Selection(lang=lang)).files.values()
    mirrors = [one.id for one in CATALOG.of(Source) if one.mirror]
    assert mirrors
    for mirror in mirrors:
        after = kept.split(f"- id: {mirror}\n")[1].split("- id: ")[0]
        host = re.search(r"address: https?://([^/\s]+)", after)
        assert host is not None
        assert not any(host[1] in text for text in texts)


def test_oscal_is_what_trestle_reads() -> None:
    document = json.loads(single("oscal"))
    catalog = OscalCatalog.parse_obj(document["catalog"])
    assert catalog.groups is not None
    controls = [control for group in catalog.groups for control in group.controls or ()]
    assert len(controls) == len(CATALOG.of(Obligation))
    ids = [control.id for control in controls]
    assert len(set(ids)) == len(ids)
    resources = {
        str(one.uuid)
        for one in (catalog.back_matter.resources if catalog.back_matter else None) or ()
    }
    for control in controls:
        for link in control.links or ():
            assert str(link.href).removeprefix("#") in resources


def test_oscal_of_one_market_in_chinese() -> None:
    document = json.loads(single("oscal", Selection(("EU",), "zh")))
    groups = document["catalog"]["groups"]
    assert [group["id"] for group in groups] == ["eu-ai-act"]
    assert "人工智能" in groups[0]["controls"][0]["parts"][0]["prose"]


@given(st.text(min_size=1))
def test_tokens_are_oscals(text: str) -> None:
    assert re.fullmatch(r"[^\W\d]\S*", token(text))
    assert "/" not in token(text)


def test_framework() -> None:
    library = yaml.safe_load(single("framework"))
    framework = library["objects"]["framework"]
    nodes = framework["requirement_nodes"]
    urns = [node["urn"] for node in nodes]
    assert len(set(urns)) == len(urns)
    assert {node["parent_urn"] for node in nodes if node["depth"] == 2} <= set(urns)
    assessable = [node for node in nodes if node["assessable"]]
    assert len(assessable) == len(CATALOG.of(Obligation))
    for node in assessable:
        assert node["description"]
        assert node["translations"]["zh"]["description"]
    assert library["publication_date"] == CATALOG.version


def test_bibliography() -> None:
    items = yaml.safe_load(single("relaton"))["root"]["items"]
    by_id = {item["id"]: item for item in items}
    assert set(by_id) == {one.id for one in CATALOG.documents}
    labelling = by_id["gb-45438-2025"]
    assert {"id": "GB 45438-2025", "type": "GB", "primary": True} in labelling["docid"]
    assert {"type": "implemented", "value": "2025-09-01"} in labelling["date"]
    assert {one["language"] for one in labelling["title"]} == {"en", "zh"}
    replaced = by_id["tc260-003"]
    assert {"type": "obsoleted", "value": "2025-11-01"} in replaced["date"]
    assert "obsoletedBy" in {one["type"] for one in replaced["relation"]}
    adopted = by_id["gbt-45081-2024"]["relation"]
    assert "adoptedFrom" in {one["type"] for one in adopted}


# Relaton's own list of relation types, as far as it is used.
RELATON = {"obsoletes", "obsoletedBy", "updates", "updatedBy", "derivedFrom", "derives"}
RELATON |= {"complementOf", "hasComplement", "hasCommentary", "commentaryOf", "related"}
RELATON |= {"successorOf", "hasSuccessor", "adoptedFrom", "adoptedAs", "partOf", "hasPart"}
RELATON |= {"draftOf", "hasDraft"}


def test_the_bibliography_speaks_relatons_words() -> None:
    items = yaml.safe_load(single("relaton"))["root"]["items"]
    used = {one["type"] for item in items for one in item.get("relation", ())}
    assert used <= RELATON


def test_calendar() -> None:
    text = single("ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert len(events) == sum(one.day.exact for one in timeline(CATALOG))
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    days = {str(event["UID"]): event.decoded("DTSTART") for event in events}
    assert days["eu-ai-act.annex-iii.2027-12-02@hegui"] == date(2027, 12, 2)
    assert not calendar.errors
    chinese = icalendar.Calendar.from_ical(single("ics", CHINESE))
    assert any("开始适用" in str(event["SUMMARY"]) for event in chinese.walk("VEVENT"))


def test_feed() -> None:
    channel = ElementTree.fromstring(single("rss")).find("channel")
    assert channel is not None
    items = channel.findall("item")
    past = [one for one in CATALOG.of(Event) if one.day.last <= CATALOG.checked_on]
    assert len(items) == len(past)
    days = [parsedate_to_datetime(item.findtext("pubDate", "")) for item in items]
    assert days == sorted(days, reverse=True)
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)
    omnibus = next(
        one
        for one in items
        if "2026/1744) published" in one.findtext("title", "")
        or "2026/1744 published" in one.findtext("title", "")
    )
    assert "eu-ai-act#annex-iii → 2027-12-02" in omnibus.findtext("description", "")


def test_a_feed_of_one_market() -> None:
    channel = ElementTree.fromstring(single("rss", Selection(("EU",)))).find("channel")
    assert channel is not None
    told = {item.findtext("guid", "") for item in channel.findall("item")}
    assert told
    for one in CATALOG.of(Event):
        assert (one.id in told) == (
            one.subject.startswith("eu-") and one.day.last <= CATALOG.checked_on
        )


def test_tables() -> None:
    files = export(CATALOG, "csv").files
    assert set(files) == {f"{name}.csv" for name in TYPES.values()}
    rows = list(csv.DictReader(io.StringIO(files["standards.csv"].removeprefix("\ufeff"))))
    assert len(rows) == len(CATALOG.of(Standard))
    one = next(row for row in rows if row["id"] == "gb-45438-2025")
    assert one["title_zh"] == "网络安全技术 人工智能生成合成内容标识方法"
    for text in files.values():
        for row in csv.reader(io.StringIO(text)):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)


def test_json_holds_every_record() -> None:
    document = json.loads(single("json"))
    assert document["licence"] == "CC-BY-4.0"
    assert [one["id"] for one in document["records"]] == [one.id for one in CATALOG]


NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(NODES)
@example({"False": None, "NULL": [{"Yes": 1}]})
def test_yaml_reads_back_as_it_was_written(node: Node) -> None:
    assert yaml.safe_load(written(node)) == node


def test_exports_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "export", "ics", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("BEGIN:VCALENDAR")
    target = tmp_path / "dates.ics"
    assert main(["rules", "export", "ics", "-o", str(target), "--lang", "en"]) == 0
    assert target.read_bytes() == single("ics").encode()
    assert main(["rules", "export", "ics", "-o", str(target)]) == 3
    assert main(["rules", "export", "ics", "-o", str(target), "--overwrite"]) == 0
    assert main(["rules", "export", "csv"]) == 2
    assert main(["rules", "export", "csv", "-o", str(tmp_path / "tables")]) == 0
    assert len(list((tmp_path / "tables").iterdir())) == len(TYPES)
