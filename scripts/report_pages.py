"""Keeps pages of sample reports as pictures: docs/grading/ and docs/assessment/.

    .venv/bin/pytest tests/assess/test_dry_run.py --basetemp=DIR   # leaves an assessment.json
    .venv/bin/python scripts/report_pages.py DIR/assessment.json

Needs pdftoppm (poppler-utils) and fonts-noto-cjk. The same input gives the same pictures.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from hegui.assess.report.document import document
from hegui.assess.results import from_json
from hegui.grade.answer_files import read_answers
from hegui.grade.grading import graded
from hegui.grade.history import append, read_history
from hegui.grade.report import report
from hegui.grade.table import read_table
from hegui.render.document.blocks import Document
from hegui.render.document.pdf import pdf

DOCS = Path("docs")
MADE = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
EARLIER = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DPI = 56
COLUMNS = 4
GAP = 8
COLOURS = 64


def sheet(document: Document, lang: str, pages: Iterable[int] | None = None) -> Image.Image:
    """The pages of a document side by side; ``pages`` counts from 1, None is all."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(pdf(document, lang))
        command = ["pdftoppm", "-r", str(DPI), "-png", str(path), str(Path(folder, "page"))]
        subprocess.run(command, check=True)
        found = [Image.open(one).convert("RGB") for one in sorted(Path(folder).glob("page*.png"))]
    if pages is not None:
        found = [found[at - 1] for at in pages if at <= len(found)]
    width, height = found[0].size
    rows = -(-len(found) // COLUMNS)
    columns = min(COLUMNS, len(found))
    size = (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    result = Image.new("RGB", size, "#d0d0cc")
    for at, page in enumerate(found):
        place = (GAP + at % COLUMNS * (width + GAP), GAP + at // COLUMNS * (height + GAP))
        result.paste(page, place)
    return result


def keep(picture: Image.Image, path: Path) -> None:
    """Writes a picture with a small palette."""
    path.parent.mkdir(parents=True, exist_ok=True)
    small = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path}: {path.stat().st_size // 1024} KiB")


def grading() -> Document:
    """The report on the sample of docs/grading.md."""
    found = graded(
        read_answers(str(DOCS / "grading" / "answers.toml")),
        read_table(str(DOCS / "grading" / "table.toml")),
    )
    with tempfile.TemporaryDirectory() as folder:
        history = str(Path(folder, "history.jsonl"))
        for moment in (EARLIER, MADE):
            append(history, found, moment.isoformat())
        return report(found, MADE, read_history(history))


def dry_run(path: str) -> Document:
    """The report on the dry assessment; of paths on this machine only the names are shown."""
    found = from_json(Path(path).read_text("utf-8"))
    banks = tuple(replace(one, path=Path(one.path).name) for one in found.banks)
    given = tuple(replace(one, path=Path(one.path).name) for one in found.inputs)
    return document(replace(found, banks=banks, inputs=given))


def main() -> None:
    """Writes every picture anew."""
    assessment = dry_run(sys.argv[1])
    for lang in ("en", "zh"):
        keep(sheet(grading(), lang), DOCS / "grading" / f"report-{lang}.png")
        keep(sheet(assessment, lang), DOCS / "assessment" / f"report-{lang}.png")


if __name__ == "__main__":
    main()
