"""PDF: what its content is, files of many gigabytes, and choice by content."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source
from hegui.implicit.formats.pdf import Pdf
from hegui.implicit.table import open_container
from tests.builders import pdf as build
from tests.builders.labels import BARE, FOREIGN_XMP
from tests.builders.pdf import LABEL, SAMPLES, classic, compact, information, page, updated
from tests.pdf_steps import NEW, labelled, only, opened


def essence(data: bytes) -> bytes:
    pieces = opened(data).essence()
    return b"".join(one if isinstance(one, bytes) else data[one[0] : one[1]] for one in pieces)


# Content.


@pytest.mark.parametrize("name", SAMPLES)
def test_the_essence_outlasts_labelling(name: str) -> None:
    data = SAMPLES[name]()
    assert essence(data) == essence(labelled(data))


def test_the_essence_does_not_depend_on_form_or_metadata() -> None:
    plain = essence(classic(page()))
    assert essence(compact(page())) == plain
    assert essence(classic(page(information(), FOREIGN_XMP))) == plain
    assert essence(classic(dict(reversed(page(information()).items())))) == plain
    catalog = page(Version=b"/2.0")
    assert essence(updated(classic(page()), {1: catalog[1]}, b"/Size 5 /Root 1 0 R")) == plain


@pytest.mark.parametrize(
    ("number", "body"),
    [
        (4, build.stream(b"0.8 0.1 0.1 rg 2 2 6 7 re f")),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 11] /Contents 4 0 R >>"),
        (1, b"<< /Type /Catalog /Pages 2 0 R /PageMode /FullScreen >>"),
    ],
)
def test_the_essence_notices_a_change(number: int, body: bytes) -> None:
    assert essence(classic({**page(), number: body})) != essence(classic(page()))


def test_a_huge_file_is_read_from_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    hole = 5 * 1024**3
    objects = page(information(LABEL))
    with path.open("wb") as file:
        file.write(build.HEADER)
        file.truncate(hole)
        file.seek(hole)
        body, offsets = build.bodies(objects, hole)
        tail = build.table(offsets) + b"trailer\n" + build.trailer(objects) + b"\n"
        file.write(body + tail + build.ending(hole + len(body)))
    descriptor = os.open(path, os.O_RDONLY)
    try:
        source = Source(
            "x.pdf",
            path.stat().st_size,
            descriptor=descriptor,
            ceilings=Ceilings(total=1024**2),
        )
        container = Pdf(source)
        assert [site.text for site in container.read().sites] == [BARE]
        (edit,) = container.plan(NEW)
        assert edit.offset == source.size
    finally:
        os.close(descriptor)


def test_beyond_ten_gigabytes_a_table_cannot_say_where(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    data = SAMPLES["plain"]()
    hole = 10**10
    with path.open("wb") as file:
        file.write(data)
        file.seek(hole)
        file.write(data.rpartition(b"startxref")[1] + data.rpartition(b"startxref")[2])
    descriptor = os.open(path, os.O_RDONLY)
    try:
        source = Source("x.pdf", path.stat().st_size, descriptor=descriptor)
        with pytest.raises(NoSlot, match="10 GB"):
            Pdf(source).plan(NEW)
    finally:
        os.close(descriptor)


# Choice by content.


@pytest.mark.parametrize(
    "head",
    [
        b"# How a PDF begins\n\n    %PDF-1.7\n    %\xe2\x80\xa6 and so on\n",
        b"%!PS-Adobe-3.0\n%PDF-\n",
        b"PDF",
    ],
)
def test_text_about_pdf_is_no_pdf(head: bytes) -> None:
    assert not Pdf.sniff(head)


@given(st.integers(), st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_reading_or_an_error(
    choice: int, changes: list[tuple[int, bytes]]
) -> None:
    data = random.Random(choice).choice(list(SAMPLES.values()))()
    for at, new in changes:
        at %= len(data)
        data = data[:at] + new + data[at + len(new) // 2 :]
    try:
        container = open_container(Source.of_bytes(data, "x.pdf"))
        container.read()
        edits = container.plan(BARE)
        if isinstance(container, Pdf):
            assert only(apply_edits(data, edits)).text == BARE
            sum(1 for _ in container.essence())
    except FileError as error:
        assert error.path == "x.pdf"  # noqa: PT017 - the error's own content is what is tested
