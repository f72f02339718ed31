"""PDF seen by other programs: qpdf, Poppler, pyHanko, LibreOffice and ExifTool."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.errors import NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.pdf import Pdf
from tests.builders.labels import BARE, xmp_with
from tests.builders.pdf import SAMPLES, classic, information, page
from tests.pdf_signing import signed, verified

CHINESE = BARE.replace("4f7c1f9e-a01", "春(1)\\\\")

needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftoppm") is None, reason="poppler-utils is not installed"
)
needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def labelled(data: bytes, text: str = BARE) -> bytes:
    return apply_edits(data, Pdf(Source.of_bytes(data, "x.pdf")).plan(text))


def labels(data: bytes) -> list[tuple[bool, str]]:
    return [(one.prescribed, one.text) for one in Pdf(Source.of_bytes(data, "x.pdf")).read().sites]


def run(*command: str | Path, codes: tuple[int, ...] = (0,)) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in codes, done.stderr.decode()
    return done.stdout


def qpdf_label(path: Path) -> str:
    """The entry AIGC of the information dictionary as qpdf reads it."""
    run("qpdf", "--check", path)
    _, objects = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", path))["qpdf"]
    info = objects[f"obj:{objects['trailer']['value']['/Info']}"]["value"]
    return str(info["/AIGC"]).removeprefix("u:")


@needs_qpdf
@pytest.mark.parametrize("name", SAMPLES)
def test_qpdf_finds_no_fault_and_reads_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    for text in (BARE.replace("-a01", "-b02"), CHINESE):
        path.write_bytes(labelled(SAMPLES[name](), text))
        assert qpdf_label(path) == text


@needs_poppler
@pytest.mark.parametrize("name", SAMPLES)
def test_poppler_reads_the_label_and_draws_the_same(name: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(SAMPLES[name]())
    after.write_bytes(labelled(SAMPLES[name](), CHINESE))
    assert CHINESE in run("pdfinfo", "-custom", after).decode()
    drawn = [run("pdftoppm", "-r", "72", path) for path in (before, after)]
    assert drawn[0].startswith(b"P6\n10 10\n")
    assert drawn[0] == drawn[1]


def encrypted(tmp_path: Path, data: bytes, *arguments: str) -> bytes:
    plain, result = tmp_path / "plain.pdf", tmp_path / "encrypted.pdf"
    plain.write_bytes(data)
    run("qpdf", "--allow-weak-crypto", "--encrypt", *arguments, "--", plain, result)
    return result.read_bytes()


@needs_qpdf
@pytest.mark.parametrize("streams", ["preserve", "generate"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("40",),
        ("128", "--use-aes=n"),
        ("128", "--use-aes=y"),
        ("128", "--use-aes=n", "--force-V4"),
        ("128", "--use-aes=y", "--cleartext-metadata"),
        ("256",),
        ("256", "--force-R5"),
        ("256", "--cleartext-metadata"),
    ],
    ids=" ".join,
)
def test_every_encryption(streams: str, arguments: tuple[str, ...], tmp_path: Path) -> None:
    nested = b"/X [(one) << /Y <74776F> >> /Z]"
    data = classic(page(information(nested), xmp_with(BARE)))
    modes = ("--modify=none", "--extract=n") if arguments[0] != "40" else ("--modify=n",)
    length, *more = arguments
    words = ("", "owner", length, *more, *modes, "--", "--object-streams=" + streams)
    plain, result = tmp_path / "plain.pdf", tmp_path / "encrypted.pdf"
    plain.write_bytes(data)
    run("qpdf", "--allow-weak-crypto", "--encrypt", *words, plain, result)
    locked = result.read_bytes()
    assert labels(locked) == [(False, BARE)]
    done = labelled(locked, CHINESE)
    assert labels(done) == [(True, CHINESE)]
    assert done.startswith(locked)
    result.write_bytes(done)
    assert qpdf_label(result) == CHINESE
    objects = run("qpdf", "--json=2", "--json-key=qpdf", result).decode()
    assert all(text in objects for text in ('"u:spring (a test) ä"', '"u:one"', '"u:two"'))
    decrypted = tmp_path / "decrypted.pdf"
    run("qpdf", "--decrypt", result, decrypted)
    assert labels(decrypted.read_bytes()) == [(True, CHINESE)]


@needs_qpdf
def test_a_file_with_a_password_is_neither_read_nor_written(tmp_path: Path) -> None:
    for length in ("128", "256"):
        data = encrypted(tmp_path, SAMPLES["labelled"](), "user", "owner", length)
        container = Pdf(Source.of_bytes(data, "x.pdf"))
        reading = container.read()
        assert reading.sites == ()
        assert [str(blind) for blind in reading.blind] == ["is encrypted with a password"]
        with pytest.raises(NoSlot, match="password"):
            container.plan(BARE)


@needs_qpdf
@pytest.mark.parametrize(
    "arguments",
    [
        ("--linearize",),
        ("--linearize", "--object-streams=generate"),
        ("--object-streams=generate",),
        ("--object-streams=disable",),
        ("--force-version=2.0",),
        ("--qdf",),
    ],
    ids=" ".join,
)
def test_other_forms_of_the_same_file(arguments: tuple[str, ...], tmp_path: Path) -> None:
    plain, other = tmp_path / "plain.pdf", tmp_path / "other.pdf"
    plain.write_bytes(SAMPLES["labelled"]())
    run("qpdf", *arguments, plain, other)
    data = other.read_bytes()
    assert labels(data) == [(True, BARE)]
    other.write_bytes(labelled(data, CHINESE))
    assert qpdf_label(other) == CHINESE


@needs_soffice
@needs_qpdf
@needs_poppler
def test_a_document_made_by_libreoffice(tmp_path: Path) -> None:
    text = tmp_path / "spring.txt"
    text.write_text("Spring 春 (1)\n", "utf-8")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    run("soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, text)
    path = tmp_path / "spring.pdf"
    before = path.read_bytes()
    words = run("pdftotext", path, "-")
    path.write_bytes(labelled(before, CHINESE))
    assert qpdf_label(path) == CHINESE
    assert b"Spring" in words
    assert run("pdftotext", path, "-") == words


# Signatures.


@pytest.mark.parametrize("name", ["information", "compact-plain", "xmp-label"])
@pytest.mark.parametrize(
    ("permission", "locked"), [(0, False), (0, True), (2, False)], ids=["", "fields", "forms"]
)
def test_a_signature_stays_valid(name: str, permission: int, locked: bool) -> None:
    data = signed(SAMPLES[name](), permission=permission, locked=locked)
    before = verified(data)
    assert before.bottom_line
    assert before.modification_level.name == "NONE"
    after = verified(labelled(data, CHINESE))
    assert after.intact
    assert after.valid
    assert after.docmdp_ok
    assert after.bottom_line
    assert after.modification_level.name == "LTA_UPDATES"  # pyHanko's name for metadata alone
    assert after.coverage.name == "ENTIRE_REVISION"


def test_a_real_certification_is_respected() -> None:
    data = signed(SAMPLES["information"](), permission=1)
    with pytest.raises(NoSlot, match="certified"):
        labelled(data)


def test_a_signature_over_a_label_is_never_replaced() -> None:
    data = signed(labelled(SAMPLES["information"]()))
    again = labelled(data, CHINESE)
    assert again.startswith(data)
    assert verified(again).bottom_line
