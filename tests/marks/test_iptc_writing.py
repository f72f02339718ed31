"""IPTC beside the label: in the same packet, once, read by ExifTool; both regimes in one file."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import hegui
from hegui.errors import FileError, ForeignLabel, NoSlot, UsageError
from hegui.evidence.contract import Kind
from hegui.evidence.gathering import Look, gather_source
from hegui.files.source import Source
from hegui.marks.c2pa_signing import Credential, sign_bytes
from hegui.marks.iptc import TERMS
from hegui.seal.software import SoftwareSigner
from tests.builders import gif, heif, jpeg, jxl, mp3, png, psd, svg, tiff, webp
from tests.builders.labels import FOREIGN_XMP, PRODUCER
from tests.builders.samples import Sample, samples
from tests.credentials import signer
from tests.evidence import examples
from tests.exiftool import exiftool_json

TERM = TERMS[0]
PICTURES = {
    "png": png.plain(),
    "png-with-xmp": png.png(png.itxt(b"XML:com.adobe.xmp", FOREIGN_XMP)),
    "jpeg": jpeg.jpeg(),
    "jpeg-with-xmp": jpeg.jpeg(jpeg.app1_xmp(FOREIGN_XMP)),
    "webp": webp.simple_lossy(),
    "gif": gif.gif(),
    "tiff": tiff.plain(),
    "avif": heif.avif(),
    "jxl": jxl.jxl(),
    "psd": psd.plain(),
}
EMPTY = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
)


def marked(data: bytes, **options: object) -> bytes:
    options.setdefault("source_type", TERM.code)
    options.setdefault("implicit_only", True)
    made = hegui.label(data, producer=PRODUCER, **options).data  # type: ignore[arg-type]
    assert made is not None
    return made


def source_types(data: bytes, name: str = "<bytes>") -> list[str]:
    found = gather_source(Source.of_bytes(data, name)).of(Kind.IPTC)
    return [str(one.facts.get("code")) for one in found]


@pytest.mark.parametrize("name", PICTURES)
def test_both_stand_in_one_packet_and_exiftool_reads_both(name: str, tmp_path: Path) -> None:
    data = marked(PICTURES[name])
    assert source_types(data) == [TERM.code]
    assert [site.prescribed for site in hegui.read(data).sites] == [True]
    path = tmp_path / "file"
    path.write_bytes(data)
    found = exiftool_json(path, "-n")
    values = [value for key, value in found.items() if key.endswith("DigitalSourceType")]
    assert values == [TERM.uri]
    assert PRODUCER in " ".join(map(str, found.values()))
    # Once more, and nothing is added.
    assert marked(data) == data


@pytest.mark.parametrize("sample", [one for one in samples() if one.format in PICTURES], ids=str)
def test_every_sample_takes_both_or_is_refused_for_a_reason(sample: Sample) -> None:
    data = sample.build()
    try:
        result = marked(data, name="f" + sample.suffix)
    except FileError:
        return
    assert source_types(result, "f" + sample.suffix) == [TERM.code]


def test_an_empty_rdf_element() -> None:
    data = marked(png.png(png.itxt(b"XML:com.adobe.xmp", EMPTY)))
    assert source_types(data) == [TERM.code]


def test_with_an_explicit_label_too() -> None:
    picture = io.BytesIO()
    Image.effect_noise((320, 200), 60).save(picture, "PNG")
    made = hegui.label(picture.getvalue(), producer=PRODUCER, source_type=TERM.code)
    assert made.explicit is not None
    assert made.data is not None
    assert source_types(made.data) == [TERM.code]


def test_an_svg() -> None:
    data = marked(b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>')
    assert source_types(data) == [TERM.code]
    assert svg.SAMPLES


def test_nobodys_mark_is_overwritten() -> None:
    camera = examples.iptc("digitalCapture")
    with pytest.raises(ForeignLabel, match="digitalCapture"):
        marked(camera)
    same = examples.iptc(TERM.code)
    assert source_types(marked(same)) == [TERM.code]


def test_where_the_label_is_not_in_xmp_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSlot, match="XMP"):
        marked(mp3.tag(mp3.text("TIT2", "x")) + mp3.SOUND)
    with pytest.raises(UsageError):
        marked(png.plain(), source_type="somethingElse")
    (tmp_path / "a.bmp").write_bytes(b"BM" + bytes(60))
    with pytest.raises(NoSlot):
        hegui.label(
            tmp_path / "a.bmp",
            producer=PRODUCER,
            in_place=True,
            sidecar=True,
            implicit_only=True,
            source_type=TERM.code,
        )


@pytest.mark.parametrize(("name", "media_type"), [("png", "image/png"), ("jpeg", "image/jpeg")])
def test_two_regimes_at_once_in_the_order_that_keeps_every_hash(
    name: str, media_type: str, tmp_path: Path
) -> None:
    made = signer("hegui test")
    labelled = marked(PICTURES[name], key=SoftwareSigner.new())
    credential = Credential.load(str(made.chain), str(made.key))
    both = sign_bytes(labelled, media_type, credential)
    signs = {
        one.sign for one in gather_source(Source.of_bytes(both), Look(trust=made.root)).evidence
    }
    assert signs == {"label.is", "seal.unknown", "iptc.generated", "c2pa.trusted"}
    path = tmp_path / "file"
    path.write_bytes(both)
    assert PRODUCER in " ".join(map(str, exiftool_json(path).values()))
    # A platform adds its elements and signs anew: everything still holds.
    done = hegui.propagate(
        both, propagator="001191440300708461136T2XGW3", policy={}, credential=credential
    )
    after = gather_source(Source.of_bytes(done.data or b""), Look(trust=made.root))
    assert {one.sign for one in after.evidence} == signs
