"""XMP packets that are malformed, hostile or any bytes at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError
from hegui.implicit import xmp
from tests.builders.labels import FOREIGN_XMP
from tests.implicit.xmp_steps import (
    ELEMENT,
    SINGLE_QUOTED,
    find,
    with_label,
    without_label,
)
from tests.limits import within


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<AIGC", "not well-formed"),
        (ELEMENT[:-4], "not well-formed"),
        (b"AIGC", "not well-formed"),
        (b'<?xml version="1.0" encoding="no-such"?>' + ELEMENT, "not well-formed"),
        (b"\xff\xfe\0\xd8AIGC", "not valid utf-16"),
        (b"<!DOCTYPE a [<!ENTITY b 'AIGC'>]><a>&b;</a>", "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>AIGC</a>', "document type"),
    ],
)
def test_malformed_packets_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    for act in (find, with_label):
        with pytest.raises(BrokenFile, match=reason) as caught:
            act(data)
        assert caught.value.path == "f"
        assert caught.value.place == "p"


def test_a_packet_without_rdf_is_refused() -> None:
    with pytest.raises(BrokenFile, match="rdf:RDF"):
        with_label(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")


def bomb_of_entities() -> bytes:
    levels = "".join(f'<!ENTITY e{i} "&e{i - 1};&e{i - 1};">' for i in range(1, 64))
    return f'<!DOCTYPE a [<!ENTITY e0 "AIGC">{levels}]><a>&e63;</a>'.encode()


@pytest.mark.parametrize(
    "build",
    [
        bomb_of_entities,
        lambda: b"<AIGC>" * 200_000,
        lambda: b"<a>" * 200 + b"AIGC" + b"</a>" * 200,
        lambda: b"<aigc>" + b"<a/>" * 300_000 + b"</aigc>",
        lambda: b"<AIGC " + b"".join(b"a%d='' " % i for i in range(250_000)) + b"/>",
        lambda: b"<aigc>" + b"x" * (9 * 1024**2) + b"</aigc>",
        lambda: (
            b"<a " + b"".join(b"xmlns:a%d='b' " % i for i in range(90_000)) + b">"
            b"" + b"<b xmlns:c='aigc'/>" * 9_000 + b"</a>"
        ),
    ],
    ids=["entities", "unclosed", "depth", "count", "attributes", "size", "prefixes"],
)
def test_bombs_end_soon(build: Callable[[], bytes]) -> None:
    data = build()
    with within(2), pytest.raises((BrokenFile, CeilingExceeded)):
        find(data)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_the_short_way_says_what_the_parser_says(text: str) -> None:
    # The long way is taken where one more blank stands behind the packet's end.
    short = xmp.new_packet("{" + text).replace(b"&amp;", b"&")
    try:
        slow = find(short + b" ")
    except FileError:
        with pytest.raises(FileError):
            find(short)
    else:
        assert find(short) == slow


@given(st.binary(max_size=200))
def test_no_bytes_escape_our_errors(junk: bytes) -> None:
    for data in (junk, ELEMENT[:150] + junk + ELEMENT[150:], b"\xfe\xff" + junk + b"AIGC"):
        for act in (find, with_label, without_label):
            try:
                act(data)
            except FileError as error:
                assert error.path == "f"  # noqa: PT017 - the error's own content is tested


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])))
def test_any_text_survives_the_packet(text: str) -> None:
    # \r and \n would be normalised by XML; a label's JSON never holds them bare
    for start in (xmp.new_packet("x"), ELEMENT, SINGLE_QUOTED, FOREIGN_XMP):
        (found,) = find(with_label(start, text + "{"))
        assert found.text == text + "{"
