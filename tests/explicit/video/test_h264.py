"""H.264 in MP4 and QuickTime: the label's groups encoded anew, everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.explicit.contract import Applied
from hegui.explicit.pictures.placement import Position
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.explicit.video import clips
from tests.explicit.video.clips import RATE, SOUND, X264, clip, joined_at

SHORT = stock("zh", short=True)
FAST = VideoOptions(seconds=2, preset="ultrafast")
GROUP = ("-g", str(RATE), "-bf", "2")

VARIANTS = {
    "plain.mp4": (*X264, *GROUP),
    "pyramid.mp4": (*X264, "-g", "24", "-bf", "3", "-x264-params", "b-pyramid=normal:ref=4"),
    "baseline.mp4": (*X264, "-profile:v", "baseline", "-g", "24"),
    "ten-bit.mp4": (*X264, *GROUP, "-pix_fmt", "yuv420p10le"),
    "422.mp4": (*X264, *GROUP, "-pix_fmt", "yuv422p"),
    "444.mp4": (*X264, *GROUP, "-pix_fmt", "yuv444p"),
    "full-range.mov": (*X264, *GROUP, "-pix_fmt", "yuvj420p", "-vf", "setsar=4/3"),
    "intra.mp4": (*X264, "-g", "1"),
    "interlaced.mp4": (*X264, *GROUP, "-flags", "+ildct+ilme", "-x264-params", "tff=1"),
    "negative.mp4": (*X264, *GROUP, "-movflags", "negative_cts_offsets"),
    "first.mp4": (*X264, *GROUP, "-movflags", "faststart"),
    "odd.mp4": (*X264, *GROUP, "-pix_fmt", "yuv444p", "-vf", "scale=171:131"),
    "changing-rate.mp4": (
        *(*X264, "-g", "12", "-bf", "2"),
        *("-vf", "select='lt(mod(n,5),3)'", "-fps_mode", "vfr"),
    ),
    "ids.mp4": (*X264, *GROUP, "-x264-params", "sps-id=0"),
}


def labelled(path: Path, options: VideoOptions = FAST) -> tuple[Path, Applied]:
    sink = path.with_name(f"labelled-{path.name}")
    return sink, label(str(path), str(sink), SHORT, options)


@pytest.mark.parametrize("name", VARIANTS)
def test_everything_after_the_labelled_groups_is_as_it_was(name: str) -> None:
    path = clip(name, *VARIANTS[name])

    sink, applied = labelled(path)

    before = clips.frames(path)
    count = joined_at(before, clips.frames(sink))
    assert applied.method == "joined"
    assert applied.seconds is not None
    assert applied.seconds >= 2
    assert count * 2 <= len(before) + 4  # the label's two seconds of five, and no more
    assert clips.packets(path, "0:v:0")[count:] == clips.packets(sink, "0:v:0")[count:]
    assert clips.faults(sink) == clips.faults(path)
    old, new = clips.probe(path), clips.probe(sink)
    for one in (*old["streams"], *new["streams"], old["format"], new["format"]):  # type: ignore[misc]
        # The last three are ffprobe's guess from the first frames, and "encoder" of one's own.
        for changes in (
            "bit_rate",
            "size",
            "filename",
            "extradata_size",
            "has_b_frames",
            "refs",
            "tags",
        ):
            one.pop(changes, None)
    assert old == new


def test_open_groups_are_not_joined_at() -> None:
    open_gop = "open-gop=1:keyint=24:min-keyint=24:scenecut=0"
    path = clip("open.mp4", *X264, "-bf", "2", "-x264-params", open_gop)

    sink, applied = labelled(path)

    assert applied.method == "re-encoded"
    assert "IDR" in applied.notices[-1].say()
    assert joined_at(clips.frames(path), clips.frames(sink)) == len(clips.frames(path))


def test_other_tracks_and_descriptions_stay_byte_for_byte() -> None:
    plain = clip("sound.mp4", *X264, *GROUP, "-c:a", "aac", source=(*clips.PICTURE, *SOUND))
    text = clips.folder() / "chapters.txt"
    text.write_text(
        ';FFMETADATA1\ntitle=片名\nAIGC={"Label":"1"}\n'
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=3000\ntitle=one\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=3000\nEND=6000\ntitle=two\n"
    )
    captions = clips.folder() / "captions.srt"
    captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nhello\n")
    path = clips.folder() / "rich.mp4"
    clips.ffmpeg(
        *("-i", str(plain), "-i", str(text), "-i", str(captions), "-map", "0", "-map", "2"),
        *("-map_metadata", "1", "-c", "copy", "-c:s", "mov_text"),
        *("-movflags", "use_metadata_tags", str(path)),
    )

    sink, applied = labelled(path)

    assert applied.method == "joined"
    old, new = clips.probe(path), clips.probe(sink)
    assert old["warnings"] == new["warnings"]
    assert old["chapters"] == new["chapters"]
    assert len(old["chapters"]) == 2  # type: ignore[arg-type]
    assert old["format"]["tags"] == new["format"]["tags"]  # type: ignore[index]
    assert "AIGC" in old["format"]["tags"]  # type: ignore[index]
    for stream in ("0:a:0", "0:s:0"):
        assert clips.packets(path, stream) == clips.packets(sink, stream)
    udta = path.read_bytes()[path.read_bytes().rindex(b"udta") :]
    assert sink.read_bytes().endswith(udta)


@pytest.mark.parametrize("cut", ["0.7", "1.2"])
def test_an_edit_list_that_skips_the_start_is_heeded(cut: str) -> None:
    plain = clip("plain.mp4", *VARIANTS["plain.mp4"])
    path = clips.folder() / f"cut-{cut}.mp4"
    clips.ffmpeg("-ss", cut, "-i", str(plain), "-c", "copy", str(path))

    sink, applied = labelled(path)

    old, new = clips.frames(path), clips.frames(sink)
    assert joined_at(old, new) >= 2 * RATE
    assert applied.method == "joined"


def test_a_closing_mark_is_joined_at_both_ends() -> None:
    path = clip("plain.mp4", *VARIANTS["plain.mp4"])

    sink, applied = labelled(path, VideoOptions(seconds=2, preset="ultrafast", closing=True))

    same = [a == b for a, b in zip(clips.frames(path), clips.frames(sink), strict=True)]
    assert same == [False] * 48 + [True] * 24 + [False] * 48
    assert applied.method == "joined"


def test_a_continuous_mark_stands_on_every_frame() -> None:
    path = clip("plain.mp4", *VARIANTS["plain.mp4"])

    sink, applied = labelled(path, VideoOptions(preset="ultrafast", continuous=True))

    assert joined_at(clips.frames(path), clips.frames(sink)) == 120
    assert (applied.method, applied.seconds) == ("re-encoded", 5)


def test_a_video_shorter_than_the_label_bears_it_throughout() -> None:
    path = clip("short.mp4", *X264, "-t", "1")

    sink, applied = labelled(path)

    assert joined_at(clips.frames(path), clips.frames(sink)) == RATE
    assert applied.seconds == 1
    assert "less than" in applied.notices[0].say()


@pytest.mark.parametrize("place", list(Position))
def test_only_the_labels_place_changes_beyond_what_encoding_changes(place: Position) -> None:
    path = clip("plain.mp4", *VARIANTS["plain.mp4"])
    best = VideoOptions(place=place, seconds=2, preset="ultrafast", crf=1)

    sink, _ = labelled(path, best)

    old, new = picture(path), picture(sink)
    changed = [
        (x, y)
        for y in range(clips.HEIGHT)
        for x in range(clips.WIDTH)
        if abs(old[y * clips.WIDTH + x] - new[y * clips.WIDTH + x]) > 40
    ]
    assert changed
    mean_x = sum(x for x, _ in changed) / len(changed) / clips.WIDTH
    mean_y = sum(y for _, y in changed) / len(changed) / clips.HEIGHT
    words = place.value.split()
    sides = {"left": mean_x < 0.4, "right": mean_x > 0.6, "top": mean_y < 0.4}
    sides["bottom"] = mean_y > 0.6
    assert all(sides[word] for word in words)
    assert not any(holds for word, holds in sides.items() if word not in words)


def picture(path: Path) -> bytes:
    """The luma of the first frame."""
    out = ("-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo")
    raw = path.with_suffix(".gray")
    clips.ffmpeg("-i", str(path), *out, str(raw))
    return raw.read_bytes()
