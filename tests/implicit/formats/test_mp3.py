"""MP3: told from what else begins with ID3, labelled before the sound, tags around it kept."""

from __future__ import annotations

import io
from pathlib import Path

import mutagen.apev2
import mutagen.id3
import mutagen.mp3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, FileError, UnknownFormat
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.mp3 import Mp3
from hegui.implicit.structures import id3
from hegui.structures.mpeg_audio import begins_mpeg, first_frame, frame_length
from tests.builders import aac, flac, mp3
from tests.builders.labels import BARE, WRAPPED
from tests.sound_oracles import decoded, essence, labelled, needs, opened, run, tags, tone

APE = mp3.ape(("Title", "A title"), ("AIGC", BARE))


def slots(data: bytes) -> list[str]:
    return [site.slot for site in opened(data).read().sites]


class TestKind:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (mp3.SOUND, "mp3"),
            (mp3.tag(mp3.TITLE) + mp3.SOUND, "mp3"),
            (mp3.tag(mp3.TITLE, padding=9000) + mp3.SOUND, "mp3"),
            (mp3.tag(mp3.TITLE) * 2 + mp3.SOUND, "mp3"),
            (mp3.tag(mp3.TITLE) + bytes(900) + mp3.SOUND, "mp3"),
            (mp3.tag(mp3.TITLE), "mp3"),
            (mp3.tag(mp3.TITLE, padding=9000) + aac.SOUND, "aac"),
            (mp3.tag(mp3.TITLE, padding=9000) + flac.flac(), "flac"),
        ],
    )
    def test_what_follows_the_tag_decides(self, data: bytes, kind: str) -> None:
        assert opened(data).kind.id == kind

    @pytest.mark.parametrize(
        "data",
        [
            mp3.tag(mp3.TITLE) + b"TTA1" + b"?" * 5000,
            b"\xff\xfb\x90\x00" + b"x" * 6000,
            b"\xff\xfe" + "UTF-16 text \0".encode("utf-16-le") * 200,
        ],
        ids=["another-sound", "one-head", "text"],
    )
    def test_what_is_no_sound_is_none(self, data: bytes) -> None:
        with pytest.raises(UnknownFormat):
            opened(data)

    def test_text_that_begins_with_id3_is_text(self) -> None:
        assert opened(b"# a\n\nID3", "a.md").kind.id == "markdown"
        assert opened(b"ID3 is a kind of tag.\n", "a.md").kind.id == "markdown"

    @pytest.mark.parametrize(
        ("head", "length"),
        [
            ("fffb90c4", 417),
            ("fffb92c4", 418),
            ("fffd90c4", 522),
            ("fff390c4", 261),
            ("ffe390c4", 522),
            ("fffb00c4", -1),
            ("fffbf0c4", 0),
            ("fffb9cc4", 0),
            ("fff990c4", 0),
            ("ffeb90c4", 0),
            ("ffff90c4", 312),
        ],
    )
    def test_frame_lengths(self, head: str, length: int) -> None:
        assert frame_length(bytes.fromhex(head)) == length

    def test_free_format(self) -> None:
        frame = b"\xff\xfb\x00\xc0" + bytes(196)
        assert begins_mpeg(frame * 4)
        assert not begins_mpeg(frame + b"\xff\xfb\x00\xc0" + bytes(96) + frame)
        assert not begins_mpeg(frame)

    def test_sound_is_found_behind_garbage(self) -> None:
        source = Source.of_bytes(b"\xff\xfb\x90junk\xff" + mp3.SOUND)
        assert first_frame(source, 0, source.size) == 8
        assert first_frame(source, 9, 12) == -1


