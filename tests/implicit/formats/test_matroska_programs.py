"""Matroska and WebM made by FFmpeg and mkvmerge, labelled, and asked of again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.matroska import Matroska
from hegui.implicit.table import open_container
from tests.builders.labels import BARE, WRAPPED

_SOURCES = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2")
_MKV = ("-c:v", "mpeg4", "-g", "5", "-c:a", "mp2")
_WEBM = ("-c:v", "libvpx", "-g", "5", "-c:a", "libopus", "-f", "webm")

MAKERS: dict[str, tuple[str, ...]] = {
    "mkv": (*_MKV, "-metadata", "title=山水"),
    "mkv-labelled": (*_MKV, "-metadata", "title=山水", "-metadata", f"AIGC={BARE}"),
    "mkv-cues-first": (*_MKV, "-reserve_index_space", "300"),
    "mkv-many-clusters": (*_MKV, "-cluster_time_limit", "20"),
    "mkv-no-checksums": (*_MKV, "-write_crc32", "0", "-cluster_size_limit", "3000"),
    "webm": _WEBM,
    "webm-live": (*_WEBM, "-live", "1"),
    "webm-dash": ("-map", "0:v", *_WEBM, "-dash", "1"),
}
NEW = BARE.replace("4f7c1f9e-a01", "another-number-4711-that-is-longer")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


pytestmark = needs("ffmpeg")


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def made(path: Path, *options: str) -> Path:
    run("ffmpeg", "-v", "error", "-y", *_SOURCES, *options, path)
    return path


def frames(path: Path, *seek: str) -> str:
    return run("ffmpeg", "-v", "error", *seek, "-i", path, "-f", "framemd5", "-")


def ffprobe_label(path: Path) -> str | None:
    output = json.loads(run("ffprobe", "-v", "error", "-show_format", "-of", "json", path))
    found: str | None = output["format"].get("tags", {}).get("AIGC")
    return found


def opened(data: bytes) -> Matroska:
    container = open_container(Source.of_bytes(data, "x.mkv"))
    assert isinstance(container, Matroska)
    return container


def content(data: bytes) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else data[part[0] : part[1]]
        for part in opened(data).essence()
    )


def labelled(path: Path) -> Path:
    data = path.read_bytes()
    result = path.with_stem("labelled")
    result.write_bytes(apply_edits(data, opened(data).plan(NEW)))
    assert content(result.read_bytes()) == content(data)
    return result


def labelled_in_place(path: Path) -> Path | None:
    data = path.read_bytes()
    change = opened(data).plan_in_place(NEW)
    if change is None:
        return None
    now = bytearray(data + change.tail)
    for one in change.commits:
        now[one.offset : one.offset + one.length] = one.data
    result = path.with_stem("in-place")
    result.write_bytes(now)
    return result


def same_to_a_player(before: Path, after: Path) -> None:
    assert frames(after) == frames(before)
    assert frames(after, "-ss", "1.1") == frames(before, "-ss", "1.1")
    assert ffprobe_label(after) == NEW


@pytest.mark.parametrize("name", MAKERS)
def test_ffmpeg_reads_the_label_and_decodes_and_seeks_as_before(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / f"a.{name.split('-')[0]}", *MAKERS[name])
    same_to_a_player(path, labelled(path))


@pytest.mark.parametrize("name", ["mkv", "mkv-labelled", "mkv-many-clusters", "webm", "webm-live"])
def test_ffmpeg_reads_what_was_labelled_in_place(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / f"a.{name.split('-')[0]}", *MAKERS[name])
    after = labelled_in_place(path)
    assert after is not None
    same_to_a_player(path, after)


@needs("mkvmerge")
@pytest.mark.parametrize("name", ["mkv", "mkv-labelled", "mkv-cues-first", "webm"])
def test_mkvtoolnix_reads_the_label_and_finds_every_cluster(name: str, tmp_path: Path) -> None:
    path = labelled(made(tmp_path / f"a.{name.split('-')[0]}", *MAKERS[name]))
    identified = json.loads(run("mkvmerge", "-J", path))
    assert identified["warnings"] == identified["errors"] == []
    assert NEW.replace('"', "&quot;") in run("mkvextract", path, "tags", "-").replace(
        '"AIGC"', ""
    ).replace('"', "&quot;")
    outline = run("mkvinfo", "-v", "-v", path)
    origin = int(re.findall(r"\+ Segment: size \d+ at (\d+)", outline)[0])
    head = path.read_bytes()[origin + 4]
    origin += 4 + 9 - head.bit_length()
    clusters = {int(at) - origin for at in re.findall(r"\+ Cluster at (\d+)", outline)}
    cued = {int(at) for at in re.findall(r"Cue cluster position: (\d+)", outline)}
    assert cued
    assert cued <= clusters


@needs("mkvmerge")
def test_what_mkvmerge_wrote_is_labelled_and_remuxes_with_its_label(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mkv", *MAKERS["mkv"])
    merged, again = tmp_path / "merged.mkv", tmp_path / "again.mkv"
    run("mkvmerge", "-q", "-o", merged, path)
    same_to_a_player(merged, labelled(merged))
    in_place = labelled_in_place(merged)
    assert in_place is not None
    same_to_a_player(merged, in_place)
    run("mkvmerge", "-q", "-o", again, labelled(merged))
    (site,) = opened(again.read_bytes()).read().sites
    assert site.text == NEW


@needs("mkvpropedit")
def test_a_label_among_mkvpropedits_tags_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mkv", *MAKERS["mkv"])
    tags = tmp_path / "tags.xml"
    text = WRAPPED.replace('"', "&quot;")
    simple = f"<Simple><Name>AIGC</Name><String>{text}</String></Simple>"
    targets = "<Targets><TargetTypeValue>50</TargetTypeValue></Targets>"
    tags.write_text(f"<Tags><Tag>{targets}{simple}</Tag></Tags>")
    run("mkvpropedit", "-q", path, "--tags", f"global:{tags}")
    (site,) = opened(path.read_bytes()).read().sites
    assert site.text == WRAPPED
    same_to_a_player(path, labelled(path))


@needs("mkvpropedit")
def test_titles_and_names_are_no_content(tmp_path: Path) -> None:
    path = made(tmp_path / "a.mkv", *MAKERS["mkv"])
    before = content(path.read_bytes())
    run("mkvpropedit", "-q", path, "--set", "title=x", "--edit", "track:1", "--set", "name=y")
    assert content(path.read_bytes()) == before


@needs("mediainfo")
def test_mediainfo_reads_the_label(tmp_path: Path) -> None:
    path = labelled(made(tmp_path / "a.webm", *MAKERS["webm"]))
    output = json.loads(run("mediainfo", "--Output=JSON", path))
    general = output["media"]["track"][0]
    assert general["extra"]["AIGC"] == NEW


def test_a_recording_that_ffmpeg_could_not_finish_is_labelled(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    # A pipe cannot be gone back in: neither sizes nor Cues, as after a crash.
    whole = subprocess.run(
        ["ffmpeg", "-v", "error", *_SOURCES, *_MKV, "-f", "matroska", "-"],
        capture_output=True,
        check=True,
    ).stdout
    path.write_bytes(whole[:-700])
    same_to_a_player(path, labelled(path))
