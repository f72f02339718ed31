"""SVG: RDF read in every encoding, the label spliced into text, entities kept harmless."""

from __future__ import annotations

import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source
from hegui.implicit.formats.svg import Svg
from tests.builders import svg as build
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.builders.xmp_file import rdf_only
from tests.limits import within
from tests.oracles import exiftool_label, needs_exiftool

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
SVG = "{http://www.w3.org/2000/svg}"
AIGC = "{http://www.tc260.org.cn/ns/AIGC/1.0/}AIGC"


def opened(data: bytes, ceilings: Ceilings | None = None) -> Svg:
    return Svg(Source.of_bytes(data, "a.svg", ceilings or Ceilings()))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_every_sample_is_recognised(name: str) -> None:
    assert Svg.sniff(build.SAMPLES[name]()[:4096])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><svg xmlns='http://www.w3.org/2000/svg'/></html>",
        b"<svgx/>",
        b"svg",
        b"<!-- <svg> -->",
        b"<?xml version='1.0'?><rdf:RDF/>",
        gzip.compress(b"<html/>", mtime=0),
        b"\x1f\x8bno gzip",
    ],
)
def test_other_text_is_not_taken_for_svg(data: bytes) -> None:
    assert not Svg.sniff(data)


def test_a_document_with_a_licence_before_its_doctype_is_recognised() -> None:
    assert Svg.sniff(f"<?xml version='1.0'?><!--{'x' * 900}-->{build.DOCTYPE}<!--".encode())


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (build.plain(), []),
        (build.inkscape(), []),
        (build.labelled(), [("svg.metadata-rdf", True, b"<x:xmpmeta")]),
        (build.SAMPLES["elsewhere"](), [("svg.rdf", False, b"<x:xmpmeta")]),
        (
            build.svg("<defs/>" + rdf_only().decode().replace("dc:title>", "dc:aigc>")).encode(),
            [("svg.rdf", False, b"<rdf:RDF")],
        ),
    ],
)
def test_every_place_is_read(data: bytes, sites: list[tuple[str, bool, bytes]]) -> None:
    reading = opened(data).read()
    found = [(s.slot, s.prescribed, s.offset) for s in reading.sites]
    assert found == [(slot, prescribed, data.index(tag)) for slot, prescribed, tag in sites]
    assert not reading.blind


def test_a_second_packet_is_not_the_prescribed_one() -> None:
    data = build.SAMPLES["two-packets"]()
    (site,) = opened(data).read().sites
    assert (site.prescribed, site.offset) == (False, data.rindex(b"<x:xmpmeta"))


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "gbk", "utf-8"])
def test_offsets_are_those_of_the_file_in_every_encoding(codec: str) -> None:
    declaration = build.DECLARATION.format(codec.removesuffix("-le").removesuffix("-be"))
    packet = xmp_with(BARE).decode().replace("\ufeff", "")
    text = build.svg(f"<desc>春春</desc><metadata>{packet}</metadata>", before=declaration)
    data = text.encode(codec)
    (site,) = opened(data).read().sites
    element = packet[packet.index("<x:xmpmeta") : packet.index("</x:xmpmeta>") + 12]
    raw = element.encode(codec).removeprefix(b"\xff\xfe")
    assert data[site.offset : site.offset + site.length] == raw
    assert labelled(data).decode(codec) == text.replace("4f7c1f9e", "5d0e2b7a")


def test_text_beyond_the_encoding_becomes_references() -> None:
    text = '{"Label":"1","ContentProducer":"春"}'
    result = labelled(build.SAMPLES["latin-1"](), text)
    assert b"&#26149;" in result
    assert [site.text for site in opened(result).read().sites] == [text]


def test_a_new_label_stands_behind_title_and_description() -> None:
    data = build.svg("<title>t</title>\n<desc>d</desc><g/>").encode()
    (edit,) = opened(data).plan(OTHER)
    assert edit.offset == data.index(b"<g/>")
    root = ET.fromstring(labelled(data))
    assert [child.tag for child in root] == [SVG + n for n in ("title", "desc", "metadata", "g")]
    assert root.findtext(f"{SVG}metadata/{RDF}RDF/{RDF}Description/{AIGC}") == OTHER


