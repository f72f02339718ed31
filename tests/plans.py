"""What tests ask of a plan."""

from __future__ import annotations

from hegui.files.edits import Edits


def keeps_length(edits: Edits) -> bool:
    """Whether every edit overwrites exactly the bytes it names, so that nothing moves."""
    return all(edit.length == len(edit.data) for edit in edits)


def spliced_out(before: bytes, after: bytes) -> bytes:
    """The bytes that were put into ``before`` at one place to give ``after``; all else equal."""
    length = len(after) - len(before)
    start = 0
    while start < len(before) and before[start] == after[start]:
        start += 1
    # Bytes that begin the insertion as the original goes on may have been taken for the original.
    for at in range(start, -1, -1):
        if after[at + length :] == before[at:]:
            return after[at : at + length]
    raise AssertionError("something else has changed as well")
