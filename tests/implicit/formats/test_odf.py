"""OpenDocument."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, FileError, NoSlot
from tests.builders.labels import BARE, WRAPPED
from tests.builders.odf import ENCRYPTION, SAMPLES, TEXT, entry, field, manifest, meta, package
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


def with_member(name: str, content: str) -> bytes:
    """A labelled document with one more member."""
    first = Item("mimetype", TEXT.encode(), stored=True)
    more = {"meta.xml": meta(field(BARE)), "META-INF/manifest.xml": manifest(), name: content}
    return archive([first, *plain(more)])


def test_a_label_is_a_user_defined_field() -> None:
    data = package(meta(field("春", "Note") + field(BARE)))
    site = only(data)
    assert (site.slot, site.prescribed, site.text) == ("odf.user-defined", True, BARE)
    assert site.place == "meta.xml, meta:user-defined AIGC"
    assert data[site.offset :].startswith(b"PK\3\4")
    assert b"meta.xml" in data[site.offset : site.offset + site.length]


@pytest.mark.parametrize(
    "metadata",
    [
        meta(field(BARE, "aigc")),
        meta(field(BARE, kind=' meta:value-type="date"')),
        meta("", title=WRAPPED),
        meta(f"<meta:keyword>{escape(WRAPPED)}</meta:keyword>"),
    ],
    ids=["letters", "type", "title", "keyword"],
)
def test_dialects_are_read_and_put_right(metadata: str) -> None:
    site = only(package(metadata))
    assert not site.prescribed
    assert site.parsed is not None
    assert only(labelled(package(metadata), BARE)).prescribed


def test_only_the_field_is_new() -> None:
    data = package(meta(field("春", "Note")))
    result = labelled(data, BARE)
    assert changed(data, result) == {"meta.xml"}
    assert members(result)["meta.xml"].decode() == meta(field("春", "Note") + field(BARE))
    assert list(members(result)) == list(members(data))
    # The mimetype stays first and stored, as every reader expects it at byte 38.
    assert result[30:].startswith(b"mimetype" + TEXT.encode())


def test_a_field_keeps_its_place() -> None:
    data = package(meta(field(WRAPPED) + field("x", "Note")))
    new = members(labelled(data, BARE))["meta.xml"].decode()
    assert new == meta(field(BARE) + field("x", "Note"))


def test_a_package_without_metadata_gets_some() -> None:
    data = package(None)
    result = labelled(data, BARE)
    assert changed(data, result) == {"meta.xml", "META-INF/manifest.xml"}
    listed = members(result)["META-INF/manifest.xml"].decode()
    assert listed.count('full-path="meta.xml"') == 1
    assert 'office:version="1.3"' in members(result)["meta.xml"].decode()


def test_metadata_that_is_listed_but_missing() -> None:
    data = package(None, entries=entry("meta.xml"))
    assert changed(data, labelled(data, BARE)) == {"meta.xml"}


def test_prefixes_of_ones_own() -> None:
    mine = meta(field("x", "Note")).replace("xmlns:meta=", "xmlns:m=")
    for before in ("<", "</", " "):
        mine = mine.replace(f"{before}meta:", f"{before}m:")
    new = members(labelled(package(mine), BARE))["meta.xml"].decode()
    assert '<m:user-defined m:name="AIGC" m:value-type="string">' in new


@pytest.mark.parametrize("inner", [entry("meta.xml", ENCRYPTION), entry("encrypted", ENCRYPTION)])
def test_an_encrypted_document(inner: str) -> None:
    data = package("\x93\xff no XML", entries=inner)
    (blind,) = read(data).blind
    assert (blind.place, blind.reason) == ("meta.xml", "is encrypted")
    with pytest.raises(NoSlot, match="is encrypted"):
        opened(data).plan(BARE)


def test_a_signed_document_is_read_but_not_written() -> None:
    data = with_member("META-INF/documentsignatures.xml", "<document-signatures/>")
    assert only(data).text == BARE
    with pytest.raises(NoSlot, match="label first, then sign"):
        opened(data).plan(BARE)


@pytest.mark.parametrize("metadata", ["<x", "", "<a/><b/>"])
def test_metadata_that_cannot_be_read(metadata: str) -> None:
    assert [blind.place for blind in read(package(metadata)).blind] == ["meta.xml"]
    with pytest.raises(BrokenFile):
        opened(package(metadata)).plan(BARE)


def test_metadata_of_another_kind() -> None:
    with pytest.raises(BrokenFile, match="not what its name says"):
        opened(package("<html/>")).plan(BARE)


def test_a_package_without_a_manifest() -> None:
    data = archive([Item("mimetype", TEXT.encode(), stored=True), Item("content.xml", b"<x/>")])
    assert read(data).sites == ()
    with pytest.raises(BrokenFile, match="META-INF/manifest"):
        opened(data).plan(BARE)


def test_a_package_that_only_its_manifest_tells() -> None:
    data = archive(plain({"META-INF/manifest.xml": manifest(), "meta.xml": meta(field(BARE))}))
    assert only(data).prescribed


def test_essence_is_the_content_alone() -> None:
    data = package(meta(""))
    same = digest(data)
    assert digest(labelled(data, BARE)) == digest(packed_again(data)) == same
    assert digest(package(meta("", title="夏"))) == digest(package(None)) == same
    others = [with_member(name, "<x/>") for name in ("Thumbnails/thumbnail.png", "styles.xml")]
    assert digest(others[0]) == digest(with_member("Thumbnails/other.png", "<y/>"))
    assert digest(others[1]) != digest(with_member("styles.xml", "<y/>"))


@needs_soffice
def test_libreoffice_keeps_the_label(tmp_path: Path) -> None:
    """It reads our field, and writes it as Office's custom property."""
    path = tmp_path / "labelled.odt"
    path.write_bytes(labelled(package(meta(field("春", "Note"))), BARE))
    result = converted(path, ".docx").read_bytes()
    assert only(result).text == BARE
    assert only(result).prescribed
    assert 'name="Note"' in members(result)["docProps/custom.xml"].decode()


@settings(deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 1500), st.binary(max_size=40))
def test_arbitrary_bytes(name: str, at: int, new: bytes) -> None:
    data = SAMPLES[name]()
    try:
        container = opened(data[:at] + new + data[at + len(new) :])
        container.read()
        container.plan(BARE)
    except FileError as error:
        assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested
