"""Documents as DOCX, as python-docx reads them again and LibreOffice prints them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from hegui.render.document.word import word
from tests.documents import converted, members, needs_soffice
from tests.render.documents import DIGEST, MADE, document, hostile


def test_everything_stands_in_it() -> None:
    read = docx.Document(io.BytesIO(word(document(), "zh")))
    paragraphs = "\n".join(one.text for one in read.paragraphs)
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]

    assert read.core_properties.title == "安全评估报告"
    assert read.core_properties.created is not None
    assert read.core_properties.created == MADE
    assert "总体结论" in paragraphs
    assert DIGEST in paragraphs
    assert {"5.59", "法定代表人", "姓名及签字", "GB/T 45654-2025"} <= set(cells)
    assert next(one.style.name for one in read.paragraphs if one.style) == "Title"
    assert len(read.inline_shapes) == 5


def test_charts_are_sharp_and_say_what_they_show() -> None:
    made = word(document(), "en")
    parts = members(made)
    pictures = [data for name, data in parts.items() if name.startswith("word/media/")]
    xml = parts["word/document.xml"].decode()

    assert len(pictures) == 5
    for data in pictures:
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.width == 2160
            assert len(picture.getcolors(1 << 20) or ()) > 8  # words, bars and ground
        assert len(data) < 60_000
    assert "91.2% [89.3%, 92.8%] (≥ 90.0%)" in xml
    assert xml.count('descr="') == 5


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from hegui.render.document.word import word; "
        "from tests.render.documents import document; "
        "sys.stdout.buffer.write(word(document(), 'en'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )

    assert done.stdout == word(document(), "en")


def test_hostile_words_make_no_links_and_no_elements() -> None:
    parts = members(word(hostile(), "en"))
    relations = parts["word/_rels/document.xml.rels"].decode()

    assert relations.count('TargetMode="External"') == 1
    assert "https://example.org/?a=1&amp;b=2" in relations
    assert b"<img" not in parts["word/document.xml"]
    with zipfile.ZipFile(io.BytesIO(word(hostile(), "en"))) as archive:
        assert archive.testzip() is None


@needs_soffice
@pytest.mark.parametrize("lang", ["zh"])
def test_libreoffice_prints_it(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word(document(), lang))
    printed = converted(path, ".pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")

    assert "安全评估报告" in pages[0]
    assert pages[0].rstrip().endswith(f"1/{len(pages) - 1}")
    assert DIGEST in "".join(text.split())
    # The head of the table stands on each of its pages; the new page begins with its heading.
    assert len([page for page in pages if "条款" in page and "理由" in page]) >= 2
    assert any(page.lstrip().startswith("逐条结果") for page in pages)
    images = subprocess.run(
        ["pdfimages", "-list", str(printed)], capture_output=True, text=True, check=True
    ).stdout
    assert images.count("image") >= 5
