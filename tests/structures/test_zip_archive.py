"""ZIP archives are trusted only where every reader would see the same members."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.source import Source
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.records import Member
from tests.builders.zip_archive import Item, archive, plain
from tests.limits import within

TEXT = b"to be or not to be, " * 20
TWO = plain({"a": "first", "b": TEXT})


def opened(data: bytes) -> Archive:
    return Archive(Source.of_bytes(data, "x.zip"))


def found(data: bytes, name: str) -> Member:
    member = opened(data).find(name)
    assert member is not None
    return member


def content(data: bytes, name: str, ceiling: int = 10_000) -> bytes:
    return opened(data).content(found(data, name), ceiling)


def pieced(data: bytes, name: str) -> bytes:
    return b"".join(
        piece if isinstance(piece, bytes) else data[piece[0] : piece[1]]
        for piece in opened(data).pieces(found(data, name))
    )


@pytest.mark.parametrize(
    "data",
    [
        archive(TWO),
        archive([replace(item, stored=True) for item in TWO]),
        archive([replace(item, described=True) for item in TWO]),
        archive([replace(item, described=True, signature=b"") for item in TWO]),
        archive([replace(item, wide=True) for item in TWO], zip64=True),
        archive([replace(item, wide=True, described=True) for item in TWO]),
        archive(TWO, wide_offsets=True),
        archive(TWO, comment=b"PK\5\6 what a comment"[4:]),
        archive(TWO, before_directory=b"padding, as a signing block"),
        archive([replace(item, gap=b"\0\0\0") for item in TWO]),
        archive([replace(item, extra=b"\x20\xa2\2\0xx") for item in TWO]),
        archive(TWO, after=b"\0" * 100),
    ],
    ids=[
        "plain", "stored", "described", "no-signature", "zip64", "wide-descriptors",
        "wide-offsets", "comment", "block", "gaps", "extra", "bytes-behind",
    ],
)  # fmt: skip
def test_members_are_read(data: bytes) -> None:
    assert [member.name for member in opened(data).members] == [b"a", b"b"]
    assert content(data, "a") == pieced(data, "a") == b"first"
    assert content(data, "b") == pieced(data, "b") == TEXT


def test_a_members_extent() -> None:
    data = archive(TWO)
    member = found(data, "b")
    assert data[member.offset : member.offset + 4] == b"PK\3\4"
    assert zlib.decompress(data[member.data : member.data_end], -15) == TEXT
    assert opened(data).directory[member.entry : member.entry_end].endswith(b"b")


def test_names_in_other_letters() -> None:
    both = opened(archive(plain({"Docs/A.xml": "1", "docs/B.xml": "2"})))
    assert both.find("docs/a.xml") is None
    assert both.find("docs/a.xml", caseless=True) is not None
    assert [member.name for member in both.under("DOCS/")] == [b"Docs/A.xml", b"docs/B.xml"]


def test_two_members_of_one_name_have_no_answer() -> None:
    twice = opened(archive([*TWO, Item("a", b"second")]))
    with pytest.raises(BrokenFile, match="two members"):
        twice.find("a")
    assert twice.find("b") is not None
    letters = opened(archive([*TWO, Item("A", b"second")]))
    assert letters.find("a") is not None
    with pytest.raises(BrokenFile, match="two members"):
        letters.find("a", caseless=True)


def patched(data: bytes, magic: bytes, offset: int, new: bytes) -> bytes:
    """The archive with bytes behind the last ``magic`` changed."""
    at = data.rfind(magic) + offset
    return data[:at] + new + data[at + len(new) :]


END = b"PK\5\6"
CENTRAL = b"PK\1\2"
NESTED = archive([Item("docProps/custom.xml", b"another label")])

LIES = {
    "no end": (archive(TWO)[:-22], "cut short"),
    "half an end": (archive(TWO)[:-5], "cut short"),
    "comment too long": (patched(archive(TWO), END, 20, b"\1\0"), "comment reaches"),
    "another disk": (patched(archive(TWO), END, 4, b"\1\0"), "one part of several"),
    "other number here": (patched(archive(TWO), END, 8, b"\1\0"), "one part of several"),
    "fewer members": (patched(archive(TWO), END, 8, b"\1\0\1\0"), "longer than its members"),
    "more members": (patched(archive(TWO), END, 8, b"\3\0\3\0"), "breaks off"),
    "wrong size": (patched(archive(TWO), END, 12, b"\1\0\0\0"), "not where its end record"),
    "wrong offset": (patched(archive(TWO), END, 16, b"\1\0\0\0"), "not where its end record"),
    "bytes before": (b"stub" + archive(TWO), "not where its end record"),
    "bytes before, offsets right": (archive(TWO, prefix=b"stub"), "does not list"),
    "an archive before": (archive(TWO, prefix=NESTED), "does not list"),
    "a member unlisted": (
        archive([TWO[0], replace(TWO[0], name="x", listed=False), TWO[1]]),
        "does not list",
    ),
    "the last unlisted": (archive([*TWO, Item("x", b"", listed=False)]), "does not list"),
    "unlisted behind a descriptor": (
        archive([replace(TWO[0], described=True), Item("x", b"", listed=False), TWO[1]]),
        "does not list",
    ),
    "another local name": (archive([replace(TWO[0], local_name="c"), TWO[1]]), "contradicts"),
    "another local size": (archive([replace(TWO[0], local_size=3), TWO[1]]), "contradicts"),
    "another name in Unicode": (
        archive([replace(TWO[0], central_extra=b"\x75\x70\6\0\1\0\0\0\0x"), TWO[1]]),
        "two names",
    ),
    "a member on another disk": (patched(archive(TWO), CENTRAL, 34, b"\1\0"), "one part of"),
    "masked headers": (patched(archive(TWO), CENTRAL, 8, b"\0\x20"), "encrypted"),
    "offset of the other": (patched(archive(TWO), CENTRAL, 42, b"\0\0\0\0"), "contradicts"),
    "offset beyond": (patched(archive(TWO), CENTRAL, 42, b"\xff\0\0\0"), None),
    "name too long": (patched(archive(TWO), CENTRAL, 28, b"\xff\xff"), "breaks off"),
    "zip64 disagrees": (
        patched(archive(TWO, zip64=True), END, 8, b"\1\0\1\0"),
        "contradict",
    ),
    "zip64 elsewhere": (patched(archive(TWO, zip64=True), b"PK\6\7", 8, b"\0"), "locator"),
    "zip64 on disks": (patched(archive(TWO, zip64=True), b"PK\6\7", 16, b"\2"), "one part"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(name: str) -> None:
    data, reason = LIES[name]
    with pytest.raises(BrokenFile, match=reason):
        opened(data)


def test_overlapping_members() -> None:
    """Two entries for overlapping data: the trick of the flattest zip bombs."""
    inner = archive([Item("b", b"inner", stored=True)])[:-22]
    outer = Item("a", inner[: inner.index(CENTRAL)], stored=True)
    start = 30 + len("a")
    first = archive([outer])
    at = first.index(CENTRAL)
    entry = bytearray(inner[inner.index(CENTRAL) :])
    entry[42:46] = struct.pack("<L", start)
    directory = first[at:-22] + bytes(entry)
    end = struct.pack("<4s4H2LH", END, 0, 0, 2, 2, len(directory), at, 0)
    with pytest.raises(BrokenFile, match="overlaps"):
        opened(first[:at] + directory + end)


@pytest.mark.parametrize(
    ("item", "error", "reason"),
    [
        (Item("a", b"x", flags=1), NoSlot, "encrypted"),
        (Item("a", b"x", method=12), BrokenFile, "method 12"),
        (Item("a", b"x" * 20_000), CeilingExceeded, "unpacks to 20000"),
        (Item("a", b"x" * 100, size=99), BrokenFile, "does not match"),
        (Item("a", b"x" * 100, size=101), BrokenFile, "does not match"),
        (Item("a", b"x", packed=b"\xff\xff"), BrokenFile, "cannot be unpacked"),
        (Item("a", b"x", packed=zlib.compress(b"y", wbits=-15)), BrokenFile, "does not match"),
        (
            Item("a", b"x", packed=zlib.compress(b"x", wbits=-15) + NESTED),
            BrokenFile,
            "cannot be unpacked",
        ),
        (Item("a", b"xx", packed=b"x", stored=True), BrokenFile, "does not match"),
    ],
    ids=[
        "encrypted", "method", "large", "longer", "shorter", "garbage", "other", "behind", "stored",
    ],
)  # fmt: skip
def test_content_that_is_refused(item: Item, error: type[FileError], reason: str) -> None:
    data = archive([item, TWO[1]])
    with pytest.raises(error, match=reason):
        content(data, "a")


@pytest.mark.parametrize("size", [99, 101])
def test_pieces_keep_to_the_length(size: int) -> None:
    data = archive([Item("a", b"x" * 100, size=size)])
    with pytest.raises(BrokenFile, match="does not match"):
        pieced(data, "a")


def test_pieces_that_break_off() -> None:
    body = zlib.compress(TEXT, wbits=-15)
    with pytest.raises(BrokenFile, match="does not match"):
        pieced(archive([Item("a", TEXT, packed=body[:-4])]), "a")
    with pytest.raises(BrokenFile, match="cannot be unpacked"):
        pieced(archive([Item("a", TEXT, packed=b"\xff" * 9)]), "a")


def test_large_pieces_come_in_blocks() -> None:
    text = bytes(range(256)) * 4096
    data = opened(archive([Item("a", text)]))
    blocks = [piece for piece in data.pieces(data.members[0]) if isinstance(piece, bytes)]
    assert b"".join(blocks) == text
    assert max(map(len, blocks)) <= 64 * 1024 < len(text)


def test_a_bomb_is_refused() -> None:
    bomb = Item("a", b"", size=10**9, packed=b"\3\0")
    with pytest.raises(CeilingExceeded, match="unpacks to 1000000000"):
        opened(archive([bomb])).check_ratio()
    opened(archive(TWO)).check_ratio()


def test_many_members_are_read_soon() -> None:
    many = archive([Item(f"m{number}", b"", stored=True) for number in range(60_000)])
    with within(2):
        assert len(opened(many).members) == 60_000


def test_more_members_than_a_narrow_archive_can_have() -> None:
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 70_000, 70_000, 0, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    with pytest.raises(CeilingExceeded, match="65535 members"):
        opened(end + locator + END + b"\0\0\0\0" + b"\xff" * 12 + b"\0\0")


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=6))
def test_arbitrary_bytes(tail: bytes, at: int, new: bytes) -> None:
    data = archive([replace(item, wide=True, described=True) for item in TWO], zip64=True)
    for hostile in (tail, data[:at] + new + data[at + len(new) :] + tail):
        try:
            seen = opened(hostile)
            for member in seen.members:
                seen.content(member, 1000)
        except FileError as error:
            assert error.path == "x.zip"  # noqa: PT017 - that is what is tested
