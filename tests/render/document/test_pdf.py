"""Documents as PDF, as poppler, qpdf and pikepdf see them."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest

from hegui.errors import CannotRead, UnusableFont
from hegui.render.document.blocks import same
from hegui.render.document.pdf import pdf, print_page
from hegui.render.fonts import bundled_address
from tests.render.documents import DIGEST, document, hostile

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="no qpdf")


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / f"{request.param}.pdf"
    path.write_bytes(pdf(document(), request.param))
    return path


def told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@needs_poppler
def test_poppler_reads_every_word(made: Path) -> None:
    text = "".join(told("pdftotext", "-layout", str(made), "-").split())

    for word in {
        "en": ("Assessmentreport", "Monopoly&unfaircompetition", "91.2%", "Nameandsignature"),
        "zh": ("安全评估报告", "垄断和不正当竞争", "91.2%", "姓名及签字"),
    }[made.stem]:
        assert word in text
    assert DIGEST in text
    assert "5.59" in text


@needs_poppler
def test_poppler_knows_title_language_moment_and_tags(made: Path) -> None:
    facts = told("pdfinfo", "-isodates", str(made))

    assert {"en": "Assessment report", "zh": "安全评估报告"}[made.stem] in facts
    assert "CreationDate:    2026-11-29T08:30:00Z" in facts
    assert "Tagged:          yes" in facts
    fonts = told("pdffonts", str(made)).splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)


@needs_qpdf
def test_qpdf_finds_no_fault(made: Path) -> None:
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", str(made))


def test_headings_are_bookmarks_and_the_head_of_a_table_is_repeated(made: Path) -> None:
    with pikepdf.open(made) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
        assert str(opened.Root.Lang) == {"en": "en", "zh": "zh-Hans"}[made.stem]
        assert len(opened.pages) >= 4
    assert {"en": "Clauses", "zh": "逐条结果"}[made.stem] in titles


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from hegui.render.document.pdf import pdf; "
        "from tests.render.documents import document; "
        "sys.stdout.buffer.write(pdf(document(), 'en'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )

    assert done.stdout == pdf(document(), "en")


def test_hostile_words_are_printed_as_words() -> None:
    with pikepdf.open(io.BytesIO(pdf(hostile(), "en"))) as opened:
        addresses = [
            str(note.A.URI)
            for page in opened.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert set(addresses) == {"https://example.org/?a=1&b=2"}


@pytest.mark.parametrize(
    "form",
    [
        '<img src="{}">',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style>",
        '<p style="background:url({})">a',
    ],
)
def test_nothing_is_fetched(form: str) -> None:
    asked: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x"
        with pytest.raises(CannotRead) as caught:
            print_page(form.format(address), "letter.html")
        server.shutdown()

    assert asked == []
    assert caught.value.facts["address"] == address
    assert caught.value.path == "letter.html"


def test_no_file_is_read() -> None:
    with pytest.raises(CannotRead):
        print_page('<img src="file:///etc/hostname">', "x")


def test_a_character_without_a_glyph_is_an_error_that_names_it() -> None:
    with pytest.raises(UnusableFont, match=r"U\+12000"):
        pdf(document(same("\U00012000")), "en")


def test_without_fonts_the_bundled_one_serves_what_it_has(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    code = (
        "import sys; from hegui.render.document.pdf import print_page\n"
        "from hegui.errors import UnusableFont\n"
        'style = \'<style>*{font-family:"hegui Label Sans"} @font-face{font-family:'
        f'"hegui Label Sans";src:url({bundled_address()})}}</style>\'\n'
        "sys.stdout.buffer.write(print_page(style + '<p>人工智能生成合成内容', 'x'))\n"
        "try: print_page(style + '<p>垄断', 'x')\n"
        "except UnusableFont as error: sys.stderr.write(str(error))\n"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(empty)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )

    with pikepdf.open(io.BytesIO(done.stdout)) as opened:
        (font,) = opened.pages[0].Resources.Font.values()
        assert "Label" in str(font.BaseFont)
    assert "垄 (U+5784)" in done.stderr.decode()


def test_pillow_goes_on_to_refuse_pictures_that_are_cut_off() -> None:
    from PIL import ImageFile

    assert pdf is not None  # WeasyPrint, which is imported with it, has Pillow accept them
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
