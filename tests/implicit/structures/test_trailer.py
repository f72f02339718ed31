"""Behind the end of a file: every label with which it ends, and nothing else."""

from __future__ import annotations

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.gif import Gif
from hegui.implicit.look import Look
from hegui.implicit.structures.trailer import Trailer
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


def sites(data: bytes) -> list[str]:
    look = Look(Gif.kind, "f")
    Trailer(Source.of_bytes(data, "f"), len(CONTENT)).look(look, "test.trailer")
    return [site.slot for site in look.reading().sites]


def cleaned(data: bytes) -> bytes:
    trailer = Trailer(Source.of_bytes(data, "f"), len(CONTENT))
    return apply_edits(data, tuple(trailer.without_labels()))
