"""PDF: its dialects, what an update keeps, what it takes out, and what it refuses."""

from __future__ import annotations

import os
import random
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.aigc import transcribe
from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source
from hegui.implicit.container import Reading, Site
from hegui.implicit.formats.pdf import Pdf
from hegui.implicit.table import open_container
from tests.builders import pdf as build
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.pdf import LABEL, SAMPLES, classic, compact, information, literal, page, updated

NEW = BARE.replace("4f7c1f9e-a01", "9(b)\\\\2")
CHINESE = BARE.replace("4f7c1f9e-a01", "春")


def opened(data: bytes) -> Pdf:
    container = open_container(Source.of_bytes(data, "x.pdf"))
    assert isinstance(container, Pdf)
    return container


def read(data: bytes) -> Reading:
    return opened(data).read()


def only(data: bytes) -> Site:
    (site,) = read(data).sites
    return site


def labelled(data: bytes, text: str = BARE) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def essence(data: bytes) -> bytes:
    pieces = opened(data).essence()
    return b"".join(one if isinstance(one, bytes) else data[one[0] : one[1]] for one in pieces)


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


# Damage.


def damaged(old: bytes, new: bytes) -> bytes:
    data = SAMPLES["labelled"]()
    assert data.count(old) == 1
    return data.replace(old, new)


@pytest.mark.parametrize(
    "data",
    [
        SAMPLES["labelled"]().replace(b"startxref\n", b"startxref\n9"),
        SAMPLES["labelled"]().replace(b"startxref\n", b"startxref\n1"),
        damaged(b"startxref", b"startxxxx"),
        damaged(b"xref\n0 6", b"xref\n0 60000000"),
        damaged(b"xref\n0 6", b"xref\n0 99"),
        damaged(b"xref\n0 6", b"xrex\n0 6"),
        damaged(b"trailer\n<<", b"trailer\n[<"),
        SAMPLES["labelled"]()[:-180],
    ],
)
def test_a_damaged_index_is_read_by_a_scan_and_not_written_on(data: bytes) -> None:
    reading = read(data)
    assert [site.text for site in reading.sites] == [BARE]
    assert len(reading.blind) == 1 or b"trailer\n<<" not in data
    with pytest.raises(BrokenFile):
        opened(data).plan(NEW)


def test_an_entry_that_points_beside_its_object_is_not_written_on() -> None:
    data = SAMPLES["information"]()
    at = data.index(b"5 0 obj")
    shifted = data.replace(b"%010d 00000 n" % at, b"%010d 00000 n" % (at + 3))
    assert shifted != data
    assert read(shifted).blind
    with pytest.raises(BrokenFile):
        opened(shifted).plan(NEW)


def test_no_trailer_at_all() -> None:
    data = SAMPLES["labelled"]().partition(b"xref\n")[0]
    assert [site.text for site in read(data).sites] == [BARE]
    with pytest.raises(BrokenFile):
        read(b"%PDF-1.4\n" + b"nothing " * 50)


def test_sections_in_a_circle() -> None:
    data = SAMPLES["updates"]()
    last = data.rindex(b"/Prev ")
    start = int(data.rpartition(b"startxref")[2].split()[0])
    length = len(data[last:].split()[1])
    circle = data[:last] + b"/Prev %0*d" % (length, start) + data[last + 6 + length :]
    reading = read(circle)
    assert [site.text for site in reading.sites] == [BARE]
    assert "circle" in str(reading.blind[0])
    with pytest.raises(BrokenFile, match="circle"):
        opened(circle).plan(NEW)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (classic({**page(b"<< /AIGC 7 0 R >>"), 7: b"8 0 R", 8: b"7 0 R"}), BrokenFile),
        (classic(page(b"<< /A " + b"[" * 5000 + b"]" * 5000 + b" >>")), BrokenFile),
        (classic(page(b"<< /A " + b"(" * 5000 + b" >>")), BrokenFile),
        (classic(page(b"<< /A /B /C >>")), BrokenFile),
        (classic(page(b"<< 1 2 >>")), BrokenFile),
        (classic(page(information()), more=b" /Encrypt 5"), NoSlot),
        (classic(page(information()), more=b" /Encrypt << /Filter /Adobe.PubSec >>"), NoSlot),
        (classic(page(information()), more=b" /Encrypt << /Filter /Standard /V 9 /R 9 >>"), NoSlot),
        (classic(page(information()), more=b" /Encrypt << /Filter /Standard /V 5 /R 6 >>"), NoSlot),
        (classic(page(information()), more=b" /Encrypt << /Filter /Standard /V 2 /R 3 >>"), NoSlot),
        (classic(page(), more=b" /Prev -5"), BrokenFile),
        (classic(page(), more=b" /Prev 3"), BrokenFile),
        (classic(page(), more=b" /XRefStm 3"), BrokenFile),
        (classic({**page(), 1: b"[]"}), BrokenFile),
        (classic(page(information(), b"<x:xmpmeta>AIGC")), BrokenFile),
        (
            classic({**page(information(), b""), 6: build.stream(b"x", b"/Filter /LZWDecode")}),
            BrokenFile,
        ),
        (
            classic({**page(information(), b""), 6: build.stream(b"x", b"/Filter /FlateDecode")}),
            BrokenFile,
        ),
    ],
)
def test_what_cannot_be_followed_is_said_and_not_written_on(
    data: bytes, error: type[FileError]
) -> None:
    assert read(data).blind
    with pytest.raises(error):
        opened(data).plan(NEW)


