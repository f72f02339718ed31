"""Documents told by their bytes, seen by LibreOffice, refused with the reason."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import (
    BrokenFile,
    CannotRead,
    FileError,
    InvalidWording,
    NoSlot,
    UnknownFormat,
    UsageError,
)
from hegui.explicit.contract import Modality
from hegui.explicit.documents.document import label
from hegui.explicit.documents.document_options import Coverage, DocumentOptions
from hegui.explicit.wording import checked, corner_mark, stock
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.table import open_container
from tests.builders import ooxml
from tests.builders.labels import BARE
from tests.documents import members, needs_soffice
from tests.explicit.documents import test_docx, test_pptx, test_xlsx
from tests.explicit.documents.office_files import LONG, put, saved


def pages(path: Path) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


@needs_soffice
def test_libreoffice_shows_the_label_and_the_same_pages(tmp_path: Path) -> None:
    """Rendered before and after: as many pages, the label on each, every other line in place."""
    pytest.importorskip("pikepdf")
    documents = {
        "word.docx": saved(test_docx.report(header="页眉", sections=2)),
        "slides.pptx": saved(test_pptx.slides()),
        "book.xlsx": saved(test_xlsx.workbook(2, 2)),
    }
    for name, before in documents.items():
        (tmp_path / f"before-{name}").write_bytes(before)
        after, _ = put(tmp_path, before, Coverage.EVERY)
        (tmp_path / f"after-{name}").write_bytes(after)
    files = [str(tmp_path / f"{when}-{name}") for name in documents for when in ("before", "after")]
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], capture_output=True, check=True, timeout=180)

    for name in documents:
        stem = name.partition(".")[0]
        before_pages = pages(tmp_path / f"before-{stem}.pdf")
        after_pages = pages(tmp_path / f"after-{stem}.pdf")
        assert len(before_pages) == len(after_pages)
        for old, new in zip(before_pages, after_pages, strict=True):
            assert LONG in new
            assert LONG not in old
            if stem != "book":  # whose box is in the line of the cells
                lines = [line.strip() for line in new.splitlines() if line.strip()]
                assert [one for one in lines if one != LONG] == [
                    line.strip() for line in old.splitlines() if line.strip()
                ]


def test_a_document_is_told_by_its_bytes(tmp_path: Path) -> None:
    _, applied = put(tmp_path, saved(test_docx.report()))
    assert applied.modality is Modality.TEXT
    for data in (b"", b"x", b"PK\3\4", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises((UnknownFormat, BrokenFile)):
            put(tmp_path, data)


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        label(str(tmp_path / "none"), str(tmp_path / "sink"), stock())
    with pytest.raises(NoSlot, match="signed"):
        put(tmp_path, signed_package())
    with pytest.raises(NoSlot, match="binary workbook"):
        put(tmp_path, binary_workbook())
    with pytest.raises(InvalidWording):
        put(tmp_path, saved(test_docx.report()), Coverage.FIRST, checked("AI"))
    path = tmp_path / "x.docx"
    path.write_bytes(saved(test_docx.report()))
    with pytest.raises(UsageError, match="original itself"):
        label(str(path), str(path), stock())
    label(str(path), str(tmp_path / "sink"), corner_mark())  # a document is text (5.1)


def edited(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members(data).items():
            archive.writestr(member, content.replace(old, new) if member == name else content)
    return out.getvalue()


def signed_package() -> bytes:
    data = saved(test_docx.report())
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("_xmlsignatures/origin.sigs", b"")
    return out.getvalue()


def binary_workbook() -> bytes:
    data = saved(test_xlsx.workbook(1, 1))
    return edited(
        data,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda: saved(test_docx.report(header="页眉")), "word/document.xml"),
        (lambda: saved(test_docx.report(header="页眉")), "word/header1.xml"),
        (lambda: saved(test_docx.report()), "word/_rels/document.xml.rels"),
        (lambda: saved(test_pptx.slides()), "ppt/presentation.xml"),
        (lambda: saved(test_pptx.slides()), "ppt/slides/slide1.xml"),
        (lambda: saved(test_pptx.slides()), "ppt/_rels/presentation.xml.rels"),
        (lambda: saved(test_xlsx.workbook()), "xl/workbook.xml"),
        (lambda: saved(test_xlsx.workbook()), "xl/worksheets/sheet1.xml"),
    ],
)
def test_broken_parts_are_named(tmp_path: Path, make: Callable[[], bytes], part: str) -> None:
    data = make()
    entity = b"<!DOCTYPE a [<!ENTITY e 'e'>]><a/>"
    for damage in (b"", b"<x/>", b"<a><b></a>", b"\0" * 50, entity):
        broken = edited(data, part, members(data)[part], damage)
        with pytest.raises(FileError) as caught:
            put(tmp_path, broken, Coverage.EVERY)
        assert caught.value.path


def test_the_implicit_label_goes_into_a_labelled_document(tmp_path: Path) -> None:
    """The order of the provider's path: explicit label first, then the implicit one."""
    for data in (
        saved(test_docx.report()),
        saved(test_pptx.slides()),
        saved(test_xlsx.workbook()),
    ):
        after, _ = put(tmp_path, data, Coverage.BOTH)
        source = Source.of_bytes(after, "x")
        both = apply_edits(after, open_container(source).plan(BARE))
        (site,) = open_container(Source.of_bytes(both, "x")).read().sites
        assert site.prescribed
        assert put(tmp_path, both, Coverage.BOTH)[0] == both


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_damaged_bytes_are_our_errors(at: int, junk: bytes) -> None:
    data = DAMAGED[at % len(DAMAGED)]
    at = at * 7919 % len(data)
    data = data[:at] + junk + data[at + len(junk) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(data)
        try:
            label(str(path), f"{folder}/y", stock(), DocumentOptions(Coverage.BOTH))
        except FileError as error:
            assert error.path  # noqa: PT017 - most damage is in no way fatal


DAMAGED = [make() for make in ooxml.SAMPLES.values()]