class TestTags:
    def test_a_file_without_a_tag_gets_one_of_version_2_4(self) -> None:
        assert labelled(mp3.SOUND, BARE) == id3.new_tag(BARE) + mp3.SOUND

    def test_the_label_goes_into_the_first_of_several_tags(self) -> None:
        second = mp3.tag(mp3.TITLE, mp3.user_text(BARE), padding=3)
        result = labelled(mp3.tag(mp3.TITLE) + second + mp3.SOUND, BARE)
        emptied = mp3.tag(mp3.TITLE, padding=3 + len(mp3.user_text(BARE)))
        first = mp3.tag(mp3.TITLE, mp3.user_text(BARE), padding=10)
        assert result == first + emptied + mp3.SOUND

    def test_a_tag_at_the_end_is_read_and_cleaned(self) -> None:
        end = mp3.tag(mp3.TITLE, mp3.user_text(BARE), flags=0x10)
        data = mp3.tag(mp3.TITLE) + mp3.SOUND + end + mp3.ID3V1
        assert slots(data) == ["mp3.id3v2-txxx"]
        result = labelled(data, BARE)
        cleaned = mp3.tag(mp3.TITLE, flags=0x10)
        assert result.endswith(mp3.SOUND + cleaned + mp3.ID3V1)

    @pytest.mark.parametrize("header", [False, True])
    def test_a_label_in_an_ape_tag_goes(self, header: bool) -> None:
        data = mp3.SOUND + mp3.ape(("aigc", BARE), ("Title", "t"), header=header) + mp3.ID3V1
        assert slots(data) == ["mp3.ape"]
        rest = mp3.ape(("Title", "t"), header=header)
        assert labelled(data, BARE) == id3.new_tag(BARE) + mp3.SOUND + rest + mp3.ID3V1

    def test_an_ape_tag_of_nothing_else_goes_itself(self) -> None:
        data = mp3.SOUND + mp3.ape(("AIGC", BARE), ("Comment", WRAPPED)) + mp3.ID3V1
        assert slots(data) == ["mp3.ape"] * 2
        assert labelled(data, BARE) == id3.new_tag(BARE) + mp3.SOUND + mp3.ID3V1

    def test_the_site_in_an_ape_tag(self) -> None:
        data = mp3.SOUND + APE
        (site,) = opened(data).read().sites
        assert data[site.offset : site.offset + site.length].endswith(b"AIGC\0" + BARE.encode())

    def test_what_mutagen_writes_and_reads_as_ape(self) -> None:
        file = io.BytesIO(mp3.SOUND)
        tag = mutagen.apev2.APEv2()
        tag["Title"], tag["AIGC"], tag["Artist"] = "a title", BARE, "who"
        tag.save(file)
        result = labelled(file.getvalue(), BARE)
        after = mutagen.apev2.APEv2(io.BytesIO(result))
        assert dict(after) == {"Title": "a title", "Artist": "who"}

    @pytest.mark.parametrize("cut", [1, 40, 200])
    def test_an_ape_tag_that_lies(self, cut: int) -> None:
        broken = APE[-32:]
        data = mp3.SOUND + APE[: len(APE) - 32 - cut] + broken
        seen = opened(data).read()
        assert any("APE" in blind.reason for blind in seen.blind)

    def test_an_ape_tag_that_reaches_before_the_sound_is_no_sound(self) -> None:
        size = len(mp3.SOUND) + 100
        data = mp3.SOUND + APE[-32:-20] + size.to_bytes(4, "little") + APE[-16:]
        result = labelled(data, BARE)  # now the size says that it begins within the ID3v2 tag
        assert essence(result) == essence(data) == essence(mp3.SOUND)
        assert any("APE" in blind.reason for blind in opened(result).read().blind)

    def test_an_ape_tag_that_lies_is_not_written_over(self) -> None:
        whole = bytearray(mp3.SOUND + APE)
        whole[-16] += 1  # one item more than there is
        with pytest.raises(BrokenFile, match="APE item"):
            labelled(bytes(whole), BARE)

    def test_everything_at_once(self) -> None:
        lyrics = b"LYRICSBEGININD0000200LYR00005hello000034LYRICS200"
        plus = b"TAG+" + bytes(223)
        end = mp3.tag(mp3.TITLE, flags=0x10) + mp3.ape(("T", "t")) + lyrics + plus + mp3.ID3V1
        data = mp3.tag(mp3.TITLE) + mp3.SOUND + end
        new = mp3.tag(mp3.TITLE, mp3.user_text(BARE), padding=10)
        assert labelled(data, BARE) == new + mp3.SOUND + end
        assert list(Mp3(Source.of_bytes(data)).essence()) == [
            (len(mp3.tag(mp3.TITLE)), len(data) - len(end))
        ]


