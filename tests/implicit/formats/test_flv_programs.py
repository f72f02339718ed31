"""FLV made by FFmpeg, labelled, and asked of again."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.formats.flv import Flv
from tests.builders.labels import BARE

_SOURCES = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=2", "-f", "lavfi", "-i", "sine=d=2")
_CODECS = ("-c:v", "flv", "-g", "5", "-c:a", "mp3", "-ar", "44100")
MAKERS: dict[str, tuple[str, ...]] = {
    "plain": (*_CODECS, "-metadata", "title=山水"),
    "labelled": (*_CODECS, "-metadata", f"AIGC={BARE}"),
    "indexed": (*_CODECS, "-flvflags", "add_keyframe_index"),
    "no-metadata": (*_CODECS, "-flvflags", "no_metadata"),
}
NEW = BARE.replace("4f7c1f9e-a01", "another-number-4711-that-is-longer")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


pytestmark = needs("ffmpeg")


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def frames(path: Path, *seek: str) -> str:
    return run("ffmpeg", "-v", "error", *seek, "-i", path, "-f", "framemd5", "-")


def content(data: bytes) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else data[part[0] : part[1]]
        for part in Flv(Source.of_bytes(data, "x.flv")).essence()
    )


def labelled(path: Path, text: str) -> Path:
    data = path.read_bytes()
    result = path.with_stem("labelled")
    result.write_bytes(apply_edits(data, Flv(Source.of_bytes(data, "x.flv")).plan(text)))
    assert content(result.read_bytes()) == content(data)
    return result


@pytest.mark.parametrize("name", MAKERS)
def test_ffmpeg_reads_the_label_and_decodes_and_seeks_as_before(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.flv"
    run("ffmpeg", "-v", "error", *_SOURCES, *MAKERS[name], path)
    after = labelled(path, NEW)
    assert frames(after) == frames(path)
    assert frames(after, "-ss", "1.1") == frames(path, "-ss", "1.1")
    output = json.loads(run("ffprobe", "-v", "error", "-show_format", "-of", "json", after))
    assert output["format"]["tags"]["AIGC"] == NEW


def test_a_label_that_ffmpeg_finds_too_long_hides_nothing_else_from_it(tmp_path: Path) -> None:
    path = tmp_path / "a.flv"
    run("ffmpeg", "-v", "error", *_SOURCES, *MAKERS["labelled"], "-metadata", "title=x", path)
    after = labelled(path, BARE.replace("4f7c1f9e-a01", "x" * 2000))
    assert frames(after) == frames(path)
    output = json.loads(run("ffprobe", "-v", "quiet", "-show_format", "-of", "json", after))
    assert output["format"]["tags"]["title"] == "x"


@needs("mediainfo")
def test_mediainfo_reads_the_label(tmp_path: Path) -> None:
    path = tmp_path / "a.flv"
    run("ffmpeg", "-v", "error", *_SOURCES, *MAKERS["plain"], path)
    output = json.loads(run("mediainfo", "--Output=JSON", labelled(path, NEW)))
    assert output["media"]["track"][0]["extra"]["AIGC"] == NEW
