"""PDF: its dialects, what an update keeps, what it takes out, and what it refuses."""

from __future__ import annotations

import re

import pytest

from hegui.aigc import transcribe
from hegui.errors import NoSlot
from tests.builders import pdf as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.pdf import LABEL, SAMPLES, classic, compact, information, literal, page, updated
from tests.pdf_steps import NEW, labelled, only, opened, read

CHINESE = BARE.replace("4f7c1f9e-a01", "春")


@pytest.mark.parametrize(
    ("data", "slot", "dialect", "prescribed", "written"),
    [
        (SAMPLES["labelled"](), "pdf.info", "json", True, LABEL),
        (SAMPLES["utf-16"](), "pdf.info", "json", True, None),
        (classic(page(b"<</AI#47C(%b)>>" % BARE.encode())), "pdf.info", "json", True, None),
        (SAMPLES["other-key"](), "pdf.info-other", "json", False, b"/aigc " + literal(BARE)),
        (
            classic(page(b"<</Subject" + literal(WRAPPED) + b">>")),
            "pdf.info-other",
            "json",
            False,
            b"/Subject" + literal(WRAPPED),
        ),
        (SAMPLES["indirect"](), "pdf.info", "json", True, b"/AIGC 7 0 R"),
        (SAMPLES["xmp-label"](), "pdf.metadata-xmp", "xmp-element", False, None),
        (SAMPLES["compact"](), "pdf.info", "json", True, None),
        (SAMPLES["updates"](), "pdf.info", "json", True, LABEL),
        (
            classic(page(b"<</AIGC<" + CHINESE.encode("utf-8").hex().encode() + b">>>")),
            "pdf.info",
            "json-utf-8",
            True,
            None,
        ),
        (
            classic(
                page(b"<</AIGC<" + ("\ufeff" + BARE).encode("utf-16-le").hex().encode() + b">>>")
            ),
            "pdf.info",
            "json-utf-16-le",
            True,
            None,
        ),
    ],
)
def test_dialects(
    data: bytes, slot: str, dialect: str, prescribed: bool, written: bytes | None
) -> None:
    site = only(data)
    assert (site.slot, site.dialect, site.prescribed) == (slot, dialect, prescribed)
    assert site.parsed is not None
    assert transcribe(site.parsed) in (BARE, CHINESE)
    if written is not None:
        assert data[site.offset : site.offset + site.length] == written


def test_a_label_in_an_object_stream_lies_where_the_stream_lies() -> None:
    data = SAMPLES["compact"]()
    site = only(data)
    stream = data[site.offset : site.offset + site.length]
    assert b"/ObjStm" in stream
    assert re.match(rb"\d+ 0 obj", stream)


def test_information_that_stands_in_the_trailer_itself() -> None:
    data = classic(page(), more=b" /Info << /Title (t) " + LABEL + b" >>")
    site = only(data)
    assert data[site.offset : site.offset + site.length] == LABEL
    result = labelled(data, NEW)
    assert only(result).text == NEW
    assert b"/Title (t)" in result[len(data) :]


def test_what_an_update_superseded_is_not_reported() -> None:
    data = updated(SAMPLES["labelled"](), {5: information()}, b"/Size 6 /Root 1 0 R /Info 5 0 R")
    assert BARE.encode() in data
    assert read(data).sites == ()


def test_a_trailer_without_information_has_none_whatever_older_ones_say() -> None:
    data = updated(SAMPLES["labelled"](), {2: page()[2]}, b"/Size 6 /Root 1 0 R")
    assert read(data).sites == ()


@pytest.mark.parametrize("name", SAMPLES)
def test_an_update_is_appended_and_nothing_else_changes(name: str) -> None:
    data = SAMPLES[name]()
    assert labelled(data, NEW).startswith(data)
    assert only(labelled(data, NEW)).text == NEW


@pytest.mark.parametrize("name", SAMPLES)
def test_labelling_again_replaces_the_own_update(name: str) -> None:
    data = SAMPLES[name]()
    assert labelled(labelled(data, CHINESE), NEW) == labelled(data, NEW)


def test_the_update_of_another_program_is_never_replaced() -> None:
    data = labelled(SAMPLES["information"]())
    other = updated(data, {2: page()[2]}, b"/Size 6 /Root 1 0 R /Info 5 0 R")
    assert labelled(other, NEW).startswith(other)
    touched = data + b"% seen\n"
    assert labelled(touched, NEW).startswith(touched)


def test_the_other_entries_stay_as_they_are_written() -> None:
    data = SAMPLES["information"]()
    update = labelled(data)[len(data) :]
    assert information()[2:-2] in update.replace(b"\n/AIGC " + literal(BARE), b"")


