"""The label in PDF: seen, found by search, appended; signatures, encryption, every rotation."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from hegui.errors import BrokenFile, FileError, NoRoom, NoSlot, UnusableFont
from hegui.explicit.contract import Applied
from hegui.explicit.documents.document import label
from hegui.explicit.documents.document_options import Coverage, DocumentOptions
from hegui.explicit.wording import checked, stock
from tests.builders.pdf import classic, compact, hybrid, information, page
from tests.documents import needs_soffice
from tests.pdf_signing import signed, verified

LONG = stock().text
SHORT = stock(short=True).text
CROP = [100, 50, 500, 700]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no poppler-utils")
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")


def put(
    folder: Path, data: bytes, options: DocumentOptions | None = None, text: str = LONG
) -> tuple[bytes, Applied]:
    source, sink = folder / "a.pdf", folder / "b.pdf"
    source.write_bytes(data)
    applied = label(str(source), str(sink), checked(text), options)
    return sink.read_bytes(), applied


def made(
    count: int = 1, size: tuple[float, float] = (595, 842), entries: dict[str, Any] | None = None
) -> bytes:
    """Pages by pikepdf, each filled with black, so that the label shows on the darkest ground."""
    pdf = pikepdf.new()
    for _ in range(count):
        one = pdf.add_blank_page(page_size=size)
        one.Contents = pdf.make_stream(b"0 g -2000 -2000 9000 9000 re f")
        for key, value in (entries or {}).items():
            one["/" + key] = value
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def texts(path: Path) -> list[str]:
    """The text of each page, as Poppler finds it."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return [one.strip() for one in done.stdout.decode().split("\f")[:-1]]


