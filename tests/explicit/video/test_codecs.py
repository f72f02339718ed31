"""HEVC, VP9, AV1; Matroska and WebM; and what is done where frames cannot be joined."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hegui.errors import (
    BrokenFile,
    CannotRead,
    FileError,
    NoRoom,
    UnknownFormat,
    Unsupported,
    UsageError,
)
from hegui.explicit.contract import Applied
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.explicit.video import clips
from tests.explicit.video.clips import RATE, SOUND, X264, clip, joined_at

SHORT = stock("zh", short=True)
FAST = VideoOptions(seconds=2, preset="ultrafast")
X265 = ("-c:v", "libx265", "-preset", "ultrafast")
CLOSED = "log-level=error:keyint=24:min-keyint=24:open-gop=0:bframes=2"
OPEN = "log-level=error:keyint=24:min-keyint=24:open-gop=1:bframes="
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "24", "-b:v", "300k")
AV1 = ("-c:v", "libaom-av1", "-cpu-used", "8", "-usage", "realtime", "-g", "24", "-b:v", "300k")

VARIANTS = {
    "hevc.mp4": (*X265, "-x265-params", CLOSED, "-tag:v", "hvc1"),
    "hevc-10.mp4": (*X265, "-x265-params", f"{CLOSED}:wpp=1", "-pix_fmt", "yuv420p10le"),
    "hevc-cra.mp4": (*X265, "-x265-params", f"{OPEN}0"),
    "hevc.mkv": (*X265, "-x265-params", CLOSED),
    "vp9.mp4": VP9,
    "vp9.webm": (*VP9[:3], "good", *VP9[4:], "-auto-alt-ref", "1", "-lag-in-frames", "10"),
    "av1.mp4": AV1,
    "av1.webm": AV1,
    "av1-10.mp4": (*("-c:v", "libsvtav1", "-preset", "12", "-g", "24"), "-pix_fmt", "yuv420p10le"),
    "h264.mkv": (*X264, "-g", "24", "-bf", "3"),
    "fragments.mp4": (*X264, "-g", "24", "-bf", "2", "-movflags", "frag_keyframe+empty_moov"),
}


def labelled(path: Path, options: VideoOptions = FAST) -> tuple[Path, Applied]:
    sink = path.with_name(f"labelled-{path.name}")
    return sink, label(str(path), str(sink), SHORT, options)


@pytest.mark.parametrize("name", VARIANTS)
def test_everything_after_the_labelled_groups_is_as_it_was(name: str) -> None:
    path = clip(name, *VARIANTS[name])

    sink, applied = labelled(path)

    assert applied.method == "joined"
    count = joined_at(clips.frames(path), clips.frames(sink))
    assert count == 2 * RATE
    assert clips.packets(path, "0:v:0")[count:] == clips.packets(sink, "0:v:0")[count:]
    assert clips.faults(sink) == clips.faults(path)
    assert clips.probe(sink)["warnings"] == clips.probe(path)["warnings"]


def test_open_groups_of_hevc_are_not_joined_at() -> None:
    path = clip("hevc-open.mp4", *X265, "-x265-params", f"{OPEN}2", "-t", "3")

    sink, applied = labelled(path)

    assert applied.method == "re-encoded"
    assert "leading pictures" in applied.notices[-1].say()
    assert joined_at(clips.frames(path), clips.frames(sink)) == 3 * RATE


def test_matroska_keeps_tracks_chapters_attachments_and_descriptions() -> None:
    plain = clip("sound.mkv", *X264, "-g", "24", "-bf", "2", source=(*clips.PICTURE, *SOUND))
    text = clips.folder() / "about.txt"
    text.write_text(
        ';FFMETADATA1\ntitle=片名\nAIGC={"Label":"1"}\n'
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=3000\ntitle=one\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=3000\nEND=5000\ntitle=two\n"
    )
    captions = clips.folder() / "lines.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nhello\n")
    path = clips.folder() / "rich.mkv"
    clips.ffmpeg(
        *("-i", str(plain), "-i", str(text), "-i", str(captions), "-map", "0", "-map", "2"),
        *("-map_metadata", "1", "-c", "copy", "-attach", str(text)),
        *("-metadata:s:t", "mimetype=text/plain", "-metadata:s:a", "language=chi", str(path)),
    )

    sink, applied = labelled(path)

    assert (applied.method, applied.notices) == ("joined", ())
    old, new = clips.probe(path), clips.probe(sink)
    assert old["chapters"] == new["chapters"]
    kinds = [[one["codec_type"] for one in side["streams"]] for side in (old, new)]  # type: ignore[attr-defined]
    assert kinds[0] == kinds[1] == ["video", "audio", "subtitle", "attachment"]
    tags = [side["format"]["tags"] for side in (old, new)]  # type: ignore[index]
    assert {key: value for key, value in tags[0].items() if key != "ENCODER"}.items() <= tags[
        1
    ].items()
    assert new["streams"][1]["tags"]["language"] == "chi"  # type: ignore[index]
    for stream in ("0:a:0", "0:s:0"):
        assert clips.packets(path, stream) == clips.packets(sink, stream)


@pytest.mark.parametrize(
    ("name", "codec", "was", "becomes"),
    [
        ("old.mp4", ("-c:v", "mpeg4"), "mpeg4", "h264"),
        ("old.webm", ("-c:v", "libvpx"), "vp8", "vp9"),
        ("rgb.mp4", (*AV1, "-pix_fmt", "gbrp"), "av1", "hevc"),
    ],
)
def test_other_codecs_are_encoded_anew_and_said(
    name: str, codec: tuple[str, ...], was: str, becomes: str
) -> None:
    path = clip(name, *codec, "-t", "3")

    sink, applied = labelled(path)

    assert applied.method == "re-encoded"
    said = " ".join(notice.say() for notice in applied.notices)
    assert "encoded anew" in said
    assert f"became {becomes}" in said
    assert f"its codec {was} became" in said
    assert len(clips.frames(sink)) == len(clips.frames(path))
    assert clips.probe(sink)["streams"][0]["codec_name"] == becomes  # type: ignore[index]


def test_hdr_stays_hdr_in_old_and_new_frames() -> None:
    light = "master-display=G(8500,39850)B(6550,2300)R(35400,14600)WP(15635,16450)L(10000000,1)"
    colours = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    params = f"{CLOSED}:{colours}:{light}:max-cll=1000,400"
    path = clip("hdr.mp4", *X265, "-pix_fmt", "yuv420p10le", "-x265-params", params, "-t", "3")

    sink, applied = labelled(path)

    assert applied.method == "joined"
    seen = [Counter(clips.ffprobe(one, "-show_frames").splitlines()) for one in (path, sink)]
    assert [one["color_transfer=smpte2084"] for one in seen] == [72, 72]
    assert [one["max_luminance=10000000/10000"] for one in seen] == [72, 72]
    assert [one["max_content=1000"] for one in seen] == [72, 72]


def test_a_turned_video_is_labelled_as_it_is_shown() -> None:
    plain = clip("hevc.mp4", *VARIANTS["hevc.mp4"])
    path = clips.folder() / "turned.mp4"
    clips.ffmpeg("-i", str(plain), "-c", "copy", "-metadata:s:v", "rotate=90", str(path))

    sink, _ = labelled(path, VideoOptions(seconds=2, preset="ultrafast", crf=1, height=10))

    # FFmpeg turns it for us: upright, the label stands at the bottom right.
    shots = [shown(path), shown(sink)]
    wide, high = clips.HEIGHT, clips.WIDTH
    changed = [at for at, (old, new) in enumerate(zip(*shots, strict=True)) if abs(old - new) > 40]
    assert min(at // wide for at in changed) > high / 2
    assert max(at % wide for at in changed) > wide * 0.9
    assert max(at // wide for at in changed) - min(at // wide for at in changed) < high / 4


@pytest.mark.parametrize("pixels", ["yuv444p", "yuv422p", "yuv420p"])
def test_a_label_has_no_colour_however_colour_is_sampled(pixels: str) -> None:
    grey = ("-f", "lavfi", "-i", f"color=gray:size={clips.WIDTH}x{clips.HEIGHT}:rate=24")
    codec = (*X264, "-g", "24", "-pix_fmt", pixels, "-t", "3")
    path = clip(f"grey-{pixels}.mp4", *codec, source=grey)

    sink, _ = labelled(path)

    raw = sink.with_suffix(".yuv")
    out = ("-frames:v", "1", "-pix_fmt", "yuv444p", "-f", "rawvideo")
    clips.ffmpeg("-i", str(sink), *out, str(raw))
    size = clips.WIDTH * clips.HEIGHT
    planes = raw.read_bytes()
    assert max(planes[:size]) > 200  # the text is white
    assert all(abs(one - 128) < 8 for one in planes[size:])


def shown(path: Path) -> bytes:
    raw = path.with_suffix(".gray")
    out = ("-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo")
    clips.ffmpeg("-i", str(path), *out, str(raw))
    return raw.read_bytes()


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    path = clip("h264.mkv", *VARIANTS["h264.mkv"])
    said: list[float] = []

    label(str(path), str(tmp_path / "out.mkv"), SHORT, FAST, progress=said.append)

    assert said == sorted(said)
    assert said[-1] == 1.0
    assert len(said) > 20


@pytest.mark.parametrize("part", [0.05, 0.4, 0.9])
@pytest.mark.parametrize("name", ["vp9.mp4", "first.mp4", "h264.mkv", "fragments.mp4"])
def test_a_truncated_video_is_refused(name: str, part: float, tmp_path: Path) -> None:
    if name == "first.mp4":
        path = clip(name, *X264, "-g", "24", "-movflags", "faststart")
    else:
        path = clip(name, *VARIANTS[name])
    data = path.read_bytes()
    cut = tmp_path / f"cut-{name}"
    cut.write_bytes(data[: int(len(data) * part)])

    with pytest.raises((BrokenFile, Unsupported)):
        label(str(cut), str(tmp_path / name), SHORT, FAST)


def test_what_is_no_video_is_refused(tmp_path: Path) -> None:
    out = str(tmp_path / "out.mp4")
    text = tmp_path / "text.mp4"
    text.write_text("no video at all, only words")
    sound = clip("only-sound.mp4", "-c:a", "aac", source=SOUND)

    with pytest.raises(UnknownFormat):
        label(str(text), out, SHORT)
    with pytest.raises(Unsupported, match="heard, not drawn"):
        label(str(sound), out, SHORT)
    with pytest.raises(CannotRead):
        label(str(tmp_path), out, SHORT)


def test_a_label_that_cannot_fit_is_refused(tmp_path: Path) -> None:
    tiny = clip("tiny.mp4", *X264, "-vf", "scale=16:16", "-t", "1")

    with pytest.raises(NoRoom, match="fits"):
        label(str(tiny), str(tmp_path / "out.mp4"), SHORT)


@pytest.mark.parametrize(
    "wrong", [{"seconds": 1.9}, {"height": 4.9}, {"preset": "fastest"}, {"crf": 64}]
)
def test_options_below_the_standard_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        VideoOptions(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["hevc.mp4", "vp9.mp4", "av1.mp4", "h264.mkv"])
def test_damaged_frames_never_get_through(name: str, tmp_path: Path) -> None:
    """Frames overwritten here and there: our error, or a video that decodes to its end."""
    data = bytearray(clip(name, *VARIANTS[name]).read_bytes())
    for at in range(len(data) // 10, len(data) * 9 // 10, len(data) // 5):
        broken = tmp_path / f"broken-{name}"
        broken.write_bytes(data[:at] + b"\xff\0" * 20 + data[at + 40 :])
        try:
            label(str(broken), str(tmp_path / name), SHORT, FAST)
        except FileError:
            continue


def test_damaged_tables_never_get_through(tmp_path: Path) -> None:
    """Every byte of a moov box changed in turn (in steps): our error, or a sound file."""
    path = clip("short.mp4", *X264, "-g", "24", "-t", "1", "-movflags", "faststart")
    data = path.read_bytes()
    begin = data.index(b"moov")
    end = data.index(b"mdat")
    for at in range(begin, end, 37):
        broken = tmp_path / "broken.mp4"
        broken.write_bytes(data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :])
        try:
            label(str(broken), str(tmp_path / "out.mp4"), SHORT, FAST)
        except FileError:
            continue
