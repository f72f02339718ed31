"""Offsets in MP4 and QuickTime: whatever moves is still found, and nothing moves without need."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hegui.errors import CeilingExceeded, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.in_place import InPlace, write_in_place
from hegui.files.source import Source, open_source
from hegui.implicit.formats.mp4 import Mp4
from hegui.implicit.formats.quicktime_offsets import tables
from hegui.structures.bmff import top_level
from tests.builders import mp4 as build
from tests.builders.heif import box, full
from tests.builders.labels import BARE, xmp_with

OTHER = BARE.replace("4f7c1f9e", "5d0e2b7a-and-somewhat-longer")
Movie = build.Movie


def opened(data: bytes) -> Mp4:
    return Mp4(Source.of_bytes(data, "a.mp4"))


def labelled(data: bytes, text: str = OTHER) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def essence(data: bytes) -> str:
    """The digest of a file's content."""
    digest = hashlib.sha256()
    for piece in opened(data).essence():
        digest.update(piece if isinstance(piece, bytes) else data[piece[0] : piece[1]])
    return digest.hexdigest()


def chunks(data: bytes) -> list[int]:
    """The offsets in the first chunk table, of either width."""
    at = max(data.find(b"stco"), data.find(b"co64"))
    width = 8 if data[at : at + 4] == b"co64" else 4
    count = int.from_bytes(data[at + 8 : at + 12])
    return [
        int.from_bytes(data[at + 12 + width * one : at + 12 + width * (one + 1)])
        for one in range(count)
    ]


def tone(data: bytes) -> bytes:
    """What the chunk table leads to."""
    return b"".join(data[at : at + build.CHUNK] for at in chunks(data))


WHOLE = [
    name
    for name in build.SAMPLES
    if not name.startswith("fragmented") and name not in ("elsewhere", "two-movies")
]


@pytest.mark.parametrize("name", WHOLE)
def test_every_chunk_is_found_after_labelling(name: str) -> None:
    data = build.SAMPLES[name]()
    assert tone(data) == build.TONE
    for text in (OTHER, BARE, OTHER + " " * 1000, '{"Label":"1"}'):
        data = labelled(data, text)
        assert tone(data) == build.TONE


@pytest.mark.parametrize("name", build.SAMPLES)
def test_the_essence_stays(name: str) -> None:
    data = build.SAMPLES[name]()
    assert essence(labelled(data)) == essence(data)


def test_the_essence_is_the_same_wherever_things_stand() -> None:
    digest = essence(Movie().build())
    for other in (
        Movie(front=True),
        Movie(front=True, wide=True),
        Movie(mdat="large", moov="large"),
        Movie(b"", gap=box(b"free", bytes(99))),
        Movie(front=True, gap=build.uuid_xmp(xmp_with(BARE)), in_trak=build.LABELLED),
        Movie(udta=build.itunes(build.freeform(b"x", "y"))),
    ):
        assert essence(other.build()) == digest


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(build.TONE[40:44], b"abcd"),
        lambda data: data.replace(b"sowt", b"twos"),
        lambda data: data.replace(struct.pack(">II", 64, 1), struct.pack(">II", 64, 2)),
        lambda data: data.replace(chunks(data)[1].to_bytes(4), chunks(data)[2].to_bytes(4)),
    ],
)
def test_the_essence_is_of_all_that_is_played(change: Callable[[bytes], bytes]) -> None:
    data = Movie().build()
    changed = change(data)
    assert changed != data
    assert essence(changed) != essence(data)


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("spare", [0, 7, 8, 100])
def test_free_space_takes_the_growth(inside: bool, spare: int) -> None:
    growth = len(labelled(Movie(front=True).build())) - len(Movie(front=True).build())
    free = box(b"free", bytes(growth + spare - 8))
    movie = Movie(front=True, in_moov=free) if inside else Movie(front=True, gap=free)
    data = movie.build()
    result = labelled(data)
    fits = spare in (0, 8, 100)
    assert (result.index(build.TONE) == data.index(build.TONE)) == fits
    assert (len(result) == len(data)) == fits
    assert (b"free" in result) == (spare > 0)
    assert tone(result) == build.TONE


def test_free_space_that_somebody_writes_in_is_left_alone() -> None:
    data = build.SAMPLES["faststart-written-free"]()
    assert box(b"skip", b"maker" * 99) in labelled(data)


