"""PSD and PSB: XMP and EXIF among the image resources, and what writing changes."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import Edits, apply_edits
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.container import Reading
from hegui.implicit.formats.psd import Psd
from tests.builders import exif
from tests.builders import psd as build
from tests.builders.exif import LABEL
from tests.builders.psd import SAMPLES, psd, resource
from tests.builders.tiff import ICC, PIXELS, element, xmp
from tests.plans import keeps_length

NEW = (
    '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"new-1",'
    '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
    '"PropagateID":"new-1","ReservedCode2":""}'
)
LONGER = NEW.replace('"ReservedCode1":""', f'"ReservedCode1":"{"x" * 3001}"')


def read(data: bytes) -> Reading:
    return Psd(Source.of_bytes(data)).read()


def plan(data: bytes, label: str = NEW) -> Edits:
    return Psd(Source.of_bytes(data)).plan(label)


def labelled(data: bytes, label: str = NEW) -> bytes:
    return apply_edits(data, plan(data, label))


def one_label(data: bytes, label: str = NEW) -> None:
    """Exactly one label is in the file, and it is in resource 1060."""
    reading = read(data)
    assert [(site.slot, site.prescribed, site.text) for site in reading.sites] == [
        ("psd.xmp", True, label)
    ]
    assert reading.blind == ()


def resources(data: bytes) -> list[tuple[int, bytes, bytes]]:
    """(id, name, data) of every image resource, read anew by the specification."""
    at = 26 + 4 + struct.unpack_from(">I", data, 26)[0]
    end = at + 4 + struct.unpack_from(">I", data, at)[0]
    at += 4
    found = []
    while at < end:
        signature, number, name = struct.unpack_from(">4sHB", data, at)
        assert signature == b"8BIM"
        label = data[at + 7 : at + 7 + name]
        at += 7 + name + (name + 1) % 2
        (size,) = struct.unpack_from(">I", data, at)
        found.append((number, label, data[at + 4 : at + 4 + size]))
        at += 4 + size + size % 2
    assert at - end in (0, 1)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_after_writing_one_label_is_left_and_no_old_one(name: str) -> None:
    new = labelled(SAMPLES[name]())
    one_label(new)
    assert b"exif-1" not in new
    assert labelled(new) == new


@pytest.mark.parametrize("name", SAMPLES)
def test_all_other_resources_and_what_follows_stay(name: str) -> None:
    data = SAMPLES[name]()
    new = labelled(data)
    others = [each for each in resources(data) if each[0] not in (1058, 1060)]
    assert [each for each in resources(new) if each[0] not in (1058, 1060)] == others
    tail = PIXELS if data[4:6] != b"\0\2" else bytes(8) + b"\0\0" + PIXELS
    assert new.endswith(tail)
    assert new[:30] == data[:30]


@pytest.mark.parametrize("name", SAMPLES)
def test_longer_and_shorter_labels_follow_each_other(name: str) -> None:
    new = labelled(labelled(SAMPLES[name]()), LONGER)
    one_label(new, LONGER)
    one_label(labelled(new))
    assert resources(new)


def test_padding_takes_the_label_in_without_changing_any_length() -> None:
    assert keeps_length(plan(build.foreign()))
    assert keeps_length(plan(build.labelled()))


def test_every_place_is_seen_with_its_offset() -> None:
    data = build.labelled_twice()
    found = [(site.slot, site.prescribed, site.text == LABEL) for site in read(data).sites]
    assert found == [
        ("psd.xmp", True, True),
        ("psd.exif-ImageDescription", False, False),
        ("psd.xmp", False, True),
    ]
    first, second, third = read(data).sites
    assert data[first.offset : first.offset + first.length] == xmp(element())
    assert data[second.offset : second.offset + second.length] == exif.description()
    assert data[third.offset : third.offset + third.length] == xmp(element(), padding="")
    assert first.place == f"image resource 1060 at byte {first.offset}, TC260:AIGC"


def test_a_label_in_exif_is_blanked_and_the_block_keeps_its_length() -> None:
    data = build.labelled_exif()
    old, new = dict_of(data), dict_of(labelled(data))
    assert len(new[1058]) == len(old[1058])
    assert b"Maker" in new[1058]
    assert b"AIGC" not in new[1058]


def dict_of(data: bytes) -> dict[int, bytes]:
    return {number: value for number, _, value in resources(data)}


def test_a_resource_of_another_signature_is_passed_over() -> None:
    data = psd(b"MeSa" + resource(1060, b"x" * 9)[4:], resource(1060, xmp(element())))
    # The first has the number of the XMP resource, and no XMP in it.
    assert len(read(data).blind) + len(read(data).sites) >= 1


def test_color_mode_data_is_passed_over() -> None:
    data = psd(resource(1060, xmp(element())), modes=bytes(768))
    assert [site.text for site in read(data).sites] == [LABEL]
    one_label(labelled(data))


# Broken and hostile files.


@pytest.mark.parametrize(
    ("section", "reason"),
    [
        (b"8BXM" + bytes(8), "an image resource begins with b'8BXM'"),
        (resource(1060, xmp())[:40], "image resource 1060 reaches beyond its section"),
        (b"8BIM\4\x24\xff" + bytes(5), "reaches beyond|needs 4 bytes|ends at"),
        (b"8BIM", "image resource|begins with"),
    ],
)
def test_a_broken_resource_is_a_blind_place_and_stops_writing(section: bytes, reason: str) -> None:
    data = psd(resource(1039, ICC + b"\0"), resource(1060, xmp(element())), section)
    reading = read(data)
    assert [site.text for site in reading.sites] == [LABEL]
    assert [blind.place for blind in reading.blind] == ["image resources"]
    with pytest.raises(BrokenFile, match=reason):
        plan(data)


def test_a_section_that_is_cut_off_keeps_what_was_found() -> None:
    data = build.labelled_twice()
    reading = read(data[: data.index(b"ServiceProvider")])
    assert [site.text for site in reading.sites] == [LABEL]
    assert len(reading.blind) == 1


@pytest.mark.parametrize("length", range(34))
def test_a_head_that_is_cut_off_is_an_error(length: int) -> None:
    with pytest.raises(BrokenFile):
        read(build.labelled()[:length])


def test_a_packet_over_the_ceiling_is_blind_and_stops_writing(tmp_path: Path) -> None:
    path = tmp_path / "x.psd"
    path.write_bytes(psd(resource(1060, xmp(element(), padding=" " * 200_000))))
    with open_source(str(path), ceilings=Ceilings(allocation=100_000)) as source:
        container = Psd(source)
        assert len(container.read().blind) == 1
        with pytest.raises(CeilingExceeded):
            container.plan(NEW)


def test_too_many_resources_are_a_ceiling() -> None:
    data = psd(*[resource(2000, b"")] * 20)
    with pytest.raises(CeilingExceeded, match="image resources"):
        Psd(Source.of_bytes(data, ceilings=Ceilings(count=10))).read()


def test_layers_that_are_cut_off_stop_writing() -> None:
    data = build.plain()
    layers = len(data) - len(PIXELS) - 6
    with pytest.raises(BrokenFile, match="layers"):
        plan(data[:layers] + b"\0\0\xff\xff" + data[layers + 4 :])
    with pytest.raises(BrokenFile, match="layers"):
        plan(data[: layers + 2])


@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=64), st.randoms())
def test_mutated_files_give_a_reading_and_one_label_or_our_error(
    name: str, noise: bytes, chance: random.Random
) -> None:
    data = bytearray(SAMPLES[name]())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = bytes(data[: chance.randrange(len(data))])
    for hostile in (bytes(data), cut, cut + noise, b"8BPS\0\1" + noise):
        with suppress(FileError):
            assert read(hostile).kind is Psd.kind
        with suppress(FileError):
            reading = read(labelled(hostile))
            assert sum(site.prescribed for site in reading.sites) == 1


# Outside oracles.


@pytest.mark.parametrize("name", SAMPLES)
def test_exiftool_reads_the_same_label(name: str, tmp_path: Path) -> None:
    if not shutil.which("exiftool"):
        pytest.skip("exiftool is not installed")
    path = tmp_path / "picture.psd"
    path.write_bytes(labelled(SAMPLES[name]()))
    command = ["exiftool", "-b", "-XMP-TC260:AIGC", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == NEW


@pytest.mark.parametrize("name", SAMPLES)
def test_psd_tools_reads_the_packet_and_the_same_pixels(name: str) -> None:
    psd_tools = pytest.importorskip("psd_tools")
    file = psd_tools.PSDImage.open(io.BytesIO(labelled(SAMPLES[name]())))
    assert file.topil().tobytes() == PIXELS
    if name != "labelled_twice":  # of two packets psd_tools takes the last, exiftool the first
        assert b"new-1" in bytes(file.image_resources.get_data(1060))


@pytest.mark.parametrize("name", [name for name in SAMPLES if "large" not in name])
def test_pillow_decodes_the_same_pixels(name: str) -> None:
    image = pytest.importorskip("PIL.Image")
    with image.open(io.BytesIO(labelled(SAMPLES[name]()))) as picture:
        assert picture.tobytes() == PIXELS
