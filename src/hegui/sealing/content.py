"""The content that a seal binds a label to, as its digest; and what the seals in a file prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TYPE_CHECKING

from hegui.aigc import Label, ParsedLabel
from hegui.errors import FileError
from hegui.implicit.essence import Piece, blocks, blocks_of, pieces
from hegui.messages import Notice
from hegui.seal.answers import Answer, Seals, Verification
from hegui.seal.contents import Code
from hegui.seal.sm3 import hasher
from hegui.seal.verification import Content, binds_content, verify_seals

if TYPE_CHECKING:
    from hegui.implicit.container import Container
    from hegui.seal.trust import Trust

_AT_ONCE = 64 * 1024  # bytes copied for one comparison: what fits a processor's cache


def content_of(container: Container, note: Callable[[Piece], None] | None = None) -> Content:
    """The digest of a file's content, or why there is none; ``note`` is told every piece of it.

    Raises CannotSeal without SM3.
    """
    running = hasher()
    try:
        for piece in pieces(container):
            for block in blocks_of(container.source, piece):
                running.update(block)
            if note is not None:
                note(piece)
    except FileError as error:
        return Content(
            problem=Notice("the content cannot be looked at: {reason}", {"reason": error})
        )
    return Content(running.hexdigest())


MOST_LABELS = 16
"""Labels of one file whose seals are verified; more than one is rare, and each costs time."""


class FileSeals:
    """What the seals in one file prove; its content is looked at once for all of them.

    ``container`` is None for a file whose content hegui does not know.
    """

    def __init__(self, container: Container | None, trust: Trust | None) -> None:
        self._container = container
        self._trust = trust
        self._content: Content | None = None
        self._known: dict[tuple[Label, str], Seals] = {}

    def of(self, parsed: ParsedLabel) -> Seals:
        """What the seals of one label prove. Raises CannotSeal without SM3."""
        said = (parsed.label, parsed.label_value)
        found = self._known.get(said)
        if found is None:
            if len(self._known) >= MOST_LABELS:
                return _unverified()
            found = self._known[said] = self._verified(parsed)
        return found

    def _verified(self, parsed: ParsedLabel) -> Seals:
        content = Content()
        if binds_content(parsed):
            if self._content is None:
                self._content = _content_or_problem(self._container)
            content = self._content
        return verify_seals(parsed, content, trust=self._trust)


def seals_of(parsed: ParsedLabel, container: Container | None, trust: Trust | None) -> Seals:
    """What the seals of one label prove, in the file that ``container`` is. Raises CannotSeal."""
    return FileSeals(container, trust).of(parsed)


def _content_or_problem(container: Container | None) -> Content:
    if container is None:
        return Content(problem=Notice("hegui knows no content of a file of this format"))
    return content_of(container)


def _unverified() -> Seals:
    notice = Notice(
        "more than {limit} labels with seals stand in this file; the others are not verified",
        {"limit": MOST_LABELS},
    )
    producer, propagator = (
        Verification(code, Answer.CANNOT_TELL, notices=(notice,)) for code in Code
    )
    return Seals(producer, propagator)


def same_content(old: Container, new: Container, known: Iterable[Piece] | None = None) -> bool:
    """Whether two files have the same content, byte for byte.

    ``known`` are the pieces of the old one's, where they were noted. As a rule both files' blocks
    end at the same places.
    """
    found = pieces(old) if known is None else known
    one = chain.from_iterable(blocks_of(old.source, piece) for piece in found)
    other = blocks(new)
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
