"""What a caller hands over: the path of a file, or its content."""

from __future__ import annotations

import os
from typing import TypeAlias

from hegui.errors import UsageError

Given: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview
"""A path, or content in memory."""


def given(file: Given) -> str | bytes:
    """The path as text, or the content as bytes. Raises UsageError for anything else, such as an
    open file."""
    if isinstance(file, bytes):
        return file
    if isinstance(file, bytearray | memoryview):
        return bytes(file)
    try:
        return os.fsdecode(file)
    except TypeError:
        raise UsageError(
            "{kind} is neither a path nor bytes: give a path, or what read() returns",
            kind=type(file).__name__,
        ) from None
