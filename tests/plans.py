"""What tests ask of a plan."""

from __future__ import annotations

from hegui.files.edits import Edits


def keeps_length(edits: Edits) -> bool:
    """Whether every edit overwrites exactly the bytes it names, so that nothing moves."""
    return all(edit.length == len(edit.data) for edit in edits)
