"""Matroska and WebM: every dialect, every way of making room, positions that stay right."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.edits import apply_edits
from hegui.files.in_place import InPlace
from hegui.files.source import Ceilings, Source
from hegui.implicit.container import Site
from hegui.implicit.formats.matroska import Matroska, WebM
from hegui.implicit.table import open_container
from hegui.structures import ebml
from tests.builders import matroska as build
from tests.builders.labels import BARE
from tests.builders.matroska import Plan

NEW = BARE.replace("4f7c1f9e-a01", "another-number-4711-that-is-longer")


def opened(data: bytes) -> Matroska:
    container = open_container(Source.of_bytes(data, "x.mkv"))
    assert isinstance(container, Matroska)
    return container


def labelled(data: bytes, text: str = NEW) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def sites(data: bytes) -> tuple[Site, ...]:
    reading = opened(data).read()
    assert not reading.blind
    return reading.sites


def content(data: bytes) -> bytes:
    return b"".join(
        part if isinstance(part, bytes) else data[part[0] : part[1]]
        for part in opened(data).essence()
    )


def walk(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Identifier, offset, data's offset and end of each element; an unknown size ends at the end.

    The test's own few lines: they know nothing of the code under test.
    """
    at = start
    while at < end:
        width = 9 - data[at].bit_length()
        size_width = 9 - data[at + width].bit_length()
        data_at = at + width + size_width
        size = int.from_bytes(data[at + width : data_at]) & ((1 << 7 * size_width) - 1)
        behind = end if size == (1 << 7 * size_width) - 1 else data_at + size
        yield int.from_bytes(data[at : at + width]), at, data_at, behind
        at = behind


def segment(data: bytes) -> tuple[int, int]:
    """Where the first Segment's data begin and end."""
    for id_, _, data_at, end in walk(data, 0, len(data)):
        if id_ == build.SEGMENT:
            return data_at, end
    raise AssertionError


def assert_positions_right(data: bytes) -> int:
    """Follows SeekHead, Cues and the clusters' own positions; returns how many there were."""
    origin, end = segment(data)
    followed = 0
    for id_, _, at, behind in walk(data, origin, end):
        if id_ == build.SEEK_HEAD:
            for seek, _, seek_at, seek_end in walk(data, at, behind):
                if seek == build.SEEK:
                    wanted, position = (data[v[2] : v[3]] for v in walk(data, seek_at, seek_end))
                    assert data.startswith(wanted, origin + int.from_bytes(position))
                    followed += 1
        elif id_ == build.CUES:
            for point in walk(data, at, behind):
                if point[0] == 0xBB:
                    positions = next(v for v in walk(data, point[2], point[3]) if v[0] == 0xB7)
                    value = next(v for v in walk(data, positions[2], positions[3]) if v[0] == 0xF1)
                    cluster = origin + int.from_bytes(data[value[2] : value[3]])
                    assert data.startswith(build.CLUSTER.to_bytes(4), cluster)
                    followed += 1
        elif id_ == build.CLUSTER and behind < end:
            for child in walk(data, at, behind):
                if child[0] == 0xA7:
                    said = int.from_bytes(data[child[2] : child[3]])
                    assert data.startswith(build.CLUSTER.to_bytes(4), origin + said)
                    followed += 1
    return followed


def assert_checksums_right(data: bytes) -> None:
    for _, offset, _, behind in walk(data, *segment(data)):
        raw = data[offset:behind]
        whole = ebml.decode(raw, 0)
        assert whole is not None
        if whole.size >= 0:
            assert ebml.sound(raw, whole)


@pytest.mark.parametrize("name", build.SAMPLES)
def test_content_positions_and_checksums_are_right_after_labelling(name: str) -> None:
    data = build.SAMPLES[name]()
    assert content(labelled(data)) == content(data)
    lost = int(name == "tight-positions-narrow")
    assert assert_positions_right(labelled(data)) >= assert_positions_right(data) - lost
    assert_checksums_right(labelled(data))


