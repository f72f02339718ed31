"""EBML: heads, sizes, Void, CRC-32."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, FileError
from hegui.files.source import Source
from hegui.structures import ebml


@settings(deadline=None)
@given(st.integers(0, 2**56 - 2), st.integers(1, 8))
def test_a_size_field_says_its_size_and_is_as_wide_as_asked(size: int, width: int) -> None:
    field = ebml.size_field(size, width)
    assert len(field) >= width
    found = ebml.decode(b"\xec" + field, 0)
    assert found is not None
    assert (found.size, found.data_at) == (size, 1 + len(field))


def test_a_size_of_all_ones_takes_one_byte_more_for_it_would_be_unknown() -> None:
    assert ebml.size_field(126) == b"\xfe"
    assert ebml.size_field(127) == b"\x40\x7f"
    assert ebml.decode(b"\xec\xff", 0) == ebml.Element(0xEC, 0, 2, ebml.UNKNOWN)


@pytest.mark.parametrize("length", [2, 3, 127, 128, 129, 130, 16384, 16385, 16386, 16387])
def test_a_void_is_as_long_as_asked(length: int) -> None:
    void = ebml.void(length)
    found = ebml.decode(void, 0)
    assert found is not None
    assert len(void) == length == found.end
    assert found.id == ebml.VOID


@pytest.mark.parametrize("width", range(1, 9))
def test_an_element_can_be_stretched_by_one_byte_or_two_of_void(width: int) -> None:
    raw = ebml.make(0x4487, b"text", width)
    change = len(ebml.stretched(raw)) - len(raw)
    assert change == (1 if width < 8 else -1)


@pytest.mark.parametrize(
    "bad", [b"", b"\xec", b"\x00\x81", b"\x08\x00\x00\x00\x00\x81", b"\xec\x00", b"\x1a\x45\xdf"]
)
def test_what_is_no_element_is_said_to_be_none(bad: bytes) -> None:
    assert ebml.decode(bad, 0) is None
    with pytest.raises(BrokenFile):
        ebml.head(Source.of_bytes(bad), 0)


def test_a_child_that_leaves_its_parent_is_named_with_its_place() -> None:
    raw = b"\xbb\x83\xec\x85\0"
    whole = ebml.decode(raw, 0)
    assert whole is not None
    with pytest.raises(BrokenFile) as caught:
        list(ebml.children(Source.of_bytes(raw, "x.mkv"), raw, whole, 100))
    assert str(caught.value) == (
        "x.mkv: element EC at byte 102: the element says 5 bytes, and 1 are left"
    )


def test_a_checksum_is_made_anew_with_the_data_it_covers() -> None:
    data = ebml.make(0x4487, b"old")
    raw = ebml.make(0x7373, ebml.crc(data) + data)
    whole = ebml.decode(raw, 0)
    assert whole is not None
    assert ebml.sound(raw, whole)
    assert not ebml.sound(raw.replace(b"old", b"new"), whole)
    new = ebml.remake(raw, whole, ebml.make(0x4487, b"a new one"))
    remade = ebml.decode(new, 0)
    assert remade is not None
    assert ebml.has_crc(new, remade)
    assert ebml.sound(new, remade)


@settings(deadline=None)
@given(st.binary(max_size=64))
def test_any_bytes_give_a_doc_type_or_none(data: bytes) -> None:
    found = ebml.doc_type(b"\x1a\x45\xdf\xa3" + data)
    assert found is None or b"\0" not in found


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_children_are_elements_in_order_or_an_error_of_ours(data: bytes) -> None:
    raw = ebml.make(0x7373, data)
    whole = ebml.decode(raw, 0)
    assert whole is not None
    at = whole.data_at
    try:
        for child in ebml.children(Source.of_bytes(raw), raw, whole, 0):
            assert child.offset == at
            at = child.end
    except FileError:
        return
    assert at == len(raw)
