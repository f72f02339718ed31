"""FLAC in Ogg: every sample and every frame stays, and pages, positions, digests are right."""

from __future__ import annotations

import hashlib
import struct
import tracemalloc
from contextlib import suppress
from pathlib import Path

import mutagen.oggflac
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hegui
from hegui.errors import BrokenFile, HeguiError, Unsupported
from hegui.explicit.sound.find_sound import find_sound
from hegui.explicit.sound.flac_frames import parse
from hegui.explicit.sound.ogg_paging import Found, bytes_of, found_packets
from hegui.files.source import Source
from hegui.structures.ogg_pages import LAST, NO_GRANULE, Page, checksum, packed, pages
from tests.builders import ogg as build
from tests.builders.labels import PRODUCER
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "flac", "ogginfo")
POSITIONS = ("start", "middle", "end")


def made(
    tmp_path: Path, *options: str, bits: str = "16", rate: str = "44100", seconds: float = 2.1
) -> Path:
    """Sound as the reference encoder codes it into Ogg, unless ``options`` name another file."""
    channels = ("-c", "2", "-b", bits)
    wav = sounds.sox(tmp_path / "a.wav", "-r", rate, *channels, seconds=seconds)
    path = tmp_path / "a.oga"
    sounds.run("flac", "-s", "-f", "--ogg", "--serial-number=77", *options, wav, "-o", path)
    return path


def accepted(path: Path, *, digest: bool = True) -> None:
    """The reference decoder accepts every frame, and the digest of all samples if there is one."""
    done = sounds.run("flac", "-t", path)
    assert (b"WARNING" not in done.stderr) == digest
    assert b"ok" in done.stderr
    assert b"WARNING" not in sounds.run("ogginfo", path).stdout
    paged(path.read_bytes())


def stream(data: bytes) -> tuple[Source, list[Page], list[Found]]:
    source = Source.of_bytes(data)
    found = list(pages(source, 0, len(data)))
    return source, found, list(found_packets(source, found))


def paged(data: bytes) -> None:
    """Numbers, checksums and the end of the stream; every position is that of the frames."""
    source, found, packets = stream(data)
    assert [page.number for page in found] == list(range(len(found)))
    assert [bool(page.flags & LAST) for page in found] == [False] * (len(found) - 1) + [True]
    ends: dict[int, int] = {}
    moments = 0
    for packet in packets:
        head = source.peek(packet.spans[0][0], 16)
        frame = parse(head, 0) if head.startswith(b"\xff") else None
        moments += frame.moments if frame else 0
        ends[packet.spans[-1][1]] = moments
    for page in found:
        head = data[page.offset : page.offset + 22] + bytes(4) + data[page.offset + 26 : page.end]
        assert checksum(head) == page.checksum
        here = [moments for end, moments in ends.items() if page.body < end <= page.end]
        if here:
            assert page.granule == here[-1]
        elif page.lacing:
            assert page.granule == NO_GRANULE


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
    old, new = (mutagen.oggflac.OggFLAC(one).info for one in (path, sink))
    for name in ("sample_rate", "channels", "bits_per_sample"):
        assert getattr(old, name) == getattr(new, name)
    assert new.total_samples == len(before) + len(put_in)
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"


@pytest.mark.parametrize("position", POSITIONS)
def test_as_ffmpeg_lays_it_out(tmp_path: Path, position: str) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "1", "-b", "16", seconds=3)
    tags = ("-metadata", "title=A title", "-c:a", "flac")
    path = sounds.coded(tmp_path / "a.ogg", wav, *tags)

    _, sink = sounds.labelled(path, sounds.at(position))

    accepted(sink, digest=False)  # FFmpeg leaves it unknown
    before = sounds.decoded(path)
    _, rest = sounds.split(before, sounds.decoded(sink), position)
    assert np.array_equal(rest, before)
    old, new = (mutagen.oggflac.OggFLAC(one) for one in (path, sink))
    assert dict(old.tags) == dict(new.tags)


