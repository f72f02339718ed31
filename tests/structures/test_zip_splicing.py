"""Splicing leaves every other member as it is, and an archive that other readers accept."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from hegui.errors import BrokenFile
from hegui.files.edits import apply_edits, pieces
from hegui.files.source import Source, open_source
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.splicing import Changes, splice
from tests.builders.zip_archive import DATE, TIME, Item, archive, plain

PARTS: dict[str, bytes | str] = {
    "mimetype": "x/y",
    "a.xml": "<a/>" * 50,
    "b.bin": bytes(range(256)),
    "z.xml": "<z/>",
}
ITEMS = plain(PARTS)
LONG = b"<new/>" * 500


def changed(data: bytes, changes: dict[str, bytes], added: dict[str, bytes]) -> bytes:
    opened = Archive(Source.of_bytes(data, "x.zip"))
    by_name = {member.name.decode(): member for member in opened.members}
    plan = Changes({by_name[name]: new for name, new in changes.items()}, added)
    return apply_edits(data, splice(opened, plan))


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as other:
        assert other.testzip() is None
        return {name: other.read(name) for name in other.namelist()}


def local(data: bytes, name: str) -> bytes:
    """A member's local header and data, and what follows it up to the next."""
    opened = Archive(Source.of_bytes(data))
    starts = sorted([member.offset for member in opened.members] + [opened.end.start])
    member = opened.find(name)
    assert member is not None
    return data[member.offset : starts[starts.index(member.offset) + 1]]


