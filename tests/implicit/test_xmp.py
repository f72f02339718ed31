"""The label property in XMP packets: every form found, every other byte kept."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.implicit import xmp
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.implicit.xmp_steps import (
    ELEMENT,
    NS,
    OTHER,
    RDF,
    SINGLE_QUOTED,
    escaped,
    find,
    packet,
    with_label,
    without_label,
)

ESCAPED_OTHER = escaped(OTHER)

ATTRIBUTE = packet(f'<rdf:Description rdf:about="" xmlns:T="{NS}" T:AIGC="{escaped(BARE)}"/>')

CDATA = packet(
    f'<rdf:Description rdf:about="" xmlns:T="{NS}"><T:AIGC><![CDATA[{BARE}]]></T:AIGC>'
    "</rdf:Description>"
)

OWN_PREFIX = packet(f'<rdf:Description><AIGC xmlns="{NS}">{escaped(BARE)}</AIGC></rdf:Description>')

ALTERNATIVE = packet(
    f'<rdf:Description rdf:about="" xmlns:T="{NS}"><T:AIGC><rdf:Alt><rdf:li>{escaped(BARE)}'
    "</rdf:li></rdf:Alt></T:AIGC></rdf:Description>"
)

GUIDES_ATTRIBUTE = ("xmp-attribute", "TC260:AIGC")


@pytest.mark.parametrize(
    ("data", "dialect", "qname"),
    [
        (ELEMENT, "xmp-element", "T:AIGC"),
        (ATTRIBUTE, "xmp-attribute", "T:AIGC"),
        (SINGLE_QUOTED, "xmp-attribute", "T:AIGC"),
        (CDATA, "xmp-element", "T:AIGC"),
        (OWN_PREFIX, "xmp-element", "AIGC"),
        (ALTERNATIVE, "xmp-element", "T:AIGC"),
        (xmp_with(BARE), "xmp-element", "TC260:AIGC"),
        (xmp.new_packet(BARE), "xmp-element", "TC260:AIGC"),
        (ATTRIBUTE.replace(b"T:", b"TC260:").replace(b":T=", b":TC260="), *GUIDES_ATTRIBUTE),
    ],
)
def test_every_form_is_found_and_updated(data: bytes, dialect: str, qname: str) -> None:
    assert find(data) == (xmp.Property(qname, dialect, BARE, True),)
    (updated,) = find(with_label(data))
    kept = dialect if qname == "TC260:AIGC" else "xmp-element"
    assert updated == xmp.Property("TC260:AIGC", kept, OTHER, True)
    assert find(without_label(data)) == ()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings(codec: str) -> None:
    wide = ELEMENT.decode().encode(codec)
    assert find(wide)[0].text == BARE
    assert with_label(wide) == with_label(ELEMENT)
    assert without_label(wide).decode(codec) == without_label(ELEMENT).decode()


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_wide_packet_that_declares_its_encoding(codec: str) -> None:
    declared = f'<?xml version="1.0" encoding="{codec[:6].upper()}"?>'
    wide = (declared + ELEMENT.decode()).encode(codec)
    assert find(wide)[0].text == BARE
    utf8 = b'<?xml version="1.0" encoding="UTF-8"?>' + ELEMENT
    assert with_label(wide, BARE.replace("a01", "春")) == with_label(
        utf8, BARE.replace("a01", "春")
    )
    assert without_label(wide).decode(codec) == declared + without_label(ELEMENT).decode()


def described(inner: str) -> bytes:
    return packet(f'<rdf:Description rdf:about="" xmlns:TC260="{NS}">{inner}</rdf:Description>')


@pytest.mark.parametrize(
    "value",
    [
        "<rdf:Bag> <rdf:li>{}</rdf:li> <rdf:li>{}</rdf:li></rdf:Bag>",
        "<rdf:Alt><rdf:li xml:lang='en'>{}</rdf:li><rdf:li xml:lang='zh'>{}</rdf:li></rdf:Alt>",
        "<rdf:Description><rdf:value>{}</rdf:value><TC260:q>{}</TC260:q></rdf:Description>",
        "<rdf:Description rdf:value='{}' TC260:q='{}'/>",
        "<rdf:Description rdf:value='{}'/><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>",
        "{}<rdf:li/>{}",
    ],
)
def test_each_text_of_a_structure_is_seen(value: str) -> None:
    data = described(f"<TC260:AIGC>{value.format(escaped(BARE), escaped(OTHER))}</TC260:AIGC>")
    assert [(one.text, one.prescribed) for one in find(data)] == [(BARE, False), (OTHER, False)]
    assert with_label(data) == described(f"<TC260:AIGC>{ESCAPED_OTHER}</TC260:AIGC>")
    assert without_label(data) == described("")


def test_one_text_of_a_structure_is_the_property_itself() -> None:
    inner = f"<TC260:AIGC>\n<rdf:Description rdf:value='{escaped(BARE)}'/>\n</TC260:AIGC>"
    assert find(described(inner)) == (xmp.Property("TC260:AIGC", "xmp-element", BARE, True),)


@pytest.mark.parametrize(
    "empty",
    [
        "<TC260:AIGC/>",
        "<TC260:AIGC></TC260:AIGC>",
        "<TC260:AIGC> \n</TC260:AIGC>",
        "<TC260:AIGC rdf:parseType='Resource'/>",
        "<TC260:AIGC><rdf:Bag><rdf:li/></rdf:Bag></TC260:AIGC>",
    ],
)
def test_an_empty_property_is_nobodys_label_and_filled_in(empty: str) -> None:
    assert find(described(empty)) == ()
    labelled = with_label(described(empty))
    assert find(labelled) == (xmp.Property("TC260:AIGC", "xmp-element", OTHER, True),)
    assert labelled.count(b"<TC260:AIGC") == 1
    assert with_label(described(empty * 2)).count(b"<TC260:AIGC") == 1


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_empty_attribute_is_nobodys_label_and_filled_in(blank: str) -> None:
    data = packet(f'<rdf:Description xmlns:TC260="{NS}" TC260:AIGC="{blank}"/>')
    assert find(data) == ()
    assert with_label(data) == data.replace(
        f'AIGC="{blank}"'.encode(), f'AIGC="{ESCAPED_OTHER}"'.encode()
    )


def test_an_empty_property_of_somebody_else_stays() -> None:
    theirs = '<a:AIGC xmlns:a="urn:a"/>'
    assert theirs.encode() in with_label(described(theirs))
    assert without_label(described(theirs)) == described(theirs)


WORDS = " A harbour at dusk &amp; <![CDATA[<gulls>]]>"


def test_a_description_that_quotes_a_label_keeps_its_words() -> None:
    data = described(
        f'<d:description xmlns:d="urn:d">{escaped(WRAPPED)}{WORDS}</d:description>'
    ).replace(b"rdf:about=", f"d:note='{WRAPPED} &#10;me &quot;too&quot;' rdf:about=".encode())
    data = data.replace(b"xmlns:TC260", b'xmlns:d="urn:d" xmlns:TC260')
    assert len(find(data)) == 2
    for cleaned in (with_label(data), without_label(data)):
        assert b"> A harbour at dusk &amp; &lt;gulls&gt;</d:description>" in cleaned
        assert b"d:note=' &#10;me &quot;too&quot;'" in cleaned
        assert b"ContentProducer" not in cleaned.split(b"<TC260:AIGC")[0]


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize(
    "data",
    [
        ELEMENT,
        ATTRIBUTE,
        OWN_PREFIX,
        packet(f'<rdf:Description T:AIGC="{escaped(BARE)}"/>', root=f' xmlns:T="{NS}"'),
        ELEMENT.decode().encode("utf-16-le"),
        ("\ufeff" + ELEMENT.decode()).encode("utf-16-be"),
    ],
)
def test_exiftool_names_the_property_by_the_prefix_of_the_guides(
    data: bytes, tmp_path: Path
) -> None:
    labelled = with_label(data)
    assert with_label(labelled) == labelled
    path = tmp_path / "a.xmp"
    path.write_bytes(labelled)
    command = ["exiftool", "-b", "-XMP-TC260:AIGC", str(path)]
    assert subprocess.run(command, capture_output=True, check=True).stdout == OTHER.encode()


def test_foreign_properties_stay_byte_for_byte() -> None:
    labelled = with_label(FOREIGN_XMP, BARE)
    before, after = FOREIGN_XMP.split(b" </rdf:RDF>")
    assert labelled.startswith(before)
    assert labelled.endswith(b"</rdf:RDF>" + after)
    inserted = re.search(rb"<rdf:Description rdf:about=\"uuid:1f\" xmlns:TC260.*?</rdf:D", labelled)
    assert inserted is not None  # about must be the packet's own, or it speaks of something else
    assert without_label(labelled).count(b"uuid:1f") == 2  # the emptied description stays


def test_padding_gives_and_takes_so_that_the_length_stays() -> None:
    padded = FOREIGN_XMP.replace(b" " * 64, b" " * 2048)
    labelled = with_label(padded, BARE)
    assert len(labelled) == len(padded)
    assert len(with_label(labelled, OTHER + " ")) == len(padded)
    assert len(without_label(labelled)) == len(padded)


def test_too_little_padding_is_left_alone() -> None:
    assert with_label(FOREIGN_XMP, BARE).count(b" " * 64) == 1


def test_labels_under_other_names_go_when_one_is_written() -> None:
    several = packet(
        f'<rdf:Description rdf:about="" xmlns:T="{NS}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' dc:aigc="{escaped(BARE)}" dc:source="kept"><dc:AIGC>{escaped(BARE)}</dc:AIGC>'
        f"<T:AIGC>{escaped(BARE)}</T:AIGC><dc:description>{escaped(BARE)}</dc:description>"
        "</rdf:Description>"
    )
    assert [(one.qname, one.prescribed) for one in find(several)] == [
        ("dc:aigc", False),
        ("dc:AIGC", False),
        ("T:AIGC", True),
        ("dc:description", False),
    ]
    labelled = with_label(several)
    assert [one.text for one in find(labelled)] == [OTHER]
    assert b'dc:source="kept"' in labelled
    assert b"<dc:description></dc:description>" in labelled


def test_a_wrong_namespace_is_not_the_prescribed_property() -> None:
    wrong = ELEMENT.replace(NS.encode(), b"http://example.org/aigc/")
    assert [one.prescribed for one in find(wrong)] == [False]
    labelled = with_label(wrong)
    assert [(one.text, one.prescribed) for one in find(labelled)] == [(OTHER, True)]


@pytest.mark.parametrize(
    "body",
    [
        f'<T:AIGC xmlns:T="{NS}"/>',
        f'<T:AIGC xmlns:T="{NS}" rdf:resource="urn:x"/>',
        f'<T:AIGC xmlns:T="{NS}" rdf:parseType="Resource"><T:Label>1</T:Label></T:AIGC>',
    ],
)
def test_a_property_that_holds_no_plain_value_is_written_anew(body: str) -> None:
    labelled = with_label(packet(f'<rdf:Description rdf:about="">{body}</rdf:Description>'))
    assert [(one.text, one.prescribed) for one in find(labelled)] == [(OTHER, True)]


@pytest.mark.parametrize(
    "data",
    [
        f'<rdf:RDF xmlns:rdf="{RDF}"/>'.encode(),
        f'<rdf:RDF xmlns:rdf="{RDF}" />'.encode(),
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"/></x:xmpmeta>'.encode(),
        f'<RDF xmlns="{RDF}"><Description about=""/></RDF>'.encode(),
        f'<a:RDF xmlns:a="{RDF}"><a:Description a:about="&lt;&quot;春"/></a:RDF>'.encode(),
    ],
)
def test_insertion_into_unusual_rdf(data: bytes) -> None:
    labelled = with_label(data)
    assert [(one.text, one.prescribed) for one in find(labelled)] == [(OTHER, True)]


def test_a_property_of_something_else_is_not_the_files_own() -> None:
    nested = packet(
        '<rdf:Description rdf:about="" xmlns:i="urn:i"><i:Ingredient><rdf:Description>'
        f'<T:AIGC xmlns:T="{NS}">{escaped(BARE)}</T:AIGC></rdf:Description></i:Ingredient>'
        f'<i:Other><rdf:Description xmlns:T="{NS}" T:AIGC="{escaped(BARE)}"/></i:Other>'
        "</rdf:Description>"
    )
    assert [one.prescribed for one in find(nested)] == [False, False]
    assert [(one.text, one.prescribed) for one in find(with_label(nested))] == [(OTHER, True)]


def test_a_label_on_a_label_property_goes_with_it() -> None:
    inner = f'<T:AIGC T:AIGC="{escaped(BARE)}">{escaped(BARE)}</T:AIGC>'
    other = inner.replace("T:", "U:")
    data = packet(
        f'<rdf:Description rdf:about="" xmlns:T="{NS}">{inner}</rdf:Description>'
        f'<rdf:Description rdf:about="" xmlns:U="urn:other">{other}</rdf:Description>'
    )
    assert [found.qname for found in find(data)] == ["T:AIGC"] * 2 + ["U:AIGC"] * 2
    assert not any(found.prescribed for found in find(data))
    written = find(with_label(data))
    assert [(found.qname, found.text) for found in written] == [("TC260:AIGC", OTHER)]
    assert without_label(data) == data.replace(inner.encode(), b"").replace(other.encode(), b"")


def test_an_attribute_is_found_behind_one_that_quotes_it() -> None:
    quoting = f"<rdf:Description rdf:about='' xmlns:T='{NS}' xmlns:d='urn:d' d:a=' T:AIGC=\"{{}}\"'"
    label = f' T:AIGC="{escaped(BARE)}"'
    data = packet(f"{quoting}{label}/>")
    assert [(found.qname, found.text) for found in find(data)] == [("T:AIGC", BARE)]
    assert without_label(data) == packet(f"{quoting}/>")


def test_a_packet_of_padding_only_becomes_a_new_one() -> None:
    assert find(b" \0\n") == ()
    assert with_label(b" \0\n") == xmp.new_packet(OTHER)


def test_whitespace_and_nul_around_the_packet_stay() -> None:
    around = b"\n " + ELEMENT + b"\0\0\n"
    labelled = with_label(around)
    assert labelled.startswith(b"\n <x:xmpmeta")
    assert labelled.endswith(b"</x:xmpmeta>\0\0\n")


def test_a_declared_encoding_other_than_utf8_gets_references() -> None:
    latin = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + ELEMENT
    labelled = with_label(latin, BARE.replace("a01", "é春"))
    assert b"&#233;&#26149;" in labelled
    assert find(labelled)[0].text == BARE.replace("a01", "é春")
