"""A file at every step of being changed where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.in_place import InPlace


def steps(data: bytes, change: InPlace) -> Iterator[bytes]:
    """The file after its tail was written, and after each commit of eight bytes at most."""
    now = data + change.tail
    yield now
    for one in change.commits:
        assert len(one.data) == one.length <= 8
        assert one.offset + one.length <= len(data)
        now = now[: one.offset] + one.data + now[one.offset + one.length :]
        yield now