def test_essence_is_the_sound_alone() -> None:
    plain = essence(mp3.SOUND)
    assert {essence(build()) for name, build in mp3.SAMPLES.items()} == {plain}
    assert essence(mp3.SOUND[:-1] + b"\1") != plain


def test_in_place_is_not_possible() -> None:
    assert Mp3(Source.of_bytes(mp3.SOUND)).plan_in_place(BARE) is None


def test_a_huge_file_costs_little(tmp_path: Path) -> None:
    path = tmp_path / "huge.mp3"
    path.write_bytes(mp3.tag(mp3.TITLE) + mp3.SOUND)
    with path.open("r+b") as file:
        file.truncate(10 * 1024**3)
    with open_source(str(path)) as source:
        container = Mp3(source)
        assert container.read().sites == ()
        assert sum(edit.length for edit in container.plan(BARE)) < 1000
        assert source._total < 1024 * 1024


@needs("ffmpeg", "ffprobe")
@pytest.mark.parametrize(
    "options",
    [
        ("-id3v2_version", "3", "-metadata", "title=春天", "-write_id3v1", "1"),
        ("-id3v2_version", "4", "-metadata", "title=春天", "-write_apetag", "1"),
        ("-id3v2_version", "0", "-write_xing", "0"),
        ("-c:a", "mp2", "-f", "mp2"),
    ],
    ids=["2.3", "2.4", "untagged", "mp2"],
)
def test_ffmpeg_plays_the_same_and_reads_the_label(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    before, after = tmp_path / "before.mp3", tmp_path / "after.mp3"
    data = tone(before, *options)
    after.write_bytes(labelled(data, BARE))
    old, new = tags(before), tags(after)
    assert new == old | {"AIGC": BARE}
    assert decoded(after) == decoded(before)
    assert essence(after.read_bytes()) == essence(data)
    assert mutagen.id3.ID3(after)["TXXX:AIGC"].text == [BARE]
    length = mutagen.mp3.MP3(after).info.length
    assert length == mutagen.mp3.MP3(before).info.length


@needs("ffmpeg")
@pytest.mark.parametrize("version", ["3", "4"])
def test_what_ffmpeg_writes_is_read(version: str, tmp_path: Path) -> None:
    data = tone(tmp_path / "a.mp3", "-id3v2_version", version, "-metadata", f"AIGC={BARE}")
    (site,) = opened(data).read().sites
    assert (site.text.rstrip("\0"), site.prescribed) == (BARE, True)


@needs("ffmpeg", "mediainfo")
def test_mediainfo_reads_the_label(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(labelled(tone(path), BARE))
    assert "4f7c1f9e-a01" in run("mediainfo", path)


@needs("ffmpeg")
def test_another_program_retags_and_the_essence_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    before = essence(tone(path, "-write_id3v1", "1"))
    tag = mutagen.id3.ID3(path)
    tag.add(mutagen.id3.TIT2(encoding=3, text=["another title" * 400]))
    tag.save(path, v1=0)
    assert essence(path.read_bytes()) == before


@given(st.sampled_from(sorted(mp3.SAMPLES)), st.integers(0, 1 << 16), st.binary(max_size=12))
def test_mutated_files_give_a_reading_or_an_error(name: str, at: int, data: bytes) -> None:
    whole = bytearray(mp3.SAMPLES[name]())
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