def test_what_a_shorter_label_leaves_becomes_free_space() -> None:
    long = labelled(Movie(front=True).build(), OTHER)
    short = labelled(long, BARE)
    assert len(short) == len(long)
    assert box(b"free", bytes(len(OTHER) - len(BARE) - 8)) in short
    assert labelled(short, OTHER) == long
    # Less than a box needs: into the free space that is there.
    shorter = labelled(short, BARE[:-2] + '"}')
    fewer = labelled(short, BARE.replace("4f7c1f9e", "4f7c1"))
    assert len(shorter) == len(fewer) == len(short)


def test_nothing_moves_where_the_movie_is_last() -> None:
    data = Movie().build()
    assert data[: data.index(b"moov") - 4] == labelled(data)[: data.index(b"moov") - 4]
    assert chunks(labelled(data)) == chunks(data)


def test_media_in_other_files_is_not_moved() -> None:
    data = build.SAMPLES["elsewhere"]()
    assert chunks(labelled(data)) == chunks(data)
    nameless = Movie(front=True, reference=full(b"url ", 0, 0, b"")).build()
    assert tone(labelled(nameless)) == build.TONE
    mixed = Movie(front=True, reference=build.ELSEWHERE).build()
    entry = mixed[mixed.index(b"sowt") - 4 :][:36]
    here = entry[:14] + (2).to_bytes(2) + entry[16:]
    stsd = full(b"stsd", 0, 0, (1).to_bytes(4) + entry)
    twice = full(b"stsd", 0, 0, (2).to_bytes(4) + entry + here)
    moov = mixed[mixed.index(b"moov") - 4 : mixed.index(b"mdat") - 4]
    for parent in (b"stbl", b"minf", b"mdia", b"trak", b"moov"):
        at = moov.index(parent) - 4
        size = int.from_bytes(moov[at : at + 4]) + len(entry)
        moov = moov[:at] + size.to_bytes(4) + moov[at + 4 :]
    moov = moov.replace(stsd, twice)
    data = build.file_type(b"qt  ") + moov + box(b"mdat", build.TONE)
    with pytest.raises(NoSlot, match="both in this file and in others"):
        labelled(data)


def auxiliary(offset: int, *, version: int = 0, typed: bool = False) -> bytes:
    """A movie in front with an saio box, which says where sample auxiliary information lies."""
    said = (b"cenc\0\0\0\0" if typed else b"") + (1).to_bytes(4)
    said += offset.to_bytes(8 if version else 4)
    saio = full(b"saio", version, int(typed), said)

    def table(start: int) -> bytes:
        places = build.offsets([start + build.CHUNK * at for at in range(build.CHUNKS)])
        inner = build.sample_table(places)
        return box(b"stbl", inner[8:] + saio)

    def movie(start: int) -> bytes:
        return box(b"moov", build.movie_header() + build.track(table(start)))

    head = build.file_type(b"isom")
    return head + movie(len(head) + len(movie(0)) + 8) + box(b"mdat", build.TONE)


@pytest.mark.parametrize(("version", "typed"), [(0, False), (0, True), (1, True)])
def test_auxiliary_information_is_found(version: int, typed: bool) -> None:
    data = auxiliary(700, version=version, typed=typed)
    result = labelled(data)
    growth = len(result) - len(data)
    at = result.index(b"saio") + (20 if typed else 12)
    assert int.from_bytes(result[at : at + (8 if version else 4)]) == 700 + growth
    assert tone(result) == build.TONE


def test_auxiliary_information_beyond_32_bits_gets_64() -> None:
    data = auxiliary(0xFFFFFFF0)
    result = labelled(data)
    at = result.index(b"saio")
    growth = len(result) - len(data)
    assert result[at - 4 : at + 20] == full(
        b"saio", 1, 0, (1).to_bytes(4) + (0xFFFFFFF0 + growth).to_bytes(8)
    )
    assert tone(result) == build.TONE


def test_chunk_offsets_beyond_32_bits_get_64(tmp_path: Path) -> None:
    """A chunk that stands right before 4 GiB, in a sparse file."""
    far = (1 << 32) - 100

    def movie(first: int) -> bytes:
        table = build.sample_table(build.offsets([first, far]), build.CHUNK)
        return box(b"moov", build.movie_header() + build.track(table) + build.track(table, id_=2))

    head = build.file_type(b"isom") + movie(0)
    head = build.file_type(b"isom") + movie(len(head) + 16)
    path = tmp_path / "far.mp4"
    with path.open("wb") as file:
        media = far + build.CHUNK - len(head)
        file.write(head + b"\0\0\0\1mdat" + media.to_bytes(8) + build.TONE[: build.CHUNK])
        file.seek(far)
        file.write(build.TONE[build.CHUNK : 2 * build.CHUNK])
    with open_source(str(path)) as source:
        edits = Mp4(source).plan(OTHER)
        new = apply_edits(head, edits)
    growth = len(new) - len(head)
    assert new.count(b"co64") == 2
    assert b"stco" not in new
    assert chunks(new) == [len(new) + 16, far + growth]
    source = Source.of_bytes(new)
    (movie_box,) = (one for one in top_level(source) if one.type == b"moov")
    found = tables(source, movie_box)
    assert [(one.width, one.entries) for one in found] == [(8, 2), (8, 2)]


