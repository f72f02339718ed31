"""Word, Excel and PowerPoint."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from tests.builders.labels import BARE, WRAPPED
from tests.builders.ooxml import (
    CUSTOM_TYPE,
    EXCEL,
    FMTID,
    MACROS,
    SAMPLES,
    STRICT,
    TRANSITIONAL,
    custom,
    custom_relationship,
    custom_type,
    parts,
    prop,
    relationships,
    types,
    word,
)
from tests.builders.zip_archive import Item, archive, plain
from tests.documents import (
    changed,
    converted,
    digest,
    labelled,
    members,
    needs_soffice,
    only,
    opened,
    packed_again,
    read,
)

CUSTOM = "docProps/custom.xml"
CONTENT_TYPES = "[Content_Types].xml"
RELATIONSHIPS = "_rels/.rels"


def with_part(name: str, content: str | bytes, properties: str | None = "") -> bytes:
    return archive(plain(parts(properties) | {name: content}))


def test_a_label_is_a_custom_property() -> None:
    data = word(prop("春", "Note") + prop(BARE, pid=3))
    site = only(data)
    assert (site.slot, site.prescribed, site.text) == ("ooxml.custom-property", True, BARE)
    assert site.place == "docProps/custom.xml, property AIGC"
    assert data[site.offset :].startswith(b"PK\3\4")
    assert data[site.offset : site.offset + site.length].count(CUSTOM.encode()) == 1


@pytest.mark.parametrize(
    "properties",
    [
        prop(BARE, name="aigc"),
        prop(BARE, kind="bstr"),
        prop(BARE, fmtid="{00000000-0000-0000-0000-000000000000}"),
        prop(WRAPPED, name="Origin"),
        f'<property fmtid="{FMTID}" pid="2" name="AIGC">{BARE}</property>',
    ],
    ids=["letters", "type", "fmtid", "name", "no-type"],
)
def test_dialects_are_read_and_put_right(properties: str) -> None:
    site = only(word(properties))
    assert not site.prescribed
    assert site.parsed is not None
    assert only(labelled(word(properties), BARE)).prescribed


def test_the_part_gains_one_property() -> None:
    note = prop("春 &amp; é", "Note", pid=9)
    result = labelled(word(note), BARE)
    assert changed(word(note), result) == {CUSTOM}
    assert members(result)[CUSTOM].decode() == custom(note + prop(BARE, pid=10))


def test_only_the_text_of_an_own_label_changes() -> None:
    data = word(prop("x", "Note") + prop(WRAPPED, pid=7))
    assert members(labelled(data, BARE))[CUSTOM].decode() == custom(
        prop("x", "Note") + prop(BARE, pid=7)
    )


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([], 2),
        (["2"], 3),
        (["5", "3"], 6),
        (["2147483647", "2"], 3),
        (["x", "-4", "", "99999999999"], 2),
    ],
)
def test_pids(taken: list[str], expected: int) -> None:
    properties = "".join(prop("1", f"n{pid}").replace('pid="2"', f'pid="{pid}"') for pid in taken)
    text = members(labelled(word(properties), BARE))[CUSTOM].decode()
    assert f'pid="{expected}" name="AIGC"' in text


def test_a_document_without_custom_properties_gets_the_part() -> None:
    result = labelled(word(), BARE)
    assert changed(word(), result) == {CUSTOM, CONTENT_TYPES, RELATIONSHIPS}
    new = members(result)
    assert new[CUSTOM].decode() == custom(prop(BARE))
    assert new[CONTENT_TYPES].decode() == types(more=custom_type())
    assert new[RELATIONSHIPS].decode() == relationships(more=custom_relationship())
    assert list(new)[-1] == CUSTOM


def test_the_strict_form_keeps_its_namespaces() -> None:
    new = members(labelled(SAMPLES["strict"](), BARE))
    assert f'Type="{STRICT}relationships/customProperties"' in new[RELATIONSHIPS].decode()
    assert f'xmlns="{STRICT}customProperties"' in new[CUSTOM].decode()
    assert f'xmlns:vt="{STRICT}docPropsVTypes"' in new[CUSTOM].decode()
    assert TRANSITIONAL not in new[CUSTOM].decode()


def test_ids_of_relationships_stay_unique() -> None:
    more = '<Relationship Id="rId4" Type="x" Target="y" TargetMode="External"/>'
    data = archive(plain(parts() | {RELATIONSHIPS: relationships(more=more)}))
    assert b'Id="rId5"' in members(labelled(data, BARE))[RELATIONSHIPS]


def test_the_part_is_found_by_relationship() -> None:
    data = SAMPLES["elsewhere"]()
    assert not only(data).prescribed
    result = labelled(data, BARE)
    assert changed(data, result) == {"props/own.xml", CUSTOM}
    assert only(result).place == "props/own.xml, property AIGC"
    assert b"AIGC" not in members(result)[CUSTOM]


def test_a_part_that_is_not_named_gets_its_relationship() -> None:
    result = labelled(SAMPLES["unrelated"](), BARE)
    assert changed(SAMPLES["unrelated"](), result) == {CONTENT_TYPES, RELATIONSHIPS}


def test_a_wrong_content_type_is_put_right() -> None:
    wrong = custom_type().replace(CUSTOM_TYPE, "text/plain")
    data = with_part(CONTENT_TYPES, types(more=wrong))
    assert members(labelled(data, BARE))[CONTENT_TYPES].decode() == types(more=custom_type())


def test_labels_quoted_elsewhere_lose_their_text() -> None:
    data = word(prop(WRAPPED, "Origin") + prop("x", "Note", 3), description=WRAPPED)
    assert [site.slot for site in read(data).sites] == ["ooxml.property"] * 2
    assert [site.place for site in read(data).sites] == [
        "docProps/custom.xml, vt:lpwstr",
        "docProps/core.xml, dc:description",
    ]
    new = members(labelled(data, BARE))
    assert b"<dc:description></dc:description>" in new["docProps/core.xml"]
    assert b'name="Origin"><vt:lpwstr></vt:lpwstr>' in new[CUSTOM]
    assert b'name="Note"><vt:lpwstr>x</vt:lpwstr>' in new[CUSTOM]


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "docx",
        ),
        (MACROS, "docx"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "docx"),
        (EXCEL, "xlsx"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xlsx"),
        ("application/vnd.ms-excel.addin.macroEnabled.main+xml", "xlsx"),
        ("application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml", "pptx"),
        ("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", "pptx"),
    ],
)
def test_the_main_part_tells_the_application(main: str, kind: str) -> None:
    assert read(with_part(CONTENT_TYPES, types(main))).kind.id == kind


def test_other_packages_are_refused() -> None:
    with pytest.raises(NoSlot, match="this kind of Open Packaging file"):
        opened(with_part(CONTENT_TYPES, types("application/vnd.ms-visio.drawing.main+xml")))
    with pytest.raises(NoSlot, match="ZIP archive"):
        opened(archive(plain({"a.txt": "x"})))
    with pytest.raises(NoSlot, match="encrypted Office document"):
        opened(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))


@pytest.mark.parametrize("by_name", [True, False])
def test_a_signed_document_is_read_but_not_written(by_name: bool) -> None:
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    if by_name:
        data = with_part("_xmlsignatures/origin.sigs", b"", prop(BARE))
    else:
        more = custom_relationship() + f'<Relationship Id="s" Type="{kind}" Target="s.sigs"/>'
        data = with_part(RELATIONSHIPS, relationships(more=more), prop(BARE))
    assert only(data).text == BARE
    with pytest.raises(NoSlot, match="label first, then sign"):
        opened(data).plan(BARE)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        (CONTENT_TYPES, "<Types", "not well-formed"),
        (CONTENT_TYPES, "<other/>", "not what its name says"),
        (CONTENT_TYPES, "<!DOCTYPE Types [<!ENTITY a 'b'>]><Types/>", "document type of its own"),
        (CONTENT_TYPES, f"<Types xmlns='{'u' * 600}'/>", "absurd namespace"),
        (RELATIONSHIPS, "<Relationships", "not well-formed"),
        (RELATIONSHIPS, relationships("%00"), "no usable target"),
        (RELATIONSHIPS, relationships(".."), "no usable target"),
        (RELATIONSHIPS, relationships(more=custom_relationship() * 2), "several parts"),
    ],
)
def test_packages_that_cannot_be_followed(name: str, content: str, reason: str) -> None:
    with pytest.raises(BrokenFile, match=reason):
        opened(with_part(name, content))


def test_a_package_without_relationships() -> None:
    lacking = {name: data for name, data in parts().items() if name != RELATIONSHIPS}
    with pytest.raises(BrokenFile, match=r"has no _rels/\.rels"):
        opened(archive(plain(lacking)))


@pytest.mark.parametrize("content", ["<Properties>", "no XML", "", "<a>" * 70 + "</a>" * 70])
def test_properties_that_cannot_be_read_are_a_blind_spot(content: str) -> None:
    data = with_part(CUSTOM, content)
    (blind,) = read(data).blind
    assert blind.place == CUSTOM
    with pytest.raises(FileError):
        opened(data).plan(BARE)


def test_a_part_that_holds_no_properties() -> None:
    with pytest.raises(BrokenFile, match="not what its name says"):
        opened(with_part(CUSTOM, "<other/>")).plan(BARE)


def test_two_parts_of_one_name() -> None:
    twice = [*plain(parts(prop(BARE))), Item("docprops/CUSTOM.xml", custom("").encode())]
    with pytest.raises(BrokenFile, match="two members"):
        opened(archive(twice))


def test_an_encrypted_part_is_a_blind_spot() -> None:
    items = [
        Item(item.name, item.data, flags=1 if item.name == CUSTOM else 0)
        for item in plain(parts(prop(BARE)))
    ]
    assert [blind.place for blind in read(archive(items)).blind] == [CUSTOM]


def test_a_bomb_in_the_properties() -> None:
    data = with_part(CUSTOM, b"<a>" + b" " * 10_000_000 + b"</a>")
    (blind,) = read(data).blind
    assert "10000007 bytes" in blind.reason
    with pytest.raises(CeilingExceeded):
        opened(data).plan(BARE)


@pytest.mark.parametrize(
    "content",
    [
        custom("<a/>" * 50_000),
        custom("".join(prop("x", f"n{n}", n) for n in range(30_000))),
        custom(f"<a {' '.join(f'a{n}=%s' % repr('v') for n in range(200_000))}/>"),
        custom(prop(WRAPPED, "Origin") * 400),
        custom("<a b='{eyJ'/>" * 1000),
    ],
    ids=["elements", "properties", "attributes", "labels", "claims"],
)
def test_masses_have_ceilings(content: str) -> None:
    reading = read(with_part(CUSTOM, content))
    assert len(reading.sites) <= 256
    try:
        opened(with_part(CUSTOM, content)).plan(BARE)
    except CeilingExceeded:
        assert reading.blind


def test_essence_is_the_content_alone() -> None:
    data = word()
    same = digest(data)
    assert digest(labelled(data, BARE)) == same
    assert digest(packed_again(data)) == same
    assert digest(word(prop("1", "Count"), description="another")) == same
    assert digest(with_part("docProps/thumbnail.jpeg", b"\xff\xd8", None)) == same


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/document.xml", "<other/>"),
        ("word/media/图.bin", b"other"),
        ("word/new.xml", "<new/>"),
        (CONTENT_TYPES, types(MACROS)),
        (RELATIONSHIPS, relationships("word/media/图.bin")),
    ],
)
def test_essence_changes_with_the_content(name: str, content: str | bytes) -> None:
    container = archive(plain(parts() | {name: content}))
    if name == RELATIONSHIPS:  # no longer a Word document at all
        with pytest.raises(NoSlot):
            opened(container)
    else:
        assert digest(container) != digest(word())


def test_python_docx_reads_the_same_text() -> None:
    file = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("春眠不觉晓。")
    document.save(file)
    result = docx.Document(io.BytesIO(labelled(file.getvalue(), BARE)))
    assert [paragraph.text for paragraph in result.paragraphs] == ["春眠不觉晓。"]
    assert result.core_properties.author == "python-docx"


def test_openpyxl_reads_the_label() -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    result = openpyxl.load_workbook(io.BytesIO(labelled(file.getvalue(), BARE)))
    assert result.custom_doc_props["AIGC"].value == BARE
    again = io.BytesIO()
    result.save(again)
    assert only(again.getvalue()).text == BARE


def test_python_pptx_opens_the_result() -> None:
    file = io.BytesIO()
    pptx.Presentation().save(file)
    result = pptx.Presentation(io.BytesIO(labelled(file.getvalue(), BARE)))
    assert len(result.slide_layouts) == 11
    assert result.part.package.main_document_part is not None


@needs_soffice
def test_libreoffice_keeps_the_label(tmp_path: Path) -> None:
    """It reads our custom property, and writes it into OpenDocument's place for such."""
    path = tmp_path / "labelled.docx"
    path.write_bytes(labelled(word(), BARE))
    result = converted(path, ".odt").read_bytes()
    assert only(result).text == BARE
    assert only(result).prescribed
    assert "春眠不觉晓。" in members(result)["content.xml"].decode()


@settings(deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 3000), st.binary(max_size=40))
def test_arbitrary_bytes(name: str, at: int, new: bytes) -> None:
    data = SAMPLES[name]()
    try:
        container = opened(data[:at] + new + data[at + len(new) :])
        container.read()
        container.plan(BARE)
    except FileError as error:
        assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested


@settings(deadline=None)
@given(st.text(max_size=200), st.booleans())
def test_arbitrary_properties(text: str, property_: bool) -> None:
    inner = f"<property name='AIGC' {text}/>" if property_ else text
    data = with_part(CUSTOM, custom(inner).encode("utf-8", "surrogatepass"))
    reading = read(data)
    try:
        result = labelled(data, BARE)
    except FileError:
        assert reading.blind
    else:
        assert only(result).text == BARE
