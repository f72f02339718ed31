"""RFC 6962, section 2.1, word for word over lists of entries, and proofs checked by building trees.

Independent of hegui: the standard library alone, nothing shared with what it judges.
"""

from __future__ import annotations

import base64
import hashlib
import json


def tree_hash(entries: list[bytes]) -> bytes:
    """MTH."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = _split(len(entries))
    left, right = tree_hash(entries[:split]), tree_hash(entries[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def path(index: int, entries: list[bytes]) -> list[bytes]:
    """PATH."""
    if len(entries) == 1:
        return []
    split = _split(len(entries))
    if index < split:
        return [*path(index, entries[:split]), tree_hash(entries[split:])]
    return [*path(index - split, entries[split:]), tree_hash(entries[:split])]


def proof(old: int, entries: list[bytes]) -> list[bytes]:
    """PROOF."""
    return _subproof(old, entries, whole=True)


def root_by_path(entry: bytes, index: int, size: int, hashes: list[bytes]) -> bytes | None:
    """The root that a path leads to, by recursion over the tree's shape from the root down."""

    def climb(at: int, count: int, rest: list[bytes]) -> bytes | None:
        if count == 1:
            return hashlib.sha256(b"\x00" + entry).digest() if not rest else None
        if not rest:
            return None
        split = _split(count)
        if at < split:
            left, right = climb(at, split, rest[:-1]), rest[-1]
        else:
            left, right = rest[-1], climb(at - split, count - split, rest[:-1]) or b""
        if left is None or len(right) != 32:
            return None
        return hashlib.sha256(b"\x01" + left + right).digest()

    return climb(index, size, hashes)


def read_record_proof(data: bytes) -> tuple[bytes, int, int, bytes | None, bytes, str, bytes]:
    """(entry, index, size, root by the path, root signed, text signed, signature) of a file."""
    members = json.loads(data)
    entry = base64.b64decode(members["entry"])
    head, note = members["proof"].split("\n\n", 1)
    first, index, *hashes = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    text, signatures = note.rsplit("\n\n", 1)
    origin, size, root = text.split("\n")[:3]
    lines = [one for one in signatures.splitlines() if one.split(" ")[1] == origin]
    assert len(lines) == 1
    number = int(index.removeprefix("index "))
    found = root_by_path(entry, number, int(size), [base64.b64decode(one) for one in hashes])
    signature = base64.b64decode(lines[0].split(" ")[2])[4:]
    return entry, number, int(size), found, base64.b64decode(root), text + "\n", signature


def _subproof(old: int, entries: list[bytes], *, whole: bool) -> list[bytes]:
    if old == len(entries):
        return [] if whole else [tree_hash(entries)]
    split = _split(len(entries))
    if old <= split:
        return [*_subproof(old, entries[:split], whole=whole), tree_hash(entries[split:])]
    return [*_subproof(old - split, entries[split:], whole=False), tree_hash(entries[:split])]


def _split(size: int) -> int:
    split = 1
    while 2 * split < size:
        split *= 2
    return split
