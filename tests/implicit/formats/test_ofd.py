"""OFD."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, FileError, NoSlot
from tests.builders.labels import BARE, WRAPPED
from tests.builders.ofd import SAMPLES, body, data, datum, ofd
from tests.builders.zip_archive import archive, plain
from tests.documents import changed, digest, labelled, members, only, opened, packed_again, read

SIGNED = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"


def entry(file: bytes) -> str:
    return members(file)["OFD.xml"].decode()


def test_a_label_is_a_custom_datum() -> None:
    file = ofd(body(data(datum("1", "template-version") + datum(BARE))))
    site = only(file)
    assert (site.slot, site.prescribed, site.text) == ("ofd.custom-data", True, BARE)
    assert site.place == "OFD.xml, CustomData AIGC"
    assert b"OFD.xml" in file[site.offset : site.offset + site.length]


@pytest.mark.parametrize(
    "more",
    [
        data(datum(BARE, "aigc")),
        data(datum(WRAPPED, "origin")),
        f"<ofd:Keywords><ofd:Keyword>{escape(WRAPPED)}</ofd:Keyword></ofd:Keywords>",
        datum(BARE),
    ],
    ids=["letters", "other-name", "keyword", "no-list"],
)
def test_dialects_are_read_and_put_right(more: str) -> None:
    site = only(ofd(body(more)))
    assert not site.prescribed
    assert site.parsed is not None
    assert only(labelled(ofd(body(more)), BARE)).prescribed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", data(datum(BARE))),
        (data(datum("1", "x")), data(datum("1", "x") + datum(BARE))),
        (data(datum(WRAPPED) + datum("1", "x")), data(datum(BARE) + datum("1", "x"))),
        (data(datum(BARE) + datum(BARE)), data(datum(BARE))),
    ],
)
def test_only_the_datum_is_new(before: str, after: str) -> None:
    file = ofd(body(before))
    result = labelled(file, BARE)
    assert entry(result) == entry(ofd(body(after)))
    assert changed(file, result) == {"OFD.xml"}


def test_the_first_document_carries_the_label() -> None:
    file = SAMPLES["second"]()
    assert not only(file).prescribed
    assert entry(labelled(file, BARE)) == entry(
        ofd(body(data(datum(BARE))), body(data(""), number=1))
    )


def test_a_signed_file_is_read_but_not_written() -> None:
    file = ofd(body(data(datum(BARE)), signatures=SIGNED))
    assert only(file).text == BARE
    with pytest.raises(NoSlot, match="label first, then sign"):
        opened(file).plan(BARE)


@pytest.mark.parametrize("content", ["<x", "<OFD><DocBody/></OFD>", "<OFD/>"])
def test_files_that_cannot_be_written(content: str) -> None:
    with pytest.raises(BrokenFile):
        opened(archive(plain({"OFD.xml": content}))).plan(BARE)


def test_what_cannot_be_read_is_a_blind_spot() -> None:
    assert [blind.place for blind in read(archive(plain({"OFD.xml": "<x"}))).blind] == ["OFD.xml"]


def test_essence_is_the_content_alone() -> None:
    file = ofd(body(), body(number=1))
    same = digest(file)
    assert digest(labelled(file, BARE)) == digest(packed_again(file)) == same
    assert digest(ofd(body("<ofd:Author>x</ofd:Author>"), body(number=1))) == same
    assert digest(ofd(body(signatures=SIGNED), body(number=1))) == same
    assert digest(ofd(body())) != same
    swapped = {"OFD.xml": entry(file).replace("Doc_0/Doc", "Doc_1/Doc").encode()}
    assert digest(archive(plain(members(file) | swapped))) != same


@settings(deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 1000), st.binary(max_size=40))
def test_arbitrary_bytes(name: str, at: int, new: bytes) -> None:
    file = SAMPLES[name]()
    try:
        container = opened(file[:at] + new + file[at + len(new) :])
        container.read()
        container.plan(BARE)
    except FileError as error:
        assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested
