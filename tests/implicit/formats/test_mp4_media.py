"""MP4 and QuickTime as FFmpeg makes them: played as before, labels read both ways."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hegui.aigc import transcribe
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.implicit.embedding import embed_in_file
from hegui.implicit.formats.mp4 import Mp4
from hegui.implicit.table import open_container
from tests.builders import png
from tests.builders.labels import BARE
from tests.oracles import exiftool_label, metadata, needs_exiftool

mutagen_mp4 = pytest.importorskip("mutagen.mp4")

pytestmark = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("ffprobe")), reason="ffmpeg is not installed"
)

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a-and-somewhat-longer")
PICTURE = "testsrc2=s=64x48:r=10:d=1"
SOUND = "sine=d=1"
BOTH = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", SOUND]
CODED = ["-c:v", "mpeg4", "-g", "4", "-c:a", "aac", "-metadata", "title=Spring"]
KEY = "0123456789abcdef0123456789abcdef"
ENCRYPTED = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", KEY, "-encryption_kid", KEY]

RECIPES: dict[str, tuple[str, list[str]]] = {
    "movie-last": (".mp4", [*BOTH, *CODED]),
    "faststart": (".mp4", [*BOTH, *CODED, "-movflags", "+faststart"]),
    "reserved": (".mp4", [*BOTH, *CODED, "-moov_size", "9000"]),
    "with-keys": (".mp4", [*BOTH, *CODED, "-movflags", "+use_metadata_tags+faststart"]),
    "fragments": (".mp4", [*BOTH, *CODED, "-movflags", "frag_keyframe+empty_moov"]),
    "base-is-fragment": (
        ".mp4",
        [*BOTH, *CODED, "-movflags", "frag_keyframe+empty_moov+default_base_moof"],
    ),
    "first-fragment-in-movie": (".mp4", [*BOTH, *CODED, "-movflags", "frag_keyframe"]),
    "dash": (
        ".mp4",
        [*BOTH, *CODED, "-movflags", "dash+global_sidx+frag_keyframe+empty_moov"],
    ),
    "segment-indexes": (".mp4", [*BOTH, *CODED, "-movflags", "dash+frag_keyframe+empty_moov"]),
    "smooth": (".ismv", [*BOTH, *CODED]),
    "encrypted": (
        ".mp4",
        [*BOTH, *CODED, "-movflags", "+faststart", *ENCRYPTED],
    ),
    "quicktime": (".mov", [*BOTH, *CODED, "-movflags", "+faststart"]),
    "timecode": (".mov", [*BOTH, *CODED, "-timecode", "01:00:00:00"]),
    "3gp": (".3gp", [*BOTH, "-s", "176x144", "-c:v", "mpeg4", "-c:a", "aac"]),
    "sound": (".m4a", [*BOTH[4:], "-c:a", "aac", "-metadata", "title=Spring"]),
    "sound-faststart": (
        ".m4a",
        [*BOTH[4:], "-c:a", "aac", "-metadata", "title=Spring", "-movflags", "+faststart"],
    ),
}


def run(*command: str | Path) -> str:
    """A program's output. It must succeed and complain of nothing."""
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=True)
    assert not done.stderr.strip(), done.stderr
    return done.stdout


def make(path: Path, *arguments: str) -> Path:
    """A file made by FFmpeg."""
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(path)], check=True)
    return path


@pytest.fixture(params=RECIPES)
def movie(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    suffix, arguments = RECIPES[request.param]
    return make(tmp_path / f"{request.param}{suffix}", *arguments)


def _key(path: Path) -> list[str]:
    return ["-decryption_key", KEY] if path.name.startswith("encrypted") else []


def frames(path: Path) -> str:
    """The digests of all frames of all streams, with their times."""
    every = ["-map", "0", "-c:d", "copy", "-f", "framemd5", "-"]
    return run("ffmpeg", "-v", "error", *_key(path), "-i", path, *every)


def tags(path: Path) -> dict[str, str]:
    """The tags of a file as FFmpeg reads them."""
    shown = ["-of", "json", "-show_entries", "format_tags"]
    output = run("ffprobe", "-v", "error", *_key(path), *shown, path)
    found: dict[str, str] = json.loads(output)["format"].get("tags", {})
    return found


def label(path: Path, text: str = OTHER) -> Path:
    """The file labelled anew, beside it."""
    target = path.with_name(f"{path.stem}-labelled{path.suffix}")
    embed_in_file(str(path), Target(str(target), replace=True), lambda _: text)
    return target


def essence(path: Path) -> str:
    """The digest of a file's content."""
    data = path.read_bytes()
    container = open_container(Source.of_bytes(data, path.name))
    assert isinstance(container, Mp4)
    digest = hashlib.sha256()
    for piece in container.essence():
        digest.update(piece if isinstance(piece, bytes) else data[piece[0] : piece[1]])
    return digest.hexdigest()


def labels(path: Path) -> list[str]:
    """The labels that hegui reads, all in the prescribed slot."""
    sites = open_container(Source.of_bytes(path.read_bytes(), path.name)).read().sites
    assert all(site.prescribed for site in sites)
    return [transcribe(site.parsed) for site in sites if site.parsed]


def test_a_labelled_movie_plays_as_before(movie: Path) -> None:
    result = label(movie)
    assert labels(result) == [OTHER]
    assert tags(result) == {**tags(movie), "AIGC": OTHER}
    assert frames(result) == frames(movie)
    assert essence(result) == essence(movie)


@pytest.mark.parametrize("name", ["faststart", "fragments", "base-is-fragment", "dash"])
def test_seeking_still_finds_its_frames(name: str, tmp_path: Path) -> None:
    """The segment indexes and random access tables of fragmented movies are used here."""
    suffix, arguments = RECIPES[name]
    path = make(tmp_path / f"{name}{suffix}", *arguments)

    def later(path: Path) -> str:
        return run("ffmpeg", "-v", "error", "-ss", "0.6", "-i", path, "-f", "framemd5", "-")

    assert later(label(path)) == later(path)


@needs_exiftool
def test_exiftool_reads_the_label_and_everything_else(movie: Path) -> None:
    result = label(movie)
    assert exiftool_label(result) == [OTHER]
    old, new = metadata(movie), metadata(result)
    lost = {key for key in old if new.get(key) != old[key]}
    assert not {key for key in lost if not key.endswith(("HandlerType", "MovieDataOffset"))}


@pytest.mark.parametrize("suffix", [".mp4", ".m4v", ".mov", ".m4a"])
def test_what_ffmpeg_writes_is_read(suffix: str, tmp_path: Path) -> None:
    inputs = BOTH[4:] if suffix == ".m4a" else BOTH
    coded = ["-c:v", "mpeg4"] if suffix != ".m4a" else []
    path = make(
        tmp_path / f"a{suffix}",
        *[*inputs, *coded, "-c:a", "aac", "-metadata", f"AIGC={BARE}"],
        *["-movflags", "use_metadata_tags", "-metadata", "title=Spring"],
    )
    assert labels(path) == [BARE]
    assert tags(label(path)) == {**tags(path), "AIGC": OTHER}


def test_ffmpeg_carries_the_label_on(tmp_path: Path) -> None:
    first = label(make(tmp_path / "a.mp4", *BOTH, *CODED))
    copy = make(
        tmp_path / "b.mov", "-i", str(first), "-c", "copy", "-movflags", "use_metadata_tags"
    )
    assert labels(copy) == [OTHER]


def test_chapters_and_pictures_stay(tmp_path: Path) -> None:
    described = tmp_path / "chapters.txt"
    described.write_text(
        ";FFMETADATA1\ntitle=Spring\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=one\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=1000\ntitle=two\n"
    )
    cover = make(tmp_path / "cover.png", "-f", "lavfi", "-i", "color=red:s=16x16", "-frames:v", "1")
    for name in ("a.m4b", "a.mp4", "a.mov"):
        path = make(
            tmp_path / name,
            *["-f", "lavfi", "-i", SOUND, "-i", str(described), "-i", str(cover)],
            *["-map", "0", "-map", "2", "-map_metadata", "1", "-c:a", "aac", "-c:v", "copy"],
            *["-disposition:v:0", "attached_pic", "-movflags", "+faststart", "-f", "ipod"]
            if name == "a.m4b"
            else ["-map", "0", "-map_metadata", "1", "-c:a", "aac", "-movflags", "+faststart"],
        )
        result = label(path)
        show = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_streams"]
        assert "two" in run(*show, path)
        assert run(*show, result) == run(*show, path)
        assert frames(result) == frames(path)


def test_itunes_tags_stay_and_may_change_afterwards(tmp_path: Path) -> None:
    path = make(tmp_path / "a.m4a", "-f", "lavfi", "-i", SOUND, "-c:a", "aac")
    file = mutagen_mp4.MP4(path)
    file["\xa9nam"] = "春"
    file["----:com.apple.iTunes:NOTE"] = [b"x" * 3000]
    file["covr"] = [mutagen_mp4.MP4Cover(png.plain(), mutagen_mp4.MP4Cover.FORMAT_PNG)]
    file.save()
    result = label(path)
    assert dict(mutagen_mp4.MP4(result)) == dict(mutagen_mp4.MP4(path))
    assert frames(result) == frames(path)
    file = mutagen_mp4.MP4(result)
    file["\xa9nam"] = "a longer title than before " * 200
    file.save()
    assert labels(result) == [OTHER]
    assert tags(result)["AIGC"] == OTHER
    assert essence(result) == essence(path)


def test_a_label_in_a_freeform_item_moves_into_its_place(tmp_path: Path) -> None:
    path = make(tmp_path / "a.m4a", *RECIPES["sound-faststart"][1])
    file = mutagen_mp4.MP4(path)
    file["----:com.apple.iTunes:AIGC"] = [BARE.encode()]
    file.save()
    result = label(path)
    assert list(mutagen_mp4.MP4(result)) == ["\xa9nam", "\xa9too"]
    assert labels(result) == [OTHER]


@needs_exiftool
def test_other_metadata_does_not_touch_the_essence(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", *RECIPES["faststart"][1])
    before = essence(path)
    run_quietly = ["exiftool", "-q", "-overwrite_original", "-Title=another", "-XMP-dc:Subject=x"]
    run(*run_quietly, "-QuickTime:CreateDate=2020:02:02 02:02:02", path)
    assert essence(path) == before
    moved = make(tmp_path / "b.mp4", *RECIPES["movie-last"][1])
    assert essence(moved) == before


def test_exiftools_and_adobes_xmp_keep_everything_but_the_label(tmp_path: Path) -> None:
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool is not installed")
    path = make(tmp_path / "a.mov", *RECIPES["quicktime"][1])
    config = tmp_path / "config"
    config.write_text(
        "%Image::ExifTool::UserDefined=('Image::ExifTool::XMP::Main'=>{TC260=>{SubDirectory=>{"
        "TagTable=>'Image::ExifTool::UserDefined::TC260'}}});"
        "%Image::ExifTool::UserDefined::TC260=(GROUPS=>{0=>'XMP',1=>'XMP-TC260'},"
        "NAMESPACE=>{TC260=>'http://www.tc260.org.cn/ns/AIGC/1.0/'},WRITABLE=>'string',"
        "AIGC=>{});1;\n"
    )
    command = ("exiftool", "-config", str(config), "-q", "-overwrite_original")
    run(*command, f"-XMP-TC260:AIGC={BARE}", "-XMP-dc:Title=Spring", path)
    reading = open_container(Source.of_bytes(path.read_bytes(), path.name)).read()
    assert [(site.prescribed, site.dialect) for site in reading.sites] == [(False, "xmp-element")]
    result = label(path)
    assert labels(result) == [OTHER]
    assert exiftool_label(result) == [OTHER]
    assert run("exiftool", "-s3", "-XMP-dc:Title", result).strip() == "Spring"