def test_labels_at_other_places_are_taken_out() -> None:
    info = information(LABEL, b"/aigc " + literal(BARE), b"/Keywords " + literal(WRAPPED), LABEL)
    data = classic(page(info, xmp_with(BARE)))
    assert len(read(data).sites) == 5
    result = labelled(data, NEW)
    assert only(result).text == NEW
    assert FOREIGN_XMP[:200] in result[len(data) :]


@pytest.mark.parametrize("build_file", [classic, compact])
def test_other_xmp_is_left_where_it_is(build_file: object) -> None:
    assert callable(build_file)
    data = build_file(page(information(), FOREIGN_XMP))
    assert b"xmpmeta" not in labelled(data)[len(data) :]


def test_a_value_that_is_no_string_gives_way() -> None:
    info = information(b"/AIGC << /Label (1) >>", b"/AIGC [(x)]")
    for data in (classic(page(info)), compact(page(info))):
        assert read(data).sites == ()
        update = labelled(data)[len(data) :]
        assert update.count(b"/AIGC") == 1
        assert b"/Label (1)" not in update


def test_of_a_repeated_key_the_last_counts() -> None:
    data = classic(page(information(LABEL, b"/AIGC " + literal(NEW))))
    assert [(one.prescribed, one.text) for one in read(data).sites] == [(False, BARE), (True, NEW)]
    assert BARE.encode() not in labelled(data, NEW)[len(data) :]


def test_an_encryption_that_names_an_unknown_filter() -> None:
    data = build.encrypted()
    told = b"/V 4 /R 4 /StrF /Odd /StmF /Odd /CF << /Odd << /CFM /Odd >> >>"
    container = opened(data.replace(b"/V 1 /R 2", told))
    assert container.read().blind
    with pytest.raises(NoSlot):
        container.plan(BARE)


def test_an_encrypted_file_gets_encrypted_strings() -> None:
    data = build.encrypted(metadata=xmp_with(BARE))
    result = labelled(data, NEW)
    update = result[len(data) :]
    assert b"ProduceID" not in update
    assert b"xmpmeta" not in update
    assert only(result).text == NEW
    assert read(result).blind == ()


def test_the_newest_section_decides_the_kind_of_the_update() -> None:
    assert b"\nxref\n" in labelled(SAMPLES["plain"]())[len(SAMPLES["plain"]()) :]
    assert b"/XRef" in labelled(SAMPLES["compact"](), NEW)[len(SAMPLES["compact"]()) :]
    hybrid = labelled(SAMPLES["hybrid"]())[len(SAMPLES["hybrid"]()) :]
    assert b"\nxref\n" in hybrid
    assert b"XRefStm" not in hybrid  # the section before says it, and is still in the chain


def test_the_second_part_of_the_identifier_changes() -> None:
    data = SAMPLES["plain"]()
    found = re.search(rb"/ID \[<(\w+)> ?<(\w+)>", labelled(data)[len(data) :])
    assert found is not None
    assert found[1] == build.FILE_ID.encode()
    assert found[2].lower() != build.FILE_ID.encode()


@pytest.mark.parametrize(
    "lead", [b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", b" \n"]
)
def test_offsets_that_count_from_the_header(lead: bytes) -> None:
    data = classic(page(information(LABEL)), lead=lead)
    site = only(data)
    assert data[site.offset : site.offset + site.length] == LABEL
    result = labelled(data, NEW)
    assert only(result).text == NEW
    assert result[len(lead) :] == labelled(data[len(lead) :], NEW)


def test_offsets_that_count_from_the_first_byte_though_the_header_comes_later() -> None:
    plain = classic(page(information(LABEL)), header=b"\0" * 30 + build.HEADER)
    assert only(plain).prescribed
    assert only(labelled(plain, NEW)).text == NEW


def test_an_unfinished_update_leaves_the_revision_before_it_in_force() -> None:
    data = SAMPLES["labelled"]()
    update = opened(data).plan_in_place(NEW)
    assert update is not None
    assert update.commits == ()
    assert data + update.tail == labelled(data, NEW)
    for cut in range(len(update.tail)):
        torn = read(data + update.tail[:cut])
        assert [site.text for site in torn.sites] in ([BARE], [NEW]), cut
        assert torn.blind == ()


def test_in_place_there_is_nothing_to_do_for_the_same_label() -> None:
    done = opened(SAMPLES["labelled"]()).plan_in_place(BARE)
    assert done is not None
    assert (done.tail, done.commits) == (b"", ())
