"""Names and labels chosen to break a report, through the whole command."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.cli import main
from hegui.conformance.auditing import auditor
from hegui.conformance.check import Outcome
from hegui.conformance.examining import Examiner
from hegui.conformance.reporting import file_report, head
from hegui.conformance.subject import Explicit
from hegui.errors import MissingExtra
from hegui.implicit.container import Container
from hegui.implicit.sidecar import sidecar_path
from hegui.render.forms import FORMS
from hegui.render.report import Summary
from tests.builders.labels import xmp_with
from tests.conformance.works import IN_FORCE, audited, findings, label, outcomes, picture

ON = ("--on", "2026-01-01")
NAMES = (
    b"=1+1.png",
    b"</script><script>alert(1)</script>.png",
    b"\xff\xfe.png",
    b"a\nb.png",
    "\u202egnp.exe.png".encode(),
    b"-o.png",
    b"\x1b[31mred.png",
)
VALUE = '=HYPERLINK("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        with open(
            os.path.join(os.fsencode(tmp_path), name.replace(b"/", b"\xe2\x88\x95")), "wb"
        ) as file:
            file.write(picture(label(ProduceID=VALUE, ContentProducer="@SUM(A1)")))
    return tmp_path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_name_and_no_value_breaks_a_report(folder: Path, form: str, lang: str) -> None:
    out = folder.parent / f"{folder.name}.out"
    words = ("audit", str(folder), "--format", form, "-o", str(out), "--lang", lang, *ON)

    assert main(words) == 0
    data = out.read_bytes()
    text = data.decode("utf-8")  # every report is UTF-8, whatever files are called
    assert "\x1b" not in text
    if form == "json":
        value = json.loads(text)
        assert data == rfc8785.dumps(value) + b"\n"
        assert len(value["files"]) == len(NAMES)
        assert value["files"][0]["labels"][0]["members"]["ProduceID"] == VALUE
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    elif form == "sarif":
        assert len(json.loads(text)["runs"][0]["results"]) >= len(NAMES)
    elif form == "html":
        assert text.count("<script") == 1
        assert "<img src=x" not in text


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["Label", "ContentProducer", "ProduceID", "ReservedCode1", "X"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(max_size=3)),
    )
)
def test_whatever_a_label_says_is_audited_and_reported(
    tmp_path_factory: pytest.TempPathFactory, members: dict[str, object]
) -> None:
    text = json.dumps({**json.loads(label()), **members})
    try:
        data = picture(text)
    except UnicodeEncodeError:  # half a character cannot stand in XMP
        return
    audit = audited(tmp_path_factory.mktemp("any"), data)
    report = file_report(audit)
    for form in FORMS:
        for lang in ("en", "zh"):
            out = io.StringIO()
            writer, summary = FORMS[form](out, lang), Summary()
            writer.begin(head(auditor(on=IN_FORCE)))
            summary.add(report)
            writer.file(report)
            writer.end(summary)
            out.getvalue().encode()


def test_a_sidecar_does_not_label_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    Path(sidecar_path(str(tmp_path / "a.png"))).write_bytes(xmp_with(label()))
    audit = audited(tmp_path, picture(), "a.png")

    assert outcomes(audit, "label.present") == {Outcome.FAIL}
    (finding,) = findings(audit, "label.present")
    assert "sidecar" in finding.observation.template


def test_a_label_hidden_behind_a_broken_place_could_not_be_told(tmp_path: Path) -> None:
    from tests.builders import png

    broken = png.png(png.itxt(b"XML:com.adobe.xmp", xmp_with(label()), compressed=True)[:-9])
    audit = audited(tmp_path, broken)

    assert not audit.failed
    assert audit.unread


def test_what_an_extra_is_missing_for_could_not_be_told(tmp_path: Path) -> None:
    def finder(path: str, container: Container | None) -> tuple[Explicit, ...]:
        raise MissingExtra(
            "needs {package}, which is not installed: pip install 'hegui[{extra}]'",
            package="rapidocr",
            extra="ocr",
        )

    path = tmp_path / "a.png"
    path.write_bytes(picture(label()))
    subject = Examiner(finder=finder).examine(str(path))
    audit = auditor(on=IN_FORCE).judge(subject)

    assert outcomes(audit, "explicit.image") == {Outcome.COULD_NOT_TELL}
    assert not audit.failed
