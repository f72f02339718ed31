"""A standards portal's listing: which column is what, and a row of the data from each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hegui.catalog.proposals.standards_numbers import plan_numbers, standard_numbers
from hegui.catalog.proposals.tables import Table

# Heads of columns as std.samr.gov.cn, openstd.samr.gov.cn and their English pages print them,
# without blanks.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("标准号", "标准编号", "国家标准号", "standardno", "standardnumber", "number"),
    "plan_number": ("计划号", "计划编号", "planno", "plannumber", "projectnumber"),
    "title_zh": ("标准名称", "中文名称", "标准中文名称", "项目名称", "中文标题"),
    "title_en": ("英文名称", "标准英文名称", "englishtitle", "title", "standardtitle"),
    "date_published": ("发布日期", "公布日期", "issuancedate", "publicationdate", "published"),
    "date_effective": ("实施日期", "施行日期", "implementationdate", "effectivedate"),
    "status": ("状态", "标准状态", "项目状态", "status"),
}
_STATUSES = {
    "现行": "published",
    "即将实施": "published",
    "published": "published",
    "废止": "repealed",
    "withdrawn": "repealed",
    "被代替": "superseded",
    "正在起草": "drafting",
    "起草": "drafting",
    "征求意见": "consultation",
    "正在征求意见": "consultation",
    "正在审查": "approval",
    "正在批准": "approval",
}
_DAY = re.compile(r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ENOUGH = 2  # columns known, of which one is the number: then it is such a table

Row = dict[str, str]


def rows(table: Table) -> Iterator[Row]:
    """A row for each line that names a standard; nothing for a table of something else."""
    for at, line in enumerate(table):
        columns = _columns(line)
        if len(columns) >= _ENOUGH and {"number", "plan_number"} & columns.keys():
            for below in table[at + 1 :]:
                row = _row(columns, below)
                if row is not None:
                    yield row
            return


def _columns(line: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(line):
        head = "".join(cell.casefold().replace(".", "").split())
        for field, heads in _COLUMNS.items():
            if head in heads and field not in found:
                found[field] = at
    return found


def _row(columns: dict[str, int], line: list[str]) -> Row | None:
    cells = {field: line[at] for field, at in columns.items() if at < len(line) and line[at]}
    numbers = standard_numbers(cells.get("number", ""))
    plans = plan_numbers(cells.get("plan_number", "") or cells.get("number", ""))
    if not numbers and not plans:
        return None
    named = numbers[0] if numbers else plans[0]
    row: Row = {"id": named.id, "level": named.level}
    if numbers:
        row["number"] = numbers[0].text
    if plans:
        row["plan_number"] = plans[0].text
    for field in ("title_zh", "title_en"):
        if field in cells:
            row[field] = " ".join(cells[field].split())
    for field in ("date_published", "date_effective"):
        day = _day(cells.get(field, ""))
        if day:
            row[field] = day
    status = _STATUSES.get(cells.get("status", "").strip().casefold())
    if status:
        row["status"] = status
    return row


def _day(text: str) -> str:
    match = _DAY.search(text)
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else ""
