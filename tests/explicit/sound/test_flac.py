"""FLAC: no frame coded anew but at the join, digests, seek points, odd streams, damage."""

from __future__ import annotations

import hashlib
import tracemalloc
from contextlib import suppress
from pathlib import Path

import mutagen.flac
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError
from hegui.explicit.sound import flac_blocks
from hegui.explicit.sound.crc import ARC, FLAC_FRAME, FLAC_HEAD
from hegui.explicit.sound.flac_bits import coded_number, frame
from hegui.explicit.sound.flac_frames import frames
from hegui.files.source import Source, open_source
from tests.builders import flac as build
from tests.builders.mp3 import ID3V1
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "flac", "metaflac")
POSITIONS = ("start", "middle", "end")


def made(tmp_path: Path, *options: str, bits: str = "16", rate: str = "44100") -> Path:
    """Two and a bit seconds as the reference encoder codes them."""
    wav = sounds.sox(tmp_path / "a.wav", "-r", rate, "-c", "2", "-b", bits, seconds=2.1)
    sounds.run("flac", "-s", "-f", *options, wav, "-o", tmp_path / "a.flac")
    return tmp_path / "a.flac"


def accepted(path: Path) -> None:
    """The reference decoder accepts every frame, and the digest of all samples."""
    done = sounds.run("flac", "-t", path)
    assert b"WARNING" not in done.stderr
    assert b"ok" in done.stderr


@pytest.mark.parametrize(
    ("bits", "position"),
    [("16", "start"), ("16", "middle"), ("16", "end"), ("8", "end"), ("24", "middle")],
)
def test_every_sample_stays(tmp_path: Path, bits: str, position: str) -> None:
    path = made(tmp_path, "-5", bits=bits)

    applied, sink = sounds.labelled(path, sounds.at(position))

    accepted(sink)
    before = sounds.decoded(path)
    put_in, rest = sounds.split(before, sounds.decoded(sink), position)
    assert np.array_equal(rest, before)
    assert np.abs(put_in).max() > 0.05
    assert applied.method == "spliced"
    old, new = mutagen.flac.FLAC(path).info, mutagen.flac.FLAC(sink).info
    assert (old.sample_rate, old.channels, old.bits_per_sample) == (
        new.sample_rate,
        new.channels,
        new.bits_per_sample,
    )
    assert new.total_samples == len(before) + len(put_in)


@pytest.mark.parametrize("position", POSITIONS)
def test_only_the_frame_at_the_join_is_coded_anew(tmp_path: Path, position: str) -> None:
    path = made(tmp_path, "-8")

    _, sink = sounds.labelled(path, sounds.at(position))

    old, new = (bodies(each) for each in (path, sink))
    assert len(old) - len([one for one in old if one in set(new)]) <= 1


def bodies(path: Path) -> list[bytes]:
    """What every frame holds between its header and its checksum."""
    with open_source(str(path)) as source:
        found = frames(source, flac_blocks.read(source).frames)
        return [
            source.read(one.offset + len(one.head), one.end - one.offset - len(one.head) - 2)
            for one in found
        ]


@pytest.mark.parametrize("position", POSITIONS)
def test_seek_points_lead_to_their_frames(tmp_path: Path, position: str) -> None:
    path = made(tmp_path, "-S", "0.3s", "-b", "1152")

    _, sink = sounds.labelled(path, sounds.at(position))

    points = mutagen.flac.FLAC(sink).seektable.seekpoints
    with open_source(str(sink)) as source:
        start = flac_blocks.read(source).frames
        by_offset = {one.offset - start: one for one in frames(source, start)}
    assert len(points) == 5
    for point in points:
        found = by_offset[point.byte_offset]
        assert point.first_sample == found.number * 1152
        assert point.num_samples == found.moments
    # Seeking: what the reference decoder finds there is what a whole decode has there.
    sounds.run("flac", "-s", "-d", "-f", "--skip=70000", sink, "-o", tmp_path / "b.wav")
    assert np.array_equal(sounds.decoded(tmp_path / "b.wav"), sounds.decoded(sink)[70000:])


def test_more_than_128_frames(tmp_path: Path) -> None:
    """Numbers grow by a byte at 128; every later frame and seek point moves."""
    path = made(tmp_path, "-b", "576", "-S", "0.5s")

    _, sink = sounds.labelled(path)

    accepted(sink)
    before = sounds.decoded(path)
    assert np.array_equal(sounds.decoded(sink)[-len(before) :], before)


@pytest.mark.parametrize("position", POSITIONS)
def test_blocks_that_vary(tmp_path: Path, position: str) -> None:
    random = np.random.default_rng(3)
    samples = np.cumsum(random.integers(-90, 90, (9000, 1)), axis=0)
    coded, at = b"", 0
    for length in (4096, 500, 17, 1000, 3387):
        head = b"\xff\xf9\x75\x08" + coded_number(at) + (length - 1).to_bytes(2)
        coded += frame(samples[at : at + length], 16, head)
        at += length
    fields = 16000 << 44 | 15 << 36 | at
    info = (16).to_bytes(2) + (4096).to_bytes(2) + bytes(6) + fields.to_bytes(8)
    info += hashlib.md5(samples.astype("<i2").tobytes()).digest()
    path = tmp_path / "a.flac"
    path.write_bytes(b"fLaC\x80\0\0\x22" + info + coded)
    accepted(path)

    _, sink = sounds.labelled(path, sounds.at(position))

    accepted(sink)
    _, rest = sounds.split(samples / 32768, sounds.decoded(sink), position)
    assert np.array_equal(rest, samples / 32768)


