"""JPEG XL: labels read in plain and packed boxes, and a codestream that is never changed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import Edit, Edits, apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.container import Reading
from hegui.implicit.formats.jxl import JpegXl
from hegui.structures.bmff import top_level
from tests.builders.exif import WRAPPED
from tests.builders.exif import comment as labelled_exif
from tests.builders.exif import plain as plain_exif
from tests.builders.jxl import (
    CODESTREAM,
    SAMPLES,
    SIGNATURE,
    box,
    brob,
    exif,
    jxl,
    stored_brotli,
    xml,
)
from tests.builders.labels import BARE, FOREIGN_XMP, xmp_with
from tests.oracles import needs_exiftool
from tests.plans import keeps_length

NEW = BARE.replace("4f7c1f9e-a01", "another-number")

needs_brotli = pytest.mark.skipif(
    not any(importlib.util.find_spec(name) for name in ("brotli", "brotlicffi")),
    reason="no Brotli library is installed",
)
needs_djxl = pytest.mark.skipif(shutil.which("djxl") is None, reason="djxl is not installed")


def read(data: bytes, ceilings: Ceilings | None = None) -> Reading:
    return JpegXl(Source.of_bytes(data, "f", ceilings or Ceilings())).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return JpegXl(Source.of_bytes(data, "f")).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW) -> None:
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        ("jxl.xml", True, label)
    ]
    assert reading.blind == ()


@pytest.fixture
def without_brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("brotli", "brotlicffi"):
        monkeypatch.setitem(sys.modules, name, None)


def test_sniffing() -> None:
    assert JpegXl.sniff(CODESTREAM)
    assert JpegXl.sniff(SIGNATURE)
    assert not JpegXl.sniff(b"\0\0\0\x0cjP  \r\n\x87\n")


@pytest.mark.parametrize("name", ["labelled", "behind", "two-xmp"])
def test_xmp(name: str) -> None:
    data = SAMPLES[name]()
    (site,) = read(data).sites
    assert (site.slot, site.text, site.prescribed) == ("jxl.xml", BARE, name != "two-xmp")
    assert data[site.offset :][: site.length] == xml(xmp_with(BARE))


def test_exif() -> None:
    data = SAMPLES["exif-label"]()
    (site,) = read(data).sites
    assert (site.slot, site.text) == ("jxl.exif-UserComment", WRAPPED)
    assert data[site.offset :][: site.length] == exif(labelled_exif())
    result = labelled(data)
    one_label(result)
    assert b"exif-1" not in result


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_but_the_label_stays(name: str) -> None:
    data = SAMPLES[name]()
    result = labelled(data)
    one_label(result)
    assert CODESTREAM in result
    if name == "naked":
        assert result.endswith(box(b"jxlc", CODESTREAM))
        return
    metadata = [one for one in top_level(Source.of_bytes(data)) if one.type in (b"xml ", b"Exif")]
    for edit in plan(data):
        inside = [
            one.start <= edit.offset and edit.offset + edit.length <= one.end for one in metadata
        ]
        assert any(inside) or not edit.length


def test_a_new_label_stands_before_the_codestream() -> None:
    data = jxl(exif(plain_exif()), form="open")
    (edit,) = plan(data)
    assert (edit.offset, edit.length) == (data.index(b"jxlc") - 4, 0)


def test_a_label_is_replaced_in_place_where_it_fits() -> None:
    data = jxl(xml(xmp_with(BARE)))
    edits = plan(data, BARE.replace("4f7c1f9e", "00000000"))
    assert keeps_length(edits)


def test_a_second_packet_loses_its_label_and_nothing_else() -> None:
    result = labelled(jxl(xml(FOREIGN_XMP), xml(xmp_with(BARE))))
    one_label(result)
    assert result.count(b"a brush &amp; paint") == 2


@pytest.mark.usefixtures("without_brotli")
def test_packed_boxes_without_a_library() -> None:
    packed = brob(b"xml ", stored_brotli(xmp_with(BARE)))
    data = jxl(packed)
    reading = read(data)
    assert reading.sites == ()
    (blind,) = reading.blind
    assert blind.place == "box brob at byte 32"
    assert "needs the package brotli" in blind.reason
    with pytest.raises(NoSlot, match="needs the package brotli"):
        plan(data)
    # A packed Exif stays unseen, and the label has its own place.
    beside = jxl(brob(b"Exif", stored_brotli(b"\0\0\0\0" + plain_exif())))
    assert [site.prescribed for site in read(labelled(beside)).sites] == [True]
    # What else is packed does not matter.
    assert read(jxl(brob(b"jumb", b"x"))).blind == ()


@pytest.mark.usefixtures("without_brotli")
def test_a_library_that_cannot_be_bounded_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Decompressor:
        def process(self, data: bytes) -> bytes:
            raise AssertionError("called without a bound")

    old = SimpleNamespace(Decompressor=Decompressor, error=ValueError)
    monkeypatch.setitem(sys.modules, "brotli", old)
    (blind,) = read(jxl(brob(b"xml ", b"x"))).blind
    assert "needs the package brotli" in blind.reason


class Unpacking:
    """Stands in for a Brotli library: hands out its input in pieces, repeated ``times`` over."""

    error = ValueError
    times = 1

    def __init__(self) -> None:
        self._left = b""

    def process(self, data: bytes, output_buffer_limit: int) -> bytes:
        if data.startswith(b"broken"):
            raise self.error("corrupt")
        self._left += data * self.times
        piece, self._left = self._left[:100], self._left[100:]
        return piece

    def is_finished(self) -> bool:
        return not self._left


def stand_in(monkeypatch: pytest.MonkeyPatch, times: int = 1) -> None:
    unpacking = type("Decompressor", (Unpacking,), {"times": times})
    library = SimpleNamespace(Decompressor=unpacking, error=ValueError)
    monkeypatch.setitem(sys.modules, "brotli", library)


def test_packed_boxes_are_unpacked_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    data = jxl(brob(b"xml ", xmp_with(BARE)), brob(b"Exif", bytes(4) + labelled_exif()))
    sites = read(data).sites
    assert [(site.slot, site.prescribed) for site in sites] == [
        ("jxl.brob-xml", False),
        ("jxl.brob-exif-UserComment", False),
    ]
    result = labelled(data)
    one_label(result)
    assert b"brob" not in result


def test_packed_boxes_that_cannot_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, times=1000)
    ceilings = Ceilings(allocation=4096)
    (blind,) = read(jxl(brob(b"xml ", bytes(500))), ceilings).blind
    assert "unpacks to more than 4096 bytes" in blind.reason
    data = jxl(brob(b"xml ", b"broken"))
    assert "cannot be unpacked: corrupt" in read(data).blind[0].reason
    with pytest.raises(BrokenFile):
        plan(data)


@needs_brotli
def test_a_real_library() -> None:
    packed = brob(b"xml ", stored_brotli(xmp_with(BARE)))
    assert [site.text for site in read(jxl(packed)).sites] == [BARE]
    one_label(labelled(jxl(packed)))
    cut = jxl(brob(b"xml ", stored_brotli(xmp_with(BARE))[:-9]))
    assert "cut short" in read(cut).blind[0].reason


def test_a_cut_file_tells_what_stands_before() -> None:
    data = jxl(xml(xmp_with(BARE)))[:-5]
    reading = read(data)
    assert [site.text for site in reading.sites] == [BARE]
    assert reading.blind[0].place.startswith("box jxlc at byte")
    with pytest.raises(BrokenFile, match="more than the file has left"):
        plan(data)
    with pytest.raises(BrokenFile, match="no codestream"):
        plan(SIGNATURE + xml(FOREIGN_XMP))


def test_broken_metadata_is_a_blind_spot() -> None:
    data = jxl(xml(b"<aigc") + box(b"Exif", b"\0\0\1\0MM"), xml(xmp_with(BARE)))
    reading = read(data)
    assert [site.prescribed for site in reading.sites] == [False]
    assert len(reading.blind) == 2
    with pytest.raises(BrokenFile):
        plan(data)


def test_many_packets_are_not_all_read() -> None:
    data = jxl(xml(xmp_with(BARE)) * 300)
    assert len(read(data).sites) == 256
    with pytest.raises(CeilingExceeded):
        plan(data)


def test_a_codestream_of_many_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.jxl"
    size = 5 * 1024**3
    with path.open("wb") as file:
        file.write(CODESTREAM)
        file.truncate(size)
    with open_source(str(path), ceilings=Ceilings(total=1024**2)) as source:
        (edit,) = JpegXl(source).plan(NEW)
    assert edit.data.endswith(b"\0\0\0\1jxlc" + (size + 16).to_bytes(8))


@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_mutated_files_give_a_result_or_an_error(name: str, draw: st.DataObject) -> None:
    data = bytearray(SAMPLES[name]())
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 4))] = draw.draw(st.binary(max_size=4))
    mutated = bytes(data)
    try:
        read(mutated)
        edits = plan(mutated)
    except FileError as error:
        assert error.path == "f"  # noqa: PT017 - errors are one of the two right answers
        return
    assert all(isinstance(edit, Edit) for edit in edits)
    assert [site.prescribed for site in read(apply_edits(mutated, edits)).sites] == [True]


def run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def decoded(path: Path) -> bytes:
    out = path.with_suffix(".ppm")
    run("djxl", path, out)
    return out.read_bytes()


# libjxl 0.7 takes a jxlc box with a size of 64 bits for a cut one.
@needs_djxl
@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"large-codestream"}))
def test_djxl_decodes_the_same_picture(name: str, tmp_path: Path) -> None:
    before, after = tmp_path / "before.jxl", tmp_path / "after.jxl"
    before.write_bytes(SAMPLES[name]())
    after.write_bytes(labelled(SAMPLES[name]()))
    assert decoded(after) == decoded(before)


@needs_exiftool
@pytest.mark.parametrize("name", SAMPLES)
def test_exiftool_reads_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "f.jxl"
    path.write_bytes(labelled(SAMPLES[name]()))
    assert run("exiftool", "-a", "-b", "-XMP-TC260:AIGC", path).decode() == NEW
