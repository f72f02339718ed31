"""The digest of a file's content alone: what a seal binds a label to, and what shows that
labelling changed nothing else.

What the content is, each container says (``Container.essence``). Here it is hashed as one stream
of bytes, block by block, so that a file of any size costs the same memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from hegui.errors import CeilingExceeded, MissingExtra, UsageError
from hegui.files.source import Source, read_at
from hegui.implicit.container import Container

Piece = tuple[int, int] | bytes
"""A range of the file, its first byte and the one behind its last; or literal bytes."""

_BLOCK = 256 * 1024
# No format names a byte of its content twice; a few do so now and then (pages that share tiles).
_TIMES = 4
_SLACK = 16 * 1024**2
# What OpenSSL may have been built without, or may refuse in FIPS mode.
_OPTIONAL = frozenset(("sm3", "md5", "ripemd160", "md4", "whirlpool"))


def digest(container: Container, algorithm: str = "sha256") -> str:
    """The digest, in lower-case hexadecimal, of a container's content.

    ``algorithm`` is any name of ``hashlib`` whose digest has a fixed length; "sm3" where this
    Python's OpenSSL has it. Raises UsageError, MissingExtra, and what ``essence`` raises;
    CeilingExceeded for a file that names the same bytes as content again and again.
    """
    hasher = _hasher(algorithm)
    for block in blocks(container):
        hasher.update(block)
    return hasher.hexdigest()


def blocks(container: Container) -> Iterator[bytes | memoryview]:
    """A container's content as bytes, in blocks of no meaning. Raises as :func:`digest` does."""
    for piece in pieces(container):
        yield from blocks_of(container.source, piece)


def pieces(container: Container) -> Iterator[Piece]:
    """A container's content as literal bytes and as ranges, none of them empty, of its file.

    Ranges that follow one another are one. Raises as :func:`digest` does.
    """
    source = container.source
    left = _TIMES * source.size + _SLACK
    for piece in _joined(container.essence()):
        if not isinstance(piece, bytes):
            start, end = piece
            left -= end - start
            if left < 0:
                raise CeilingExceeded(
                    "the file names the same bytes as content again and again",
                    path=source.name,
                    place=f"byte {start}",
                )
        yield piece


def blocks_of(source: Source, piece: Piece) -> Iterator[bytes | memoryview]:
    """The bytes of one piece, in blocks. Raises BrokenFile where the file ends before it does,
    and CannotRead."""
    if isinstance(piece, bytes):
        yield piece
        return
    start, end = piece
    if end > source.size:
        raise source.broken(
            "the content reaches to byte {end}, but the file ends at byte {size}",
            start,
            end=end,
            size=source.size,
        )
    if source.whole is not None:
        yield memoryview(source.whole)[start:end]
        return
    assert source.descriptor is not None
    # Past the source's own ceilings: what is read here is looked at and forgotten.
    for at in range(start, end, _BLOCK):
        length = min(_BLOCK, end - at)
        block = read_at(source.descriptor, at, length, source.name)
        if len(block) < length:
            raise source.broken("the file became shorter while it was read", at)
        yield block


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces, ranges that follow one another made one: tiles and frames are many and small."""
    open_start = open_end = 0
    for piece in found:
        if isinstance(piece, tuple) and piece[0] == open_end:
            open_end = piece[1]
            continue
        if open_start < open_end:
            yield open_start, open_end
        open_start = open_end = 0
        if isinstance(piece, bytes):
            yield piece
        else:
            open_start, open_end = piece
    if open_start < open_end:
        yield open_start, open_end


def _hasher(algorithm: str) -> hashlib._Hash:
    try:
        hasher = hashlib.new(algorithm)
    except ValueError:
        known = hashlib.algorithms_guaranteed | _OPTIONAL
        if algorithm.lower() in known:
            raise MissingExtra(
                "this Python's OpenSSL has no {algorithm} (built without it, or in FIPS mode); "
                "run hegui with a Python whose OpenSSL has",
                algorithm=algorithm,
            ) from None
        raise UsageError("no digest is called {algorithm}", algorithm=algorithm) from None
    if not hasher.digest_size:
        raise UsageError("the digest {algorithm} has no fixed length", algorithm=algorithm)
    return hasher
