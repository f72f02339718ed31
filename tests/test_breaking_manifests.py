"""A label on a file that carries a C2PA manifest: signed anew, refused, or knowingly broken."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.errors import BreaksManifest, FileError
from hegui.evidence.gathering import Look, gather
from hegui.files.source import Source
from hegui.implicit.manifests import find_manifest
from hegui.implicit.table import open_container
from hegui.marks import c2pa_library
from hegui.marks.c2pa_reading import read_manifest
from hegui.marks.c2pa_signing import Credential, sign_bytes
from hegui.marks.manifest import Manifest, State
from tests.builders import ooxml, png
from tests.builders.labels import BARE, PRODUCER
from tests.builders.samples import samples
from tests.credentials import signer
from tests.test_signing import picture

MADE = signer("hegui test")
CREDENTIAL = Credential.load(str(MADE.chain), str(MADE.key))
MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".tif": "image/tiff",
}
Run = Callable[..., tuple[int, str, str]]


def signed_picture(path: Path) -> Path:
    data = picture(path).read_bytes()
    path.write_bytes(sign_bytes(data, MEDIA[path.suffix], CREDENTIAL))
    return path


def manifest(data: bytes, media_type: str) -> Manifest:
    found = read_manifest(Source.of_bytes(data), media_type, trust=MADE.root)
    assert found is not None
    return found


@pytest.mark.parametrize("implicit_only", [True, False])
@pytest.mark.parametrize("suffix", MEDIA)
def test_never_broken_unseen(suffix: str, implicit_only: bool, tmp_path: Path) -> None:
    path = signed_picture(tmp_path / f"a{suffix}")
    before = path.read_bytes()
    with pytest.raises(BreaksManifest, match=r"--c2pa .*--allow-break-c2pa"):
        hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=implicit_only)
    with pytest.raises(BreaksManifest):
        hegui.label(before, producer=PRODUCER, implicit_only=implicit_only)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    broken = hegui.label(
        before, producer=PRODUCER, implicit_only=implicit_only, allow_break_c2pa=True
    )
    assert broken.data is not None
    assert manifest(broken.data, MEDIA[suffix]).state is State.BROKEN
    assert any("no longer matches" in one.template for one in broken.notices)
    anew = hegui.label(
        before, producer=PRODUCER, implicit_only=implicit_only, credential=CREDENTIAL
    )
    assert anew.data is not None
    found = manifest(anew.data, MEDIA[suffix])
    assert (found.state, found.ingredients) == (State.TRUSTED, 1)


def test_what_c2pa_signs_is_seen_in_every_format_that_is_labelled() -> None:
    """c2pa itself signs every sample that it can sign, and hegui sees each manifest."""
    seen = set()
    for sample in samples():
        data = sample.build()
        try:
            media_type = open_container(Source.of_bytes(data)).kind.media_types[0]
            if media_type not in c2pa_library.written():
                continue
            signed = sign_bytes(data, media_type, CREDENTIAL)
        except FileError:
            continue  # damaged on purpose, or of a kind that c2pa does not take
        there = open_container(Source.of_bytes(signed))
        assert find_manifest(there, there.read()), str(sample)
        here = open_container(Source.of_bytes(data))
        assert find_manifest(here, here.read()) is None, str(sample)
        seen.add(here.kind.id)
    pictures = {"png", "jpeg", "webp", "gif", "tiff", "heif", "avif", "svg", "jxl"}
    assert seen >= {*pictures, "mp4", "mov", "m4a", "mp3", "wav", "flac", "avi", "pdf"}


def test_a_store_in_an_archive_is_a_member_and_not_a_word_in_one() -> None:
    def document(*members: tuple[str, bytes]) -> bytes:
        file = io.BytesIO(ooxml.word())
        with zipfile.ZipFile(file, "a") as archive:
            for name, data in members:
                archive.writestr(name, data)
        return file.getvalue()

    path = "META-INF/content_credential.c2pa"
    with pytest.raises(BreaksManifest):
        hegui.label(document((path, b"a store")), producer=PRODUCER, implicit_only=True)
    quoting = document(("docs/readme.txt", path.encode()))
    assert hegui.label(quoting, producer=PRODUCER, implicit_only=True).data


def test_a_large_file_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    large = png.plain()
    large = large[:-12] + png.chunk(b"prVt", bytes(2 * 1024**2)) + large[-12:]
    path.write_bytes(sign_bytes(large, "image/png", CREDENTIAL))
    with pytest.raises(BreaksManifest):
        hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True)
    path.write_bytes(large)
    hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True)


def test_a_manifest_that_lies_elsewhere_is_not_broken_unseen() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:dcterms="http://purl.org/dc/terms/" '
        b'dcterms:provenance="https://example.org/m.c2pa"/></rdf:RDF></x:xmpmeta>'
    )
    data = png.png(png.itxt(b"XML:com.adobe.xmp", packet))
    with pytest.raises(BreaksManifest):
        hegui.label(data, producer=PRODUCER, implicit_only=True)
    words = png.png(png.text(b"Comment", b"c2pa is a word"))
    assert hegui.label(words, producer=PRODUCER, implicit_only=True).label is not None


def test_carrying(tmp_path: Path) -> None:
    original = png.png(png.text(b"AIGC", BARE.encode()))
    copy = signed_picture(tmp_path / "copy.jpg")
    before = copy.read_bytes()
    for derived in (copy, before):
        with pytest.raises(BreaksManifest):
            hegui.carry(original, derived)
    assert copy.read_bytes() == before
    broken = hegui.carry(original, before, allow_break_c2pa=True)
    assert broken.data is not None
    assert manifest(broken.data, "image/jpeg").state is State.BROKEN
    assert any("no longer matches" in one.template for one in broken.notices)
    anew = hegui.carry(original, before, credential=CREDENTIAL)
    assert anew.data is not None
    assert anew.manifest is not None
    assert anew.manifest.actions == ("c2pa.opened", "c2pa.edited.metadata")
    assert manifest(anew.data, "image/jpeg").state is State.TRUSTED
    hegui.carry(original, copy, credential=CREDENTIAL)
    signs = {one.sign for one in gather(str(copy), Look(trust=MADE.root)).evidence}
    assert {"label.is", "c2pa.trusted"} <= signs
    # A copy without a manifest gets one that says nothing of how it came about.
    plain = hegui.carry(original, picture(tmp_path / "b.png"), credential=CREDENTIAL)
    assert plain.manifest is not None
    assert plain.manifest.source_types == ()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: str) -> tuple[int, str, str]:
        return main(list(words)), *capfd.readouterr()

    return command


def test_on_the_command_line(run: Run) -> None:
    signed_picture(Path("a.png"))
    Path("o.png").write_bytes(png.png(png.text(b"AIGC", BARE.encode())))
    label = ("label", "a.png", "-o", "out", "--implicit-only", "--producer", PRODUCER)
    carry = ("carry", "o.png", "a.png", "-o", "out")
    for words in (label, carry):
        status, _, err = run(*words)
        assert status == 3
        assert "--allow-break-c2pa" in err
        assert "请使用 --c2pa 重新签名" in run(*words, "--lang", "zh")[2]
        assert not list(Path("out").iterdir()) if Path("out").exists() else True
        status, _, err = run(*words, "--allow-break-c2pa")
        assert (status, "no longer matches" in err) == (0, True)
        assert run(*words, "--c2pa")[0] == 2  # no credential is configured
        Path("hegui.toml").write_text(f'[c2pa]\nchain = "{MADE.chain}"\nkey = "{MADE.key}"\n')
        status, out, _ = run(*words, "--c2pa", "--overwrite", "--json")
        assert status == 0
        record = json.loads(out)["c2pa"]
        assert (record["signer"], record["ingredients"]) == ("hegui test", 1)
        Path("hegui.toml").unlink()
        Path("out/a.png").unlink()
