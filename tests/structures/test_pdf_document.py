"""PDF documents: objects fetched one by one, what is encrypted, and what lies about itself."""

from __future__ import annotations

import re
import zlib

import pytest

from hegui.errors import BrokenFile, NoSlot
from hegui.files.source import Source
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.values import Reference, Text
from tests.builders import pdf as build

ONE = Reference(1, 0)


def document(data: bytes) -> Document:
    return Document(Source.of_bytes(data, "x.pdf"))


def packed(*holders: bytes) -> Document:
    """Object 1 and those after it, one in each object stream, by a cross-reference stream."""
    count = len(holders)
    numbers = range(count + 1, 2 * count + 1)
    body, offsets = build.bodies(dict(zip(numbers, holders, strict=True)), len(build.HEADER))
    at = len(build.HEADER) + len(body)
    rows = {0: (0, 0, 0)} | {n: (2, count + n, 0) for n in range(1, count + 1)}
    rows |= {number: (1, offset, 0) for number, offset in offsets.items()}
    last = 2 * count + 1
    rows[last] = (1, at, 0)
    own = build.index_stream(rows, b"/Size %d /Root 1 0 R" % (last + 1), predicted=False)
    return document(
        build.HEADER + body + b"%d 0 obj\n%b\nendobj\n" % (last, own) + build.ending(at)
    )


def with_stream(data: bytes, entries: bytes, content: bytes) -> Document:
    """An encrypted file with one more stream, object 7."""
    encryption = re.search(rb"/Encrypt (<<.*?>>)", data)
    file_id = re.search(rb"/ID (\[.*?\])", data)
    assert encryption is not None
    assert file_id is not None
    more = b"/Size 8 /Root 1 0 R /Encrypt %b /ID %b" % (encryption[1], file_id[1])
    return document(build.updated(data, {7: build.stream(content, entries)}, more))


def unpacked(found: Document, number: int) -> bytes:
    parsed = found.fetch(Reference(number, 0))
    assert parsed is not None
    return found.unpacked(parsed)


def test_what_has_no_header_is_no_document() -> None:
    with pytest.raises(BrokenFile, match="does not begin with a PDF header"):
        document(build.classic(build.page(), header=b"%PFD-1.7\n"))


def test_an_object_that_is_another_is_not_taken_for_it() -> None:
    data = build.classic(build.page())
    two, three = (b"%010d 00000 n" % data.index(b"%d 0 obj" % n) for n in (2, 3))
    found = document(data.replace(two, three))
    with pytest.raises(BrokenFile, match="object 2 is not where the cross-reference says"):
        found.fetch(Reference(2, 0))
    assert found.catalog().reference == ONE


def test_only_a_stream_has_data() -> None:
    found = document(build.classic({**build.page(), 5: b"[1 2]"}))
    for number in (3, 5):
        parsed = found.fetch(Reference(number, 0))
        assert parsed is not None
        assert found.extent(parsed) is None
        with pytest.raises(BrokenFile, match="is no stream"):
            found.unpacked(parsed)
    assert unpacked(found, 4) == build.DRAWING


@pytest.mark.parametrize(
    ("holder", "reason"),
    [
        (build.object_stream({9: b"<< >>"}), "the object stream does not hold object 1"),
        (build.object_stream({1: b"<< /A"}), "no PDF object begins here"),
        (b"[]", "there is no object stream 2"),
        (b"null", "there is no object stream 2"),
        (b"<< /First 3 >>", "is no stream"),
        (build.stream(b"1 0 null", b"/Type /ObjStm /N 1"), "the object stream's index is damaged"),
        (build.stream(b"1 0 null", b"/First -4"), "the object stream's index is damaged"),
        (build.stream(b"1 0 null", b"/First 99"), "the object stream's index is damaged"),
        (build.stream(b"1 x null", b"/First 4"), "the object stream's index is damaged"),
        (build.stream(b"1 123456789012 null", b"/First 15"), "object stream's index is damaged"),
    ],
)
def test_object_streams_that_do_not_hold_what_they_should(holder: bytes, reason: str) -> None:
    found = packed(holder)
    with pytest.raises(BrokenFile, match=reason) as caught:
        found.fetch(ONE)
    assert caught.value.place


def test_object_streams_are_not_all_held_at_once() -> None:
    def large(number: int) -> bytes:
        index = b"%d 0 " % number
        data = zlib.compress(index + b"<< /Own %d >>" % number + b" " * (9 * 1024**2), 1)
        return build.stream(data, b"/First %d /Filter /FlateDecode" % len(index))

    found = packed(large(1), large(2), large(3))
    for number in (1, 2, 3, 1):
        parsed = found.fetch(Reference(number, 0))
        assert parsed is not None
        assert len(found._packed) == 1
        assert parsed.data[parsed.data.index(b"/Own") :].startswith(b"/Own %d " % number)


# Encryption.


def test_a_stream_may_say_that_it_is_not_encrypted() -> None:
    data = build.encrypted(metadata=b"<x/>")
    for entries in (
        b"/Filter /Crypt",
        b"/Filter [/Crypt] /DecodeParms [<< /Name /Identity >>]",
        b"/Filter /Crypt /DecodeParms << /Type /CryptFilterDecodeParms >>",
    ):
        found = with_stream(data, entries, b"in plain")
        assert unpacked(found, 7) == b"in plain"
        assert unpacked(found, 6) == b"<x/>"


def test_a_filter_that_the_file_does_not_describe() -> None:
    found = with_stream(build.encrypted(), b"/Filter /Crypt /DecodeParms << /Name /Own >>", b"?")
    with pytest.raises(NoSlot, match="is encrypted with the filter Own"):
        unpacked(found, 7)


def test_of_a_locked_file_only_what_is_not_encrypted_is_read() -> None:
    data = build.encrypted(metadata=b"<x/>").replace(b"/V 1 /R 2", b"/V 9 /R 9")
    found = with_stream(data, b"/Filter /Crypt", b"in plain")
    assert isinstance(found.lock, NoSlot)
    assert unpacked(found, 7) == b"in plain"
    with pytest.raises(NoSlot):
        unpacked(found, 6)


def test_an_encryption_dictionary_that_cannot_be_reached_locks_the_strings() -> None:
    data = build.classic(build.page(build.information()), more=b" /Encrypt 4 0 R")
    drawing, info = (b"%010d 00000 n" % data.index(b"%d 0 obj" % n) for n in (4, 5))
    found = document(data.replace(drawing, info))
    assert isinstance(found.lock, BrokenFile)
    holder = found.fetch(Reference(5, 0))
    assert holder is not None
    with pytest.raises(BrokenFile, match="object 4 is not where"):
        found.string(Text(b"(spring)", 0, 8), holder)
    assert found.string(Text(b"(spring)", 0, 8), None) == b"spring"


def test_slow_ciphers_have_a_ceiling() -> None:
    own = Reference(9, 0)
    long = bytes(1024**2 + 1)
    for work in (Document.encrypted_string, Document.encrypted_stream):
        with pytest.raises(NoSlot, match="more than 1048576 bytes"):
            work(document(build.encrypted()), long, own)
    found = document(build.encrypted())
    holder = found.fetch(Reference(5, 0))
    assert holder is not None
    raw = b"<%b>" % long.hex().encode()
    with pytest.raises(NoSlot, match="more than 1048576 bytes"):
        found.string(Text(raw, 0, len(raw)), holder)
