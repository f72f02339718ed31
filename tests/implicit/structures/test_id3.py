"""ID3v2: tags of three versions read, changed in their own version, and nothing else touched."""

from __future__ import annotations

import io
import struct
import zlib
from itertools import pairwise

import mutagen.id3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile
from hegui.files.edits import apply_edits, ordered
from hegui.files.source import Source
from hegui.implicit.container import Reading
from hegui.implicit.formats.mp3 import Mp3
from hegui.implicit.look import Look
from hegui.implicit.structures import id3
from hegui.structures.id3_header import leading, safe, synchronised, unsafe, unsynchronised
from tests.builders import mp3
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

NAME, PLACE = "file", "chunk ID3 at byte 12"
CHINESE = BARE.replace("4f7c1f9e-a01", "编号-01")


LEAST = 10
"""Bytes of padding behind the last frame of 2.4, which ExifTool looks for."""


def reading(block: bytes) -> Reading:
    source = Source.of_bytes(block, NAME)
    look = Look(Mp3.kind, NAME)
    tag = id3.Tag.at(source, 0)
    assert tag is not None
    tag.look(look, "mp3", prescribed=True)
    return look.reading()


def labelled(block: bytes, text: str = BARE) -> bytes:
    return id3.with_label(block, text, name=NAME, place=PLACE)


def cleaned(block: bytes) -> bytes:
    return id3.without_labels(block, name=NAME, place=PLACE)


def frame_of(text: str = BARE, major: int = 4, encoding: int | None = None) -> bytes:
    return mp3.user_text(text, major=major, encoding=encoding)


class TestReading:
    def test_a_frame_is_found_at_its_place(self) -> None:
        block = mp3.tag(mp3.TITLE, frame_of())
        (site,) = reading(block).sites
        assert (site.slot, site.prescribed) == ("mp3.id3v2-txxx", True)
        assert block[site.offset : site.offset + site.length] == frame_of()
        assert site.text == BARE
        assert site.place == "ID3v2.4 tag at byte 0, frame TXXX AIGC"

    @pytest.mark.parametrize("encoding", [0, 1, 2, 3])
    def test_every_encoding(self, encoding: int) -> None:
        (site,) = reading(mp3.tag(frame_of(BARE, encoding=encoding))).sites
        assert site.text == BARE
        assert site.parsed is not None
        assert not site.parsed.tolerances

    def test_utf_16_without_byte_order_mark(self) -> None:
        body = b"\1" + "AIGC\0".encode("utf-16-le") + BARE.encode("utf-16-le")
        assert reading(mp3.tag(mp3.frame("TXXX", body))).sites[0].text == BARE

    def test_big_endian_utf_16(self) -> None:
        body = b"\1\xfe\xff" + "AIGC\0\ufeff".encode("utf-16-be") + BARE.encode("utf-16-be")
        assert reading(mp3.tag(mp3.frame("TXXX", body))).sites[0].text == BARE

    def test_utf_8_that_calls_itself_latin_1(self) -> None:
        body = b"\0AIGC\0" + CHINESE.encode()
        assert reading(mp3.tag(mp3.frame("TXXX", body, major=3), major=3)).sites[0].text == CHINESE

    def test_a_terminator_behind_the_value_is_none_of_it(self) -> None:
        assert reading(mp3.tag(frame_of(BARE + "\0"))).sites[0].text == BARE

    def test_several_values_are_several_labels(self) -> None:
        sites = reading(mp3.tag(frame_of(f"{BARE}\0{WRAPPED}\0"))).sites
        assert [site.text for site in sites] == [BARE, WRAPPED]

    def test_the_name_in_another_case_is_not_the_slot(self) -> None:
        (site,) = reading(mp3.tag(mp3.user_text(BARE, name="aigc"))).sites
        assert not site.prescribed
        assert site.parsed is not None

    def test_version_2_2(self) -> None:
        (site,) = reading(mp3.tag(frame_of(BARE, 2), major=2)).sites
        assert (site.text, site.prescribed) == (BARE, False)

    def test_comments_lyrics_and_texts_that_hold_a_label(self) -> None:
        block = mp3.tag(
            mp3.comment(WRAPPED, major=3),
            mp3.frame("USLT", b"\0engAIGC\0" + BARE.encode(), major=3),
            mp3.text("TIT2", WRAPPED, major=3),
            mp3.user_text(WRAPPED, name="comment", major=3),
            mp3.frame("PRIV", b"AIGC\0" + BARE.encode(), major=3),
            major=3,
        )
        slots = [site.slot.removeprefix("mp3.id3v2-") for site in reading(block).sites]
        assert slots == ["comment", "comment", "text", "text", "private"]

    def test_xmp_in_a_private_frame(self) -> None:
        (site,) = reading(mp3.tag(mp3.private_xmp(xmp_with(BARE)))).sites
        assert (site.slot, site.text, site.prescribed) == ("mp3.id3v2-xmp", BARE, False)

    @pytest.mark.parametrize("flags", [0x0008, 0x0009, 0x0049, 0x004B])
    def test_compressed_frames_of_version_2_4(self, flags: int) -> None:
        body = b"\3AIGC\0" + BARE.encode()
        data = zlib.compress(body)
        if flags & 2:
            data = mp3.unsynchronised(data)
        data = (b"\7" if flags & 0x40 else b"") + (safe(len(body)) if flags & 1 else b"") + data
        assert reading(mp3.tag(mp3.frame("TXXX", data, flags=flags))).sites[0].text == BARE

    def test_compressed_frames_of_version_2_3(self) -> None:
        body = b"\0AIGC\0" + BARE.encode()
        data = struct.pack(">I", len(body)) + b"\7" + zlib.compress(body)
        block = mp3.tag(mp3.frame("TXXX", data, major=3, flags=0x00A0), major=3)
        assert reading(block).sites[0].text == BARE

    @pytest.mark.parametrize(("major", "flags"), [(3, 0x40), (4, 0x04)])
    def test_an_encrypted_frame_is_said_to_be_unseen(self, major: int, flags: int) -> None:
        frame = mp3.frame("TXXX", b"\1" + b"?" * 40, major=major, flags=flags)
        seen = reading(mp3.tag(frame, major=major))
        assert not seen.sites
        assert [blind.reason for blind in seen.blind] == ["the frame is encrypted"]

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"\xff" * 30, "damaged"),
            (zlib.compress(BARE.encode())[:-9], "cut short"),
            (zlib.compress(bytes(1 << 24)), "ceiling"),
        ],
        ids=["damaged", "short", "bomb"],
    )
    def test_compression_that_fails_hides_nothing_else(self, data: bytes, reason: str) -> None:
        seen = reading(mp3.tag(mp3.frame("TXXX", data.ljust(30, b"?"), flags=8), frame_of()))
        assert [site.text for site in seen.sites] == [BARE]
        assert reason in seen.blind[0].reason or "short" in reason

    def test_sizes_that_are_plain_numbers(self) -> None:
        assert [site.text for site in reading(mp3.iTunes_sizes()).sites] == [BARE]

    def test_an_extended_header_that_is_missing(self) -> None:
        block = mp3.tag(frame_of(BARE, 3), major=3, flags=0x40)
        assert [site.text for site in reading(block).sites] == [BARE]
        assert labelled(block)[5] == 0

    def test_what_is_no_label_is_none(self) -> None:
        block = mp3.tag(mp3.TITLE, mp3.private_xmp(FOREIGN_XMP), mp3.picture(), padding=40)
        assert reading(block).sites == ()
        assert cleaned(block) == block