@pytest.mark.parametrize("name", build.SAMPLES)
def test_foreign_tags_stay(name: str) -> None:
    data = build.SAMPLES[name]()
    title = build.simple("TITLE", "山水")
    assert (title in labelled(data)) == (title in data)
    assert labelled(data).count(build.INFO_PART) == data.count(build.INFO_PART)


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("labelled", "mkv.tag"),
        ("nested", "mkv.tag-nested"),
        ("of-a-track", "mkv.tag-target"),
        ("of-a-level", "mkv.tag-target"),
        ("binary", "mkv.tag-binary"),
        ("other-case", "mkv.tag"),
        ("other-name", "mkv.tag"),
        ("language", "mkv.tag-target"),
    ],
)
def test_a_dialect_is_read_where_it_stands(name: str, slot: str) -> None:
    data = build.SAMPLES[name]()
    (site,) = sites(data)
    assert (site.slot, site.prescribed) == (slot, name == "labelled")
    carrier = data[site.offset : site.offset + site.length]
    assert carrier.startswith(build.SIMPLE.to_bytes(2))
    assert carrier.count(site.text.encode()) == 1
    assert site.parsed is not None


def test_the_first_of_two_labels_counts_and_the_other_goes() -> None:
    data = build.SAMPLES["two-labels"]()
    assert [site.prescribed for site in sites(data)] == [True, False]
    (site,) = sites(labelled(data))
    assert site.text == NEW


def test_a_label_in_a_later_segment_goes_too() -> None:
    result = labelled(build.chained())
    (site,) = sites(result)
    assert site.offset < len(result) // 2
    assert BARE.encode() not in result


def test_a_wrong_checksum_over_the_tags_is_noted_and_made_right() -> None:
    data = Plan(front=(build.checked(build.TAGS, build.tag(build.simple("AIGC", BARE))),)).build()
    data = data.replace(b'"Label":"1"', b'"Label":"2"')
    (site,) = sites(data)
    assert site.parsed is not None
    assert [each.id for each in site.parsed.tolerances] == ["container.checksum"]
    assert_checksums_right(labelled(data, site.text))


def test_a_label_that_fits_changes_nothing_else() -> None:
    data = Plan(front=(build.LABELLED_TAGS, build.void(400))).build()
    shorter = BARE.replace("4f7c1f9e-a01", "1")
    for text in (NEW, shorter):
        result = labelled(data, text)
        assert len(result) == len(data)
        tags_at = data.index(build.TAGS.to_bytes(4) + build.LABELLED_TAGS[4:5])
        assert result[:tags_at] == data[:tags_at]
        behind = tags_at + len(build.LABELLED_TAGS) + 400
        assert result[behind:] == data[behind:]


@pytest.mark.parametrize("room", [*range(200, 330), 500])
def test_a_void_of_any_length_is_filled_to_the_byte(room: int) -> None:
    data = Plan(front=(build.void(room),)).build()
    result = labelled(data)
    assert_positions_right(result)
    assert len(sites(result)) == 1


@pytest.mark.parametrize("width", range(2, 9))
def test_the_segments_size_field_grows_where_it_must(width: int) -> None:
    front = build.tags(build.tag(build.simple("NOTE", "x" * 15_350)))
    data = Plan(front=(front,), segment_width=width).build()
    result = labelled(data)
    assert segment(result)[1] == len(result)
    assert_positions_right(result)


def test_positions_that_need_another_byte_move_what_is_behind_once_more() -> None:
    # From 250 to 260 bytes, and over 65535: both by a label of some 250 bytes.
    for note in (1, 64_700, 64_800, 64_900, 65_000):
        front = build.tags(build.tag(build.simple("NOTE", "x" * note)))
        for cues in ("front", "back"):
            result = labelled(Plan(front=(front,), cues=cues, clusters=5).build())
            assert_positions_right(result)
            assert len(sites(result)) == 1


def long_file(**more: object) -> bytes:
    return Plan(clusters=100, room=300, **more).build()  # type: ignore[arg-type]


def test_a_long_file_is_labelled_at_its_end_without_moving_a_cluster() -> None:
    data = long_file(front=(build.TITLE_TAGS,))
    result = labelled(data)
    first = build.CLUSTER.to_bytes(4)
    assert result.index(first) == data.index(first)
    assert sites(result)[0].offset > len(data) - 300
    assert assert_positions_right(result) == assert_positions_right(data)
    assert content(result) == content(data)


def test_a_long_file_without_room_in_its_seek_head_moves() -> None:
    data = Plan(clusters=100, positions=4, crc=True).build()
    result = labelled(data)
    assert sites(result)[0].offset < result.index(build.CLUSTER.to_bytes(4))
    assert assert_positions_right(result) == assert_positions_right(data)
    assert_checksums_right(result)
    assert content(result) == content(data)