def test_tags_pictures_and_cue_sheets_stay(tmp_path: Path) -> None:
    path = made(tmp_path, "-T", "TITLE=春", "--padding=100")
    sheet = tmp_path / "a.cue"
    sheet.write_text("FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                     "INDEX 01 00:01:00\n")  # fmt: skip
    sounds.run("metaflac", f"--import-cuesheet-from={sheet}", path)

    _, sink = sounds.labelled(path, sounds.at("middle", at=0.5))

    accepted(sink)
    grown = len(sounds.decoded(sink)) - len(sounds.decoded(path))
    file = mutagen.flac.FLAC(sink)
    assert file["title"] == ["春"]
    assert [one.start_offset for one in file.cuesheet.tracks] == [
        0,
        44100 + grown,
        mutagen.flac.FLAC(path).info.total_samples + grown,
    ]


def test_a_digest_that_is_unknown_stays_so_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = made(tmp_path)
    data = path.read_bytes()
    with open_source(str(path)) as source:
        info = flac_blocks.read(source).info

    path.write_bytes(data.replace(info.digest, bytes(16), 1))
    _, sink = sounds.labelled(path, sounds.at("end"))
    with open_source(str(sink)) as source:
        assert flac_blocks.read(source).info.digest == bytes(16)
    before = sounds.decoded(path)
    assert np.array_equal(sounds.decoded(sink)[: len(before)], before)

    path.write_bytes(data.replace(info.digest, b"\1" * 16, 1))
    with pytest.raises(BrokenFile, match="MD5"):
        sounds.labelled(path)


def test_files_of_the_builders(tmp_path: Path) -> None:
    """ID3v2 before and ID3v1 behind, blocks of every kind; their frames are 768 samples."""
    for name in sorted(set(build.SAMPLES) - {"cue-sheet", "padded"}):  # no true cue sheet, picture
        path = tmp_path / "a.flac"
        path.write_bytes(build.SAMPLES[name]())

        _, sink = sounds.labelled(path, sounds.at("end"))

        decoded = sounds.decoded(sink)
        assert not decoded[:768].any(), name
        assert np.abs(decoded[768:]).max() > 0.05, name
    assert sounds.labelled(path)[1].read_bytes().startswith(b"fLaC")
    path.write_bytes(build.SAMPLES["id3"]())
    new = sounds.labelled(path)[1].read_bytes()
    assert new.startswith(b"ID3")
    assert new[-128:] == ID3V1


def test_no_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(build.flac()[: -len(build.FRAMES)])
    with pytest.raises(BrokenFile, match="no FLAC frame"):
        sounds.labelled(path)
    path.write_bytes(b"fLaC")
    with pytest.raises(BrokenFile):
        sounds.labelled(path)


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_bytes(path.read_bytes()[:-1000])

    with pytest.raises(BrokenFile, match="cut short"):
        sounds.labelled(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(build.SAMPLES[data.draw(st.sampled_from(["padded", "id3", "cue-sheet"]))]())
    for _ in range(data.draw(st.integers(0, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.flac"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(HeguiError):
        sounds.labelled(path)


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_are_linear(one: bytes, other: bytes) -> None:
    for crc in (FLAC_HEAD, FLAC_FRAME, ARC):
        assert crc(one + other) == crc.shifted(crc(one), len(other)) ^ crc(other)
        assert crc(one + other) == crc(other, crc(one))


def test_checksums_of_long_data_are_those_of_short_data() -> None:
    data = np.random.default_rng(1).integers(0, 256, 70_001, np.uint8).tobytes()
    for crc in (FLAC_FRAME, ARC):
        value = 0
        for at in range(0, len(data), 1000):
            value = crc(data[at : at + 1000], value)
        assert crc(data) == value


@settings(max_examples=40)
@given(
    st.integers(0, 2**36 - 1),
    st.lists(st.integers(-(2**15), 2**15 - 1), min_size=1, max_size=60),
)
def test_frames_are_found_with_their_numbers(number: int, values: list[int]) -> None:
    block = np.array(values, np.int64).reshape(-1, 1)
    head = b"\xff\xf9\x75\x08" + coded_number(number) + (len(values) - 1).to_bytes(2)
    data = frame(block, 16, head)
    (found,) = frames(Source.of_bytes(data), 0)

    assert (found.number, found.moments, found.end) == (number, len(values), len(data))


def test_a_long_sound_is_not_held_while_it_is_decoded(tmp_path: Path) -> None:
    path = sounds.sox(tmp_path / "a.flac", "-r", "48000", "-c", "2", "-b", "16", seconds=100)
    sounds.labelled(path, sounds.at("start"))  # what is made once is not the sound's
    tracemalloc.start()
    try:
        sounds.labelled(path, sounds.at("start"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 100 * 48000 * 2 * 2  # as samples of 16 bits
