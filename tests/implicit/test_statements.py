"""What files say besides labels: every family's own texts, XMP and EXIF, within ceilings."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.implicit import xmp_properties
from hegui.implicit.foreign.statement import LONGEST, MOST, Statement
from hegui.implicit.statements import statements
from hegui.implicit.table import open_container
from tests.builders import (
    aiff,
    avi,
    exif,
    flac,
    flv,
    gif,
    heif,
    jpeg,
    jxl,
    matroska,
    mp3,
    mp4,
    ogg,
    pdf,
    png,
    psd,
    tiff,
    wav,
    webp,
)
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED
from tests.builders.samples import Sample, samples

NOTE = "painted by a program 1.2"
BLOCK = exif.structure([[exif.text(0x0131, NOTE), exif.text(0x010F, "maker")]])
MOVIE = mp4.Movie(udta=mp4.string(b"\xa9swr", NOTE)).build()
KEYED = mp4.Movie(udta=mp4.keyed(("prompt", NOTE))).build()


def seen(data: bytes, name: str = "<bytes>") -> tuple[Statement, ...]:
    source = Source.of_bytes(data, name)
    found, blind = statements(source, open_container(source).read())
    assert not blind
    return found


CASES = {
    "png": (png.png(png.text(b"parameters", NOTE.encode())), "png.text", "parameters"),
    "png-ztxt": (png.png(png.ztxt(b"Software", NOTE.encode())), "png.text", "Software"),
    "png-itxt": (png.png(png.itxt(b"Comment", NOTE.encode())), "png.text", "Comment"),
    "png-exif": (png.png(png.chunk(b"eXIf", BLOCK)), "exif", "Software"),
    "jpeg": (jpeg.jpeg(jpeg.comment(NOTE.encode())), "jpeg.com", "COM"),
    "jpeg-exif": (jpeg.jpeg(jpeg.app1_exif(BLOCK)), "exif", "Software"),
    "webp": (webp.still(webp.chunk(b"EXIF", BLOCK), flags=8), "exif", "Software"),
    "gif": (gif.gif(gif.comment(NOTE.encode())), "gif.comment", "Comment"),
    "tiff": (tiff.tiff([*tiff.page(), exif.text(0x0131, NOTE)]), "exif", "Software"),
    "heic": (heif.heic(heif.exif(bytes(4) + BLOCK)), "exif", "Software"),
    "jxl": (jxl.jxl(jxl.exif(bytes(4) + BLOCK)), "exif", "Software"),
    "psd": (psd.psd(psd.resource(1058, BLOCK)), "exif", "Software"),
    "mp4-udta": (MOVIE, "mp4.udta", "©swr"),
    "mp4-keys": (KEYED, "mp4.keys", "prompt"),
    "mkv": (
        matroska.Plan(
            room=120, front=(matroska.tags(matroska.tag(matroska.simple("PROMPT", NOTE))),)
        ).build(),
        "mkv.tag",
        "PROMPT",
    ),
    "flv": (
        flv.flv(flv.metadata(flv.pair(b"creator", flv.text(NOTE.encode()))), flv.sound()),
        "flv.metadata",
        "creator",
    ),
    "wav": (wav.sound(wav.info((b"ISFT", NOTE.encode()))), "riff.info", "ISFT"),
    "wav-id3": (wav.sound(webp.chunk(b"id3 ", mp3.tag(mp3.comment(NOTE)))), "id3", "COMM"),
    "avi": (avi.film(wav.info((b"ICMT", NOTE.encode()))), "riff.info", "ICMT"),
    "aiff": (aiff.sound(aiff.chunk(b"ANNO", NOTE.encode())), "aiff.text", "ANNO"),
    "mp3": (mp3.tag(mp3.text("TSSE", NOTE)) + mp3.SOUND, "id3", "TSSE"),
    "mp3-user": (mp3.tag(mp3.user_text(NOTE, name="prompt")) + mp3.SOUND, "id3", "prompt"),
    "mp3-unsynchronised": (
        mp3.tag(mp3.text("TSSE", NOTE, major=3), major=3, flags=0x80) + mp3.SOUND,
        "id3",
        "TSSE",
    ),
    "flac": (flac.flac((4, flac.comments(f"prompt={NOTE}"))), "vorbis", "prompt"),
    "ogg": (b"".join(ogg.vorbis(f"workflow={NOTE}")), "vorbis", "workflow"),
    "opus": (b"".join(ogg.opus(f"workflow={NOTE}")), "vorbis", "workflow"),
    "flac-in-ogg": (b"".join(ogg.in_ogg(f"prompt={NOTE}")), "vorbis", "prompt"),
    "pdf": (
        pdf.classic(pdf.page(pdf.information(b"/Creator " + pdf.literal(NOTE))), more=b""),
        "pdf.info",
        "Creator",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_text_is_found_under_its_own_name(name: str) -> None:
    data, space, key = CASES[name]
    said = {(one.space, one.name): one for one in seen(data)}
    assert said[space, key].text == NOTE
    assert 0 <= said[space, key].offset < len(data)
    assert said[space, key].place


@pytest.mark.parametrize("name", ["png", "jpeg-exif", "tiff", "mp4-keys", "mp3-user", "flac"])
def test_exiftool_reads_the_same(name: str, tmp_path: Path) -> None:
    data, _, key = CASES[name]
    path = tmp_path / "file"
    path.write_bytes(data)
    done = subprocess.run(
        ["exiftool", "-j", "-a", "-G1", str(path)], capture_output=True, text=True, check=True
    )
    (tags,) = json.loads(done.stdout)
    assert NOTE in [str(value).removeprefix(f"({key}) ") for value in tags.values()]


def test_labels_are_no_statements() -> None:
    for data in (
        png.png(png.text(b"AIGC", BARE.encode())),
        mp3.tag(mp3.user_text(BARE)) + mp3.SOUND,
        flac.flac((4, flac.comments(f"AIGC={BARE}"))),
    ):
        assert all("ContentProducer" not in one.text for one in seen(data))


def test_user_comment_in_every_encoding() -> None:
    for value, code in (
        (NOTE.encode(), b"ASCII\0\0\0"),
        (NOTE.encode("utf-16-be"), b"UNICODE\0"),
        (NOTE.encode("utf-16-le"), b"UNICODE\0"),
        (b"\xff\xfe" + NOTE.encode("utf-16-le"), b"UNICODE\0"),
        (NOTE.encode(), bytes(8)),
        (NOTE.encode("iso2022_jp"), b"JIS\0\0\0\0\0"),
    ):
        block = exif.structure([[exif.exif_ifd(exif.user_comment(value, code))]])
        (one,) = seen(jpeg.jpeg(jpeg.app1_exif(block)))
        assert (one.name, one.text) == ("UserComment", NOTE)


def test_xmp_properties_in_every_form() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:a="urn:a" a:attribute="one"><a:element>two</a:element>'
        b'<a:address rdf:resource="http://x/three"/><a:list><rdf:Bag><rdf:li>four</rdf:li>'
        b"<rdf:li>five</rdf:li></rdf:Bag></a:list><a:structure rdf:parseType='Resource'>"
        b"<a:field>six</a:field></a:structure></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    found = xmp_properties.properties(packet, name="f", place="p")
    assert [(one.namespace, one.name, one.text) for one in found] == [
        ("urn:a", "attribute", "one"),
        ("urn:a", "element", "two"),
        ("urn:a", "address", "http://x/three"),
        ("urn:a", "list", "four"),
        ("urn:a", "list", "five"),
        ("urn:a", "field", "six"),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_xmp_in_other_encodings(codec: str) -> None:
    text = FOREIGN_XMP.decode().replace("\ufeff", "").partition("?>")[2]
    found = xmp_properties.properties(text.encode(codec), name="f", place="p")
    assert ("CreatorTool", "a brush & paint") in [(one.name, one.text) for one in found]


@pytest.mark.parametrize(
    "packet",
    [
        b"<a",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<a>" * 500 + b"</a>" * 500,
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='urn:a'>"
        + b"<rdf:Description a:b='c'/>" * 5000
        + b"</rdf:RDF>",
        b" " * (8 * 1024**2 + 1),
    ],
    ids=["cut", "entity", "deep", "many", "long"],
)
def test_hostile_xmp_is_an_error_of_ours(packet: bytes) -> None:
    with pytest.raises(FileError):
        xmp_properties.properties(packet, name="f", place="p")


def test_a_broken_packet_is_reported_once() -> None:
    data = png.png(
        png.itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>TC260:AIGC")
    )
    source = Source.of_bytes(data)
    reading = open_container(source).read()
    assert len(reading.blind) == 1
    assert statements(source, reading) == ((), ())


def test_too_many_texts_are_said_to_be_too_many() -> None:
    data = png.png(*(png.text(b"k", b"v") for _ in range(MOST + 5)))
    source = Source.of_bytes(data)
    found, blind = statements(source, open_container(source).read())
    assert len(found) == MOST
    assert "not looked at" in str(blind[0])


def test_a_long_text_is_cut() -> None:
    (one,) = seen(png.png(png.text(b"k", b"v" * (3 * LONGEST))))
    assert len(one.text) == LONGEST


@pytest.mark.parametrize("sample", samples(), ids=str)
def test_no_sample_nor_any_cut_of_it_breaks_the_readers(sample: Sample) -> None:
    data = sample.build()
    for end in {len(data), *range(1, len(data), max(1, len(data) // 12))}:
        source = Source.of_bytes(data[:end], "f" + sample.suffix)
        try:
            reading = open_container(source).read()
        except FileError:
            continue
        found, _ = statements(source, reading)
        assert all(len(one.text) <= LONGEST for one in found)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(CASES)), st.data())
def test_mutations_give_nothing_but_our_errors(name: str, choice: st.DataObject) -> None:
    data = bytearray(CASES[name][0])
    for _ in range(choice.draw(st.integers(1, 6))):
        at = choice.draw(st.integers(0, len(data) - 1))
        data[at] = choice.draw(st.integers(0, 255))
    source = Source.of_bytes(bytes(data))
    try:
        reading = open_container(source).read()
    except FileError:
        return
    statements(source, reading)


def test_wrapped_label_in_a_description_is_not_told_twice() -> None:
    block = exif.structure([[exif.text(0x010E, WRAPPED)]])
    found = seen(jpeg.jpeg(jpeg.app1_exif(block)))
    assert [one.name for one in found] == ["ImageDescription"]