def test_an_empty_prefixed_root_is_opened() -> None:
    result = labelled(build.prefixed())
    assert result.endswith(b"</svg:metadata></svg:svg>")
    root = ET.fromstring(result)
    assert root.findtext(f"{SVG}metadata/{RDF}RDF/{RDF}Description/{AIGC}") == OTHER


def test_rdf_whose_prefixes_the_root_declares_is_spliced() -> None:
    data = build.inkscape()
    result = labelled(data)
    at = data.index(b"</rdf:RDF>")
    assert result.startswith(data[:at])
    assert result.endswith(data[at:])
    root = ET.fromstring(result)
    assert root.findtext(f"{SVG}metadata/{RDF}RDF/{RDF}Description/{AIGC}") == OTHER


def test_labels_elsewhere_go() -> None:
    for name in ("elsewhere", "two-packets"):
        result = labelled(build.SAMPLES[name]())
        assert [site.prescribed for site in opened(result).read().sites] == [True]
        assert b"4f7c1f9e" not in result
        assert b"a brush &amp; paint" in result


def test_namespaces_in_entities_are_understood() -> None:
    data = build.illustrator().replace(
        b"<rect", f"<metadata>{rdf_only().decode()}</metadata><rect".encode()
    )
    result = labelled(data)
    assert b'xmlns="&ns_svg;"' in result
    assert [site.prescribed for site in opened(result).read().sites] == [True]


BILLION = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("before", "inner"),
    [
        (BILLION + "]>", "<text>&j;RDF</text>"),
        (BILLION + "]>", "<text x='&j;'>RDF</text>"),
        (f'<!DOCTYPE svg [<!ENTITY a "{"a" * 99999}">]>', "<g>" + "&a;" * 99999 + "RDF</g>"),
        (f'<!DOCTYPE svg [<!ATTLIST g b CDATA "{"x" * 99999}">]>', "<g/>" * 99999 + "RDF"),
    ],
    ids=["billion", "billion-attribute", "quadratic", "defaults"],
)
def test_entity_bombs_are_refused_at_once(before: str, inner: str) -> None:
    with within(1), pytest.raises(BrokenFile, match=r"the document type|refers to another"):
        opened(build.svg(inner, before=before).encode()).read()


def test_external_entities_are_never_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("loaded")
    before = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    data = build.svg(f"<text>&x;</text>{build.metadata(xmp_with(BARE))}", before=before).encode()
    assert b"loaded" not in labelled(data)
    assert len(opened(data).read().sites) == 1


def test_a_packet_out_of_an_entity_is_refused() -> None:
    packet = rdf_only().decode().replace("&amp;", "and").replace("'", "").replace('"', "'")
    packet = packet.replace("xml:lang=x-default", "")
    before = f'<!DOCTYPE svg [<!ENTITY x "{packet}">]>'
    data = build.svg("<metadata>&x;</metadata>", before=before).encode()
    with pytest.raises(BrokenFile, match="comes out of an entity"):
        opened(data).read()


def test_labels_before_a_break_are_reported() -> None:
    data = build.labelled()[:-4]
    reading = opened(data).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert ["not well-formed" in blind.reason for blind in reading.blind] == [True]
    with pytest.raises(BrokenFile, match="not well-formed"):
        opened(data).plan(OTHER)


def test_a_document_broken_behind_its_beginning_is_not_written() -> None:
    with pytest.raises(BrokenFile, match="not well-formed"):
        opened(build.plain()[:-4]).plan(OTHER)


def test_broken_rdf_is_blind_and_not_written_over() -> None:
    data = build.svg(
        "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<b c='AIGC'>&undefined;</b></rdf:RDF></metadata>",
        before=build.DOCTYPE,
    ).encode()
    reading = opened(data).read()
    assert not reading.sites
    assert len(reading.blind) == 1
    with pytest.raises(BrokenFile):
        opened(data).plan(OTHER)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='urn:other'><a/></svg>", "not svg"),
        (b"<svg ", "not well-formed|ends before"),
        (b"<?xml version='1.0' encoding='punycode'?><svg><a/></svg>", "punycode is not read"),
        (b"<?xml version='1.0' encoding='no-such'?><svg><a/></svg>", "no-such is not read"),
        (b"<?xml version='1.0' encoding='GBK'?><svg>\xff\xff</svg>", "not valid gbk"),
        (b"\xff\xfe<\0s\0v\0g\0/\0>\0\0", "not valid utf-16-le"),
        (b"<svg xmlns='&a;'/>", "not well-formed"),
    ],
)
def test_other_documents_are_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(BrokenFile, match=sentence):
        opened(data).plan(OTHER)


