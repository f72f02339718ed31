"""PDF: files that are damaged, hostile or certified are read as far as possible, or refused."""

from __future__ import annotations

import zlib

import pytest

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.source import Ceilings, Source
from hegui.implicit.formats.pdf import Pdf
from tests.builders import pdf as build
from tests.builders.labels import BARE
from tests.builders.pdf import LABEL, SAMPLES, classic, information, page, updated
from tests.pdf_steps import NEW, labelled, only, opened, read

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
