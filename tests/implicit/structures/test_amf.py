"""AMF0: where properties stand, and arrays that lie."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit.structures import amf
from hegui.implicit.structures.amf import Script
from tests.builders import flv


def parsed(data: bytes) -> Script:
    return amf.parse(Source.of_bytes(data, "x.flv"), data, 0)


def test_every_property_is_found_with_its_bytes() -> None:
    inner = flv.object_(flv.pair(b"b", flv.text(b"two")))
    data = flv.text(b"onMetaData") + flv.array(
        flv.pair(b"a", flv.number(1)), flv.pair(b"o", inner), flv.pair(b"n", b"\x05")
    )
    script = parsed(data)
    assert script.names == (b"onMetaData",)
    assert [found.path for found in script.properties] == [(b"a",), (b"o",), (b"o", b"b"), (b"n",)]
    for found in script.properties:
        name = found.path[-1]
        assert data.startswith(len(name).to_bytes(2) + name, found.start)
    deep = script.properties[2]
    assert amf.text_at(data, deep) == b"two"
    assert data[deep.start : deep.end] == flv.pair(b"b", flv.text(b"two"))
    main = script.holders[script.main]
    assert main.truthful
    assert data[main.pairs_end :] == flv.END


@pytest.mark.parametrize("count", [0, 7, 0xFFFFFFFF])
def test_a_count_that_lies_is_seen_and_not_believed(count: int) -> None:
    script = parsed(flv.text(b"x") + flv.array(flv.DURATION, flv.FOREIGN, count=count))
    assert script.holders[0].pairs == 2
    assert not script.holders[0].truthful


def test_an_array_without_an_end_mark_ends_with_the_data() -> None:
    data = flv.text(b"x") + flv.array(flv.DURATION, end=b"")
    assert parsed(data).holders[0].pairs_end == len(data)


def test_an_object_within_must_have_its_end_mark() -> None:
    data = flv.text(b"x") + flv.array(flv.pair(b"o", b"\x03" + flv.DURATION), end=b"")
    with pytest.raises(BrokenFile):
        parsed(data)


def test_a_long_string_is_one_from_65536_bytes() -> None:
    assert amf.string(b"x" * 0xFFFF)[0] == amf.STRING
    assert amf.string(b"x" * 0x10000)[0] == amf.LONG_STRING
    data = amf.string(b"name") + amf.ecma_array(amf.pair(b"k", amf.string(b"x" * 70_000)))
    (found,) = parsed(data).properties
    assert amf.text_at(data, found) == b"x" * 70_000


def test_a_strict_array_that_says_four_thousand_million_items_is_refused_at_once() -> None:
    with pytest.raises(BrokenFile):
        parsed(b"\x0a\xff\xff\xff\xff" + b"\0" * 100)


def test_a_strict_array_of_other_things_than_numbers_is_followed() -> None:
    items = flv.strict(flv.text(b"a"), flv.number(1), flv.object_(flv.pair(b"k", b"\x05")))
    script = parsed(flv.text(b"x") + flv.array(flv.pair(b"list", items), flv.DURATION))
    assert [found.path[-1] for found in script.properties] == [b"list", b"k", b"duration"]


def test_objects_in_objects_end_at_the_ceiling() -> None:
    data = (b"\x03\0\x01a" * 100) + b"\x05"
    with pytest.raises(CeilingExceeded):
        parsed(data)


@pytest.mark.parametrize("value", [-1.0, 0.5, float("inf"), float("nan")])
def test_what_is_no_offset_is_no_number(value: float) -> None:
    assert amf.number(flv.number(value), 1) is None


def test_an_offset_is_a_number() -> None:
    assert amf.number(b"\0" + amf.pack_number(2**40), 1) == 2**40


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_properties_within_them_or_an_error_of_ours(data: bytes) -> None:
    try:
        script = parsed(b"\x02\0\x01x\x08\0\0\0\x01" + data)
    except FileError:
        return
    for found in script.properties:
        assert 0 <= found.start < found.value_at <= found.end <= len(data) + 9
