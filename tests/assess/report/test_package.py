"""The filing package: complete or said to be not, every file with its digest."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import docx
import pikepdf
import pytest

from hegui.assess.report.package import MANIFEST, package
from hegui.assess.results import Assessment, from_json
from hegui.errors import CannotRead, CannotWrite, FileChanged
from hegui.render.document.blocks import Document
from hegui.render.document.page import page
from hegui.render.document.pdf import pdf
from hegui.render.document.word import word
from tests.assess.report.sample import full


def make(document: Document, suffix: str, lang: str) -> bytes:
    return pdf(document, lang) if suffix == ".pdf" else word(document, lang)


def quick(document: Document, suffix: str, lang: str) -> bytes:
    """The page in place of PDF and DOCX: what is packed beside them is what is looked at."""
    return page(document, lang).encode()


@pytest.fixture
def assessment(tmp_path: Path) -> Assessment:
    """The sample with banks that are there."""
    banks = []
    for bank in full().banks:
        path = tmp_path / "banks" / bank.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(f"{bank.kind} of the sample\n".encode())
        banks.append(replace(bank, path=f"banks/{bank.path}", sha256=digest(path)))
    return replace(full(), banks=tuple(banks))


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_a_complete_package(tmp_path: Path, assessment: Assessment) -> None:
    for name in ("协议.docx", "rules.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    filing = package(
        assessment,
        str(tmp_path / "filing"),
        make,
        agreement=[str(tmp_path / "协议.docx")],
        annotation=[str(tmp_path / "rules.pdf")],
        base=str(tmp_path),
    )
    folder = tmp_path / "filing"
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))

    assert filing.lacks == ()
    assert filing.sha256 == digest(folder / MANIFEST)
    found = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    assert found == {one["path"] for one in manifest["files"]} | {MANIFEST}
    assert found >= {
        "附件1-安全评估报告.docx",
        "附件1-安全评估报告.pdf",
        "附件1-安全评估报告.json",
        "附件2-模型服务协议/协议.docx",
        "附件3-语料标注规则/rules.pdf",
        "附件4-拦截关键词列表/keywords.csv",
        "附件5-评估测试题集/content.jsonl",
        "备案材料清单.docx",
    }
    for one in manifest["files"]:
        assert digest(folder / one["path"]) == one["sha256"]
        assert (folder / one["path"]).stat().st_size == one["size"]
    assert from_json((folder / "附件1-安全评估报告.json").read_text("utf-8")) == assessment
    with pikepdf.open(folder / "附件1-安全评估报告.pdf") as opened:
        assert len(opened.pages) > 10
    listed = docx.Document(io.BytesIO((folder / "备案材料清单.docx").read_bytes()))
    cells = {cell.text for table in listed.tables for row in table.rows for cell in row.cells}
    assert {one["sha256"] for one in manifest["files"]} - cells == {
        digest(folder / "备案材料清单.docx")
    }
    alone = [one["path"] for one in manifest["files"] if one["annex"] is None]
    assert alone == ["备案材料清单.docx"]


def test_what_is_missing_is_said(tmp_path: Path, assessment: Assessment) -> None:
    banks = tuple(one for one in assessment.banks if one.kind != "accept")
    filing = package(
        replace(assessment, banks=banks), str(tmp_path / "filing"), quick, base=str(tmp_path)
    )
    manifest = json.loads((tmp_path / "filing" / MANIFEST).read_text("utf-8"))

    assert [(one.annex.number, str(one.what)) for one in filing.lacks] == [
        (2, "no file was given"),
        (3, "no file was given"),
        (5, "no bank of the kind accept was assessed"),
    ]
    assert [one["annex"] for one in manifest["missing"]] == [2, 3, 5]


def test_a_bank_that_changed_is_refused(tmp_path: Path, assessment: Assessment) -> None:
    with (tmp_path / "banks" / "content.jsonl").open("ab") as file:
        file.write(b"x")
    with pytest.raises(FileChanged) as caught:
        package(assessment, str(tmp_path / "filing"), quick, base=str(tmp_path))

    assert caught.value.path is not None
    assert caught.value.path.endswith("content.jsonl")


def test_a_bank_that_is_gone_is_our_error(tmp_path: Path, assessment: Assessment) -> None:
    (tmp_path / "banks" / "refuse.jsonl").unlink()
    with pytest.raises(CannotRead):
        package(assessment, str(tmp_path / "filing"), quick, base=str(tmp_path))


def test_nothing_is_written_into_a_folder_that_is_in_use(
    tmp_path: Path, assessment: Assessment
) -> None:
    (tmp_path / "filing").mkdir()
    (tmp_path / "filing" / "mine").touch()
    with pytest.raises(CannotWrite):
        package(assessment, str(tmp_path / "filing"), quick, base=str(tmp_path))
    assert [one.name for one in (tmp_path / "filing").iterdir()] == ["mine"]


def test_two_files_of_one_name_stay_two(tmp_path: Path, assessment: Assessment) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "terms.pdf").write_bytes(name.encode())
    package(
        assessment,
        str(tmp_path / "filing"),
        quick,
        agreement=[str(tmp_path / name / "terms.pdf") for name in ("a", "b")],
        base=str(tmp_path),
    )
    folder = tmp_path / "filing" / "附件2-模型服务协议"

    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {
        "terms.pdf": b"a",
        "terms-2.pdf": b"b",
    }


def test_the_team_gets_it_in_english_too(tmp_path: Path, assessment: Assessment) -> None:
    package(assessment, str(tmp_path / "filing"), quick, base=str(tmp_path), team=True)
    path = tmp_path / "filing" / "annex-1-security-assessment-report.pdf"

    assert b"Security assessment report" in path.read_bytes()


def test_the_same_assessment_gives_the_same_package(tmp_path: Path, assessment: Assessment) -> None:
    first = package(assessment, str(tmp_path / "one"), quick, base=str(tmp_path))
    second = package(assessment, str(tmp_path / "two"), quick, base=str(tmp_path))

    assert first == second