def runs(data: bytes, *, base: bool) -> bytes:
    """What the fragments' runs lead to."""
    found, at = b"", 0
    while (at := data.find(b"moof", at)) >= 0:
        start = at - 4
        if base:
            header = data.index(b"tfhd", at)
            assert int.from_bytes(data[header + 12 : header + 20]) == start
        run = data.index(b"trun", at)
        count, offset = struct.unpack_from(">Ii", data, run + 8)
        found += data[start + offset : start + offset + 2 * count]
        at += 4
    return found


@pytest.mark.parametrize("base", [False, True])
@pytest.mark.parametrize("segments", [False, True])
def test_fragments_are_found(base: bool, segments: bool) -> None:
    for gap in (b"", box(b"free", bytes(900))):
        data = build.fragmented(base=base, segments=segments, gap=gap)
        result = labelled(data)
        assert runs(result, base=base) == build.TONE
        assert (len(result) == len(data)) == bool(gap)
        places = [at for at in range(len(result)) if result[at : at + 4] == b"moof"]
        table = result.index(b"tfra") + 20
        said = [int.from_bytes(result[table + 8 + 19 * at :][:8]) for at in range(2)]
        assert said == [at - 4 for at in places]


def segment_index(offset: int, size: int, *, version: int = 0) -> bytes:
    """A segment index of one segment."""
    times = struct.pack(">II" if not version else ">QQ", 0, offset)
    entry = struct.pack(">3I", size, 64, 0x90000000)
    return full(b"sidx", version, 0, struct.pack(">II", 1, 8000) + times + b"\0\0\0\1" + entry)


@pytest.mark.parametrize("version", [0, 1])
def test_a_segment_index_before_the_movie_follows(version: int) -> None:
    """Its anchor stays where it is while the segment moves."""
    movie = Movie(front=True).movie(0)
    size = len(segment_index(0, 0, version=version))
    media = box(b"mdat", build.TONE)
    head = build.file_type(b"dash") + segment_index(len(movie), len(media), version=version)
    start = len(head) + len(movie) + 8
    data = head + Movie().movie(start) + media
    result = labelled(data)
    at = result.index(b"sidx") - 4
    field = at + 12 + 8 + (8 if version else 4)
    width = 8 if version else 4
    offset = int.from_bytes(result[field : field + width])
    assert at + size + offset == result.index(b"mdat") - 4
    assert tone(result) == build.TONE


def test_offsets_that_cannot_be_said_are_refused() -> None:
    moof = build.fragmented(base=True)
    at = moof.index(b"tfra") + 4
    narrow = struct.pack(">II3B", 0, 0xFFFFFFF0, 1, 1, 1)
    tfra = full(b"tfra", 0, 0, struct.pack(">3I", 1, 0, 1) + narrow)
    data = moof[: at - 16] + box(b"mfra", tfra)
    with pytest.raises(NoSlot, match="beyond what its field can say"):
        labelled(data)
    late = build.fragmented(base=True)
    first, second = late.index(b"moov") - 4, late.index(b"moof") - 4
    end = late.index(b"mfra") - 4
    swapped = late[:first] + late[second:end] + late[first:second] + box(b"mdat", b"x")
    with pytest.raises(NoSlot, match="before the movie box"):
        labelled(swapped)


def test_items_with_locations_follow() -> None:
    data = build.located()
    result = labelled(data)
    at = result.index(b"iloc") + 18
    offset, length = struct.unpack_from(">II", result, at)
    assert result[offset : offset + length] == b"a note of somebody's own"


def test_tables_have_a_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hegui.implicit.formats.quicktime_offsets._MOST_BYTES", 15)
    with pytest.raises(CeilingExceeded, match="or 15 bytes in them"):
        labelled(Movie(front=True).build())


def test_long_tables_move_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hegui.implicit.formats.quicktime_offsets._BLOCK", 3)
    for wide in (False, True):
        assert tone(labelled(Movie(front=True, wide=wide).build())) == build.TONE


