"""The label in workbooks: beside the cells, in the printed header, nothing else changed."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest

from hegui.errors import NoRoom
from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.wording import checked, stock
from tests.builders.ooxml import SAMPLES
from tests.documents import changed, members
from tests.explicit.documents.office_files import LONG, excel, put, saved

FROM = re.compile(rb"oneCellAnchor[^>]*><(?:xdr:)?from><(?:xdr:)?col>(\d+)<.*?row>(\d+)<")


def workbook(columns: int = 4, sheets: int = 2) -> Any:
    made = excel().Workbook()
    made.remove(made.active)
    for number in range(sheets):
        sheet = made.create_sheet(f"表{number}")
        for row in range(5):
            sheet.append([f"{row}-{column}" for column in range(columns)])
    return made


def opened(data: bytes) -> Any:
    return excel().load_workbook(io.BytesIO(data))


def cells(data: bytes) -> list[list[tuple[Any, ...]]]:
    return [list(sheet.values) for sheet in opened(data).worksheets]


def headers(data: bytes) -> list[str | None]:
    return [sheet.oddHeader.right.text for sheet in opened(data).worksheets]


def boxes(data: bytes) -> list[tuple[int, int]]:
    """Column and row, from 0, where each text box with the label begins."""
    found = []
    for name, content in members(data).items():
        if name.startswith("xl/drawings/drawing") and LONG.encode() in content:
            found += [(int(one[1]), int(one[2])) for one in FROM.finditer(content)]
    return found


@pytest.mark.parametrize("coverage", list(Coverage))
def test_sheets_get_a_box_beside_the_cells_and_a_header(tmp_path: Path, coverage: Coverage) -> None:
    before = saved(workbook())
    after, applied = put(tmp_path, before, coverage)
    count = 1 if coverage is Coverage.FIRST else 2

    assert cells(after) == cells(before)
    assert headers(after) == [LONG] * count + [None] * (2 - count)
    assert boxes(after) == [(4, 0)] * count
    assert applied.place.startswith("sheet 表0: header, sheet 表0: text box")
    untouched = members(before).keys() - changed(before, after)
    assert {"xl/styles.xml", "xl/workbook.xml"} <= untouched
    assert put(tmp_path, after, coverage)[0] == after


def test_merged_cells_and_charts_are_not_covered(tmp_path: Path) -> None:
    made = workbook(2, 1)
    made.active.merge_cells("A2:H3")
    assert boxes(put(tmp_path, saved(made))[0]) == [(8, 0)]

    chart = excel().chart.BarChart()
    chart.add_data(excel().chart.Reference(made.active, min_col=1, min_row=1, max_row=2))
    made.active.add_chart(chart, "J1")
    before = saved(made)
    after, _ = put(tmp_path, before)
    assert boxes(after) == [(9, 0), (19, 0)]  # the chart of 15 cm, and the label behind it
    assert len(opened(after).active._charts) == 1
    assert "xl/drawings/drawing1.xml" in changed(before, after)
    assert put(tmp_path, after)[0] == after


def test_a_wide_first_row_is_respected_and_a_full_one_refused(tmp_path: Path) -> None:
    assert boxes(put(tmp_path, saved(workbook(300, 1)))[0]) == [(300, 0)]
    made = workbook(1, 1)
    made.active["XFD2"] = "last"
    with pytest.raises(NoRoom, match="last column"):
        put(tmp_path, saved(made))
    made = workbook(1, 1)
    made.active["XFD3"] = "below"
    assert boxes(put(tmp_path, saved(made))[0]) == [(1, 0)]


def test_headers_that_are_there_are_kept(tmp_path: Path) -> None:
    made = workbook(2, 1)
    sheet = made.active
    sheet.oddHeader.left.text, sheet.oddHeader.right.text = "左", "右 && R"
    sheet.HeaderFooter.differentFirst = True
    sheet.HeaderFooter.differentOddEven = True
    sheet.firstHeader.center.text = "首页"
    sheet.oddFooter.center.text = "&P"
    after = opened(put(tmp_path, saved(made))[0]).active

    assert after.oddHeader.left.text == "左"
    assert after.oddHeader.right.text == f"{LONG}\n右 && R"
    assert (after.firstHeader.center.text, after.firstHeader.right.text) == ("首页", LONG)
    assert after.evenHeader.right.text == LONG
    assert after.oddFooter.center.text == "&P"


def test_a_header_never_grows_beyond_what_programs_read(tmp_path: Path) -> None:
    made = workbook(2, 1)
    made.active.oddHeader.right.text = "页" * 250
    after, applied = put(tmp_path, saved(made))

    assert headers(after) == ["页" * 250]
    assert applied.place == "sheet 表0: text box"


def test_a_label_in_the_first_cells_is_enough(tmp_path: Path) -> None:
    made = workbook(2, 1)
    made.active["A1"] = "本表格由AI生成"
    after, applied = put(tmp_path, saved(made))

    assert boxes(after) == []
    assert applied.place == "sheet 表0: header"


def test_shared_strings_are_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = pytest.importorskip("xlsxwriter").Workbook(out)
    sheet = made.add_worksheet()
    for number, text in enumerate(("序", "本表格由AI生成", "春")):
        sheet.write_string(0, number, text)
    made.close()
    assert b'<c r="B1" t="s"><v>1</v>' in members(out.getvalue())["xl/worksheets/sheet1.xml"]

    assert put(tmp_path, out.getvalue())[1].place == "sheet Sheet1: header"


def test_the_first_sheet_that_is_shown(tmp_path: Path) -> None:
    made = workbook(2, 2)
    made.worksheets[0].sheet_state = "hidden"
    chart = excel().chart.BarChart()
    chart.add_data(excel().chart.Reference(made.worksheets[0], min_col=1, min_row=1, max_row=2))
    made.create_chartsheet("图", 0).add_chart(chart)

    assert headers(put(tmp_path, saved(made))[0]) == [None, LONG]


def test_wording_with_codes_and_markup(tmp_path: Path) -> None:
    odd = checked("AI生成 <b> &R&P \"x\" | x: a: '100%'")
    after, _ = put(tmp_path, saved(workbook(1, 1)), Coverage.FIRST, odd)

    assert opened(after).active.oddHeader.right.text == odd.text.replace("&", "&&")
    assert (
        b"AI\xe7\x94\x9f\xe6\x88\x90 &lt;b&gt; &amp;R&amp;P"
        in members(after)["xl/drawings/drawing1.xml"]
    )
    assert put(tmp_path, after, Coverage.FIRST, odd)[0] == after


def test_a_large_sheet_is_no_obstacle(tmp_path: Path) -> None:
    book = excel().Workbook(write_only=True)
    sheet = book.create_sheet("大")
    for number in range(9000):
        sheet.append([number, number + 1, "春", number + 2, "x"])
    before = saved(book)
    assert members(before)["xl/worksheets/sheet1.xml"].count(b"<") > 120_000

    assert boxes(put(tmp_path, before, Coverage.FIRST, stock())[0]) == [(5, 0)]


def test_a_workbook_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="no sheet"):
        put(tmp_path, SAMPLES["excel"]())
