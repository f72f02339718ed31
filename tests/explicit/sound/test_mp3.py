"""MP3: what FFmpeg decodes away from the join is what it decoded before, and the index is right."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import mutagen.mp3
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError, Unsupported
from hegui.explicit.sound.crc import ARC
from hegui.explicit.sound.hearing import labels_in
from hegui.explicit.sound.mp3_frames import Head, filler, own_data, reach, spans
from hegui.files.source import Source
from hegui.structures import id3_header
from tests.builders import mp3 as build
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox")
LAME = ("-c:a", "libmp3lame")
KINDS = {
    "constant": ("-b:a", "128k"),
    "varying": ("-q:a", "4"),
    "highest": ("-b:a", "320k"),
    "no-index": ("-b:a", "96k", "-write_xing", "0"),
    "mpeg-2": ("-b:a", "64k", "-ar", "22050", "-ac", "1"),
    "mpeg-2.5": ("-b:a", "16k", "-ar", "8000", "-ac", "1"),
}
BLEND = 1152 + 529
"""Moments behind the join that the decoder's overlap reaches into."""


def made(tmp_path: Path, *options: str, name: str = "a.mp3") -> Path:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "44100", "-c", "2", "-b", "16", seconds=3)
    return sounds.coded(tmp_path / name, wav, *LAME, *options)


@pytest.mark.parametrize(
    ("kind", "position"),
    [*((kind, "middle") for kind in KINDS), ("constant", "start"), ("varying", "end")],
)
def test_the_sound_is_decoded_as_before(tmp_path: Path, kind: str, position: str) -> None:
    path = made(tmp_path, *KINDS[kind])

    applied, sink = sounds.labelled(path, sounds.at(position))

    before, after = sounds.decoded(path), sounds.decoded(sink)
    same_until(before, after, BLEND, position)
    assert applied.method == "joined"
    assert applied.seconds == pytest.approx(1.32, abs=0.01)
    old, new = mutagen.mp3.MP3(path).info, mutagen.mp3.MP3(sink).info
    assert (old.sample_rate, old.channels, old.version) == (
        new.sample_rate,
        new.channels,
        new.version,
    )
    (heard,) = labels_in(after[:, 0], new.sample_rate)
    assert heard.kind == "rhythm"


def same_until(before: sounds.Floats, after: sounds.Floats, blend: int, position: str) -> None:
    """The same samples before the join, and behind it but for ``blend`` moments."""
    grown = len(after) - len(before)
    front = (before == after[: len(before)]).all(axis=1)
    back = (before == after[grown:]).all(axis=1)
    cut = len(before) if front.all() else int(front.argmin())
    last = int(np.flatnonzero(~back)[-1]) + 1 if not back.all() else 0
    assert 0 <= last - cut <= blend or position == "end" or not last
    if position == "start":
        assert back.all()
    if position == "end":
        assert front.all()
    assert np.abs(after[cut : cut + grown]).max() > 0.05