def test_a_long_file_with_an_index_is_not_walked() -> None:
    data = Plan(clusters=3000, back=(build.LABELLED_TAGS,)).build()
    few = Source.of_bytes(data, "x.mkv", Ceilings(count=300))
    (site,) = Matroska(few).read().sites
    assert site.prescribed


def test_a_long_file_without_an_index_is_walked_to_its_end() -> None:
    data = Plan(clusters=300, seek_head=False, cues="", back=(build.LABELLED_TAGS,)).build()
    assert len(sites(data)) == 1
    assert sites(labelled(data))[0].offset < 600  # nobody would look for it at the end


def test_what_is_not_walked_to_its_end_is_said() -> None:
    data = Plan(clusters=300, seek_head=False, cues="").build()
    reading = Matroska(Source.of_bytes(data, "x.mkv", Ceilings(count=100))).read()
    (blind,) = reading.blind
    assert "more than 100 structures" in blind.reason


def test_a_recording_that_was_broken_off_is_labelled_in_front() -> None:
    data = build.live()[:-30]
    result = labelled(data)
    (site,) = sites(result)
    assert site.offset < 300
    assert result.endswith(data[-400:])


def test_a_file_with_sizes_that_was_broken_off_is_read_and_not_written() -> None:
    data = Plan(room=120, front=(build.LABELLED_TAGS,)).build()[:-30]
    reading = opened(data).read()
    assert len(reading.sites) == len(reading.blind) == 1
    with pytest.raises(BrokenFile):
        opened(data).plan(NEW)


def test_tags_that_are_broken_are_not_written_over() -> None:
    bad = build.element(build.TAGS, b"\x73\x73\xff" + BARE.encode())
    data = Plan(front=(bad,)).build()
    (blind,) = opened(data).read().blind
    assert blind.place.startswith("element Tags at byte ")
    with pytest.raises(BrokenFile):
        opened(data).plan(NEW)


def test_a_seek_head_that_lies_is_not_followed() -> None:
    wrong = Plan(listed=(build.INFO,), clusters=80).build()
    at = wrong.index(b"\x53\xac\x81") + 3
    lying = wrong[:at] + b"\xfe" + wrong[at + 1 :]
    assert sites(lying) == ()


def test_a_file_whose_whole_segment_has_a_checksum_loses_only_that() -> None:
    parts = build.INFO_PART + build.TRACKS_PART
    data = build.header() + build.checked(build.SEGMENT, parts)
    result = labelled(data)
    assert len(sites(result)) == 1
    origin, _ = segment(result)
    assert result[origin : origin + 2] == b"\xec\x84"


def test_tags_in_hundreds_of_places_are_refused() -> None:
    crowd = build.tags(*(build.tag(build.simple("AIGC", BARE)) for _ in range(300)))
    reading = opened(Plan(front=(crowd,)).build()).read()
    assert len(reading.blind) == 1


def test_tags_within_tags_end_at_the_ceiling() -> None:
    deep = build.simple("AIGC", BARE)
    for _ in range(100):
        deep = build.element(build.SIMPLE, build.element(build.NAME, b"x"), deep)
    data = Plan(front=(build.tags(build.tag(deep)),)).build()
    (blind,) = opened(data).read().blind
    assert "nested deeper" in blind.reason
    with pytest.raises(CeilingExceeded):
        opened(data).plan(NEW)


def test_webm_is_told_by_its_doc_type() -> None:
    assert type(opened(Plan("webm").build())) is WebM
    assert type(opened(Plan().build())) is Matroska
    assert not Matroska.sniff(build.header("other"))


