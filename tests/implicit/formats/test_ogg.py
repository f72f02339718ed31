"""Ogg: the comment packet laid out anew, in chained and multiplexed files, nothing else touched."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.ogg import Ogg
from hegui.structures.ogg_pages import pages
from tests.builders import ogg
from tests.builders.labels import BARE, WRAPPED
from tests.sound_oracles import decoded, essence, labelled, needs, opened, run, tags, tone

LABEL = f"AIGC={BARE}"


def joined(parts: list[bytes]) -> bytes:
    return b"".join(parts)


def check_pages(data: bytes) -> None:
    """Every page's checksum is right, and every stream's pages are numbered without a gap."""
    at, numbers = 0, dict[int, int]()
    for page in pages(Source.of_bytes(data), 0, len(data)):
        assert page.offset == at
        block = data[page.offset : page.end]
        assert ogg.checksum(block[:22] + bytes(4) + block[26:]) == page.checksum
        expected = 0 if page.flags & 2 else numbers[page.serial] + 1
        assert page.number == expected
        numbers[page.serial] = page.number
        at = page.end
    assert at == len(data)


class TestKind:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (joined(ogg.vorbis()), "ogg"),
            (joined(ogg.in_ogg()), "ogg"),
            (joined(ogg.multiplexed()), "ogg"),
            (joined(ogg.opus()), "opus"),
            (joined(ogg.speex()), "speex"),
        ],
    )
    def test_the_streams_decide(self, data: bytes, kind: str) -> None:
        assert opened(data).kind.id == kind

    def test_streams_without_comments_are_refused(self) -> None:
        data = joined(ogg.stream(b"BBCD some film", b"more"))
        assert opened(data).read().blind[0].reason.startswith("the Ogg file has no stream")
        with pytest.raises(NoSlot):
            labelled(data, BARE)


class TestReading:
    def test_a_field_is_found_at_its_place(self) -> None:
        data = joined(ogg.opus("TITLE=a", LABEL))
        (site,) = opened(data).read().sites
        assert (site.slot, site.prescribed, site.text) == ("opus.comment", True, BARE)
        assert data[site.offset : site.offset + site.length] == (
            struct.pack("<I", len(LABEL)) + LABEL.encode()
        )

    def test_a_packet_on_many_pages(self) -> None:
        data = joined(ogg.vorbis("TITLE=" + "a" * 900, LABEL, most=1))
        (site,) = opened(data).read().sites
        assert site.text == BARE
        assert data.startswith(b"OggS", site.offset)

    def test_every_stream_and_every_link(self) -> None:
        chained = ogg.multiplexed(LABEL) + ogg.vorbis(f"NOTE={WRAPPED}", serial=9)
        slots = [(site.slot, site.prescribed) for site in opened(joined(chained)).read().sites]
        assert slots == [("ogg.comment", False), ("ogg.comment-text", False)]

    @pytest.mark.parametrize("megabytes", [1, 12])
    def test_chained_streams_of_any_size(self, megabytes: int) -> None:
        # The larger ones are found by bisection.
        parts = []
        for serial in (5, 6, 7):
            link = ogg.vorbis(LABEL, serial=serial)
            body = b"x" * 255 * 254 + b"y"
            lacing = b"\xff" * 254 + b"\1"
            sound = [
                ogg.page(body, lacing, serial=serial, number=2 + index, granule=index)
                for index in range(megabytes * 16 // 3)
            ]
            last = ogg.page(b"z", b"\1", serial=serial, number=2 + len(sound), flags=4)
            parts += [*link[:2], *sound, last]
        data = joined(parts)
        sites = opened(data).read().sites
        assert [site.text for site in sites] == [BARE] * 3
        result = labelled(data, BARE)
        assert [site.prescribed for site in opened(result).read().sites] == [True]
        check_pages(result)
        assert essence(result) == essence(data)

    def test_a_huge_file_costs_little(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.ogg"
        first, *_, last = ogg.vorbis("TITLE=a", serial=7)[:2], ogg.vorbis(serial=7)[-1]
        path.write_bytes(joined(first))
        with path.open("r+b") as file:
            file.seek(10 * 1024**3)
            file.write(last)
        with open_source(str(path)) as source:
            container = Ogg(source)
            assert container.read().sites == ()
            assert len(container.plan(BARE)) == 1
            assert source._total < 1024 * 1024


class TestWriting:
    def test_the_label_fits_on_the_page(self) -> None:
        before = ogg.vorbis("TITLE=a")
        result = labelled(joined(before), BARE)
        assert result == joined(ogg.vorbis("TITLE=a", LABEL))
        check_pages(result)

    @pytest.mark.parametrize("build", [ogg.vorbis, ogg.opus, ogg.speex, ogg.in_ogg])
    def test_every_mapping(self, build: object) -> None:
        assert callable(build)
        data = joined(build("TITLE=a", f"aigc={WRAPPED}", f"NOTE={WRAPPED}", "B=b"))
        assert labelled(data, BARE) == joined(build("TITLE=a", LABEL, "B=b"))

    @pytest.mark.parametrize("most", [1, 2, 3, 7])
    def test_as_many_pages_as_before(self, most: int) -> None:
        data = joined(ogg.vorbis("TITLE=" + "a" * 600, most=most))
        result = labelled(data, BARE)
        check_pages(result)
        assert result.count(b"OggS") == data.count(b"OggS")
        assert essence(result) == essence(data)
        assert result.endswith(joined(ogg.vorbis("TITLE=a")[-2:])[-200:]) or most < 7

    def test_a_full_page_needs_another_and_the_rest_new_numbers(self) -> None:
        data = joined(ogg.opus(ogg.FULL))
        result = labelled(data, BARE)
        assert result == joined(ogg.opus(ogg.FULL, LABEL))
        check_pages(result)
        assert essence(result) == essence(data)

    def test_only_the_own_stream_gets_new_numbers(self) -> None:
        data = joined(ogg.multiplexed(ogg.FULL))
        film = [page for page in ogg.multiplexed(ogg.FULL) if page[14:18] == b"\1\0\0\0"]
        result = labelled(data, BARE)
        check_pages(result)
        assert len(film) > 3
        for page in (film[0], *film[2:]):
            assert page in result
        sound = ogg.multiplexed(f"AIGC={WRAPPED}")
        assert labelled(joined(sound), BARE).count(b"OggS") == len(sound)

    def test_fewer_segments_than_pages(self) -> None:
        data = joined(ogg.opus(LABEL + " " * 900, most=1))
        result = labelled(data, BARE)
        check_pages(result)
        assert result.count(b"OggS") < data.count(b"OggS")
        assert essence(result) == essence(data)

    @pytest.mark.parametrize("size", [512, 2000])
    def test_padding_gives_what_the_label_needs(self, size: int) -> None:
        data = joined(ogg.opus("TITLE=a", behind=bytes(size)))
        result = labelled(data, BARE)
        assert len(result) == len(data)
        assert result == joined(ogg.opus("TITLE=a", LABEL, behind=bytes(size - len(LABEL) - 4)))

    def test_what_opus_keeps_behind_its_comments(self) -> None:
        data = joined(ogg.opus("TITLE=a", behind=b"\1binary\0\0"))
        assert labelled(data, BARE) == joined(ogg.opus("TITLE=a", LABEL, behind=b"\1binary\0\0"))

    def test_padding_behind_the_framing_bit(self) -> None:
        data = joined(ogg.vorbis("TITLE=a", padding=700))
        result = labelled(data, BARE)
        assert result == joined(ogg.vorbis("TITLE=a", LABEL, padding=700 - len(LABEL) - 4))

    def test_the_first_stream_of_the_first_link_takes_the_label(self) -> None:
        data = joined(ogg.vorbis("A=a", serial=1) + ogg.vorbis(LABEL, "B=b", serial=2))
        assert labelled(data, BARE) == joined(
            ogg.vorbis("A=a", LABEL, serial=1) + ogg.vorbis("B=b", serial=2)
        )

    def test_bytes_between_pages_stay(self) -> None:
        first, second, *rest = ogg.opus(ogg.FULL)
        data = joined([first, second, b"junk", *rest])
        result = labelled(data, BARE)
        expected = ogg.opus(ogg.FULL, LABEL)
        assert result == joined([*expected[:3], b"junk", *expected[3:]])

    def test_too_many_pages_for_new_numbers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("hegui.implicit.formats.ogg._MOST_RENUMBERED", 2)
        with pytest.raises(CeilingExceeded, match="more than 2 pages new numbers"):
            labelled(joined(ogg.opus(ogg.FULL)), BARE)

    def test_in_place_is_not_possible(self) -> None:
        assert Ogg(Source.of_bytes(joined(ogg.vorbis()))).plan_in_place(BARE) is None


class TestEssence:
    def test_neither_comments_nor_pages_matter(self) -> None:
        same = [
            ogg.vorbis(),
            ogg.vorbis("A=a", LABEL),
            ogg.vorbis(most=1),
            ogg.vorbis(serial=99),
            ogg.vorbis(ogg.FULL),
            ogg.vorbis(padding=900),
        ]
        assert len({essence(joined(parts)) for parts in same}) == 1

    def test_further_blocks_of_flac_do_not_matter(self) -> None:
        assert essence(joined(ogg.in_ogg())) == essence(joined(ogg.in_ogg("A=" + "a" * 900)))

    def test_sound_its_packets_and_its_end_do(self) -> None:
        usual = ogg.stream(ogg.OPUS, b"OpusTags", data=(b"abcd", b"ef", b"g"))
        other = (
            ogg.stream(ogg.OPUS, b"OpusTags", data=(b"abcd", b"ef", b"h")),
            ogg.stream(ogg.OPUS, b"OpusTags", data=(b"abc", b"def", b"g")),
            ogg.stream(ogg.OPUS, b"OpusTags", data=(b"abcd", b"ef", b"g"), granules=(1, 2, 3)),
        )
        assert essence(joined(usual)) not in {essence(joined(parts)) for parts in other}


class TestLies:
    @pytest.mark.parametrize(
        ("parts", "reason"),
        [
            (ogg.opus("A=a")[:1], "no complete comment header"),
            (ogg.opus("A=a")[:1] + ogg.opus("A=a")[2:], "missing"),
            (ogg.stream(ogg.OPUS, b"OpusTag"), "does not begin as one"),
            (ogg.stream(ogg.OPUS, b"OpusTags\xff\xff\xff\xff"), "vendor string"),
            (ogg.stream(ogg.in_ogg()[0][28:], b"\x06\0\0\0"), "no comment block"),
            (ogg.opus("A=" + "a" * 900, most=1)[:3], "no complete comment header"),
        ],
        ids=["none", "page-lost", "name", "length", "flac", "cut"],
    )
    def test_comments_that_cannot_be_read(self, parts: list[bytes], reason: str) -> None:
        data = joined(parts)
        assert reason in opened(data).read().blind[0].reason
        with pytest.raises(BrokenFile, match=reason):
            labelled(data, BARE)

    def test_a_first_page_of_two_packets(self) -> None:
        first = ogg.page(ogg.OPUS + b"x", bytes((len(ogg.OPUS), 1)), number=0, flags=2)
        with pytest.raises(BrokenFile, match="other than one packet"):
            labelled(joined([first, *ogg.opus()[1:]]), BARE)

    def test_a_comment_header_without_end(self) -> None:
        parts = ogg.opus()[:1]
        for index in range(300):
            flags = 1 if index else 0
            parts.append(ogg.page(b"x" * 65025, b"\xff" * 255, number=index + 1, flags=flags))
        with pytest.raises(CeilingExceeded, match="comment header is over the ceiling"):
            labelled(joined(parts), BARE)

    def test_streams_and_links_without_end(self) -> None:
        heads = [ogg.opus(serial=index)[0] for index in range(300)]
        with pytest.raises(CeilingExceeded, match="256 streams"):
            opened(joined(heads))
        links = [joined(ogg.opus(serial=index)) for index in range(1100)]
        assert "1024 chained" in opened(joined(links)).read().blind[-1].reason


@needs("ffmpeg", "ffprobe")
@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("ogg", ("-c:a", "libvorbis")),
        ("opus", ("-c:a", "libopus")),
        ("spx", ("-c:a", "libspeex", "-ar", "16000")),
        ("oga", ("-c:a", "flac")),
        ("ogv", ("-f", "lavfi", "-i", "testsrc2=size=32x32:duration=1", "-c:v", "libtheora")),
    ],
)
def test_ffmpeg_plays_the_same_and_reads_the_label(
    suffix: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    before, after = tmp_path / f"before.{suffix}", tmp_path / f"after.{suffix}"
    data = tone(before, *options, "-metadata", "title=春天")
    after.write_bytes(labelled(data, BARE))
    check_pages(after.read_bytes())
    assert tags(after) == tags(before) | {"AIGC": BARE}
    assert decoded(after) == decoded(before)
    assert essence(after.read_bytes()) == essence(data)
    read = mutagen.File(after)
    assert read["aigc"] == [BARE]
    # Another program's tags, on pages that it lays out itself: the content is the same.
    read["title"] = "another" * 2000
    read.save(after)
    assert essence(after.read_bytes()) == essence(data)


@needs("ffmpeg", "opusenc", "opusinfo")
def test_opus_tools_agree(tmp_path: Path) -> None:
    wav, path = tmp_path / "a.wav", tmp_path / "a.opus"
    tone(wav)
    run("opusenc", "--quiet", "--title", "春天", wav, path)
    data = path.read_bytes()
    path.write_bytes(labelled(data, BARE))
    assert len(path.read_bytes()) == len(data)  # opusenc leaves 512 bytes of padding
    shown = run("opusinfo", path)
    assert LABEL in shown
    assert "WARNING" not in shown


@needs("ffmpeg", "oggenc", "ogginfo")
def test_vorbis_tools_agree_on_a_chained_file(tmp_path: Path) -> None:
    wav, path = tmp_path / "a.wav", tmp_path / "a.ogg"
    tone(wav)
    parts = []
    for serial in ("11", "12"):
        run("oggenc", "-Q", "-s", serial, "-t", "春天", "-c", LABEL, wav, "-o", path)
        parts.append(path.read_bytes())
    path.write_bytes(labelled(b"".join(parts), BARE))
    shown = run("ogginfo", path)
    assert shown.count("AIGC=") == 1
    assert "WARNING" not in shown.upper()


@needs("ffmpeg")
@pytest.mark.parametrize("codec", ["libvorbis", "libopus", "flac"])
def test_what_ffmpeg_writes_is_read(codec: str, tmp_path: Path) -> None:
    data = tone(tmp_path / "a.ogg", "-c:a", codec, "-metadata", f"AIGC={BARE}")
    (site,) = opened(data).read().sites
    assert (site.text, site.prescribed) == (BARE, True)


def test_mutagen_reads_the_label_of_a_built_file() -> None:
    result = labelled(joined(ogg.opus("TITLE=a")), BARE)
    assert mutagen.File(io.BytesIO(result))["AIGC"] == [BARE]


@given(st.sampled_from(sorted(ogg.SAMPLES)), st.integers(0, 1 << 16), st.binary(max_size=12))
def test_mutated_files_give_a_reading_or_an_error(name: str, at: int, data: bytes) -> None:
    whole = bytearray(ogg.SAMPLES[name]())
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
