"""The content that a seal binds a label to, as its digest; and what the seals in a file prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.aigc import ParsedLabel
from hegui.errors import FileError
from hegui.implicit.essence import blocks
from hegui.messages import Notice
from hegui.seal.sm3 import hasher
from hegui.seal.verification import Content, binds_content, verify_seals

if TYPE_CHECKING:
    from hegui.implicit.container import Container
    from hegui.seal.answers import Seals
    from hegui.seal.trust import Trust

_AT_ONCE = 64 * 1024  # bytes copied for one comparison: what fits a processor's cache


def content_of(container: Container) -> Content:
    """The digest of a file's content, or why there is none. Raises CannotSeal without SM3."""
    running = hasher()
    try:
        for block in blocks(container):
            running.update(block)
    except FileError as error:
        return Content(
            problem=Notice("the content cannot be looked at: {reason}", {"reason": error})
        )
    return Content(running.hexdigest())


def seals_of(parsed: ParsedLabel, container: Container | None, trust: Trust | None) -> Seals:
    """What the seals of a label prove, in the file that ``container`` is.

    ``container`` is None for a file whose content hegui does not know. Raises CannotSeal without
    SM3.
    """
    content = Content()
    if binds_content(parsed):
        if container is None:
            content = Content(problem=Notice("hegui knows no content of a file of this format"))
        else:
            content = content_of(container)
    return verify_seals(parsed, content, trust=trust)


def same_content(old: Container, new: Container) -> bool:
    """Whether two files have the same content, byte for byte.

    As a rule their blocks end at the same places.
    """
    one, other = blocks(old), blocks(new)
    left: bytes | memoryview = b""
    right: bytes | memoryview = b""
    while True:
        left = left or next(filter(len, one), b"")
        right = right or next(filter(len, other), b"")
        if isinstance(left, bytes) and isinstance(right, bytes) and len(left) == len(right):
            if not left:
                return True
            if left != right:
                return False
            left = right = b""
            continue
        length = min(len(left), len(right), _AT_ONCE)
        first, second = memoryview(left), memoryview(right)
        # memoryview compares item by item; startswith compares memory, and copies nothing of its.
        if not length or not bytes(first[:length]).startswith(second[:length]):
            return False
        left, right = first[length:], second[length:]
