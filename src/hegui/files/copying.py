"""Carrying edits out: new bytes written, everything else copied as the kernel copies best."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING

from hegui.errors import FileChanged
from hegui.files.edits import Edits, Span, pieces
from hegui.files.source import Source, read_at

if TYPE_CHECKING:
    from hegui.files.flushing import FlushBehind

_BLOCK = 1024 * 1024
# Of the original, up to so many bytes between two edits are not worth a call to the system.
_SHORT = 64 * 1024
_MOST_TOGETHER = 4096
_GATHER = 512  # buffers in one gathered write; POSIX promises 16, Linux allows 1024
# So much in one call to the kernel that Ctrl-C is heard at once on a slow disk, and that the disk
# can begin while the rest is copied.
_KERNEL_BLOCK = 16 * 1024 * 1024


def copy_edited(source: Source, edits: Edits, descriptor: int) -> int:
    """Writes the edited file to an open, empty file; returns its length in bytes.

    A source held in memory goes out in gathered writes. From an open file, the long ranges
    between the edits are copied in the kernel where the system can, so that a file of any size
    needs no memory; short ones are read and written many at a time. Holes of a sparse file
    become zeros: asking where they are has lost data on some file systems. Raises OSError as the
    system gives it for the new file, CannotRead for the original, FileChanged where it has
    become shorter.
    """
    if source.whole is not None:
        view = memoryview(source.whole)
        parts = [
            piece if isinstance(piece, bytes) else view[piece[0] : piece[1]]
            for piece in pieces(source.size, edits)
        ]
        return _write_all(descriptor, parts)
    assert source.descriptor is not None
    written = unflushed = 0
    with _flushing(source, descriptor) as behind:
        for group in _grouped(pieces(source.size, edits)):
            first = group[0]
            if isinstance(first, tuple) and _is_long(first):
                _copy_range(source, *first, descriptor, behind)
                written += first[1] - first[0]
                continue
            done = _write_all(descriptor, _read_together(source, group))
            written += done
            unflushed += done
            if behind is not None and unflushed >= _KERNEL_BLOCK:
                unflushed = 0
                behind.wrote()
    return written


def _is_long(span: Span) -> bool:
    return span[1] - span[0] > _SHORT


def _grouped(found: Iterable[Span | bytes]) -> Iterator[list[Span | bytes]]:
    """Short pieces many at a time, and each long range of the original by itself."""
    group: list[Span | bytes] = []
    held = 0
    for piece in found:
        if isinstance(piece, tuple) and _is_long(piece):
            if group:
                yield group
            yield [piece]
            group, held = [], 0
            continue
        group.append(piece)
        held += len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
        if held >= _BLOCK or len(group) >= _MOST_TOGETHER:
            yield group
            group, held = [], 0
    if group:
        yield group


def _read_together(source: Source, group: Sequence[Span | bytes]) -> list[bytes | memoryview]:
    """The bytes of short pieces, those of the original that lie near one another read at once."""
    assert source.descriptor is not None
    last = max((piece[1] for piece in group if isinstance(piece, tuple)), default=0)
    parts: list[bytes | memoryview] = []
    window, begin = memoryview(b""), 0
    for piece in group:
        if isinstance(piece, bytes):
            parts.append(piece)
            continue
        start, end = piece
        if end > begin + len(window):
            begin = start
            block = read_at(source.descriptor, start, min(_BLOCK, last - start), source.name)
            window = memoryview(block)
            if end > begin + len(window):
                raise _shorter(source)
        parts.append(window[start - begin : end - begin])
    return parts


def _write_all(descriptor: int, parts: Sequence[bytes | memoryview]) -> int:
    total = 0
    for at in range(0, len(parts), _GATHER):
        group = list(parts[at : at + _GATHER])
        left = sum(len(part) for part in group)
        total += left
        while left:
            done = os.writev(descriptor, group)
            left -= done
            if left:  # a short write: drop what went out and go on
                while group and done >= len(group[0]):
                    done -= len(group.pop(0))
                group[0] = memoryview(group[0])[done:]
    return total


def _flushing(source: Source, descriptor: int) -> AbstractContextManager[FlushBehind | None]:
    if source.size <= _KERNEL_BLOCK:
        return nullcontext()
    from hegui.files.flushing import FlushBehind  # small files need no thread

    return FlushBehind(descriptor)


def _copy_range(
    source: Source, start: int, end: int, target: int, behind: FlushBehind | None
) -> None:
    assert source.descriptor is not None
    at = flushed = _copy_in_kernel(source.descriptor, start, end, target, behind)
    while at < end:
        block = read_at(source.descriptor, at, min(_BLOCK, end - at), source.name)
        if not block:
            raise _shorter(source)
        _write_all(target, [block])
        at += len(block)
        if behind is not None and at - flushed >= _KERNEL_BLOCK:
            flushed = at
            behind.wrote()


def _copy_in_kernel(source: int, at: int, end: int, target: int, behind: FlushBehind | None) -> int:
    """Up to where the kernel copied; both descriptors stand as if written by hand until there.

    It gives up across file systems, on old kernels and some network mounts. A full disk or a
    faulty one ends here too: going on by hand meets it again and tells which file it is in.
    """
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):
            while at < end:
                done = os.copy_file_range(source, target, min(end - at, _KERNEL_BLOCK), at)
                if not done:
                    break
                at += done
                if behind is not None:
                    behind.wrote()
    return at


def _shorter(source: Source) -> FileChanged:
    return FileChanged(
        "changed while hegui was working on it; nothing was written", path=source.name
    )
