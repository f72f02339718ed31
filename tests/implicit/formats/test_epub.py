"""EPUB."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, FileError, NoSlot
from tests.builders.epub import SAMPLES, book, container, meta, opf, rootfile
from tests.builders.labels import BARE, WRAPPED
from tests.builders.zip_archive import archive, plain
from tests.documents import changed, digest, labelled, members, only, opened, packed_again, read

OPF = "OEBPS/content.opf"


def with_member(name: str, content: str) -> bytes:
    """A labelled publication with one more member."""
    parts = {"META-INF/container.xml": container(rootfile(OPF)), OPF: opf(meta(BARE))}
    return archive(plain(parts | {name: content}))


def test_a_label_is_a_meta_element() -> None:
    data = book(opf(meta("x", "calibre:series") + meta(BARE)))
    site = only(data)
    assert (site.slot, site.prescribed, site.text) == ("epub.meta", True, BARE)
    assert site.place == "OEBPS/content.opf, meta"
    assert OPF.encode() in data[site.offset : site.offset + site.length]


@pytest.mark.parametrize(
    "more",
    [
        meta(BARE, "aigc"),
        meta(BARE, "TC260:AIGC"),
        f'<meta property="TC260:AIGC">{escape(BARE)}</meta>',
        f'<x:AIGC xmlns:x="http://www.tc260.org.cn/ns/AIGC/1.0/">{escape(BARE)}</x:AIGC>',
        f"<dc:description>{escape(WRAPPED)}</dc:description>",
        meta(WRAPPED, "origin"),
    ],
    ids=["letters", "prefix", "property", "element", "description", "other-name"],
)
def test_dialects_are_read_and_put_right(more: str) -> None:
    site = only(book(opf(more)))
    assert not site.prescribed
    assert site.parsed is not None
    assert only(labelled(book(opf(more)), BARE)).prescribed


def test_only_the_element_is_new() -> None:
    data = book(opf(meta("x", "cover")))
    result = labelled(data, BARE)
    assert changed(data, result) == {OPF}
    assert members(result)[OPF].decode() == opf(meta("x", "cover") + meta(BARE))
    assert list(members(result)) == list(members(data))
    assert result[30:].startswith(b"mimetypeapplication/epub+zip")


def test_an_element_keeps_its_place() -> None:
    data = book(opf(meta(WRAPPED) + meta("x", "cover")))
    assert members(labelled(data, BARE))[OPF].decode() == opf(meta(BARE) + meta("x", "cover"))


def test_epub_2_may_have_a_place_of_its_own() -> None:
    new = members(labelled(SAMPLES["x-metadata"](), BARE))[OPF].decode()
    assert f"{meta(BARE)}</x-metadata>" in new


def test_the_first_package_document_carries_the_label() -> None:
    data = SAMPLES["renditions"]()
    assert not only(data).prescribed
    assert changed(data, labelled(data, BARE)) == {OPF, "OEBPS/second.opf"}


def test_a_signed_publication_is_read_but_not_written() -> None:
    data = with_member("META-INF/signatures.xml", "<signatures/>")
    assert only(data).text == BARE
    with pytest.raises(NoSlot, match="label first, then sign"):
        opened(data).plan(BARE)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("<x", "not well-formed"),
        (container(""), "names no package document"),
        (container(rootfile("no.opf")), r"has no no\.opf"),
        (container(rootfile("..")), "has no"),
        (container(rootfile(OPF).replace("oebps-package", "x")), "names no package document"),
    ],
)
def test_containers_that_cannot_be_followed(said: str, reason: str) -> None:
    data = archive(plain({"META-INF/container.xml": said, OPF: opf()}))
    with pytest.raises(BrokenFile, match=reason):
        opened(data)


def test_a_publication_without_a_container() -> None:
    data = archive(plain({"mimetype": "application/epub+zip", OPF: opf()}))
    with pytest.raises(BrokenFile, match="META-INF/container"):
        opened(data)


@pytest.mark.parametrize("package", ["<x", "<package/>", "<other><metadata/></other>"])
def test_packages_that_cannot_be_read(package: str) -> None:
    assert [blind.place for blind in read(book(package)).blind] == [OPF]
    with pytest.raises(BrokenFile):
        opened(book(package)).plan(BARE)


def test_essence_is_the_content_alone() -> None:
    data = book(opf())
    same = digest(data)
    assert digest(labelled(data, BARE)) == digest(packed_again(data)) == same
    assert digest(book(opf("<dc:creator>x</dc:creator>"))) == same
    assert digest(book(opf().replace("c.xhtml", "d.xhtml"))) != same
    assert digest(with_member("a.css", "b {}")) != digest(with_member("a.css", "i {}"))


@settings(deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 1500), st.binary(max_size=40))
def test_arbitrary_bytes(name: str, at: int, new: bytes) -> None:
    data = SAMPLES[name]()
    try:
        publication = opened(data[:at] + new + data[at + len(new) :])
        publication.read()
        publication.plan(BARE)
    except FileError as error:
        assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested
