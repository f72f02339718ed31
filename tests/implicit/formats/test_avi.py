"""AVI: the label where nothing moves; indexes that count from the file's start set right."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.implicit.formats.avi import Avi
from tests.attempts import attempt
from tests.builders import avi as build
from tests.builders.avi import LABEL, SOFTWARE, film, junk, opendml, riff, riff_list
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with
from tests.builders.wav import info
from tests.builders.webp import chunk
from tests.limits import within
from tests.oracles import exiftool_label, needs_exiftool
from tests.plans import keeps_length
from tests.sound_oracles import decoded, essence, needs, run, tags
from tests.steps import steps

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a")
LONGER = BARE.replace("4f7c1f9e", "5d0e2b7a" * 4)
SHORTER = BARE.replace("4f7c1f9e-a01", "1")
BEFORE = 12 + len(build.header())
BEHIND = BEFORE + len(build.movie()) + len(build.index())
ROOMY = ["info-and-room", "room", "labelled", "streamed", "opendml-room"]
MOVED = ["opendml", "opendml-labelled-tight"]


def opened(data: bytes) -> Avi:
    return Avi(Source.of_bytes(data, "a.avi"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def found(data: bytes) -> list[tuple[str, bool, int]]:
    reading = opened(data).read()
    assert not reading.blind
    return [(site.slot, site.prescribed, site.offset) for site in reading.sites]


def frames_by_index(data: bytes) -> list[bytes]:
    """The frames that OpenDML's indexes point to, counted from the start of the file."""
    at = data.index(b"indx") + 8
    count, *_ = struct.unpack_from("<I", data, at + 4)
    frames = []
    for number in range(count):
        offset, size, _ = struct.unpack_from("<QII", data, at + 24 + 16 * number)
        assert data[offset : offset + 4] == b"ix00"
        assert 8 + int.from_bytes(data[offset + 4 : offset + 8], "little") == size
        entries, _, base = struct.unpack_from("<I4sQ", data, offset + 12)
        for entry in range(entries):
            start, length = struct.unpack_from("<II", data, offset + 8 + 24 + 8 * entry)
            frames.append(data[base + start : base + start + length])
    return frames


@pytest.mark.parametrize(
    ("data", "sites"),
    [
        (film(), []),
        (film(before=(info(SOFTWARE, LABEL),)), [("avi.info", True, BEFORE + 12 + 14)]),
        (film(info(LABEL)), [("avi.info", True, BEHIND + 12)]),
        (build.SAMPLES["labelled-without-nul"](), [("avi.info", True, BEHIND + 12)]),
        (
            film(info(LABEL), before=(info(LABEL, LABEL),)),
            [
                ("avi.info", True, BEFORE + 12),
                ("avi.info", False, BEFORE + 12 + len(info(LABEL)) - 12),
                ("avi.info", False, BEHIND + 2 * len(info(LABEL)) - 12 + 12),
            ],
        ),
        (film(info((b"aigc", BARE.encode()))), [("avi.info", False, BEHIND + 12)]),
        (film(info((b"ICMT", WRAPPED.encode()))), [("avi.info", False, BEHIND + 12)]),
        (film(chunk(b"AIGC", BARE.encode())), [("avi.chunk", False, BEHIND)]),
        (film(chunk(b"_PMX", xmp_with(BARE))), [("avi.xmp", False, BEHIND)]),
        (film() + WRAPPED.encode(), [("avi.trailer", False, BEHIND)]),
        (
            build.SAMPLES["opendml-info-in-second"](),
            [("avi.info", False, len(opendml()) + 12 + 12 + 14)],
        ),
    ],
)
def test_every_dialect_is_read_where_it_stands(
    data: bytes, sites: list[tuple[str, bool, int]]
) -> None:
    assert found(data) == sites


@pytest.mark.parametrize("text", [OTHER, SHORTER, LONGER])
@pytest.mark.parametrize("name", ROOMY)
def test_with_room_nothing_moves(name: str, text: str) -> None:
    data = build.SAMPLES[name]()
    assert keeps_length(opened(data).plan(text))
    result = labelled(data, text)
    assert result[data.index(b"movi") :] == data[data.index(b"movi") :]
    assert essence(result) == essence(data)
    ((_, prescribed, _),) = found(result)
    assert prescribed


def test_the_label_ends_in_nul_and_the_rest_of_the_room_stays_junk() -> None:
    data = film(before=(info(SOFTWARE), junk(600)))
    new = info(SOFTWARE, (b"AIGC", OTHER.encode()))
    left = 600 - (len(new) - len(info(SOFTWARE)))
    assert labelled(data) == film(before=(new, junk(left)))


@pytest.mark.parametrize("name", ["plain", "info-without-room", "foreign-junk", "absolute-index"])
def test_without_room_a_list_stands_at_the_end(name: str) -> None:
    data = build.SAMPLES[name]()
    result = labelled(data)
    assert result[8:] == data[8:] + info((b"AIGC", OTHER.encode()))
    assert result[4:8] == struct.pack("<I", len(result) - 8)


def test_a_list_at_the_end_grows_where_it_stands() -> None:
    result = labelled(build.SAMPLES["info-at-end"]())
    assert result == film(info(SOFTWARE, (b"AIGC", OTHER.encode())))


def test_a_label_too_tight_in_its_list_leaves_it() -> None:
    data = build.SAMPLES["labelled-tight"]()
    room = junk(len(info(LABEL)) - 12 - 8)
    kept = film(info((b"AIGC", LONGER.encode())), before=(info(SOFTWARE), room))
    assert labelled(data, LONGER) == kept


@pytest.mark.parametrize("split", [1, 2])
@pytest.mark.parametrize("before", [(), (junk(40),)], ids=["bare", "little-room"])
def test_indexes_follow_the_forms_that_move(split: int, before: tuple[bytes, ...]) -> None:
    data = opendml(*before, split=split)
    assert frames_by_index(data) == list(build.FRAMES)
    result = labelled(data)
    assert len(result) == len(data) + len(info((b"AIGC", OTHER.encode())))
    assert frames_by_index(result) == list(build.FRAMES)
    assert result.index(b"AVIX") > result.index(b"AIGC")
    assert essence(result) == essence(data)
    assert len(found(result)) == 1


def test_an_index_that_reaches_across_forms_is_refused() -> None:
    data = bytearray(opendml())
    at = data.rindex(b"ix00") + 8 + 24
    struct.pack_into("<i", data, at, 0)
    struct.pack_into("<Q", data, data.rindex(b"ix00") + 20, 100)
    with pytest.raises(BrokenFile, match="chunks of another form"):
        labelled(bytes(data))


def test_an_index_within_a_chunk_that_loses_a_label_is_refused() -> None:
    data = bytearray(opendml())
    film, index = data.rindex(b"movi"), data.rindex(b"ix00")
    label = b'{"AIGC":{"ProduceID":"1"}}'
    data[film : film + 4] = b"list"  # no film, so that labels are looked for in it
    data[index - 28 : index - 28 + len(label)] = label
    assert [slot for slot, *_ in found(bytes(data))] == ["avi.chunk"]
    with pytest.raises(BrokenFile, match="overlaps another structure"):
        labelled(bytes(data))


def test_a_streamed_film_without_room_is_refused() -> None:
    data = build.streamed()
    assert found(data) == []
    with pytest.raises(BrokenFile, match="does not say how long"):
        labelled(data)


def test_a_cut_film_is_read_and_written_where_there_is_room() -> None:
    whole = build.SAMPLES["labelled"]()
    data = whole[: whole.index(b"movi") + 20]
    reading = opened(data).read()
    assert [site.prescribed for site in reading.sites] == [True]
    assert len(reading.blind) == 1
    assert len(labelled(data)) == len(data)
    with pytest.raises(BrokenFile, match="the chunk says"):
        labelled(build.SAMPLES["plain"]()[: BEFORE + 20])


def test_form_lengths_that_were_never_set_right_are_read_past() -> None:
    first = opendml(info(SOFTWARE), junk(600))
    data = b"RIFF\0\0\0\0" + first[8:]
    assert len(opened(data)._layout.forms) == 2
    assert essence(labelled(data)) == essence(data) == essence(first)


def test_a_film_longer_than_its_form_says_keeps_its_pad_byte() -> None:
    odd = riff_list(b"movi", chunk(b"00dc", b"abc")[:-1])
    assert odd.endswith(b"abc\0")  # the pad byte of the list, and of the frame in one
    after = chunk(b"idx1", b"\1" * 16)
    cut = BEFORE + 12 - 8  # so much the form says: not even the whole film
    data = riff(b"AVI ", build.header(), odd, after, length=cut)
    assert found(labelled(data)) == [("avi.info", True, len(data) + 12)]
    with pytest.raises(BrokenFile, match="the chunk says"):
        labelled(riff(b"AVI ", build.header(), odd[:-1], after, length=cut))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("two-labels", chunk(b"ISFT", b"Lavf\0")),
        ("comment", chunk(b"ISFT", b"Lavf\0")),
        ("stream-name", chunk(b"strn", b"a name\0")),
        ("stream-name", chunk(b"IDIT", b"2026-01-01\n\0")),
        ("xmp-label", FOREIGN_XMP[:400]),
        ("foreign-junk", b"a camera's own"),
        ("trailer", b"behind"),
        ("opendml-info-in-second", chunk(b"ISFT", b"Lavf\0")),
    ],
)
def test_only_the_label_leaves_what_holds_more(name: str, kept: bytes) -> None:
    result = labelled(build.SAMPLES[name]())
    assert kept in result
    assert BARE.encode() not in result


@pytest.mark.parametrize("name", sorted(build.SAMPLES))
def test_the_content_is_the_same_however_it_is_labelled(name: str) -> None:
    data = build.SAMPLES[name]()
    assert essence(labelled(data, LONGER)) == essence(data)


def test_the_content_tells_films_apart_and_not_their_metadata() -> None:
    same = ("plain", "info-and-room", "stream-name", "absolute-index", "streamed", "opendml-room")
    digests = {essence(build.SAMPLES[name]()) for name in same[:-2]}
    assert len(digests) == 1
    other = build.riff(b"AVI ", build.header(), build.movie(build.FRAMES[::-1]), build.index())
    assert essence(other) not in digests
    assert essence(opendml(junk(30))) == essence(opendml())


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "info-without-room",
        "labelled",
        "labelled-at-end",
        "labelled-tight",
        "streamed",
        "opendml-room",
    ],
)
def test_at_every_step_in_place_the_file_says_the_old_or_the_new(name: str) -> None:
    data = build.SAMPLES[name]()
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    old = {site.text for site in opened(data).read().sites}
    for result in steps(data, change):
        sites = opened(result).read().sites
        assert not old if not sites else {site.text for site in sites} <= old | {OTHER}
        assert essence(result) == essence(data)
    assert [(site.text, site.prescribed) for site in opened(result).read().sites] == [(OTHER, True)]
    again = opened(result).plan_in_place(OTHER)
    assert again is not None
    assert not again.tail
    assert not again.commits


@pytest.mark.parametrize("name", [*MOVED, "two-labels", "comment", "trailer-json", "zeros-behind"])
def test_in_place_is_declined_where_more_has_to_change(name: str) -> None:
    assert opened(build.SAMPLES[name]()).plan_in_place(OTHER) is None


