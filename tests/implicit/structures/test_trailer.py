"""Behind the end of a file: every label with which it ends, and nothing else."""

from __future__ import annotations

import pytest

import hegui
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Blind
from hegui.implicit.formats.gif import Gif
from hegui.implicit.formats.jpeg import Jpeg
from hegui.implicit.look import Look
from hegui.implicit.structures.trailer import Trailer
from hegui.verdict import Verdict
from tests.builders import jpeg, png
from tests.builders.labels import FOREIGN_XMP, WRAPPED, xmp_with

CONTENT = b"content"
LABEL = WRAPPED.encode()
PACKET = xmp_with(WRAPPED)


@pytest.mark.parametrize(
    ("behind", "kept"),
    [
        (LABEL, b""),
        (LABEL + b"\r\n\0\0", b"\r\n\0\0"),
        (b"kept words " + LABEL, b"kept words "),
        (LABEL + b" " + LABEL + LABEL, b" "),
        (LABEL + b" kept words", LABEL + b" kept words"),
        (LABEL + b" kept words " + LABEL, LABEL + b" kept words "),
        (FOREIGN_XMP + LABEL, FOREIGN_XMP),
    ],
)
def test_the_labels_at_the_end_go(behind: bytes, kept: bytes) -> None:
    data = CONTENT + behind
    assert cleaned(data) == CONTENT + kept
    assert sites(cleaned(data)) == []


@pytest.mark.parametrize("behind", [PACKET, PACKET + LABEL, b"words" + PACKET + b"\n" + LABEL])
def test_a_packet_before_them_is_cleaned_as_well(behind: bytes) -> None:
    data = CONTENT + behind
    assert "test.trailer-xmp" in sites(data)
    assert ("test.trailer" in sites(data)) == behind.endswith(LABEL)
    assert sites(cleaned(data)) == []
    assert b"a brush &amp; paint" in cleaned(data)


FILES = {
    "JPEG": jpeg.SAMPLES["plain"](),
    "PNG": png.plain(),
    "MP4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(80),
    "ZIP": b"PK\3\4" + bytes(80),
}


@pytest.mark.parametrize("padding", [b"", bytes(100)])
@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_its_own_is_told_as_not_searched(kind: str, padding: bytes) -> None:
    (blind,) = blinds(CONTENT + padding + FILES[kind])
    at = len(CONTENT + padding)
    assert (blind.offset, blind.place) == (at, f"byte {at}, behind the end")
    assert blind.facts == {"size": len(FILES[kind]), "kind": kind}


@pytest.mark.parametrize(
    "behind", [b"", bytes(9000), b"Samsung" * 99, b"\xff\xd8\xff", b"ID3" + bytes(99), LABEL]
)
def test_other_bytes_behind_the_end_are_passed_over(behind: bytes) -> None:
    assert blinds(CONTENT + behind) == ()


def test_check_cannot_tell_of_a_labelled_picture_behind_a_plain_one() -> None:
    labelled = jpeg.jpeg(jpeg.app1_xmp(xmp_with(WRAPPED)))
    plain = hegui.check(png.plain(), policy={})
    behind = hegui.check(png.plain() + labelled, policy={})
    assert (plain.verdict, behind.verdict) == (Verdict.NONE, Verdict.UNDETERMINED)


def announced(kind: str) -> bytes:
    """A JPEG with what phones write of the files that they put behind it."""
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- GCamera:%s="1" --></x:xmpmeta>'
    return {
        "plain": jpeg.jpeg(),
        "mpf": jpeg.jpeg(jpeg.segment(0xE2, b"MPF\0II*\0\x08\0\0\0" + bytes(16))),
        "motion": jpeg.jpeg(jpeg.app1_xmp(packet % b"MotionPhoto")),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "behind", "told"),
    [
        ("plain", FILES["MP4"], 1),
        ("plain", FILES["MP4"] + b"LIVE_1234", 0),
        ("motion", FILES["MP4"], 0),
        ("motion", FILES["PNG"], 1),
        ("mpf", FILES["JPEG"] + bytes(9), 0),
        ("mpf", FILES["PNG"], 1),
        ("plain", FILES["JPEG"] + bytes(9), 1),
    ],
)
def test_what_a_jpeg_announces_is_left_alone(kind: str, behind: bytes, told: int) -> None:
    reading = Jpeg(Source.of_bytes(announced(kind) + behind, "f")).read()
    assert len(reading.blind) == told


def blinds(data: bytes) -> tuple[Blind, ...]:
    look = Look(Gif.kind, "f")
    Trailer(Source.of_bytes(data, "f"), len(CONTENT)).look(look, "test.trailer")
    return look.reading().blind


def sites(data: bytes) -> list[str]:
    look = Look(Gif.kind, "f")
    Trailer(Source.of_bytes(data, "f"), len(CONTENT)).look(look, "test.trailer")
    return [site.slot for site in look.reading().sites]


def cleaned(data: bytes) -> bytes:
    trailer = Trailer(Source.of_bytes(data, "f"), len(CONTENT))
    return apply_edits(data, tuple(trailer.without_labels()))
