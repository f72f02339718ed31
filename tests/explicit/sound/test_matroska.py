"""Sound alone in Matroska and WebM: blocks stay, positions and times are those of the new file."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, HeguiError, Unsupported
from hegui.explicit.sound import matroska_layout as mkv
from hegui.explicit.sound.find_sound import find_sound
from hegui.files.source import Source
from hegui.structures import ebml
from hegui.structures.matroska_layout import CUES, SEEK_HEAD, TRACKS
from tests.explicit.sound import sounds
from tests.explicit.sound.test_aac import blended
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox", "mkvmerge", "mkvinfo")
OPUS = ("-c:a", "libopus", "-b:a", "64k")
KINDS = {
    "webm": ("a.webm", OPUS),
    # As browsers record: no sizes, no duration, no index.
    "live": ("a.webm", (*OPUS, "-frame_duration", "60", "-live", "1")),
    "clusters": ("a.mka", (*OPUS, "-cluster_time_limit", "700")),
    "front": ("a.mka", (*OPUS, "-reserve_index_space", "2000")),
    "aac": ("a.mka", ("-c:a", "aac", "-b:a", "96k")),
}
SETTLED = 48000 * 8 // 10
SECONDS = 8.0


def made(tmp_path: Path, kind: str) -> Path:
    name, options = KINDS[kind.removesuffix("-merged")]
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16", seconds=SECONDS)
    path = sounds.coded(tmp_path / name, wav, *options)
    if not kind.endswith("-merged"):
        return path
    # Finer times, several packets a block, and statistics in the tags.
    merged = tmp_path / "merged.mka"
    sounds.run("mkvmerge", "-q", "-o", merged, "--language", "0:zh-Hans", path)
    return merged


@pytest.mark.parametrize("position", ["start", "middle", "end"])
@pytest.mark.parametrize("kind", [*KINDS, "webm-merged", "aac-merged"])
def test_the_sound_comes_back(tmp_path: Path, kind: str, position: str) -> None:
    path = made(tmp_path, kind)

    applied, sink = sounds.labelled(path, sounds.at(position))

    before, after = sounds.decoded(path), sounds.decoded(sink)
    grown = len(after) - len(before)
    if kind.startswith("aac"):
        blended(before, after, position)
    else:
        front = (before == after[: len(before)]).all(axis=1)
        cut = len(before) if front.all() else int(front.argmin())
        assert cut == len(before) if position == "end" else cut < len(before)
        assert position != "middle" or abs(cut / 48000 - SECONDS / 2) < 0.5
        behind = np.abs(after[grown:] - before)
        assert behind[min(cut + SETTLED, len(before)) :].max(initial=0.0) < 2e-3
    assert applied.method == "joined"
    (heard,) = find_sound(str(sink))
    assert heard.kind == "rhythm"
    old, new = told(path), told(sink)
    assert (new.codec, new.private, new.delay) == (old.codec, old.private, old.delay)
    regular(sink)
    lasts(path, sink, grown / 48000)


def told(path: Path) -> mkv.Track:
    return mkv.read(Source.of_bytes(path.read_bytes())).track


def regular(path: Path) -> None:
    """Every position leads where it says, checksums are right, times go on."""
    data = path.read_bytes()
    source = Source.of_bytes(data)
    layout = mkv.read(source)
    places = {one.offset: one for one in layout.clusters}
    times = [one.time for each in layout.clusters for one in mkv.blocks(source, layout, each)]
    assert times == sorted(times)
    most = 0.2e9 / layout.scale
    assert all(later - sooner < most for sooner, later in pairwise(times))
    for element in (*layout.elements, *(one.element for one in layout.clusters)):
        if element.size >= 0:
            assert ebml.sound(data, element)
    for element in layout.elements:
        if element.id == SEEK_HEAD:
            for seek in inner(data, element, 0x4DBB):
                (id_,) = values(data, seek, 0x53AB)
                (position,) = values(data, seek, 0x53AC)
                assert ebml.head(source, layout.origin + position).id == id_
        if element.id == CUES:
            for cue in inner(data, element, 0xBB):
                (time,) = values(data, cue, 0xB3)
                (place,) = inner(data, cue, 0xB7)
                (position,) = values(data, place, 0xF1)
                cluster = places[layout.origin + position]
                relatives = values(data, place, 0xF0)
                found = list(mkv.blocks(source, layout, cluster))
                at = cluster.element.data_at + relatives[0] if relatives else found[0].offset
                assert time == next(one.time for one in found if one.offset == at)
    said = sounds.run("mkvinfo", "-v", "-v", path)
    assert not said.stderr


def inner(data: bytes, parent: ebml.Element, id_: int) -> list[ebml.Element]:
    source = Source.of_bytes(data)
    return [one for one in ebml.children(source, data, parent, 0) if one.id == id_]


def values(data: bytes, parent: ebml.Element, id_: int) -> list[int]:
    return [ebml.uint(data[one.data_at : one.end]) for one in inner(data, parent, id_)]


def lasts(path: Path, sink: Path, grown: float) -> None:
    """Durations in Info and in the tags have grown as the sound has."""
    old, new = duration(path), duration(sink)
    assert (old is None) == (new is None)
    if old is not None and new is not None:
        assert new - old == pytest.approx(grown, abs=0.03)
    tags, said = sounds.probe(path).get("tags", {}), sounds.probe(sink).get("tags", {})
    assert tags.keys() == said.keys()
    for key, value in tags.items():
        if key.startswith("DURATION"):
            assert clock(said[key]) - clock(value) == pytest.approx(grown, abs=0.03)
        elif key.startswith("NUMBER_OF_FRAMES"):
            assert int(said[key]) > int(value)
        elif not key.startswith(("NUMBER_OF_BYTES", "BPS")):
            assert said[key] == value


def duration(path: Path) -> float | None:
    form = ("-show_entries", "format=duration", "-of", "csv=p=0")
    text = sounds.run("ffprobe", "-v", "error", *form, path).stdout.decode().strip()
    return None if text == "N/A" else float(text)


def clock(text: str) -> float:
    hours, minutes, seconds = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60 + float(seconds)


def test_a_seek_lands_where_it_did(tmp_path: Path) -> None:
    path = made(tmp_path, "clusters")
    _, sink = sounds.labelled(path)
    grown = len(sounds.decoded(sink)) - len(sounds.decoded(path))

    before = sounds.decoded(path, "-ss", "5")
    after = sounds.decoded(sink, "-ss", str(5 + grown / 48000))

    assert len(before) == pytest.approx(len(after), abs=100)


def test_every_block_and_all_else_stays(tmp_path: Path) -> None:
    path = made(tmp_path, "webm-merged")
    old = path.read_bytes()
    source = Source.of_bytes(old)
    layout = mkv.read(source)

    _, sink = sounds.labelled(path, sounds.at("middle"))

    new = sink.read_bytes()
    for cluster in layout.clusters:
        found = list(mkv.blocks(source, layout, cluster))
        for one, end in zip(
            found, [*(each.offset for each in found[1:]), cluster.end], strict=True
        ):
            assert old[one.offset : end] in new
    (tracks,) = (one for one in layout.elements if one.id == TRACKS)
    assert old[tracks.offset : tracks.end] in new


def test_a_label_that_is_heard_is_not_repeated(tmp_path: Path) -> None:
    _, first = sounds.labelled(made(tmp_path, "live"))

    applied, second = sounds.labelled(first)

    assert applied.method == "lossless"
    assert second.read_bytes() == first.read_bytes()


def test_other_codings_are_named(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    path = sounds.coded(tmp_path / "a.webm", wav, "-c:a", "libvorbis")

    with pytest.raises(Unsupported, match=r"A_VORBIS.*Opus and AAC LC"):
        sounds.labelled(path)


def test_two_tracks_are_refused(tmp_path: Path) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    path = sounds.coded(tmp_path / "a.mka", wav, "-map", "0:a", "-map", "0:a", *OPUS)

    with pytest.raises(Unsupported, match="one track of sound, and this has 2"):
        sounds.labelled(path)


def test_a_file_that_is_cut_off_is_broken(tmp_path: Path) -> None:
    path = made(tmp_path, "webm")
    os.truncate(path, path.stat().st_size - 2000)

    with pytest.raises(BrokenFile):
        sounds.labelled(path)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = folder / "whole.webm"
    if not whole.exists():
        wav = sounds.sox(folder / "a.wav", "-r", "48000", "-c", "1", "-b", "16", seconds=0.5)
        sounds.coded(whole, wav, *OPUS)
    raw = bytearray(whole.read_bytes())
    path = folder / "damaged.webm"
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, min(len(raw), 1200) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    with suppress(HeguiError):
        sounds.labelled(path, sounds.at(data.draw(st.sampled_from(["start", "middle", "end"]))))