class TestWriting:
    def test_padding_gives_what_the_label_needs(self) -> None:
        block = mp3.tag(mp3.TITLE, mp3.picture(), padding=1000)
        result = labelled(block)
        frames = len(mp3.TITLE + mp3.picture())
        assert len(result) == len(block)
        assert result[: 10 + frames] == block[: 10 + frames]
        assert result[10 + frames :] == frame_of() + bytes(1000 - len(frame_of()))

    def test_a_tag_with_too_little_padding_grows(self) -> None:
        result = labelled(mp3.tag(mp3.TITLE, padding=20))
        assert result == mp3.tag(mp3.TITLE, frame_of(), padding=LEAST)

    def test_a_shorter_label_gives_to_the_padding(self) -> None:
        block = mp3.tag(frame_of(BARE.replace("01", "01" * 40)), mp3.TITLE)
        result = labelled(block)
        assert len(result) == len(block)
        assert result.rstrip(b"\0") == mp3.tag(frame_of(), mp3.TITLE)[:6] + block[6:10] + (
            frame_of() + mp3.TITLE
        )

    def test_a_tag_with_a_footer_has_no_padding_and_two_sizes(self) -> None:
        block = mp3.tag(frame_of(BARE + " " * 40), mp3.TITLE, flags=0x10)
        result = labelled(block)
        assert result == mp3.tag(frame_of(), mp3.TITLE, flags=0x10)
        assert result[-7:] == result[3:10]

    def test_version_2_3_keeps_to_latin_1_or_takes_utf_16(self) -> None:
        block = mp3.tag(mp3.FOREIGN, major=3)
        assert labelled(block) == mp3.tag(mp3.FOREIGN, frame_of(BARE, 3), major=3)
        assert labelled(block, CHINESE) == mp3.tag(
            mp3.FOREIGN, frame_of(CHINESE, 3, encoding=1), major=3
        )

    def test_a_whole_unsynchronised_tag_keeps_its_pictures_bytes(self) -> None:
        block = mp3.tag(mp3.FOREIGN, mp3.picture(3), major=3, flags=0x80, padding=500)
        result = labelled(block, CHINESE)
        assert len(result) == len(block)
        inner = synchronised(result[10:]).rstrip(b"\0")
        expected = mp3.FOREIGN + mp3.picture(3) + frame_of(CHINESE, 3, encoding=1)
        assert inner == expected.rstrip(b"\0")

    @pytest.mark.parametrize("padding", [40, 2000])
    def test_the_checksum_of_version_2_3(self, padding: int) -> None:
        frames = mp3.FOREIGN + frame_of(BARE + "   ", 3)
        extended = mp3.extended_3(frames, padding, checksum=True)
        block = mp3.tag(frames, major=3, flags=0x40, padding=padding, extended=extended)
        result = labelled(block)
        new = mp3.FOREIGN + frame_of(BARE, 3)
        assert result == mp3.tag(
            new,
            major=3,
            flags=0x40,
            padding=padding + 3,
            extended=mp3.extended_3(new, padding + 3, checksum=True),
        )

    def test_the_extended_header_of_an_unsynchronised_tag(self) -> None:
        frames = mp3.FOREIGN + mp3.picture(3)
        extended = mp3.extended_3(frames, 9, checksum=True)
        block = mp3.tag(frames, major=3, flags=0xC0, padding=9, extended=extended)
        new = frames + frame_of(BARE, 3)
        assert labelled(block) == mp3.tag(
            new, major=3, flags=0xC0, extended=mp3.extended_3(new, 0, checksum=True)
        )

    @pytest.mark.parametrize("update", [False, True])
    @pytest.mark.parametrize("padding", [30, 2000])
    def test_the_checksum_of_version_2_4(self, padding: int, update: bool) -> None:
        covered = mp3.TITLE + bytes(padding)
        extended = mp3.extended_4(covered, update=update)
        block = mp3.tag(covered, flags=0x40, extended=extended)
        left = max(padding - len(frame_of()), LEAST)
        new = mp3.TITLE + frame_of() + bytes(left)
        expected = mp3.tag(new, flags=0x40, extended=mp3.extended_4(new, update=update))
        assert labelled(block) == expected

    def test_plain_sizes_are_put_right(self) -> None:
        result = labelled(mp3.iTunes_sizes())
        big = mp3.frame("TIT2", b"\3" + b"a" * 200)
        assert result == mp3.tag(big, frame_of(), mp3.text("TPE1", "Who"), padding=20)

    def test_version_2_2_becomes_2_3(self) -> None:
        block = mp3.tag(mp3.BEFORE_24, mp3.picture(2), mp3.comment("c", major=2), major=2)
        picture = mp3.frame("APIC", b"\0image/jpeg\0\3cover\0" + mp3.PICTURE, major=3)
        assert labelled(block) == mp3.tag(
            mp3.text("TIT2", "A title", major=3),
            mp3.text("TYER", "2025", major=3),
            picture,
            mp3.comment("c", major=3),
            frame_of(BARE, 3),
            major=3,
        )

    @pytest.mark.parametrize("unsynchronised_", [False, True])
    def test_the_label_of_version_2_2_keeps_its_place(self, unsynchronised_: bool) -> None:
        flags = 0x80 if unsynchronised_ else 0
        block = mp3.tag(frame_of(BARE, 2), mp3.BEFORE_24, major=2, flags=flags, padding=90)
        result = labelled(block)
        assert len(result) == len(block)
        assert result[3:6] == bytes((3, 0, flags))
        assert result[10:].startswith(frame_of(BARE, 3) + mp3.text("TIT2", "A title", major=3))

    def test_a_link_in_place_of_a_picture_stays_one(self) -> None:
        block = mp3.tag(mp3.frame("PIC", b"\0-->\0\0http://x.example/1", major=2), major=2)
        assert b"APIC\0\0\0\x19\0\0\0-->\0\0\0http" in labelled(block)

    def test_other_pictures_and_comments_of_version_2_2(self) -> None:
        picture = mp3.frame("PIC", b"\0GIF\0\0" + mp3.PICTURE, major=2)
        block = mp3.tag(mp3.comment(WRAPPED, major=2), picture, major=2)
        assert labelled(block) == mp3.tag(
            mp3.frame("APIC", b"\0image/gif\0\0\0" + mp3.PICTURE, major=3),
            frame_of(BARE, 3),
            major=3,
        )

    def test_what_version_2_3_cannot_hold_is_refused(self) -> None:
        block = mp3.tag(mp3.frame("CRM", b"owner\0what\0" + b"?" * 9, major=2), major=2)
        with pytest.raises(BrokenFile, match=r"frame CRM at byte 10: .*CRM of ID3v2\.2 has no"):
            labelled(block)

    def test_every_other_label_goes(self) -> None:
        block = mp3.tag(
            mp3.frame("TPE1", b"\3Who\0" + WRAPPED.encode() + b"\0Else"),
            mp3.user_text(BARE, name="aigc"),
            frame_of(),
            frame_of(),
            mp3.comment(WRAPPED),
            mp3.private_xmp(xmp_with(BARE)),
            mp3.text("TIT2", WRAPPED),
        )
        result = labelled(block)
        (site,) = reading(result).sites
        assert site.prescribed
        tag = mutagen.id3.ID3(io.BytesIO(result))
        assert sorted(tag.keys())[:2] == [tag.getall("PRIV")[0].HashKey, "TPE1"]
        assert tag["TPE1"].text == ["Who", "Else"]
        assert tag["TXXX:AIGC"].text == [BARE]
        assert "TIT2" not in tag
        assert b"ContentProducer" not in tag.getall("PRIV")[0].data

    def test_a_compressed_label_becomes_a_plain_one(self) -> None:
        assert labelled(mp3.tag(mp3.deflated(BARE), mp3.TITLE)).startswith(
            mp3.tag(frame_of(), mp3.TITLE)[:4]
        )
        assert frame_of() in labelled(mp3.tag(mp3.deflated(BARE), mp3.TITLE))

    def test_frames_with_flags_stay_as_they_are(self) -> None:
        secret = mp3.frame("GEOB", b"\1" + b"?" * 60, flags=0x0004)
        grouped = mp3.frame("TPE2", b"\7\3a band", flags=0x0040)
        assert secret + grouped in labelled(mp3.tag(secret, grouped, mp3.deflated("no label")))

    def test_where_every_frame_is_unsynchronised_the_new_one_says_so(self) -> None:
        block = mp3.tag(mp3.frame("TIT2", b"\3a", flags=2), flags=0x80)
        frame = mp3.frame("TXXX", b"\3AIGC\0" + BARE.encode(), flags=2)
        assert labelled(block) == mp3.tag(
            mp3.frame("TIT2", b"\3a", flags=2), frame, flags=0x80, padding=LEAST
        )

    def test_a_block_that_is_no_tag_becomes_one(self) -> None:
        assert labelled(b"") == id3.new_tag(BARE) == mp3.tag(frame_of(), padding=LEAST)