def test_the_index_tells_of_the_new_file(tmp_path: Path) -> None:
    for kind in ("constant", "varying"):
        path = made(tmp_path, *KINDS[kind])
        for position in ("start", "middle", "end"):
            _, sink = sounds.labelled(path, sounds.at(position))

            data = sink.read_bytes()
            with_index = spans(Source.of_bytes(data), id3_header.behind(Source.of_bytes(data)))
            index, *found = with_index
            at = index.offset + Head(data[index.offset : index.offset + 4]).data_at
            assert data[at : at + 4] in (b"Xing", b"Info")
            assert int.from_bytes(data[at + 8 : at + 12]) == len(found)
            length = found[-1].offset + found[-1].length - index.offset
            assert int.from_bytes(data[at + 12 : at + 16]) == length
            for percent in (0, 37, 99):
                place = found[percent * len(found) // 100].offset - index.offset
                assert data[at + 16 + percent] == place * 256 // length
            lame = at + 16 + 100 + 4
            assert data[lame : lame + 4] == b"Lavf" or data[lame : lame + 4] == b"Lavc"
            assert int.from_bytes(data[lame + 28 : lame + 32]) == length
            music = data[index.offset + index.length : index.offset + length]
            assert int.from_bytes(data[lame + 32 : lame + 34]) == ARC(music)
            assert int.from_bytes(data[lame + 34 : lame + 36]) == ARC(
                data[index.offset : lame + 34]
            )


def test_constant_bit_rate_stays_constant(tmp_path: Path) -> None:
    path = made(tmp_path, *KINDS["constant"])

    _, sink = sounds.labelled(path, sounds.at("start"))

    data = sink.read_bytes()
    source = Source.of_bytes(data)
    rates = {data[one.offset + 2] >> 4 for one in spans(source, id3_header.behind(source))}
    assert len(rates) == 1
    assert mutagen.mp3.MP3(sink).info.bitrate_mode == mutagen.mp3.BitrateMode.CBR


def test_a_file_cut_out_of_another(tmp_path: Path) -> None:
    """Its first frames reach back for what is not there, and must not take the prompt for it."""
    whole = made(tmp_path, *KINDS["no-index"]).read_bytes()
    found = spans(Source.of_bytes(whole), 0)
    reaching = [one for one in found if reach(whole[one.offset : one.offset + one.length]) > 300]
    path = tmp_path / "cut.mp3"
    path.write_bytes(whole[reaching[0].offset :])

    _, sink = sounds.labelled(path)

    before, after = sounds.decoded(path), sounds.decoded(sink)
    grown = len(after) - len(before)
    assert np.array_equal(after[grown + 3 * BLEND :], before[3 * BLEND :])
    # What cannot be decoded is silence, and no noise made of the prompt's bits.
    at_join = np.abs(after[grown - BLEND : grown + 3 * BLEND]).max()
    assert at_join <= np.abs(before).max() * 1.2


def test_tags_stay_and_their_times_are_told(tmp_path: Path) -> None:
    body = made(tmp_path, *KINDS["constant"]).read_bytes()
    tag = build.tag(build.text("TIT2", "春"), build.text("TLEN", "3000"))
    at = id3_header.behind(Source.of_bytes(body))
    path = tmp_path / "b.mp3"
    path.write_bytes(tag + body[at:] + build.ID3V1)

    applied, sink = sounds.labelled(path, sounds.at("end"))

    new = sink.read_bytes()
    assert new.startswith(tag)
    assert new.endswith(build.ID3V1)
    assert [one.facts for one in applied.notices] == [{"names": "TLEN"}]


def test_vbri(tmp_path: Path) -> None:
    """Fraunhofer's index, made here: frames, bytes, and the bytes of groups of frames."""
    body = made(tmp_path, "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0").read_bytes()
    first = bytearray(body[:417])
    first[4:] = bytes(413)
    count = len(spans(Source.of_bytes(body), 0))
    head = b"VBRI" + bytes((0, 1, 0, 0, 0, 75)) + (len(body) + 417).to_bytes(4)
    head += (count).to_bytes(4) + (10).to_bytes(2) + (1).to_bytes(2) + (2).to_bytes(2)
    first[36 : 36 + len(head) + 2] = head + (-(-count // 10)).to_bytes(2)
    path = tmp_path / "b.mp3"
    path.write_bytes(bytes(first) + body)

    _, sink = sounds.labelled(path)

    data = sink.read_bytes()
    _, *found = spans(Source.of_bytes(data), 0)
    assert int.from_bytes(data[46:50]) == len(data)
    assert int.from_bytes(data[50:54]) == len(found)
    sizes = [int.from_bytes(data[at : at + 2]) for at in range(62, 82, 2)]
    assert sum(sizes) * int.from_bytes(data[56:58]) == pytest.approx(len(data), rel=0.01)


def test_layer_2_is_named(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "44100", "-c", "2", "-b", "16")
    path = sounds.coded(tmp_path / "a.mp2", wav, "-c:a", "mp2")

    with pytest.raises(Unsupported, match="layer 2"):
        sounds.labelled(path)


def test_nothing_but_an_index(tmp_path: Path) -> None:
    whole = made(tmp_path, *KINDS["constant"])
    data = whole.read_bytes()
    index = spans(Source.of_bytes(data), id3_header.behind(Source.of_bytes(data)))[0]
    whole.write_bytes(data[: index.offset + index.length])

    with pytest.raises(BrokenFile, match="no frame"):
        sounds.labelled(whole)


@given(st.integers(0, 3), st.sampled_from((0, 2, 3)), st.integers(1, 14), st.data())
def test_a_filler_ends_with_what_it_keeps(
    mode: int, version: int, index: int, data: st.DataObject
) -> None:
    kept = data.draw(st.binary(max_size=511 if version == 3 else 255))
    like = bytes((0xFF, 0xE2 | version << 3 | 1, index << 4, mode << 6))

    frame = filler(like, kept)

    assert own_data(frame).endswith(kept)
    assert reach(frame) == 0
    assert not any(frame[4 : Head(frame[:4]).data_at])


def test_other_channels_than_its_head_says(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    data = bytearray(build.SAMPLES["ape"]())
    data[3] = 0  # two channels in the first frame alone
    path.write_bytes(data)
    with pytest.raises(Unsupported, match="changes its form"):
        sounds.labelled(path)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(build.SAMPLES[data.draw(st.sampled_from(sorted(build.SAMPLES)))]())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.mp3"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(HeguiError):
        sounds.labelled(path)