def boxes(path: Path) -> list[tuple[float, ...]]:
    """For each page: its width and height as shown, and the box of the words on it."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    found = []
    for each in done.stdout.decode().split("<page ")[1:]:
        numbers = [float(one) for one in re.findall(r'"([-\d.]+)"', each)]
        words = [numbers[at : at + 4] for at in range(2, len(numbers), 4)]
        box = (min(w[0] for w in words), min(w[1] for w in words))
        found.append((*numbers[:2], *box, max(w[2] for w in words), max(w[3] for w in words)))
    return found


@needs_poppler
@pytest.mark.parametrize("lang", ["zh", "bilingual"])
def test_the_label_is_found_on_the_pages_asked_for(tmp_path: Path, lang: str) -> None:
    text = stock(lang).text
    before = made(3)
    after, applied = put(tmp_path, before, text=text)
    assert after.startswith(before)
    assert texts(tmp_path / "b.pdf") == [text, "", ""]
    assert applied.place == "page 1"
    assert (applied.clause, applied.method) == ("5.1", "spliced")

    put(tmp_path, before, DocumentOptions(Coverage.EVERY), text)
    assert texts(tmp_path / "b.pdf") == [text] * 3


@needs_poppler
@pytest.mark.parametrize(
    ("rotation", "crop"),
    [(0, None), (90, CROP), (180, None), (270, CROP), (-90, None), (450, CROP), (0, CROP)],
)
@pytest.mark.parametrize("is_signed", [False, True])
def test_it_stands_upright_in_the_corner_of_what_is_shown(
    tmp_path: Path, rotation: int, crop: list[int] | None, is_signed: bool
) -> None:
    entries = {"Rotate": rotation} | ({"CropBox": pikepdf.Array(crop)} if crop else {})
    data = made(entries=entries)
    put(tmp_path, signed(data) if is_signed else data)
    picture = tmp_path / "p"
    command = ["pdftoppm", "-r", "72", "-png", "-singlefile", "-cropbox"]
    subprocess.run([*command, tmp_path / "b.pdf", picture], check=True)
    with Image.open(picture.with_suffix(".png")) as shown:
        grey = shown.convert("L")
        wide, high = (400, 650) if crop else (595, 842)
        assert grey.size == ((high, wide) if rotation % 180 else (wide, high))
        # The one white ground on a black page, with black letters in it.
        left, top, right, bottom = grey.point(lambda v: 255 * (v > 200)).getbbox() or (0,) * 4
        assert grey.width * 0.9 < right < grey.width
        assert 0 < top < grey.height * 0.05
        assert right - left > 5 * (bottom - top)
        inside = grey.crop((left + 1, top + 1, right - 1, bottom - 1))
        dark = sum(inside.histogram()[:80]) / (inside.width * inside.height)
        assert 0.1 < dark < 0.6
    if not is_signed:
        assert texts(tmp_path / "b.pdf") == [LONG]


def sized(objects: dict[int, bytes]) -> dict[int, bytes]:
    return {
        number: body.replace(b"[0 0 10 10]", b"[0 0 300 200]") for number, body in objects.items()
    }


@needs_qpdf
@needs_poppler
@pytest.mark.parametrize("write", [classic, compact, hybrid])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {3: b"/Resources << >>"},
        {3: b"/Resources 6 0 R", 6: b"<< /ProcSet [/PDF] >>"},
        {3: b"/Resources << /XObject 6 0 R >>", 6: b"<< >>"},
        {3: b"/Resources << /XObject << % none\n >> /Font << >> >>"},
        {2: b"/Resources << /XObject << >> >>"},
        {3: b"/Contents [4 0 R 4 0 R]"},
        {3: b"/Contents 6 0 R", 6: b"[4 0 R]"},
        {3: b"/Contents null"},
        {2: b"/MediaBox [0 0 300 200]", 3: b"/MediaBox null"},
    ],
    ids=lambda more: repr(more)[:40],
)
def test_resources_and_contents_wherever_they_stand(
    tmp_path: Path, write: Any, more: dict[int, bytes]
) -> None:
    objects = sized(page(information()))
    for number, entry in more.items():
        old = objects.get(number)
        if old is not None:
            key = entry.split()[0]
            old = re.sub(rb"%b (?:\[[^]]*\]|\d+ 0 R)" % key, b"", old)
            entry = old[:-2] + entry + b" >>"
        objects[number] = entry
    data = write(objects)
    after, _ = put(tmp_path, data)

    assert after.startswith(data)
    path = tmp_path / "b.pdf"
    assert texts(path) == [LONG]
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(path) as pdf:
        streams = pdf.pages[0].obj.Contents
        drawn = b"".join(bytes(one.read_bytes()) for one in streams)
        assert drawn.startswith(b"q\n")
        assert drawn.count(b"re f") == (
            0 if more.get(3) == b"/Contents null" else drawn.count(b"rg")
        )


@needs_poppler
def test_pages_that_share_their_resources(tmp_path: Path) -> None:
    objects = sized(page())
    objects[2] = b"<< /Type /Pages /Kids [3 0 R 8 0 R 3 0 R] /Count 3 /Resources << >> >>"
    objects[8] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 700] /Rotate 90 >>"
    objects[2] = objects[2].replace(b" 3 0 R]", b" 9 0 R]")
    objects[9] = objects[3]
    after, applied = put(tmp_path, classic(objects), DocumentOptions(Coverage.EVERY))

    assert texts(tmp_path / "b.pdf") == [LONG] * 3
    assert applied.place == "pages 1 to 3"
    assert after.count(b"/Type0") == 1


@pytest.mark.parametrize("coverage", list(Coverage))
@pytest.mark.parametrize("is_signed", [False, True])
def test_a_page_is_never_labelled_twice(
    tmp_path: Path, coverage: Coverage, is_signed: bool
) -> None:
    data = signed(made(2)) if is_signed else made(2)
    once, _ = put(tmp_path, data, DocumentOptions(coverage))
    again, applied = put(tmp_path, once, DocumentOptions(coverage))

    assert again == once
    assert applied.notices[-1].template.startswith("a label stands there already")


@pytest.mark.parametrize("is_signed", [False, True])
def test_what_is_said_to_stand_there_is_what_stands_there(tmp_path: Path, is_signed: bool) -> None:
    once, _ = put(tmp_path, signed(made(1)) if is_signed else made(1))
    again, applied = put(tmp_path, once, text=stock("bilingual").text)

    assert again == once
    assert applied.wording == LONG
    assert applied.notices[0].facts == {"wording": LONG}


@needs_poppler
def test_the_rest_may_be_labelled_later(tmp_path: Path) -> None:
    once, _ = put(tmp_path, made(3))
    _, applied = put(tmp_path, once, DocumentOptions(Coverage.EVERY))

    assert texts(tmp_path / "b.pdf") == [LONG] * 3
    assert applied.place == "page 2, page 3"


@pytest.mark.parametrize("permission", [0, 3])
def test_a_signature_stays_valid(tmp_path: Path, permission: int) -> None:
    data = signed(made(), permission=permission)
    assert verified(data).bottom_line
    after, applied = put(tmp_path, data, DocumentOptions(Coverage.EVERY))

    assert after.startswith(data)
    found = verified(after)
    assert (found.intact, found.valid) == (True, True)
    assert found.coverage.name == "ENTIRE_REVISION"
    assert "annotation" in applied.notices[0].say()
    with pikepdf.open(io.BytesIO(after)) as pdf:
        (note,) = (one for one in pdf.pages[0].Annots if one.Subtype == "/FreeText")
        assert str(note.Contents) == LONG
        assert note.F == 4 | 64 | 128
        assert len(pdf.pages[0].Contents.read_bytes()) < 100


@pytest.mark.parametrize("permission", [1, 2])
def test_a_certification_that_permits_no_annotation_is_respected(
    tmp_path: Path, permission: int
) -> None:
    with pytest.raises(NoSlot, match=f"DocMDP {permission}"):
        put(tmp_path, signed(made(), permission=permission))


def locked(data: bytes, **options: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", **options))
    return out.getvalue()


@needs_poppler
@needs_qpdf
@pytest.mark.parametrize("revision", [3, 4, 6])
def test_an_encrypted_file_that_opens_is_labelled(tmp_path: Path, revision: int) -> None:
    aes = revision >= 4
    data = locked(made(2), user="", R=revision, aes=aes, metadata=aes)
    after, _ = put(tmp_path, data, DocumentOptions(Coverage.EVERY))

    assert after.startswith(data)
    assert texts(tmp_path / "b.pdf") == [LONG] * 2
    done = subprocess.run(["qpdf", "--check", tmp_path / "b.pdf"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_an_encrypted_file_forbids_is_not_done(tmp_path: Path) -> None:
    allowed = pikepdf.Permissions(modify_other=False)
    with pytest.raises(NoSlot, match="permissions forbid"):
        put(tmp_path, locked(made(), user="", allow=allowed))
    with pytest.raises(NoSlot, match="password"):
        put(tmp_path, locked(made(), user="secret"))


@needs_poppler
@pytest.mark.parametrize("size", [(14_400, 14_400), (200, 100), (100, 2000), (3000, 60)])
def test_pages_of_odd_sizes(tmp_path: Path, size: tuple[float, float]) -> None:
    put(tmp_path, made(size=size), text=SHORT)
    ((wide, high, left, top, right, bottom),) = boxes(tmp_path / "b.pdf")

    assert (wide, high) == size
    assert 0 <= left < right <= wide
    assert 0 <= top < bottom <= high


def test_a_page_too_small_for_letters_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="30 by 30 points"):
        put(tmp_path, made(size=(30, 30)))


def test_a_tagged_file_gets_an_artifact(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name("/S")))
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        out = io.BytesIO()
        pdf.save(out)
    after, _ = put(tmp_path, out.getvalue())

    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert b"/Artifact" in pdf.pages[0].Contents[-1].read_bytes()


def test_a_character_without_a_glyph_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableFont, match=r"U\+13000"):
        put(tmp_path, made(), text="AI生成 \U00013000")


@needs_poppler
def test_a_font_of_ones_own(tmp_path: Path) -> None:
    fonts = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))
    latin = sorted(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))
    if not fonts or not latin:
        pytest.skip("the fonts are not installed")
    put(tmp_path, made(), DocumentOptions(font=str(fonts[0])), text="此报告由AI合成，龘靐")
    assert texts(tmp_path / "b.pdf") == ["此报告由AI合成，龘靐"]
    after, _ = put(tmp_path, made(), DocumentOptions(font=str(latin[0])), text="AI-generated Ωж")
    assert texts(tmp_path / "b.pdf") == ["AI-generated Ωж"]
    assert b"/CIDFontType2" in after
    with pytest.raises(UnusableFont):
        put(tmp_path, made(), DocumentOptions(font=str(latin[0])))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
        (b"/Kids [3 0 R]", b"/Kids [     ]"),
        (b"/Pages 2 0 R", b"/Pages 9 0 R"),
        (b"/Type /Catalog", b"/Type /Nothing"),
    ],
)
def test_broken_trees_are_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    data = classic(sized(page())).replace(old, new)
    if b"Nothing" in new:
        assert put(tmp_path, data)[0].startswith(data)  # the trailer says which the catalog is
        return
    with pytest.raises(BrokenFile):
        put(tmp_path, data)


def test_every_cut_is_an_error_of_ours(tmp_path: Path) -> None:
    data = compact(sized(page()))
    for length in range(0, len(data), 7):
        with suppress(FileError):
            after, _ = put(tmp_path, data[:length])
            assert after.startswith(data[:length])


@needs_soffice
@needs_poppler
@needs_qpdf
def test_a_document_made_by_libreoffice(tmp_path: Path) -> None:
    text = tmp_path / "spring.txt"
    text.write_text("春眠不觉晓\n" * 90, "utf-8")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command: list[str | Path] = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        text,
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    data = (tmp_path / "spring.pdf").read_bytes()
    before = texts(tmp_path / "spring.pdf")
    put(tmp_path, data, DocumentOptions(Coverage.EVERY), stock("bilingual").text)

    after = texts(tmp_path / "b.pdf")
    assert len(after) == len(before) > 1
    for old, new in zip(before, after, strict=True):
        assert new.splitlines()[0].strip() == stock("bilingual").text
        assert new.split()[-1] == old.split()[-1]
    listed = json.loads(
        subprocess.run(
            ["qpdf", "--json=2", "--json-key=pages", tmp_path / "b.pdf"],
            capture_output=True,
            check=True,
        ).stdout
    )
    assert len(listed["pages"]) == len(before)
