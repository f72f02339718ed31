"""Opus in Ogg: pages, positions and checksums right; the sound comes back behind the join."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import mutagen.oggopus
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError, Unsupported
from hegui.explicit.sound.find_sound import find_sound
from hegui.explicit.sound.opus import packet_moments
from hegui.files.source import Source
from hegui.structures.ogg_pages import LAST, packed, pages
from tests.builders import ogg as build
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "opusinfo")
LAYOUT = ("-mapping_family", "1")
SETTLED = 48000 * 8 // 10
"""Moments until the decoder has come back to what it decoded before, to the last bits."""


def made(tmp_path: Path, *options: str, channels: str = "2") -> Path:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", channels, "-b", "16", seconds=4)
    return sounds.coded(tmp_path / "a.opus", wav, "-c:a", "libopus", *options)


@pytest.mark.parametrize("position", ["start", "middle", "end"])
@pytest.mark.parametrize("options", [("-b:a", "64k"), ("-b:a", "24k", "-frame_duration", "60")])
def test_the_sound_comes_back(tmp_path: Path, options: tuple[str, ...], position: str) -> None:
    path = made(tmp_path, *options, channels="1" if "60" in options else "2")

    applied, sink = sounds.labelled(path, sounds.at(position))

    before, after = sounds.decoded(path), sounds.decoded(sink)
    grown = len(after) - len(before)
    front = (before == after[: len(before)]).all(axis=1)
    cut = len(before) if front.all() else int(front.argmin())
    if position == "end":
        assert cut == len(before)
    behind = np.abs(after[grown:] - before)
    assert behind[min(cut + SETTLED, len(before)) :].max(initial=0.0) < 2e-3
    assert np.abs(after[cut : cut + grown]).max() > 0.05
    assert applied.method == "joined"
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"
    told = sounds.run("opusinfo", sink)
    assert b"WARNING" not in told.stdout + told.stderr
    assert mutagen.oggopus.OggOpus(sink).info.length == pytest.approx(len(after) / 48000, abs=0.01)
    numbered(sink.read_bytes())


def numbered(data: bytes) -> None:
    """Pages count up, positions never go back, the last alone ends the stream."""
    found = list(pages(Source.of_bytes(data), 0, len(data)))
    assert [page.number for page in found] == list(range(len(found)))
    positions = [page.granule for page in found]
    assert positions == sorted(positions)
    assert [bool(page.flags & LAST) for page in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("channels", ["4", "5", "6", "7", "8"])
@pytest.mark.parametrize("position", ["start", "end"])
def test_surround(tmp_path: Path, channels: str, position: str) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", channels, "-b", "16", seconds=3)
    path = sounds.coded(tmp_path / "a.opus", wav, "-c:a", "libopus", "-b:a", "256k", *LAYOUT)

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert applied.method == "joined"
    before, after = sounds.decoded(path), sounds.decoded(sink)
    prompt, rest = sounds.split(before, after, position)
    assert np.abs(rest - before)[SETTLED:].max() < 2e-3
    # Front left and front right, and nothing from any other channel.
    settled = prompt[4800:-4800]
    assert np.abs(settled[:, :2]).max() > 0.05
    assert np.abs(settled[:, 2:]).max() < 0.02
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"
    told = sounds.run("opusinfo", sink)
    assert b"WARNING" not in told.stdout + told.stderr
    numbered(sink.read_bytes())


@pytest.mark.parametrize("position", ["start", "end"])
def test_of_chained_streams_one_alone_is_touched(tmp_path: Path, position: str) -> None:
    one = made(tmp_path).read_bytes()
    wav = sounds.sox(tmp_path / "b.wav", "-r", "48000", "-c", "1", effect="brownnoise")
    other = sounds.coded(tmp_path / "b.opus", wav, "-c:a", "libopus").read_bytes()
    chained = tmp_path / "c.opus"
    chained.write_bytes(one + other)

    applied, sink = sounds.labelled(chained, sounds.at(position))

    data = sink.read_bytes()
    kept = data.endswith(other) if position == "start" else data.startswith(one)
    assert kept
    changed = data[: -len(other)] if position == "start" else data[len(one) :]
    numbered(changed)
    alone = tmp_path / "alone.opus"
    alone.write_bytes(changed)
    (heard,) = find_sound(str(alone))
    assert (heard.kind, applied.method) == ("rhythm", "joined")
    assert b"WARNING" not in sounds.run("opusinfo", alone).stdout
    again, _ = sounds.labelled(sink, sounds.at(position))
    assert again.method == "lossless"


def test_what_cannot_be_joined_is_named(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16", seconds=1)
    path = sounds.coded(
        tmp_path / "a.opus", wav, "-c:a", "libopus", "-mapping_family", "255", "-b:a", "128k"
    )
    with pytest.raises(Unsupported, match="mapping family 255"):
        sounds.labelled(path)
    # Eight channels in another order than libopus has them: nobody could code a prompt for it.
    wav = sounds.sox(tmp_path / "b.wav", "-r", "48000", "-c", "4", "-b", "16", seconds=1)
    whole = sounds.coded(path, wav, "-c:a", "libopus", "-b:a", "128k", *LAYOUT).read_bytes()
    (first, *_) = pages(Source.of_bytes(whole), 0, len(whole))
    head = bytearray(whole[first.body : first.end])
    head[21], head[22] = head[22], head[21]
    path.write_bytes(packed(first, bytes(head)) + whole[first.end :])
    with pytest.raises(Unsupported, match="another way than libopus"):
        sounds.labelled(path)
    speex = tmp_path / "b.spx"
    speex.write_bytes(build.SAMPLES["speex"]())
    with pytest.raises(Unsupported, match="holds Speex"):
        sounds.labelled(speex)
    one = made(tmp_path).read_bytes()
    chained = tmp_path / "c.opus"
    chained.write_bytes(one + one)
    with pytest.raises(Unsupported, match="2 streams one behind the other"):
        sounds.labelled(chained, sounds.at("middle"))
    first = next(pages(Source.of_bytes(one), 0, len(one)))
    beside = packed(first._replace(serial=first.serial ^ 1), one[first.body : first.end])
    chained.write_bytes(one[: first.end] + beside + one[first.end :])
    with pytest.raises(Unsupported, match="side by side"):
        sounds.labelled(chained)
    chained.write_bytes(one[: one.index(b"OggS", 60)])
    with pytest.raises(BrokenFile, match="no page of sound"):
        sounds.labelled(chained)


@pytest.mark.parametrize(
    ("head", "moments"),
    [
        (b"\x00", 480),
        (b"\x08", 960),
        (b"\x19", 5760),
        (b"\x63", 0),
        (b"\x63\x03", 1440),
        (b"\x80", 120),
        (b"\xfc", 960),
        (b"\xfe", 1920),
        (b"", 0),
    ],
)
def test_the_length_of_packets(head: bytes, moments: int) -> None:
    """RFC 6716, table 2 and section 3.2."""
    assert packet_moments(head) == moments


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(build.SAMPLES[data.draw(st.sampled_from(sorted(build.SAMPLES)))]())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.ogg"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(HeguiError):
        sounds.labelled(path)