class TestCleaning:
    def test_a_tag_of_nothing_else_goes_itself(self) -> None:
        assert cleaned(mp3.tag(frame_of(), padding=30)) == b""

    @pytest.mark.parametrize("major", [2, 3, 4])
    def test_the_length_stays(self, major: int) -> None:
        block = mp3.tag(mp3.comment("a", major=major), frame_of(BARE, major), major=major)
        result = cleaned(block)
        assert len(result) == len(block)
        assert result[10:].rstrip(b"\0") == mp3.comment("a", major=major)

    def test_an_unsynchronised_tag(self) -> None:
        block = mp3.tag(mp3.picture(3), frame_of(BARE, 3), major=3, flags=0x80)
        result = cleaned(block)
        assert synchronised(result[10:]).rstrip(b"\0") == mp3.picture(3)


@given(st.binary(max_size=400) | st.lists(st.sampled_from([0, 0xE0, 0xFF]), max_size=40).map(bytes))
def test_unsynchronisation_is_undone(data: bytes) -> None:
    coded = unsynchronised(data)
    assert synchronised(coded) == data
    assert not any(one == 0xFF and other >= 0xE0 for one, other in pairwise(coded))
    assert not coded.endswith(b"\xff")


@given(st.integers(0, (1 << 28) - 1))
def test_synchsafe_sizes(value: int) -> None:
    assert unsafe(safe(value)) == value == unsafe(mp3.safe(value))
    assert max(safe(value)) < 0x80


@pytest.mark.parametrize("name", [name for name in mp3.SAMPLES if name != "2.4-compressed"])
def test_mutagen_reads_the_label_and_what_it_read_before(name: str) -> None:
    data = mp3.SAMPLES[name]()
    source = Source.of_bytes(data, "sample.mp3")
    result = apply_edits(data, ordered(Mp3(source).plan(BARE)))
    after = mutagen.id3.ID3(io.BytesIO(result))
    assert after["TXXX:AIGC"].text == [BARE]
    if not leading(source):
        return
    before = mutagen.id3.ID3(io.BytesIO(data))
    for key, value in before.items():
        if BARE not in str(value) and "AIGC" not in key:
            assert after[key] == value or name == "strings"
