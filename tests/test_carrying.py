"""Carrying a label to a converted copy: across formats, value by value, never over another's."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import hegui
from hegui.aigc import transcribe
from hegui.errors import CannotWrite, ForeignLabel, NoLabel
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER, xmp_with

PLAIN = png.plain()
LABELLED = png.xmp(xmp_with(BARE))
FOREIGN = png.xmp(xmp_with(BARE.replace(PRODUCER, "001191440300708461136T1XGW3")))


def converted(data: bytes, form: str) -> bytes:
    stream = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.convert("RGB").resize((9, 7)).save(stream, form)
    return stream.getvalue()


def only_text(data: bytes | None) -> str:
    assert data is not None
    (site,) = hegui.read(data).sites
    assert site.prescribed
    assert site.parsed is not None
    return transcribe(site.parsed)


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG", "GIF", "TIFF", "AVIF"])
def test_a_label_survives_a_resize_and_conversion(form: str) -> None:
    copy = converted(LABELLED, form)
    assert hegui.read(copy).sites == ()
    assert only_text(hegui.carry(LABELLED, copy).data) == BARE


def test_values_are_handed_on_as_they_are_and_the_dialect_is_mended() -> None:
    wild = png.png(
        png.text(b"AIGC", b'{"Label":"AIGC","ContentProducer":"Minimax Agent AI","ProduceID":"0"}')
    )
    result = hegui.carry(wild, PLAIN)
    assert only_text(result.data) == (
        '{"Label":"AIGC","ContentProducer":"Minimax Agent AI","ProduceID":"0","ReservedCode1":"",'
        '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}'
    )
    assert {one.id for one in result.parsed.tolerances} >= {"form.bare", "label.word"}


def test_the_prescribed_slot_speaks_for_the_original() -> None:
    other = BARE.replace("4f7c1f9e", "00000000")
    several = png.png(
        png.text(b"AIGC", other.encode()), png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE))
    )
    assert only_text(hegui.carry(several, PLAIN).data) == BARE


@pytest.mark.parametrize(
    ("original", "reason"),
    [
        (PLAIN, "no label to carry"),
        (png.minimax_three(), "3 labels that contradict"),
        (png.png(png.text(b"AIGC", b"{")), "no label that can be read"),
    ],
)
def test_nothing_is_carried_where_there_is_no_one_label(original: bytes, reason: str) -> None:
    with pytest.raises(NoLabel, match=reason):
        hegui.carry(original, PLAIN)


def test_a_copy_with_another_label_is_left_alone() -> None:
    with pytest.raises(ForeignLabel, match=r"art\. 10"):
        hegui.carry(LABELLED, FOREIGN)
    old = png.xmp(xmp_with(BARE.replace("4f7c1f9e", "00000000")))
    result = hegui.carry(LABELLED, old)
    assert only_text(result.data) == BARE
    assert len(result.replaced) == 1


def test_labels_without_a_producer_are_nobodys_to_overwrite() -> None:
    nameless = '{"Label":"1","ContentProducer":"","ProduceID":"%d"}'
    first, second = (png.png(png.text(b"AIGC", (nameless % one).encode())) for one in (1, 2))
    with pytest.raises(ForeignLabel):
        hegui.carry(first, second)
    assert only_text(hegui.carry(first, first).data)


def test_a_platforms_elements_on_the_copy_are_not_lost() -> None:
    theirs = BARE.replace(f'"ContentPropagator":"{PRODUCER}"', '"ContentPropagator":"platform"')
    with pytest.raises(ForeignLabel, match="platform"):
        hegui.carry(LABELLED, png.xmp(xmp_with(theirs)))


def test_what_does_not_conform_is_said() -> None:
    wild = b'{"Label":"yes","ContentProducer":"a","ProduceID":"","Mood":"x"}'
    notices = hegui.carry(png.png(png.text(b"AIGC", wild)), PLAIN).notices
    said = " ".join(notice.say() for notice in notices)
    assert "does not conform" in said
    assert "Mood" in said
    assert hegui.carry(LABELLED, PLAIN).notices == ()


def test_files_are_replaced_or_written_anew(tmp_path: Path) -> None:
    original, copy, out = tmp_path / "a.png", tmp_path / "b.jpg", tmp_path / "out"
    original.write_bytes(LABELLED)
    copy.write_bytes(converted(PLAIN, "JPEG"))
    before = copy.read_bytes()
    out.mkdir()
    result = hegui.carry(original, copy, output=out)
    assert result.target == str(out / "b.jpg")
    assert copy.read_bytes() == before
    with pytest.raises(CannotWrite, match="exists already"):
        hegui.carry(original, copy, output=out)
    assert hegui.carry(original, copy, output=out, overwrite=True).target == result.target
    assert hegui.carry(original, copy).target == str(copy)
    assert only_text(copy.read_bytes()) == BARE
    assert original.read_bytes() == LABELLED


def test_a_sidecars_label_is_carried_into_a_file_that_can_hold_it(tmp_path: Path) -> None:
    bitmap, copy = tmp_path / "a.bmp", tmp_path / "a.png"
    with Image.open(io.BytesIO(PLAIN)) as picture:
        picture.save(bitmap)
    copy.write_bytes(PLAIN)
    label = hegui.label(
        bitmap, producer=PRODUCER, in_place=True, sidecar=True, implicit_only=True
    ).label
    hegui.carry(bitmap, copy)
    (site,) = hegui.read(copy).sites
    assert site.parsed is not None
    assert site.parsed.label == label
