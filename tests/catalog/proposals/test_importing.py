"""Importers: saved listings, tables, feeds and lists propose records, and write none."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.catalog import load
from hegui.catalog.proposals import Proposal, as_yaml, proposals_of
from hegui.catalog.proposals.importing import LARGEST
from hegui.catalog.proposals.standards_numbers import plan_numbers, standard_numbers
from hegui.errors import FileError, HeguiError

ON = date(2026, 11, 29)
PAGE = """<!DOCTYPE html><html><head><style>td {color: red}</style></head><body>
<table><tr><td>menu</td></tr></table>
<table class=result><thead><tr><th>序号<th>标准号<th>标准名称<th>状态
<th>发布日期<th>实施日期</thead>
<tr><td>1<td><a href="#">GB/T 99001-2026</a><td>人工智能 <b>测试</b> 标准<script>x</script>
<td>现行<td>2026-10-05<td>2027-05-01</tr>
<tr><td>2<td>GB 45438—2025<td>网络安全技术 人工智能生成合成内容标识方法<td>现行
<td>2025-02-28<td>2025-09-01
<tr><td>3<td>GB/T 43782-2024<td>人工智能 机器学习系统技术要求<td>现行<td>2024-03-15<td>2024-10-01
<tr><td>4<td>没有编号<td>x<td>x<td>x<td>x
</table></body></html>"""
CSV = """标准号;标准名称;发布日期;实施日期;计划号
GB/T 99002-2026;人工智能 甲;2026年10月5日;2027/5/1;20259999-T-469
GB 47955-2026;智能网联汽车 组合驾驶辅助系统安全要求;2026-06-27;2027-01-01;20254323-Q-339
"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>c</title>
<item><title>New guide &amp;amp; more</title><link>https://example.org/a</link>
<pubDate>Mon, 02 Nov 2026 09:00:00 +0800</pubDate></item>
<item><title>no day</title></item>
<item><title>DAY</title><pubDate>soon</pubDate></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>
<title>《人工智能办法》征求意见</title><link href="https://example.org/b"/>
<updated>2026-11-03T01:02:03Z</updated></entry></feed>"""
LIST = (
    "GB/T 99003-2026，GB/T45654-2025\n"
    "plan 20261234-Q-252 and GB/T 99003—2026 again, 20254323-Q-339\n"
)


def read(tmp_path: Path, text: str | bytes, name: str = "saved") -> dict[str, Proposal]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found = proposals_of(load(), str(path), ON)
    assert len({one.name for one in found}) == len(found)
    return {one.name: one for one in found}


def test_a_listing_saved_as_a_page(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE)
    assert set(found) == {"gbt-99001-2026", "gbt-43782-2024"}  # GB 45438 is known as it is
    new = dict(found["gbt-99001-2026"].row)
    assert new == {
        "id": "gbt-99001-2026",
        "number": "GB/T 99001-2026",
        "level": "recommended",
        "title_zh": "人工智能 测试 标准",
        "date_published": "2026-10-05",
        "date_effective": "2027-05-01",
        "status": "published",
    }
    changed = found["gbt-43782-2024"]
    assert changed.record == "gbt-43782-2024"
    assert [(one.field, one.ours, one.theirs) for one in changed.differences] == [
        ("date_effective", "", "2024-10-01")
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_the_encodings_that_portals_use(tmp_path: Path, codec: str) -> None:
    found = read(tmp_path, CSV.encode(codec))
    assert set(found) == {"gbt-99002-2026"}
    row = dict(found["gbt-99002-2026"].row)
    assert (row["date_published"], row["date_effective"]) == ("2026-10-05", "2027-05-01")
    assert row["plan_number"] == "20259999-T-469"


def test_feeds(tmp_path: Path) -> None:
    (one,) = read(tmp_path, RSS).values()
    row = dict(one.row)
    assert (one.kind, row["date"], row["text_en"]) == ("events", "2026-11-02", "New guide & more")
    assert row["link"] == "https://example.org/a"
    (other,) = read(tmp_path, ATOM).values()
    assert dict(other.row)["text_zh"] == "《人工智能办法》征求意见"
    assert dict(other.row)["date"] == "2026-11-03"


def test_an_entry_that_the_catalogue_tells_of_is_not_proposed(tmp_path: Path) -> None:
    text = RSS.replace("New guide &amp;amp; more", "GB 47955-2026 (L2 driver assistance) published")
    text = text.replace("02 Nov 2026", "27 Jun 2026")
    assert read(tmp_path, text) == {}


def test_a_list_of_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, LIST)
    assert set(found) == {"gbt-99003-2026", "plan-20261234-q-252"}
    assert dict(found["plan-20261234-q-252"].row)["level"] == "mandatory"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GB/T 45654-2025", "GB/T 45654-2025"),
        ("gb/t45654—2025", "GB/T 45654-2025"),
        ("ＧＢ／Ｔ ４５６５４－２０２５", "GB/T 45654-2025"),
        ("GB 45438-2025.", "GB 45438-2025"),
        ("GB/T 45288.1-2025", "GB/T 45288.1-2025"),
        ("T/CESA 1193-2022", "T/CESA 1193-2022"),
        ("YD/T 1-2026", "YD/T 1-2026"),
    ],
)
def test_numbers_as_they_are_printed(text: str, expected: str) -> None:
    assert [one.text for one in standard_numbers(text)] == [expected]


@pytest.mark.parametrize("text", ["", "GB", "GB 1", "XGB 1-2025", "GB 1-20255", "RGB/T 1-2025"])
def test_what_is_no_number(text: str) -> None:
    assert standard_numbers(text) == []
    assert plan_numbers(text) == []


def test_ids_of_numbers_are_those_of_the_catalogue() -> None:
    """So that what is proposed is met again when it is in the data."""
    for record in load():
        for identifier in getattr(record, "identifiers", ()):
            made = standard_numbers(identifier.value)
            if identifier.type == "number" and len(made) == 1 and "~" not in identifier.value:
                assert made[0].text == identifier.value
                assert made[0].id == record.id


def test_yaml_to_take_over(tmp_path: Path) -> None:
    found = tuple(read(tmp_path, PAGE, "listing.html").values())
    document = yaml.safe_load(as_yaml(found))
    rows = {row["id"]: row for row in document["standards"]}
    assert rows["gbt-99001-2026"]["provenance"]["*"]["source"] == "listing.html"
    changed = rows["gbt-43782-2024"]
    assert changed["date_effective"] == "2024-10-01"
    assert set(changed["provenance"]) == {"date_effective"}
    assert changed["checked_on"] == "2026-11-29"


BOMB = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;">]><rss><item><title>&b;</title></item></rss>"""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"\xff\xfe\x00",
        BOMB.encode(),
        b"<rss><item>",
        b"<html><table>" + b"<td>" * 300_000,
        b"<html>" + b"<table>" * 50_000,
        b'"' + b"x" * 200_000,
        b"\xff" * 50,
    ],
)
def test_hostile_files_get_one_of_our_errors_or_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with suppress(FileError):
        assert proposals_of(load(), str(path), ON) == ()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(FileError, match="is larger than"):
        proposals_of(load(), str(path), ON)
    with pytest.raises(FileError, match="a directory"):
        proposals_of(load(), str(tmp_path), ON)


@settings(max_examples=150)
@given(
    st.sampled_from([PAGE, CSV, RSS, ATOM, LIST]),
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.binary(max_size=30),
)
def test_damaged_files(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: int, length: int, put: bytes
) -> None:
    data = text.encode()
    data = data[:start] + put + data[start + length :]
    path = tmp_path_factory.mktemp("d") / "x"
    path.write_bytes(data)
    try:
        for one in proposals_of(load(), str(path), ON):
            assert one.name
            assert yaml.safe_load(as_yaml((one,)))
    except HeguiError:
        pass