def states(data: bytes, change: InPlace) -> Iterator[bytes]:
    """The file after every step."""
    now = bytearray(data)
    for one in change.filling:
        assert one.length == len(one.data)
        for end in (one.length // 2, one.length):  # half written, and whole
            now[one.offset : one.offset + end] = one.data[:end]
            yield bytes(now)
    now += change.tail
    yield bytes(now)
    for one in change.commits:
        assert one.length == len(one.data) <= 8
        now[one.offset : one.offset + one.length] = one.data
        yield bytes(now)


IN_PLACE = {
    "no tags, room": Plan(room=300),
    "no tags, room, checksums": Plan(room=300, crc=True),
    "tags first": Plan(room=300, front=(build.LABELLED_TAGS,)),
    "tags first, checksums": Plan(room=300, front=(build.LABELLED_TAGS,), crc=True),
    "tags last": Plan(back=(build.LABELLED_TAGS,)),
    "no sizes": Plan(room=300, unknown=True, cues="", front=(build.LABELLED_TAGS,)),
    "many clusters": Plan(room=300, front=(build.LABELLED_TAGS,), clusters=300),
    "a void that is used up": Plan(room=15),
}


@pytest.mark.parametrize("name", IN_PLACE)
def test_at_every_step_in_place_the_file_is_sound_and_has_a_label(name: str) -> None:
    data = IN_PLACE[name].build()
    change = opened(data).plan_in_place(NEW)
    assert change is not None
    had = bool(sites(data))
    result = b""
    for result in states(data, change):
        texts = {site.text for site in sites(result)}
        assert texts <= {BARE, NEW}
        assert texts or not had
        assert content(result) == content(data)
        assert_checksums_right(result)
        if name != "no sizes":
            assert_positions_right(result)
    (site,) = sites(result)
    assert (site.text, site.prescribed) == (NEW, True)
    assert_positions_right(result)


@pytest.mark.parametrize("name", [name for name in IN_PLACE if name != "no sizes"])
def test_a_label_that_stands_there_is_not_written_again(name: str) -> None:
    data = IN_PLACE[name].build()
    for text in (NEW, NEW):
        change = opened(data).plan_in_place(text)
        assert change is not None
        *_, data = states(data, change)
    assert change is not None
    assert change.is_nothing


def test_tags_that_end_a_cluster_without_size_are_not_made_its_child() -> None:
    data = first = IN_PLACE["no sizes"].build()
    change = opened(data).plan_in_place(NEW)
    assert change is not None
    *_, data = states(data, change)
    assert opened(data).plan_in_place(BARE) is None
    again = apply_edits(data, opened(data).plan(BARE))
    assert content(again) == content(first)


@pytest.mark.parametrize("name", [name for name in IN_PLACE if name != "no sizes"])
def test_further_labels_take_the_room_that_older_ones_left(name: str) -> None:
    """Texts of one length; and shorter ones, behind which a Void stays."""
    first = IN_PLACE[name].build()
    data, sizes = first, []
    short = BARE.replace("-a01", "")
    for number, text in enumerate((NEW, BARE, short) * 6):
        change = opened(data).plan_in_place(text)
        assert change is not None
        for state in states(data, change):
            data = state
            assert {site.text for site in sites(data)} <= {NEW, BARE, short}
            assert number == 0 or sites(data)
            assert content(data) == content(first)
            assert_checksums_right(data)
        (site,) = sites(data)
        assert (site.text, site.prescribed) == (text, True)
        assert_positions_right(data)
        sizes.append(len(data))
    assert len(set(sizes[-8:])) == 1


@pytest.mark.parametrize("name", ["tight", "live", "chained", "two-labels", "narrow-segment-size"])
def test_in_place_is_declined_where_it_is_not_possible(name: str) -> None:
    assert opened(build.SAMPLES[name]()).plan_in_place(NEW) is None


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_segment_gives_a_reading_or_an_error_of_ours(data: bytes) -> None:
    source = Source.of_bytes(build.header() + build.element(build.SEGMENT, data), "x.mkv")
    try:
        Matroska(source).read()
    except FileError as error:
        assert error.path == "x.mkv"  # noqa: PT017 - the error's own content is what is tested


@settings(deadline=None)
@given(st.sampled_from(sorted(build.SAMPLES)), st.integers(0, 2**32), st.integers(1, 6))
def test_any_mutation_gives_content_and_a_change_in_place_or_an_error_of_ours(
    name: str, seed: int, count: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(build.SAMPLES[name]())
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        container = open_container(Source.of_bytes(bytes(data), "x.mkv"))
        assert isinstance(container, Matroska)
        change = container.plan_in_place(NEW)
        list(container.essence())
    except FileError as error:
        assert error.path == "x.mkv"  # noqa: PT017 - the error's own content is what is tested
        return
    if change is not None:
        *_, last = states(bytes(data), change)
        assert [site.text for site in Matroska(Source.of_bytes(last)).read().sites] == [NEW]
