"""The tree against RFC 6962 word for word, and against known values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenLedger
from hegui.ledger import merkle, tiles
from tests.ledger import naive

# The inputs and roots that certificate-transparency implementations share (merkletree tests of
# the reference implementation of RFC 6962).
INPUTS = [
    bytes.fromhex(one)
    for one in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Grown:
    """A tree grown in groups, kept as tiles."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.tiles: dict[tiles.Tile, bytes] = {}
        self.root = merkle.EMPTY_ROOT

    def add(self, new: list[bytes]) -> None:
        leaves = [merkle.leaf_hash(one) for one in new]
        changed, self.root = tiles.grow(len(self.entries), self.tiles, leaves)
        self.tiles |= changed
        self.entries += new

    def subtree(self, height: int, index: int) -> bytes:
        return tiles.subtrees(lambda tile: self.tiles.get(tile, b""))(height, index)


def grown(*sizes: int) -> Grown:
    tree = Grown()
    for size in sizes:
        tree.add([b"%d" % number for number in range(len(tree.entries), len(tree.entries) + size)])
    return tree


def test_known_roots() -> None:
    assert merkle.EMPTY_ROOT.hex().startswith("e3b0c44298fc1c14")
    tree = Grown()
    for entry, root in zip(INPUTS, ROOTS, strict=True):
        tree.add([entry])
        assert tree.root.hex() == root
        assert merkle.range_hash(0, len(tree.entries), tree.subtree).hex() == root


def test_known_paths() -> None:
    """The proofs of the same reference tests."""
    tree = Grown()
    tree.add(INPUTS)
    assert [one.hex() for one in merkle.inclusion_path(0, 8, tree.subtree)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [one.hex() for one in merkle.consistency_path(6, 8, tree.subtree)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.lists(st.integers(1, 600), min_size=1, max_size=6), st.data())
def test_against_the_definition(sizes: list[int], data: st.DataObject) -> None:
    tree = grown(*sizes)
    size = data.draw(st.integers(1, len(tree.entries)))
    entries = tree.entries[:size]
    root = naive.tree_hash(entries)
    assert merkle.range_hash(0, size, tree.subtree) == root
    if size == len(tree.entries):
        assert tree.root == root
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_path(index, size, tree.subtree)
    assert path == naive.path(index, entries)
    leaf = merkle.leaf_hash(entries[index])
    assert merkle.proves_inclusion(leaf, index, size, path, root)
    old = data.draw(st.integers(1, size))
    proof = merkle.consistency_path(old, size, tree.subtree)
    assert proof == naive.proof(old, entries)
    old_root = naive.tree_hash(entries[:old])
    assert merkle.proves_consistency(old, size, proof, old_root, root)


@given(st.integers(1, 700), st.data())
def test_what_is_not_so_is_not_proved(size: int, data: st.DataObject) -> None:
    tree = grown(size)
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_path(index, size, tree.subtree)
    leaf = merkle.leaf_hash(tree.entries[index])

    def proves(*, at: int = index, of: int = size, by: list[bytes] = path) -> bool:
        return merkle.proves_inclusion(leaf, at, of, by, tree.root)

    assert proves()
    assert not merkle.proves_inclusion(merkle.leaf_hash(b"other"), index, size, path, tree.root)
    other = data.draw(st.integers(-1, size + 1).filter(lambda one: one != index))
    assert not proves(at=other)
    assert not proves(by=[*path, tree.root])
    if path:
        assert not proves(by=path[:-1])
        at = data.draw(st.integers(0, len(path) - 1))
        assert not proves(by=[*path[:at], bytes(32), *path[at + 1 :]])
    old = data.draw(st.integers(1, size))
    proof = merkle.consistency_path(old, size, tree.subtree)
    root = merkle.range_hash(0, old, tree.subtree)
    assert not merkle.proves_consistency(old, size, [*proof, root], root, tree.root)
    assert not merkle.proves_consistency(old, size, proof, bytes(32), tree.root)
    assert not merkle.proves_consistency(old, size, proof, root, bytes(32))
    if proof:
        assert not merkle.proves_consistency(old, size, proof[:-1], root, tree.root)


def test_a_tree_of_many_levels_is_the_same_however_it_grew() -> None:
    slowly = grown(*[7] * 1000, 1, 255, 256, 57_000, 3, 600)
    at_once = grown(len(slowly.entries))
    assert len(slowly.entries) > 2**15
    assert slowly.root == at_once.root
    assert slowly.tiles == at_once.tiles
    tree = grown(65_536)
    assert set(tiles.last_tiles(65_536)) == {(2, 0)}
    assert tree.root == merkle.range_hash(0, 65_536, tree.subtree)


def test_nothing_is_proved_of_an_empty_tree_or_outside_of_one() -> None:
    tree = grown(3)
    with pytest.raises(IndexError):
        merkle.inclusion_path(3, 3, tree.subtree)
    with pytest.raises(IndexError):
        merkle.consistency_path(4, 3, tree.subtree)
    assert merkle.consistency_path(0, 3, tree.subtree) == []
    assert merkle.proves_consistency(0, 3, [], merkle.EMPTY_ROOT, tree.root)
    assert not merkle.proves_consistency(0, 3, [], bytes(32), tree.root)
    assert not merkle.proves_consistency(4, 3, [], tree.root, tree.root)
    assert not merkle.proves_inclusion(tree.root, 0, 0, [], merkle.EMPTY_ROOT)


def test_a_tile_that_is_too_short_is_named() -> None:
    tree = grown(300)
    tree.tiles[0, 1] = tree.tiles[0, 1][:-32]
    with pytest.raises(BrokenLedger, match="tile 1 of level 0"):
        tree.add([b"x"])
    with pytest.raises(BrokenLedger, match="tile 1 of level 0"):
        merkle.inclusion_path(298, 300, tree.subtree)


@given(
    st.lists(st.binary(min_size=32, max_size=32), max_size=9),
    st.integers(-1, 40),
    st.integers(-1, 40),
)
def test_random_paths_prove_nothing(path: list[bytes], index: int, size: int) -> None:
    one, other = b"\1" * 32, b"\2" * 32
    assert not merkle.proves_inclusion(one, index, size, path, other)
    assert not merkle.proves_consistency(index, size, path, one, other)
