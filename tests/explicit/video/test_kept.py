"""What a film says of itself stays where the container is written anew; other films are told."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path

import mutagen.mp4
import pytest

from hegui.errors import NoRoom, ReadBackFailed, Unsupported
from hegui.explicit.contract import Applied
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.explicit.video import clips
from tests.explicit.video.clips import SOUND, X264, clip

SHORT = stock("zh", short=True)
FAST = VideoOptions(seconds=2, preset="ultrafast")
BOTH = (*clips.PICTURE, *SOUND)
FRAGMENTS = ("-movflags", "frag_keyframe+empty_moov")
TAGS = ("title", "artist", "comment", "date")
# What follows from the frames, the file's name and the muxer.
_OF_FRAMES = ("codec_private", "content_encoding", "num_index", "file_name", "muxing", "duration")


def labelled(path: Path) -> tuple[Path, Applied]:
    sink = path.with_name(f"labelled-{path.name}")
    return sink, label(str(path), str(sink), SHORT, FAST)


def mkvmerge(*arguments: str) -> str:
    done = subprocess.run(["mkvmerge", *arguments], check=False, capture_output=True, text=True)
    assert done.returncode <= 1, done.stdout  # 1: it warns
    return done.stdout


def identified(path: Path) -> list[str]:
    """What mkvmerge says of a file, line by line, but for what has to be another."""
    lines = mkvmerge("-J", str(path)).splitlines()
    said = [line.strip().rstrip(",") for line in lines]
    numbers = ('"num_entries"', '"default_duration"')
    kept = [one for one in said if not any(name in one for name in (*_OF_FRAMES, numbers[0]))]
    return kept + [one for one in said if one.startswith(numbers[1])]


def extracted(path: Path) -> list[bytes]:
    """The chapters, the tags and what is attached, as mkvextract takes them out."""
    to = [clips.folder() / name for name in ("chapters.out", "tags.out", "1.out", "2.out")]
    command = ["mkvextract", str(path), "chapters", str(to[0]), "tags", str(to[1])]
    command += ["attachments", f"1:{to[2]}", f"2:{to[3]}"]
    subprocess.run(command, check=True, capture_output=True)
    return [one.read_bytes() for one in to]


@cache
def cover() -> Path:
    picture = ("-f", "lavfi", "-i", "testsrc2=s=64x64")
    return clip("cover.jpg", "-frames:v", "1", source=picture)


@cache
def rich(codec: str) -> Path:
    """Languages as BCP 47 has them, flags, names, chapters in chapters, attachments, a cover."""
    plain = clip(f"plain-{codec}.mkv", "-c:v", codec, "-g", "24", "-t", "4", source=BOTH)
    captions, chapters = clips.folder() / "kept.srt", clips.folder() / "chapters.xml"
    captions.write_text("1\n00:00:01,000 --> 00:00:02,000\nhello\n")
    display = "<ChapterDisplay><ChapterString>章</ChapterString></ChapterDisplay>"
    inner = f"<ChapterAtom><ChapterTimeStart>00:00:01</ChapterTimeStart>{display}</ChapterAtom>"
    chapters.write_text(
        '<?xml version="1.0"?>\n'
        "<Chapters><EditionEntry><EditionUID>7</EditionUID><ChapterAtom><ChapterUID>9</ChapterUID>"
        f"<ChapterTimeStart>00:00:00</ChapterTimeStart>{display}{inner}</ChapterAtom>"
        "</EditionEntry></Chapters>"
    )
    path = clips.folder() / f"rich-{codec}.mkv"
    mkvmerge(
        *("-q", "-o", str(path), "--chapters", str(chapters), "--title", "片名"),
        *("--language", "0:zh-Hans", "--language", "1:zh-Hant-TW", "--track-name", "1:旁白"),
        *("--original-flag", "0", "--hearing-impaired-flag", "1", "--commentary-flag", "1"),
        *(str(plain), "--language", "0:yue", "--compression", "0:zlib"),
        *("--forced-display-flag", "0", str(captions)),
        *("--attachment-name", "cover.jpg", "--attach-file", str(cover())),
        *("--attachment-mime-type", "text/plain", "--attach-file", str(captions)),
    )
    return path


def test_matroska_says_of_itself_what_it_said_before() -> None:
    path = rich("libx264")

    sink, applied = labelled(path)

    assert (applied.method, applied.notices) == ("joined", ())
    assert identified(sink) == identified(path)
    told = json.loads(mkvmerge("-J", str(sink)))
    assert [one["properties"]["language_ietf"] for one in told["tracks"]] == [
        "zh-Hans",
        "zh-Hant-TW",
        "yue",
    ]
    assert set(clips.faults(sink)) <= {"ErrorDetectionType"}  # a checksum in the index
    assert extracted(sink) == extracted(path)
    for stream in ("0:a:0", "0:s:0"):
        assert clips.packets(path, stream) == clips.packets(sink, stream)


def test_matroska_keeps_it_when_all_frames_are_encoded_anew() -> None:
    path = rich("mpeg4")

    sink, applied = labelled(path)

    assert applied.method == "re-encoded"
    assert not [one for one in applied.notices if "lost" in one.say()]
    wanted = ("language", "flag_", "default_track", "forced", '"uid"', "track_name", "cover", "tag")
    old, new = (
        [one for one in identified(side) if any(name in one for name in wanted)]
        for side in (path, sink)
    )
    assert old == new


def test_webm_of_a_live_recording_gets_no_tags_of_the_muxer() -> None:
    codec = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "24")
    path = clip("live.webm", *codec, "-live", "1", "-metadata:s:v", "language=chi")

    sink, applied = labelled(path)

    assert (applied.method, applied.notices) == ("joined", ())
    assert '"language": "chi"' in identified(sink)
    assert clips.ffprobe(sink, "-show_entries", "stream_tags") == clips.ffprobe(
        path, "-show_entries", "stream_tags"
    )


@pytest.mark.parametrize("suffix", ["mp4", "mov"])
def test_tags_of_a_fragmented_file_stay_where_they_are(suffix: str) -> None:
    said = [word for name in TAGS for word in ("-metadata", f"{name}=它的{name}")]
    path = clip(f"said.{suffix}", *X264, "-g", "24", *FRAGMENTS, *said, source=BOTH)

    sink, applied = labelled(path)

    assert applied.method == "joined"
    assert [one.say() for one in applied.notices] == [
        "the container was written anew: the file is fragmented (moof)",
        "the new file is no longer fragmented",
    ]
    old, new = path.read_bytes(), sink.read_bytes()
    at = old.index(b"udta") - 4
    assert old[at : at + int.from_bytes(old[at : at + 4], "big")] in new
    tags = [clips.probe(side)["format"]["tags"] for side in (path, sink)]  # type: ignore[index]
    assert set(TAGS) <= tags[0].keys()
    for one in tags:
        del one["compatible_brands"], one["minor_version"], one["major_brand"]
    assert tags[0] == tags[1]
    assert b"moof" not in new
    assert new.index(b"moov") < new.index(b"mdat")


def test_what_a_fragmented_file_cannot_keep_is_said() -> None:
    path = clip("boxes.mp4", *X264, "-g", "24", *FRAGMENTS)
    path.write_bytes(path.read_bytes() + (24).to_bytes(4, "big") + b"uuid" + bytes(16))

    _, applied = labelled(path)

    assert "boxes were lost: uuid" in [one.say() for one in applied.notices]


def test_a_cover_is_no_second_film_and_stays() -> None:
    path = clip("covered.mp4", "-c:v", "mpeg4", "-t", "3")
    with_cover = mutagen.mp4.MP4(str(path))
    with_cover["covr"] = [mutagen.mp4.MP4Cover(cover().read_bytes())]
    with_cover["\xa9nam"] = ["片名"]
    with_cover.save()

    sink, applied = labelled(path)

    assert applied.method == "re-encoded"
    assert not [one for one in applied.notices if "lost" in one.say() or "tracks" in one.say()]
    assert mutagen.mp4.MP4(str(sink)).tags == with_cover.tags


def test_two_films_in_one_file_are_refused_by_the_file_s_own_name(tmp_path: Path) -> None:
    one = clip("plain-libx264.mkv", "-c:v", "libx264", "-g", "24", "-t", "4", source=BOTH)
    two = tmp_path / "two.mkv"
    mkvmerge("-q", "-o", str(two), str(one), str(one))

    with pytest.raises(Unsupported, match="2 video tracks") as refused:
        label(str(two), str(tmp_path / "out.mkv"), SHORT, FAST)
    assert refused.value.path == str(two)


def test_what_is_wrong_with_the_new_file_is_told_of_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that turns what was written into zeros."""
    from hegui.explicit.video import video

    def zeros(path: str, *_: object) -> None:
        with open(path, "r+b") as file:
            file.write(bytes(4096))

    path = clip("plain-libx264.mkv", "-c:v", "libx264", "-g", "24", "-t", "4", source=BOTH)
    for way in ("remux", "reencode"):
        real = getattr(video, way)

        def spoiled(*given: object, _real: object = real) -> object:
            done = _real(*given)  # type: ignore[operator]
            zeros(str(given[1]))
            return done

        monkeypatch.setattr(video, way, spoiled)

    with pytest.raises(ReadBackFailed, match="does not read back") as failed:
        label(str(path), str(tmp_path / "out.mkv"), SHORT, FAST)
    assert failed.value.path == str(path)


@pytest.mark.parametrize(("suffix", "title"), [("avi", "AVI"), ("flv", "FLV")])
def test_films_that_are_not_drawn_on_name_the_way_out(
    suffix: str, title: str, tmp_path: Path
) -> None:
    path = clip(f"other.{suffix}", "-t", "1")

    with pytest.raises(NoRoom, match=f"no label on {title} films: convert it to MP4") as refused:
        label(str(path), str(tmp_path / f"out.{suffix}"), SHORT, FAST)
    assert "--because present" in refused.value.reason
    assert not (tmp_path / f"out.{suffix}").exists()