VARIANTS = {
    "plain": archive(ITEMS),
    "stored": archive([replace(item, stored=True) for item in ITEMS]),
    "described": archive([replace(item, described=True) for item in ITEMS]),
    "no signature": archive([replace(item, described=True, signature=b"") for item in ITEMS]),
    "wide": archive([replace(item, wide=True) for item in ITEMS], zip64=True, wide_offsets=True),
    "wide described": archive([replace(item, wide=True, described=True) for item in ITEMS]),
    "gaps": archive([replace(item, gap=b"\0\1\2") for item in ITEMS], before_directory=b"block"),
    "comments": archive([replace(item, comment=b"one") for item in ITEMS], comment=b"all"),
    "extra": archive(
        [replace(item, extra=b"\x20\xa2\2\0xx", central_extra=b"\xfe\xca\1\0c") for item in ITEMS]
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("new", [b"", b"<b/>", LONG])
def test_a_member_gives_way_where_it_stands(name: str, new: bytes) -> None:
    data = VARIANTS[name]
    result = changed(data, {"a.xml": new}, {})
    before = contents(data)
    assert contents(result) == before | {"a.xml": new}
    assert list(contents(result)) == list(before)
    for other in ("mimetype", "b.bin", "z.xml"):
        assert local(result, other) == local(data, other)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(result)) as now:
        assert now.comment == old.comment
        for one, other_one in zip(old.infolist(), now.infolist(), strict=True):
            assert one.date_time == other_one.date_time
            assert one.compress_type == other_one.compress_type
            assert one.comment == other_one.comment
            assert one.external_attr == other_one.external_attr


@pytest.mark.parametrize("name", VARIANTS)
def test_a_new_member_goes_behind_the_last(name: str) -> None:
    data = VARIANTS[name]
    result = changed(data, {"mimetype": b"y", "z.xml": LONG}, {"新.xml": LONG, "p": b""})
    expected = contents(data) | {"mimetype": b"y", "z.xml": LONG, "新.xml": LONG, "p": b""}
    assert contents(result) == expected
    assert list(contents(result)) == list(expected)
    assert local(result, "b.bin") == local(data, "b.bin")


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_again_changes_nothing(name: str) -> None:
    once = changed(VARIANTS[name], {"a.xml": LONG}, {})
    assert changed(once, {"a.xml": LONG}, {}) == once


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
@pytest.mark.parametrize("name", VARIANTS)
def test_unzip_has_no_complaint(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(changed(VARIANTS[name], {"a.xml": LONG}, {"新.xml": LONG}))
    done = subprocess.run(["unzip", "-tqq", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_change_is_no_edit() -> None:
    assert splice(Archive(Source.of_bytes(VARIANTS["plain"])), Changes()) == ()


def test_a_new_member_takes_the_first_ones_time() -> None:
    with zipfile.ZipFile(io.BytesIO(changed(VARIANTS["plain"], {}, {"n": b""}))) as result:
        assert result.getinfo("n").date_time == (2025, 1, 1, 12, 0, 0)
    assert (TIME, DATE) == (0x6000, 0x5A21)


def test_a_lost_descriptor_is_no_place_to_write() -> None:
    data = bytearray(archive([replace(item, described=True) for item in ITEMS]))
    at = data.index(b"PK\7\x08")
    data[at + 4] ^= 1
    with pytest.raises(BrokenFile, match="data descriptor"):
        changed(bytes(data), {"mimetype": b""}, {})
    changed(bytes(data), {"z.xml": b""}, {})


def test_a_name_that_no_archive_can_hold() -> None:
    with pytest.raises(BrokenFile, match="too long"):
        changed(VARIANTS["plain"], {}, {"n" * 1001: b""})


def test_extra_fields_as_long_as_they_can_be() -> None:
    full = b"\xfe\xca\xf0\xff" + b"\0" * 0xFFF0
    data = archive([replace(ITEMS[0], central_extra=full), *ITEMS[1:]])
    assert contents(changed(data, {"a.xml": LONG}, {}))["a.xml"] == LONG


FIRST = Item("first.xml", b"<first/>")
HUGE = 0xFFFFFFFF


def sparse(path: Path, room: int) -> None:
    """An archive with one member of nearly 4 GiB of nothing, so that ``room`` bytes are left
    before the offset of the third member is too large for 32 bits."""
    small = archive([FIRST, Item("big", b"", stored=True), Item("last.xml", b"<last/>")])
    opened = Archive(Source.of_bytes(small))
    _, big, last = opened.members
    length = HUGE - room - last.offset
    data = bytearray(small)
    for at in (big.offset + 18, opened.end.start + big.entry + 20):
        data[at : at + 8] = length.to_bytes(4, "little") * 2
    at = opened.end.start + last.entry + 42
    data[at : at + 4] = (last.offset + length).to_bytes(4, "little")
    at = opened.end.at + 16
    data[at : at + 4] = (opened.end.start + length).to_bytes(4, "little")
    with path.open("wb") as file:
        file.write(data[: big.data])
        file.seek(length, io.SEEK_CUR)
        file.write(data[big.data :])


@pytest.mark.parametrize("room", [48, 60, 400, 10_000])
def test_offsets_that_pass_4_gib(tmp_path: Path, room: int) -> None:
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    try:
        sparse(old, room)
    except OSError:
        pytest.skip("no sparse file of 4 GiB can be made here")
    with open_source(str(old)) as source:
        opened = Archive(source)
        edits = splice(opened, Changes({opened.members[0]: LONG}, {"new.xml": b"<new/>"}))
        with new.open("wb") as file:
            for piece in pieces(source.size, edits):
                if isinstance(piece, bytes):
                    file.write(piece)
                elif piece[1] - piece[0] > 1_000_000:  # the hole
                    file.write(source.read(piece[0], 100))
                    file.seek(piece[1] - piece[0] - 200, io.SEEK_CUR)
                    file.write(source.read(piece[1] - 100, 100))
                else:
                    file.write(source.read(piece[0], piece[1] - piece[0]))
    expected = {"first.xml": LONG, "last.xml": b"<last/>", "new.xml": b"<new/>"}
    with zipfile.ZipFile(new) as other:
        assert {name: other.read(name) for name in expected} == expected
        assert other.namelist() == ["first.xml", "big", "last.xml", "new.xml"]
    with open_source(str(new)) as source:
        opened = Archive(source)
        for name, content in expected.items():
            member = opened.find(name)
            assert member is not None
            assert opened.content(member, 10_000) == content
