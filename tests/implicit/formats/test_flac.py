"""FLAC: the comment block grows into the padding; no other block and no frame changes."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import mutagen.flac
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.flac import Flac
from tests.builders import flac, mp3
from tests.builders.flac import APPLICATION, COMMENT, PADDING, PICTURE, SEEKTABLE
from tests.builders.labels import BARE, WRAPPED
from tests.sound_oracles import decoded, essence, labelled, needs, opened, run, tags, tone

TITLE = "TITLE=春天"
LABEL = f"AIGC={BARE}"
GROWTH = len(LABEL) + 4
SEEK = (SEEKTABLE, flac.SEEK_POINT)
COVER = (PICTURE, flac.picture())


def commented(*fields: str) -> tuple[int, bytes]:
    return COMMENT, flac.comments(*fields)


def padded(length: int) -> tuple[int, bytes]:
    return PADDING, bytes(length)


def test_a_field_is_found_at_its_place() -> None:
    data = flac.flac(SEEK, commented(TITLE, LABEL))
    (site,) = opened(data).read().sites
    assert (site.slot, site.prescribed, site.text) == ("flac.comment", True, BARE)
    assert data[site.offset : site.offset + site.length] == (
        struct.pack("<I", len(LABEL)) + LABEL.encode()
    )


@pytest.mark.parametrize("padding", [GROWTH, GROWTH + 1, 900])
def test_the_padding_gives_what_the_label_needs(padding: int) -> None:
    data = flac.flac(SEEK, commented(TITLE), COVER, padded(padding))
    result = labelled(data, BARE)
    assert len(result) == len(data)
    assert result == flac.flac(SEEK, commented(TITLE, LABEL), COVER, padded(padding - GROWTH))


def test_padding_before_the_comments() -> None:
    data = flac.flac(padded(900), commented(TITLE))
    assert labelled(data, BARE) == flac.flac(padded(900 - GROWTH), commented(TITLE, LABEL))


def test_without_enough_padding_the_file_grows() -> None:
    data = flac.flac(commented(TITLE), padded(GROWTH - 1))
    assert labelled(data, BARE) == flac.flac(commented(TITLE, LABEL), padded(GROWTH - 1))


def test_a_shorter_label_gives_to_the_padding() -> None:
    data = flac.flac(commented(TITLE, LABEL + " " * 30), padded(9))
    assert labelled(data, BARE) == flac.flac(commented(TITLE, LABEL), padded(39))


@pytest.mark.parametrize("rest", [(), (SEEK, padded(20))], ids=["alone", "others"])
def test_a_comment_block_where_there_is_none(rest: tuple[tuple[int, bytes], ...]) -> None:
    new = (COMMENT, flac.comments(LABEL, vendor="hegui"))
    assert labelled(flac.flac(*rest), BARE) == flac.flac(new, *rest)


def test_every_other_label_goes() -> None:
    chunk = b"riffAIGC" + struct.pack("<I", len(BARE)) + BARE.encode()
    data = flac.flac(
        (APPLICATION, chunk),
        commented("aigc={}", TITLE, f"NOTE={WRAPPED}"),
        commented(LABEL, "A=a"),
    )
    slots = [site.slot for site in opened(data).read().sites]
    assert slots == ["flac.comment", "flac.comment-text", "flac.comment", "flac.riff-chunk"]
    blank = b"riffJUNK" + struct.pack("<I", len(BARE)) + bytes(len(BARE))
    assert labelled(data, BARE) == flac.flac(
        (APPLICATION, blank), commented(LABEL, TITLE), commented("A=a")
    )


def test_tags_around_are_kept_and_cleaned() -> None:
    before, behind = mp3.tag(mp3.TITLE, mp3.user_text(BARE)), mp3.ID3V1
    result = labelled(before + flac.flac(commented(TITLE)) + behind, BARE)
    cleaned = mp3.tag(mp3.TITLE, padding=len(mp3.user_text(BARE)))
    assert result == cleaned + flac.flac(commented(TITLE, LABEL)) + behind


def test_essence_is_streaminfo_and_frames() -> None:
    plain = essence(flac.flac())
    assert {essence(build()) for build in flac.SAMPLES.values()} == {plain}
    assert list(opened(flac.flac()).essence()) == [(8, 42), (42, 42 + len(flac.FRAMES))]


def test_in_place_is_not_possible() -> None:
    assert Flac(Source.of_bytes(flac.flac())).plan_in_place(BARE) is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (flac.flac(commented(TITLE))[:60], "says"),
        (flac.flac()[:4] + b"\0" + flac.flac()[5:42], "needs 4 bytes"),
        (flac.flac()[:4] + b"\0" + flac.flac()[5:], "no metadata block says that it is the last"),
        (flac.flac((COMMENT, b"\xff\xff\xff\xff")), "vendor string"),
        (flac.flac(commented(TITLE), (COMMENT, b"")), "vendor string"),
    ],
    ids=["cut", "endless", "no-last", "lie", "second"],
)
def test_lengths_that_lie(data: bytes, reason: str) -> None:
    assert reason in opened(data).read().blind[0].reason
    with pytest.raises(BrokenFile, match=reason):
        labelled(data, BARE)


def test_a_file_that_begins_with_no_streaminfo() -> None:
    with pytest.raises(BrokenFile, match="no STREAMINFO"):
        opened(b"fLaC" + b"\x81\0\0\1\0")


def test_a_block_cannot_grow_beyond_16_mebibytes() -> None:
    data = flac.flac(commented("X=" + "x" * ((1 << 24) - 80)))
    with pytest.raises(BrokenFile, match="longer than the 16777215 bytes"):
        labelled(data, BARE)


def test_an_endless_list_of_blocks() -> None:
    assert "4096 metadata blocks" in opened(flac.flac(*[padded(0)] * 5000)).read().blind[0].reason
    with pytest.raises(CeilingExceeded, match="4096 metadata blocks"):
        labelled(flac.flac(*[padded(0)] * 5000), BARE)


def test_a_huge_file_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "huge.flac"
    path.write_bytes(flac.flac(commented(TITLE), COVER))
    with path.open("r+b") as file:
        file.truncate(10 * 1024**3)
    with open_source(str(path)) as source:
        container = Flac(source)
        assert container.read().sites == ()
        assert sum(edit.length for edit in container.plan(BARE)) < 1000
        assert source._total < 1024 * 1024


@needs("ffmpeg", "ffprobe", "flac", "metaflac")
@pytest.mark.parametrize("padding", [(), ("--no-padding",)], ids=["padded", "unpadded"])
def test_flac_itself_agrees(padding: tuple[str, ...], tmp_path: Path) -> None:
    wav, before, after = (tmp_path / name for name in ("a.wav", "before.flac", "after.flac"))
    tone(wav)
    title = ("-T", "TITLE=春天")
    run("flac", "-s", "--seekpoint=10x", *padding, *title, "-o", before, wav)
    data = before.read_bytes()
    after.write_bytes(labelled(data, BARE))
    run("flac", "-s", "-t", after)
    assert run("metaflac", "--show-tag=AIGC", after) == LABEL + "\n"
    assert tags(after) == tags(before) | {"AIGC": BARE}
    assert decoded(after) == decoded(before)
    assert essence(after.read_bytes()) == essence(data)
    assert mutagen.flac.FLAC(after)["AIGC"] == [BARE]
    assert mutagen.flac.FLAC(after).seektable == mutagen.flac.FLAC(before).seektable
    if not padding:
        assert len(after.read_bytes()) == len(data)
    # What metaflac itself makes of it, the essence does not see.
    retagged = tmp_path / "retagged.flac"
    shutil.copy(after, retagged)
    run("metaflac", "--remove-all", "--dont-use-padding", retagged)
    assert essence(retagged.read_bytes()) == essence(data)


@needs("ffmpeg")
def test_what_ffmpeg_writes_is_read(tmp_path: Path) -> None:
    data = tone(tmp_path / "a.flac", "-metadata", f"AIGC={BARE}")
    (site,) = opened(data).read().sites
    assert (site.text, site.prescribed) == (BARE, True)


@given(st.sampled_from(sorted(flac.SAMPLES)), st.integers(0, 1 << 16), st.binary(max_size=12))
def test_mutated_files_give_a_reading_or_an_error(name: str, at: int, data: bytes) -> None:
    whole = bytearray(flac.SAMPLES[name]())
    at %= len(whole)
    whole[at : at + len(data)] = data
    try:
        container = opened(bytes(whole))
        edits = container.plan(BARE)
    except FileError as error:
        assert error.path == "sound"  # noqa: PT017 - the error's own content is what is tested
        return
    result = apply_edits(bytes(whole), edits)
    again = type(container)(Source.of_bytes(result)).read()
    assert [site.text for site in again.sites] == [BARE]