def test_a_compressed_document_is_read_and_not_written() -> None:
    data = gzip.compress(build.labelled(), mtime=0)
    assert Svg.sniff(data[:4096])
    (site,) = opened(data).read().sites
    assert (site.prescribed, site.offset, site.length) == (True, 0, len(data))
    with pytest.raises(NoSlot, match="gunzip"):
        opened(data).plan(OTHER)


def test_a_compressed_bomb_meets_a_ceiling() -> None:
    bomb = gzip.compress(build.svg("<g/>" * 8_000_000).encode(), 1, mtime=0)
    with pytest.raises(CeilingExceeded):
        opened(bomb)
    with pytest.raises(BrokenFile, match="cannot be unpacked"):
        opened(b"\x1f\x8b" + bytes(50))


def test_a_large_document_without_rdf_is_read_by_its_beginning() -> None:
    small = Ceilings(allocation=2000)
    data = build.svg("<g/>" * 1000).encode()
    assert not opened(data, small).read().sites
    with pytest.raises(CeilingExceeded, match="more than 2000 bytes"):
        opened(data, small).plan(OTHER)
    with pytest.raises(CeilingExceeded, match="more than 2000 bytes"):
        opened(build.svg("<g/>" * 1000 + "RDF").encode(), small).read()


@pytest.mark.parametrize(
    "inner",
    [
        "<g/>" * 650_000 + "RDF",
        build.metadata(FOREIGN_XMP) * 300,
        "<g " + " ".join(f"xmlns:a{n}='u'" for n in range(5000)) + "/>RDF",
    ],
    ids=["elements", "packets", "namespaces"],
)
def test_floods_meet_a_ceiling(inner: str) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(build.svg(inner).encode()).read()


@needs_exiftool
@pytest.mark.parametrize("before", ["", build.DECLARATION.format("UTF-8") + build.DOCTYPE])
def test_exiftool_reads_a_new_label(before: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(labelled(build.svg(before=before).encode()))
    assert exiftool_label(path) == [OTHER]


@given(
    st.sampled_from(sorted(build.SAMPLES)),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=4),
)
def test_any_bytes_give_a_reading_or_our_error(name: str, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(build.SAMPLES[name]())
    for at, new in changes:
        data[at : at + len(new)] = new
    Svg.sniff(bytes(data[:4096]))
    try:
        container = opened(bytes(data))
        container.read()
        result = apply_edits(bytes(data), container.plan(OTHER))
    except FileError:
        return
    assert [site.prescribed for site in opened(result).read().sites] == [True]


@pytest.mark.parametrize(
    ("content", "slot"),
    [
        (b"<metadata><T:AIGC xmlns:T='urn:t'>%b</T:AIGC></metadata>", "svg.metadata"),
        (b"<metadata><a AIGC='%b'/></metadata>", "svg.metadata"),
        (b"<desc>words %b</desc>", "svg.desc"),
        (b"<g><title>%b</title></g>", "svg.title"),
    ],
)
def test_a_label_outside_rdf_is_seen_and_not_doubled(content: bytes, slot: str) -> None:
    value = BARE.replace('"', "&quot;").encode()
    data = b'<svg xmlns="http://www.w3.org/2000/svg">' + content % value + b"<path/></svg>"
    found = opened(data).read()
    assert [(site.slot, site.prescribed) for site in found.sites] == [(slot, False)]
    with pytest.raises(BrokenFile, match=f"element {slot[4:]} at byte"):
        labelled(data)


@pytest.mark.parametrize("inner", ["<title/>", "<title/><desc/>", f"<desc/>{build.BODY}"])
def test_a_title_without_an_end_tag_leads_as_well(inner: str) -> None:
    data = f"<svg {build.XMLNS}>{inner}</svg>".encode()
    result = labelled(data)
    head, _, _ = result.partition(b"<metadata>")
    assert data.startswith(head)
    assert head.endswith(b"/>")
    assert [site.prescribed for site in opened(result).read().sites] == [True]
