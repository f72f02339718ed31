"""The log as tiles: read again by code that knows the specification alone."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hegui.ledger.drafts import Draft
from hegui.ledger.exporting import export, tile_path
from hegui.ledger.ledger import Ledger
from hegui.ledger.retention import let_go
from tests.ledger import naive
from tests.ledger.samples import EVERY_KIND, production


def bundle(data: bytes) -> list[bytes]:
    entries, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        entries.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    assert at == len(data)
    return entries


def hashes(data: bytes) -> list[bytes]:
    assert len(data) % 32 == 0
    return [data[at : at + 32] for at in range(0, len(data), 32)]


def exported(ledger: Ledger, directory: Path) -> int:
    with ledger.database.reading() as connection:
        return export(connection, str(directory)).written


def test_a_mirror_makes_the_root_of_the_bundles(ledger: Ledger, tmp_path: Path) -> None:
    log = tmp_path / "log"
    ledger.append_all(Draft(one) for one in EVERY_KIND)
    exported(ledger, log)
    ledger.append_all(Draft(production(at)) for at in range(600))
    assert exported(ledger, log) == 2 + 1 + 1 + 2 + 1  # tiles, their upper level, bundles
    assert exported(ledger, log) == 0
    files = ["000", "001", "002.p/98"]
    entries = [one for name in files for one in bundle((log / "tile/entries" / name).read_bytes())]
    leaves = [one for name in files for one in hashes((log / "tile/0" / name).read_bytes())]
    assert leaves == [hashlib.sha256(b"\0" + one).digest() for one in entries]
    above = hashes((log / "tile/1/000.p/2").read_bytes())
    assert above == [naive.tree_hash(entries[:256]), naive.tree_hash(entries[256:512])]
    origin, size, root = (log / "checkpoint").read_text().split("\n")[:3]
    assert (origin, size) == (ledger.state().origin, "610")
    assert base64.b64decode(root) == naive.tree_hash(entries)
    for record in EVERY_KIND:
        for value in record.personal().values():
            assert all(value.encode() not in one for one in entries)


def test_bundles_begin_with_the_first_that_is_whole(tmp_path: Path) -> None:
    clock = [1_800_000_000_000]
    with Ledger.open(str(tmp_path / "l.db"), clock=lambda: clock[0]) as ledger:
        ledger.append_all(Draft(production(at)) for at in range(300))
        clock[0] += 400 * 86_400_000
        ledger.append_all(Draft(production(at)) for at in range(300, 600))
        assert let_go(ledger, 6).before == 300
        with ledger.database.reading() as connection:
            done = export(connection, str(tmp_path / "log"))
    assert (done.size, done.minimum) == (601, 512)
    assert sorted(one.name for one in (tmp_path / "log/tile/entries").iterdir()) == ["002.p"]
    assert (tmp_path / "log/tile/0/000").stat().st_size == 8192
    assert len(bundle((tmp_path / "log/tile/entries/002.p/89").read_bytes())) == 89


def test_paths_are_those_of_the_specification() -> None:
    assert "/".join(tile_path(0, 1234067)) == "tile/0/x001/x234/067"
    assert "/".join(tile_path(None, 0)) == "tile/entries/000"
    assert "/".join(tile_path(2, 999)) == "tile/2/999"
    assert "/".join(tile_path(1, 1000, 17)) == "tile/1/x001/000.p/17"


@given(st.integers(0, 2**40), st.integers(0, 2**40))
def test_no_two_tiles_have_one_path(one: int, other: int) -> None:
    assert (tile_path(0, one) == tile_path(0, other)) == (one == other)