def test_a_huge_film_is_read_and_labelled_without_its_frames(tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    head = b"AVI " + build.header() + junk(600)
    gib = 1 << 30
    form = b"RIFF" + struct.pack("<I", gib - 8)
    with path.open("wb") as file:
        for number in range(10):
            start = form + (head if number == 0 else b"AVIX")
            start += b"LIST" + struct.pack("<I", gib - len(start) - 8) + b"movi"
            file.seek(number * gib)
            file.write(start)
        file.truncate(10 * gib)
    with within(0.2), open_source(str(path)) as source:
        film = Avi(source)
        assert not film.read().blind
        edits = film.plan(OTHER)
        assert source._total < 1024**2
    assert keeps_length(edits)


@pytest.mark.parametrize(
    "data",
    [
        film(chunk(b"note", b"") * 650_000),
        film(chunk(b"note", b"a" * 30) * 49_000, chunk(b"_PMX", FOREIGN_XMP) * 300),
        film(chunk(b"LIST", b"INFO" + chunk(b"ICMT", b"") * 650_000)),
        build.riff(b"AVI ", build.header()) + build.riff(b"AVIX") * 650_000,
        build.riff(b"AVI ", build.header()) + build.riff(b"AVIX", junk(0) * 9) * 65_000,
    ],
    ids=["empty", "unknown", "entries", "forms", "chunks-of-forms"],
)
def test_floods_meet_a_ceiling(data: bytes) -> None:
    with within(2), pytest.raises(CeilingExceeded):
        opened(data).plan(OTHER)


def test_room_of_any_size_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    gib = 1 << 30
    head = b"AVI " + build.header() + b"JUNK" + struct.pack("<I", gib)
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", len(head) + gib + len(build.movie())) + head)
        file.seek(gib, 1)
        file.write(build.movie())
    tracemalloc.start()
    try:
        with open_source(str(path)) as source:
            assert Avi(source).plan_in_place(OTHER) is not None
            assert len(Avi(source).plan(OTHER)) == 2
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024**2
    finally:
        tracemalloc.stop()


MAKERS: dict[str, tuple[str, ...]] = {
    "mpeg4": ("-c:v", "mpeg4", "-c:a", "mp3", "-metadata", "title=山水"),
    "mjpeg": ("-c:v", "mjpeg", "-c:a", "pcm_s16le"),
    "raw": ("-c:v", "rawvideo", "-pix_fmt", "bgr24", "-c:a", "pcm_u8"),
}
_SOURCES = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1")


@needs("ffmpeg", "ffprobe")
@needs_exiftool
@pytest.mark.parametrize("room", [True, False], ids=["room", "no-room"])
@pytest.mark.parametrize("name", MAKERS)
def test_what_ffmpeg_makes_plays_and_seeks_the_same(name: str, room: bool, tmp_path: Path) -> None:
    before, after = tmp_path / "a.avi", tmp_path / "b.avi"
    run("ffmpeg", "-v", "error", *_SOURCES, *MAKERS[name], before)
    if not room:
        before.write_bytes(before.read_bytes().replace(b"JUNK", b"junk"))
    data = before.read_bytes()
    after.write_bytes(labelled(data))
    assert (len(data) == after.stat().st_size) is room
    assert decoded(after) == decoded(before)
    seek = ("ffmpeg", "-v", "error", "-ss", "0.5")
    assert run(*seek, "-i", after, "-f", "framemd5", "-") == run(
        *seek, "-i", before, "-f", "framemd5", "-"
    )
    assert tags(after) == tags(before) | {"AIGC": OTHER}
    assert exiftool_label(after) == [OTHER]


@needs("mediainfo")
@pytest.mark.parametrize("name", ["info-and-room", "plain", "opendml"])
def test_mediainfo_reads_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    path.write_bytes(labelled(build.SAMPLES[name]()))
    assert OTHER.replace('"', '\\"') in run("mediainfo", "--Output=JSON", path)


BUILDERS: list[Callable[[], bytes]] = [build.SAMPLES[name] for name in sorted(build.SAMPLES)]


@given(
    st.sampled_from(BUILDERS),
    st.lists(st.tuples(st.integers(0, 900), st.binary(min_size=1, max_size=8)), max_size=6),
)
def test_any_bytes_give_a_reading_or_our_error(
    builder: Callable[[], bytes], changes: list[tuple[int, bytes]]
) -> None:
    data = bytearray(builder())
    for at, new in changes:
        data[at : at + len(new)] = new
    attempt(bytes(data), ".avi")
