"""AIFF and AIFF-C: every sample stays, markers move, broken files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import mutagen.aiff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError, NoRoom, Unsupported
from hegui.explicit.sound import aiff as form
from hegui.files.source import Source, open_source
from hegui.structures.riff import BIG_HEAD
from hegui.structures.sound_form import SoundForm
from tests.builders import aiff as build
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

REFUSED: tuple[str, ...] = ()

pytestmark = needs("ffmpeg", "sox")


CODECS = {
    "pcm_s8": "start",
    "pcm_s16be": "end",
    "pcm_s24be": "middle",
    "pcm_s32be": "start",
    "pcm_s16le": "middle",
    "pcm_f32be": "start",
    "pcm_f64be": "end",
    "pcm_alaw": "middle",
    "pcm_mulaw": "start",
}


@pytest.mark.parametrize(("codec", "position"), CODECS.items())
def test_every_sample_stays(tmp_path: Path, codec: str, position: str) -> None:
    origin = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-c", "2", "-b", "24")
    suffix = "aiff" if codec in ("pcm_s16be", "pcm_s24be") else "aifc"
    path = sounds.coded(tmp_path / f"a.{suffix}", origin, "-c:a", codec, "-f", "aiff")

    applied, sink = sounds.labelled(path, sounds.at(position))

    assert sounds.probe(sink)["codec_name"] == codec
    before = sounds.decoded(path)
    put_in, rest = sounds.split(before, sounds.decoded(sink), position)
    assert np.array_equal(rest, before)
    assert np.abs(put_in).max() > 0.05
    assert applied.method == "spliced"


def test_the_header_says_the_new_length(tmp_path: Path) -> None:
    path = sounds.sox(tmp_path / "a.aiff", "-r", "44100", "-c", "1", "-b", "16")

    applied, sink = sounds.labelled(path)

    info = mutagen.aiff.AIFF(sink).info
    assert info.sample_rate == 44100
    assert applied.seconds
    assert info.length == pytest.approx(2 + applied.seconds + 0.3, abs=1e-3)


def test_markers_move_with_the_sound(tmp_path: Path) -> None:
    marks = (2).to_bytes(2)
    for number, position, name in ((1, 100, b"ab"), (2, 12000, b"abc")):
        marks += number.to_bytes(2) + position.to_bytes(4) + bytes((len(name),)) + name
        marks += b"\0" * (len(name) + 1 & 1)
    path = sounds.sox(tmp_path / "a.aiff", "-r", "8000", "-c", "1", "-b", "16")
    data = path.read_bytes()
    chunk = b"MARK" + len(marks).to_bytes(4) + marks
    grown = data[:4] + (len(data) + len(chunk) - 8).to_bytes(4) + data[8:12] + chunk + data[12:]
    path.write_bytes(grown)

    _, sink = sounds.labelled(path, sounds.at("middle", at=0.5))

    new = sink.read_bytes()
    at = new.index(b"MARK") + 8
    by = (len(new) - len(grown)) // 2
    assert int.from_bytes(new[at + 4 : at + 8]) == 100
    assert int.from_bytes(new[at + 14 : at + 18]) == 12000 + by


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_samples_of_all_kinds(tmp_path: Path, name: str) -> None:
    """The sound's own bytes stand in the new file as they were."""
    path = tmp_path / "a.aiff"
    path.write_bytes(build.SAMPLES[name]())

    try:
        _, sink = sounds.labelled(path, sounds.at("end"))
    except (Unsupported, NoRoom) as error:
        assert name in REFUSED, error  # noqa: PT017
        return

    assert name not in REFUSED
    with open_source(str(path)) as before, open_source(str(sink)) as after:
        assert sound(after).startswith(sound(before))


def sound(source: Source) -> bytes:
    """The samples of an AIFF file, without their offset fields."""
    form_ = SoundForm(source, BIG_HEAD.unpack(source.read(0, 8))[1], b"SSND", BIG_HEAD)
    list(form_.chunks())
    assert form_.sound
    return form_.sound.data(source)[8:]


def test_more_than_4_gib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "_MOST_FORM", 1000)
    path = sounds.sox(tmp_path / "a.aiff", "-r", "8000", "-c", "1", "-b", "16", seconds=0.01)

    with pytest.raises(NoRoom, match="4 GiB"):
        sounds.labelled(path)


def test_what_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "a.aiff"
    path.write_bytes(b"FORM\0\0\0\x04AIFF")
    with pytest.raises(BrokenFile, match="COMM"):
        sounds.labelled(path)
    origin = sounds.sox(tmp_path / "a.wav", "-r", "16000", "-c", "1", "-b", "16")
    path = sounds.coded(tmp_path / "b.aifc", origin, "-c:a", "adpcm_ima_qt", "-f", "aiff")
    with pytest.raises(Unsupported, match="ima4"):
        sounds.labelled(path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = bytearray(build.SAMPLES[data.draw(st.sampled_from(sorted(build.SAMPLES)))]())
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.aiff"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    with suppress(HeguiError):
        sounds.labelled(path)
