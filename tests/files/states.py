"""A file in numbered states, each of which can be told complete from torn."""

from __future__ import annotations

import os
from pathlib import Path

from hegui.errors import ReadBackFailed
from hegui.files.edits import Edit, ordered
from hegui.files.source import Source, open_source
from hegui.files.target import TEMPORARY_SUFFIX, Target
from hegui.files.writing import write_edited

_FILLER = bytes(range(256)) * 2


def state(number: int, blocks: int = 4) -> bytes:
    """The whole file in state ``number``: the number stands at both ends, and says the length."""
    ends = number.to_bytes(8, "big")
    return ends + _FILLER * blocks + b"\n" * (number % 7) + ends


def number_of(data: bytes, blocks: int = 4) -> int | None:
    """The number of the state that ``data`` is, None where it is none: torn, mixed or cut."""
    number = int.from_bytes(data[:8], "big")
    return number if data == state(number, blocks) else None


def advance(
    path: str, target: Target | None = None, *, blocks: int = 4, whole_up_to: int = 0
) -> int:
    """Writes the file's next state into ``target``, its own place without one; its number."""
    with open_source(path, whole_up_to=whole_up_to) as source:
        old = int.from_bytes(source.read(0, 8), "big")
        new = old + 1
        middle = 8 + len(_FILLER) * blocks
        edits = ordered(
            [
                Edit(0, 8, new.to_bytes(8, "big")),
                Edit(middle, source.size - 8 - middle, b"\n" * (new % 7)),
                Edit(source.size - 8, 8, new.to_bytes(8, "big")),
            ]
        )

        def verify(written: Source) -> None:
            if number_of(written.read(0, written.size), blocks) != new:
                raise ReadBackFailed("the label did not read back as it was written")

        goal = target or Target(os.path.realpath(path), replace=True)
        write_edited(source, edits, goal, original=path, verify=verify)
    return new


def leftovers(directory: Path) -> list[str]:
    """Temporary files in a directory."""
    return [name for name in os.listdir(directory) if name.endswith(TEMPORARY_SUFFIX)]


def names(directory: Path) -> list[str]:
    """Everything in a directory."""
    return sorted(os.listdir(directory))
