"""The label in Word documents: where it stands, what else changes, that it comes once."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from hegui.errors import CeilingExceeded, NoSlot
from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.wording import checked, corner_mark, stock
from tests.builders.ooxml import SAMPLES
from tests.documents import changed, members
from tests.explicit.documents.office_files import LONG, put, saved, word

FRAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}framePr"


def report(*, header: str = "", sections: int = 1) -> Any:
    document = word().Document()
    document.add_heading("报告", 0)
    document.add_paragraph("春眠不觉晓。")
    for _ in range(sections - 1):
        document.add_section()
        document.add_paragraph("处处闻啼鸟。")
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return document


def opened(data: bytes) -> Any:
    return word().Document(io.BytesIO(data))


def headers(document: Any) -> list[list[str]]:
    """The paragraphs of every section's default header, as python-docx resolves them."""
    return [[one.text for one in each.header.paragraphs] for each in document.sections]


def test_the_first_page_gets_a_framed_line(tmp_path: Path) -> None:
    before = saved(report(header="页眉"))
    after, applied = put(tmp_path, before)
    document = opened(after)

    first, *others = document.paragraphs
    assert first.text == LONG
    assert first._p.pPr.find(FRAME) is not None
    assert [one.text for one in others] == [one.text for one in opened(before).paragraphs]
    assert headers(document) == [["页眉"]]
    assert changed(before, after) == {"word/document.xml"}
    assert (applied.place, applied.clause, applied.method) == ("first page", "5.1", "spliced")


@pytest.mark.parametrize("header", ["页眉", ""])
@pytest.mark.parametrize("sections", [1, 3])
def test_every_page_gets_a_line_in_its_header(tmp_path: Path, header: str, sections: int) -> None:
    before = saved(report(header=header, sections=sections))
    after, applied = put(tmp_path, before, Coverage.EVERY)
    document = opened(after)

    assert headers(document) == [[LONG, *([header] if header else [])]] * sections
    assert [one.text for one in document.paragraphs] == [
        one.text for one in opened(before).paragraphs
    ]
    assert applied.place == "every page"
    kept = members(before).keys() - changed(before, after)
    assert {"word/styles.xml", "word/theme/theme1.xml"} <= kept


def test_first_and_even_pages_have_headers_of_their_own(tmp_path: Path) -> None:
    made = report(header="页眉", sections=2)
    made.settings.odd_and_even_pages_header_footer = True
    made.sections[1].different_first_page_header_footer = True
    made.sections[1].header.is_linked_to_previous = False
    made.sections[1].header.paragraphs[0].text = "另一页眉"
    before = saved(made)
    document = opened(put(tmp_path, before, Coverage.EVERY)[0])

    assert headers(document) == [[LONG, "页眉"], [LONG, "另一页眉"]]
    for section in document.sections:
        assert [one.text for one in section.even_page_header.paragraphs] == [LONG]
    assert [one.text for one in document.sections[1].first_page_header.paragraphs] == [LONG]
    assert document.sections[0].first_page_header.is_linked_to_previous


@pytest.mark.parametrize("coverage", list(Coverage))
@pytest.mark.parametrize("lang", ["zh", "bilingual"])
def test_a_document_is_never_labelled_twice(tmp_path: Path, coverage: Coverage, lang: str) -> None:
    once, _ = put(tmp_path, saved(report(header="页眉", sections=2)), coverage, stock(lang))
    again, applied = put(tmp_path, once, coverage, stock(lang))

    assert again == once
    assert applied.notices[0].template.startswith("a label stands there already")


def test_hidden_words_are_no_label(tmp_path: Path) -> None:
    document = word().Document()
    document.add_paragraph().add_run(LONG).font.hidden = True
    document.add_paragraph("春眠不觉晓。")
    after, applied = put(tmp_path, saved(document))

    assert not applied.notices
    first = opened(after).paragraphs[0]
    assert (first.text, first.runs[0].font.hidden) == (LONG, None)


def test_what_is_said_to_stand_there_is_what_stands_there(tmp_path: Path) -> None:
    once, _ = put(tmp_path, saved(report()))
    again, applied = put(tmp_path, once, wording=stock("bilingual"))

    assert again == once
    assert applied.wording == LONG
    assert applied.notices[0].facts == {"wording": LONG}


def test_a_label_of_somebody_else_is_enough(tmp_path: Path) -> None:
    document = word().Document()
    document.add_paragraph("本文由 AI 生成，仅供参考。")
    before = saved(document)

    assert put(tmp_path, before)[0] == before


def test_both_lines_do_not_lie_on_one_another(tmp_path: Path) -> None:
    after, applied = put(tmp_path, saved(report()), Coverage.BOTH)
    parts = members(after)

    assert applied.place == "first page, every page"
    assert b'w:xAlign="left"' in parts["word/document.xml"]
    assert b'w:xAlign="right"' in parts["word/header1.xml"]


@pytest.mark.parametrize("coverage", list(Coverage))
@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"excel", "powerpoint"}))
def test_documents_of_all_kinds(tmp_path: Path, name: str, coverage: Coverage) -> None:
    """Strict, macro-enabled, UTF-16, oddly prefixed: what the implicit label is tried on."""
    before = SAMPLES[name]()
    try:
        after, _ = put(tmp_path, before, coverage)
    except NoSlot:
        assert "sign" in name
        return
    texts = b"".join(members(after)[one] for one in changed(before, after))
    assert (
        LONG in re.sub(rb"\0", b"", texts).decode("utf-8", "ignore")
        or LONG.encode("utf-16-le") in texts
    )
    assert put(tmp_path, after, coverage)[0] == after


def test_corner_marks_and_markup_in_wording(tmp_path: Path) -> None:
    after, _ = put(tmp_path, saved(report()), Coverage.FIRST, corner_mark())
    run = opened(after).paragraphs[0].runs[0]
    assert (run.text, run.font.superscript) == ("AI", True)

    odd = checked("AI生成 <b> & \"x\" | '100%'")
    after, _ = put(tmp_path, saved(report()), Coverage.BOTH, odd)
    assert opened(after).paragraphs[0].text == odd.text
    assert headers(opened(after)) == [[odd.text]]


def test_a_long_document_is_no_obstacle(tmp_path: Path) -> None:
    document = report()
    paragraph = document.add_paragraph("夜来风雨声，花落知多少。")._p
    for _ in range(20_000):
        paragraph.addnext(copy.deepcopy(paragraph))
    before = saved(document)
    assert members(before)["word/document.xml"].count(b"<") > 120_000
    after, _ = put(tmp_path, before, Coverage.BOTH)

    assert opened(after).paragraphs[0].text == LONG


def test_a_document_of_nothing_but_tags_is_refused(tmp_path: Path) -> None:
    before = saved(report())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members(before).items():
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 4_100_000)
            new.writestr(name, content)
    with pytest.raises(CeilingExceeded, match="tags"):
        put(tmp_path, out.getvalue())