@pytest.mark.parametrize("position", POSITIONS)
def test_only_the_frame_at_the_join_is_coded_anew(tmp_path: Path, position: str) -> None:
    path = made(tmp_path, "-8", "-b", "1024")

    _, sink = sounds.labelled(path, sounds.at(position))

    old, new = (bodies(one.read_bytes()) for one in (path, sink))
    assert len(old) == 91
    assert len([one for one in old if one not in set(new)]) <= 1
    if position != "start":  # pages before the join are those of the original
        first, other = path.read_bytes(), sink.read_bytes()
        start = next(one for one in stream(first)[1] if first[one.body] == 0xFF).offset
        assert first[start : start + 20_000] == other[start : start + 20_000]


def bodies(data: bytes) -> list[bytes]:
    """What every frame holds between its header and its checksum."""
    source, _, packets = stream(data)
    result = []
    for packet in packets:
        whole = bytes_of(source, packet.spans)
        if frame := parse(whole[:16], 0):
            result.append(whole[len(frame.head) : -2])
    return result


def test_frames_longer_than_a_page(tmp_path: Path) -> None:
    path = made(tmp_path, "-b", "65535", "--lax", bits="24", rate="96000", seconds=3.0)
    assert max(packet.length for packet in stream(path.read_bytes())[2]) > 255 * 255

    _, sink = sounds.labelled(path, sounds.at("start"))

    accepted(sink)
    before = sounds.decoded(path)
    assert np.array_equal(sounds.decoded(sink)[-len(before) :], before)


