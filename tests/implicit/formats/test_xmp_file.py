"""XMP files: recognised in every encoding, read, spliced."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.xmp_file import XmpFile
from tests.builders import xmp_file as build
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.plans import keeps_length

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
CODECS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def opened(data: bytes) -> XmpFile:
    return XmpFile(Source.of_bytes(data, "a.xmp"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_every_sample_is_recognised(name: str) -> None:
    assert XmpFile.sniff(build.SAMPLES[name]()[:4096])


@pytest.mark.parametrize(
    "data", [b"", b"<", b"\0", b"<svg/>", b"# x:xmpmeta", b"<?xml version='1.0'?><svg/>", b"<x:y>"]
)
def test_other_text_is_not_taken_for_xmp(data: bytes) -> None:
    assert not XmpFile.sniff(data)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_encoding_of_unicode_is_read_and_utf8_written(codec: str, mark: str) -> None:
    text = mark + xmp_with(BARE).decode()
    data = text.encode(codec)
    assert XmpFile.sniff(data[:4096])
    (site,) = opened(data).read().sites
    assert (site.slot, site.prescribed, site.offset, site.length) == (
        "xmp.property",
        True,
        0,
        len(data),
    )
    assert labelled(data).decode() == text.replace("4f7c1f9e", "5d0e2b7a")


def test_padding_makes_room() -> None:
    data = FOREIGN_XMP.replace(b" " * 64, b" " * 2048)
    assert keeps_length(opened(data).plan(OTHER))
    assert labelled(data).startswith(data[: data.index(b" </rdf:RDF>")])


def test_what_stands_around_the_packet_stays() -> None:
    data = codecs.BOM_UTF8 + b"\n" + build.bare(FOREIGN_XMP) + b"\r\n\r\n"
    result = labelled(data)
    assert result.startswith(codecs.BOM_UTF8 + b"\n<x:xmpmeta")
    assert result.endswith(b"</x:xmpmeta>\r\n\r\n")


def test_a_broken_packet_is_blind_and_not_written_over() -> None:
    data = xmp_with(BARE)[:-60]
    broken = data.replace(b"</rdf:RDF>", b"")
    reading = opened(broken).read()
    assert not reading.sites
    assert len(reading.blind) == 1
    with pytest.raises(BrokenFile):
        opened(broken).plan(OTHER)


def test_a_vast_file_meets_a_ceiling() -> None:
    data = FOREIGN_XMP.replace(b" " * 64, b" " * 20_000_000)
    with pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


@given(
    st.sampled_from(sorted(build.SAMPLES)),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=4),
)
def test_any_bytes_give_a_reading_or_our_error(name: str, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(build.SAMPLES[name]())
    for at, new in changes:
        data[at : at + len(new)] = new
    XmpFile.sniff(bytes(data))
    try:
        opened(bytes(data)).read()
        result = labelled(bytes(data))
    except FileError:
        return
    assert [site.prescribed for site in opened(result).read().sites] == [True]