IN_PLACE = ["plain", "ffmpeg", "newlines", "quicktime", "itunes-freeform", "string-behind", "3gp"]


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place_the_file_is_whole_at_every_step(name: str) -> None:
    movie = Movie(udta=build.string(b"\xa9cmt", "a note " + BARE))
    data = movie.build() if name == "string-behind" else build.SAMPLES[name]()
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    old = [site.text for site in opened(data).read().sites]
    state = data + change.tail
    assert [site.text for site in opened(state).read().sites] == old
    first, last = change.commits
    for commit in (first, last):
        assert len(commit.data) == commit.length <= 8
    state = state[: first.offset] + first.data + state[first.offset + first.length :]
    # Both are movies now; readers go by the first.
    assert [site.text for site in opened(state).read().sites] == [*old, OTHER]
    state = state[: last.offset] + last.data + state[last.offset + last.length :]
    (site,) = opened(state).read().sites
    assert (site.text, site.prescribed) == (OTHER, True)
    assert essence(state) == essence(data)


def steps(data: bytes, change: InPlace) -> Iterator[bytes]:
    """The file after every step, what fills free space half written too."""
    now = bytearray(data)
    for one in change.filling:
        assert one.length == len(one.data)
        for end in (one.length // 2, one.length):
            now[one.offset : one.offset + end] = one.data[:end]
            yield bytes(now)
    now += change.tail
    yield bytes(now)
    for one in change.commits:
        now[one.offset : one.offset + one.length] = one.data
        yield bytes(now)


@pytest.mark.parametrize("name", IN_PLACE)
def test_further_labels_take_the_room_that_older_ones_left(name: str) -> None:
    movie = Movie(udta=build.string(b"\xa9cmt", "a note " + BARE))
    first = movie.build() if name == "string-behind" else build.SAMPLES[name]()
    data, sizes = first, []
    longer = OTHER.replace("and-somewhat", "and-a-good-deal")
    for number, text in enumerate((longer, longer, *(OTHER, BARE, longer) * 5)):
        change = opened(data).plan_in_place(text)
        assert change is not None
        assert change.is_nothing == (number == 1)
        for state in steps(data, change):
            data = state
            said = opened(data).read().sites
            assert said or number == 0
            # Readers go by the first movie, which is whole whichever it is.
            assert number == 0 or any(site.prescribed for site in said)
            assert essence(data) == essence(first)
        (site,) = opened(data).read().sites
        assert (site.text, site.prescribed) == (text, True)
        sizes.append(len(data))
    assert len(set(sizes[-6:])) == 1


@pytest.mark.parametrize("name", ["plain", "faststart", "faststart-free", "ffmpeg", "3gp"])
def test_a_label_that_stands_there_is_not_written_again(name: str) -> None:
    data = labelled(build.SAMPLES[name](), OTHER)
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    assert change.is_nothing
    assert labelled(data, OTHER) == data


def test_free_space_that_was_no_movie_is_left_alone() -> None:
    data = Movie(udta=build.LABELLED).build()
    kept = box(b"free", bytes(range(256)) * 40)
    change = opened(data + kept).plan_in_place(OTHER)
    assert change is not None
    assert (change.filling, change.tail != b"") == ((), True)


def test_an_interrupted_change_in_place_can_be_finished() -> None:
    data = Movie(udta=build.LABELLED).build()
    change = opened(data).plan_in_place(OTHER)
    assert change is not None
    state = data + change.tail
    one = change.commits[0]
    for cut in (len(state) - 1, len(data) + 5, len(state)):
        left = state[:cut]
        if cut == len(state):
            left = left[: one.offset] + one.data + left[one.offset + one.length :]
        (site,) = opened(labelled(left)).read().sites
        assert (site.text, site.prescribed) == (OTHER, True)


@pytest.mark.parametrize(
    "name",
    [
        "faststart",
        "faststart-free",
        "fragmented",
        "open-media",
        "open-movie",
        "trailing-zeros",
        "aigc-box",
        "two-movies",
    ],
)
def test_what_cannot_be_changed_in_place_is_not(name: str) -> None:
    assert opened(build.SAMPLES[name]()).plan_in_place(OTHER) is None


def test_a_file_on_disk_is_changed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(Movie(udta=build.LABELLED).build())
    before = path.read_bytes()
    for text in (OTHER, BARE):
        with open_source(str(path)) as source:
            change = Mp4(source).plan_in_place(text)
            assert change is not None
            write_in_place(str(path), source, change, lambda _: None)
        (site,) = opened(path.read_bytes()).read().sites
        assert (site.text, site.prescribed) == (text, True)
    assert essence(path.read_bytes()) == essence(before)