def test_cue_sheet_and_tags(tmp_path: Path) -> None:
    sheet = tmp_path / "a.cue"
    sheet.write_text("FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                     "INDEX 01 00:01:00\n")  # fmt: skip
    path = made(tmp_path, "-T", "TITLE=春", f"--cuesheet={sheet}", "-S", "0.5s")

    _, sink = sounds.labelled(path, sounds.at("middle", at=0.5))

    accepted(sink)
    grown = len(sounds.decoded(sink)) - len(sounds.decoded(path))
    starts = [
        [struct.unpack_from(">Q", sheet, 396 + at)[0] for at in (0, 36 + 12)]
        for sheet in (block(one.read_bytes(), 5) for one in (path, sink))
    ]
    assert starts == [[0, 44100], [0, 44100 + grown]]
    for at in range(0, len(points := block(sink.read_bytes(), 3)), 18):
        assert points[at : at + 8] == b"\xff" * 8
    assert mutagen.oggflac.OggFLAC(sink)["title"] == ["春"]


def block(data: bytes, kind: int) -> bytes:
    """The body of the first metadata block of this type; none: no bytes."""
    source, _, packets = stream(data)
    for packet in packets[1:]:
        whole = bytes_of(source, packet.spans)
        if whole[0] & 0x7F == kind:
            return whole[4:]
    return b""


@pytest.mark.parametrize("position", ["start", "end"])
def test_of_chained_streams_one_alone_is_touched(tmp_path: Path, position: str) -> None:
    one = made(tmp_path).read_bytes()
    other = made(tmp_path, "--serial-number=78", bits="24", rate="48000").read_bytes()
    chained = tmp_path / "c.oga"
    chained.write_bytes(one + other)

    applied, sink = sounds.labelled(chained, sounds.at(position))

    data = sink.read_bytes()
    kept = data.endswith(other) if position == "start" else data.startswith(one)
    assert kept
    alone = tmp_path / "alone.oga"
    alone.write_bytes(data[: -len(other)] if position == "start" else data[len(one) :])
    accepted(alone)
    assert applied.method == "spliced"
    (heard,) = find_sound(str(alone))
    assert heard.kind == "rhythm"
    again, _ = sounds.labelled(sink, sounds.at(position))
    assert again.method == "lossless"


def test_both_labels_and_once_only(tmp_path: Path) -> None:
    path = made(tmp_path)
    first = hegui.label(path, producer=PRODUCER, in_place=True)
    assert first.explicit is not None
    assert (first.explicit.method, first.kind.id) == ("spliced", "ogg")
    accepted(path)
    before = path.read_bytes()
    second = hegui.label(path, producer=PRODUCER, in_place=True)
    assert second.explicit is not None
    assert second.explicit.method == "lossless"
    assert path.read_bytes() == before


def test_a_digest_that_is_unknown_stays_so_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = made(tmp_path)
    source, found, _ = stream(path.read_bytes())
    whole = source.read(0, source.size)
    rest = whole[found[0].end :]
    head = whole[found[0].body : found[0].end]
    path.write_bytes(packed(found[0], head[:35] + bytes(16)) + rest)
    _, sink = sounds.labelled(path, sounds.at("end"))
    assert stream(sink.read_bytes())[0].read(28 + 35, 16) == bytes(16)
    before = sounds.decoded(path)
    assert np.array_equal(sounds.decoded(sink)[: len(before)], before)
    samples = np.rint(before * 32768).astype("<i2")
    assert head[35:] == hashlib.md5(samples.tobytes()).digest()

    path.write_bytes(packed(found[0], head[:35] + b"\1" * 16) + rest)
    with pytest.raises(BrokenFile, match="MD5"):
        sounds.labelled(path)


def test_what_cannot_be_labelled_is_named(tmp_path: Path) -> None:
    path = made(tmp_path)
    whole = path.read_bytes()
    _, found, packets = stream(whole)
    wav = tmp_path / "a.wav"
    opus = sounds.coded(tmp_path / "a.opus", wav, "-ar", "48000", "-c:a", "libopus").read_bytes()
    path.write_bytes(whole + opus)
    with pytest.raises(Unsupported, match="several codecs"):
        sounds.labelled(path, sounds.at("end"))
    path.write_bytes(whole[: found[-1].offset])
    with pytest.raises(BrokenFile):
        sounds.labelled(path)
    path.write_bytes(whole[: packets[-1].spans[0][0] - 5000])
    with pytest.raises(BrokenFile):
        sounds.labelled(path)
    path.write_bytes(whole[: found[0].end])
    with pytest.raises(BrokenFile, match="no FLAC frame"):
        sounds.labelled(path)
    path.write_bytes(packed(found[0], b"\x7fFLAC\2") + whole[found[0].end :])
    with pytest.raises(BrokenFile, match="no known version"):
        sounds.labelled(path)
    # The second page of sound is missing: frames are not numbered on.
    path.write_bytes(whole[: found[4].offset] + whole[found[5].offset :])
    with pytest.raises(BrokenFile):
        sounds.labelled(path)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    origin = folder / "whole-flac.oga"
    if not origin.exists():
        wav = sounds.sox(folder / "w.wav", "-r", "8000", "-c", "1", "-b", "16", seconds=0.6)
        sounds.run("flac", "-s", "-f", "--ogg", "-b", "256", wav, "-o", origin)
    built = [build.SAMPLES[name]() for name in sorted(build.SAMPLES) if "flac" in name]
    whole = bytearray(data.draw(st.sampled_from([origin.read_bytes(), *built])))
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "damaged.oga"
    path.write_bytes(whole[: data.draw(st.sampled_from((len(whole), len(whole) // 2)))])

    with suppress(HeguiError):
        sounds.labelled(path)


def test_a_long_sound_is_not_held(tmp_path: Path) -> None:
    path = made(tmp_path, rate="48000", seconds=100.0)
    sounds.labelled(path, sounds.at("start"))  # what is made once is not the sound's
    tracemalloc.start()
    try:
        sounds.labelled(path, sounds.at("start"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 100 * 48000 * 2 * 2  # as samples of 16 bits