def test_the_absurd_size_of_a_trailer() -> None:
    data = SAMPLES["plain"]().replace(b"/Size 5", b"/Size 99999999999")
    with pytest.raises(BrokenFile, match="Size"):
        opened(data).plan(NEW)


def test_an_object_stream_said_to_be_in_itself() -> None:
    objects = page(information(LABEL))
    body, offsets = build.bodies({1: objects[1], 2: objects[2]}, len(build.HEADER))
    at = len(build.HEADER) + len(body)
    rows = {0: (0, 0, 0), 1: (1, offsets[1], 0), 2: (1, offsets[2], 0)}
    rows |= {3: (2, 4, 0), 4: (2, 4, 0), 5: (2, 4, 0), 6: (1, at, 0)}
    own = build.index_stream(rows, b"/Size 7 /Root 1 0 R /Info 5 0 R", predicted=True)
    data = build.HEADER + body + b"6 0 obj\n%b\nendobj\n" % own + build.ending(at)
    assert "object stream" in str(read(data).blind[0])


def test_a_bomb_in_the_index_and_in_the_metadata() -> None:
    bomb = zlib.compress(bytes(40 * 1024**2), 9)
    packed = build.stream(bomb, b"/Type /Metadata /Subtype /XML /Filter /FlateDecode")
    data = classic({**page(information(LABEL), b""), 6: packed})
    reading = read(data)
    assert [site.text for site in reading.sites] == [BARE]
    assert "unpacks to more than" in str(reading.blind[0])
    index = build.stream(bomb, b"/Type /XRef /W [1 3 2] /Size 9 /Root 1 0 R /Filter /FlateDecode")
    at = len(build.HEADER)
    with pytest.raises(FileError):
        opened(build.HEADER + b"1 0 obj\n%b\nendobj\n" % index + build.ending(at)).plan(NEW)


def test_more_sections_than_any_file_has() -> None:
    data = SAMPLES["plain"]()
    for _ in range(40):
        data = updated(data, {}, b"/Size 5 /Root 1 0 R")
    assert read(data).blind == ()
    assert only(labelled(data)).text == BARE
    source = Source.of_bytes(data, "x.pdf", Ceilings(count=30))
    with pytest.raises(CeilingExceeded):
        Pdf(source).plan(NEW)


# Signatures.


def certified(permission: int, *, lock: bool = False) -> bytes:
    """A certification, or a signed field whose lock says the same; its signature is no real one."""
    transform = b"<< /TransformMethod /DocMDP /TransformParams << /P %d /V /1.2 >> >>" % permission
    signature = b"<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> /Reference [%b] >>"
    field = b"<< /FT /Sig /T (s) /V 7 0 R /Lock << /Action /All /P %d >> >>"
    objects = page(AcroForm=b"<< /Fields [8 0 R] /SigFlags 3 >>", Perms=b"<< /DocMDP 7 0 R >>")
    if lock:
        objects[1] = objects[1].replace(b"/DocMDP 7 0 R", b"")
    objects[7] = signature % (b"" if lock else transform)
    objects[8] = b"<< /T (group) /Kids [9 0 R 8 0 R] >>"
    objects[9] = field % (permission if lock else 3)
    return classic(objects)


@pytest.mark.parametrize("lock", [False, True])
def test_a_certification_that_allows_no_change_is_respected(lock: bool) -> None:
    with pytest.raises(NoSlot, match="certified"):
        opened(certified(1, lock=lock)).plan(BARE)
    assert read(certified(1, lock=lock)).blind == ()
    for permission in (2, 3):
        data = certified(permission, lock=lock)
        assert labelled(data).startswith(data)


# Content.


@pytest.mark.parametrize("name", SAMPLES)
def test_the_essence_outlasts_labelling(name: str) -> None:
    data = SAMPLES[name]()
    assert essence(data) == essence(labelled(data))


def test_the_essence_does_not_depend_on_form_or_metadata() -> None:
    plain = essence(classic(page()))
    assert essence(compact(page())) == plain
    assert essence(classic(page(information(), FOREIGN_XMP))) == plain
    assert essence(classic(dict(reversed(page(information()).items())))) == plain
    catalog = page(Version=b"/2.0")
    assert essence(updated(classic(page()), {1: catalog[1]}, b"/Size 5 /Root 1 0 R")) == plain


@pytest.mark.parametrize(
    ("number", "body"),
    [
        (4, build.stream(b"0.8 0.1 0.1 rg 2 2 6 7 re f")),
        (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 11] /Contents 4 0 R >>"),
        (1, b"<< /Type /Catalog /Pages 2 0 R /PageMode /FullScreen >>"),
    ],
)
def test_the_essence_notices_a_change(number: int, body: bytes) -> None:
    assert essence(classic({**page(), number: body})) != essence(classic(page()))


def test_a_huge_file_is_read_from_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    hole = 5 * 1024**3
    objects = page(information(LABEL))
    with path.open("wb") as file:
        file.write(build.HEADER)
        file.truncate(hole)
        file.seek(hole)
        body, offsets = build.bodies(objects, hole)
        tail = build.table(offsets) + b"trailer\n" + build.trailer(objects) + b"\n"
        file.write(body + tail + build.ending(hole + len(body)))
    descriptor = os.open(path, os.O_RDONLY)
    try:
        source = Source(
            "x.pdf",
            path.stat().st_size,
            descriptor=descriptor,
            ceilings=Ceilings(total=1024**2),
        )
        container = Pdf(source)
        assert [site.text for site in container.read().sites] == [BARE]
        (edit,) = container.plan(NEW)
        assert edit.offset == source.size
    finally:
        os.close(descriptor)


def test_beyond_ten_gigabytes_a_table_cannot_say_where(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    data = SAMPLES["plain"]()
    hole = 10**10
    with path.open("wb") as file:
        file.write(data)
        file.seek(hole)
        file.write(data.rpartition(b"startxref")[1] + data.rpartition(b"startxref")[2])
    descriptor = os.open(path, os.O_RDONLY)
    try:
        source = Source("x.pdf", path.stat().st_size, descriptor=descriptor)
        with pytest.raises(NoSlot, match="10 GB"):
            Pdf(source).plan(NEW)
    finally:
        os.close(descriptor)


# Choice by content.


@pytest.mark.parametrize(
    "head",
    [
        b"# How a PDF begins\n\n    %PDF-1.7\n    %\xe2\x80\xa6 and so on\n",
        b"%!PS-Adobe-3.0\n%PDF-\n",
        b"PDF",
    ],
)
def test_text_about_pdf_is_no_pdf(head: bytes) -> None:
    assert not Pdf.sniff(head)


@given(st.integers(), st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_reading_or_an_error(
    choice: int, changes: list[tuple[int, bytes]]
) -> None:
    data = random.Random(choice).choice(list(SAMPLES.values()))()
    for at, new in changes:
        at %= len(data)
        data = data[:at] + new + data[at + len(new) // 2 :]
    try:
        container = open_container(Source.of_bytes(data, "x.pdf"))
        container.read()
        edits = container.plan(BARE)
        if isinstance(container, Pdf):
            assert only(apply_edits(data, edits)).text == BARE
            sum(1 for _ in container.essence())
    except FileError as error:
        assert error.path == "x.pdf"  # noqa: PT017 - the error's own content is what is tested
