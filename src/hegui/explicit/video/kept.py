"""What a film says of itself beside its frames, kept where its container is written anew."""

from __future__ import annotations

import os
from typing import Protocol

from hegui.explicit.video.matroska_kept import MatroskaKept
from hegui.explicit.video.mp4_kept import Mp4Kept
from hegui.files.source import Ceilings, Source, open_source
from hegui.messages import Notice


class Kept(Protocol):
    """One file's descriptions: ``room`` is how many bytes the muxer has to leave for them."""

    @property
    def room(self) -> int: ...

    def put_back(self, new: Source, descriptor: int, *, encoded: int | None) -> tuple[Notice, ...]:
        """Writes them into ``new``; what could not be kept is in the notices.

        ``encoded``: the track, from 0, all frames of which are of a new coding.
        """


def kept_of(source: Source, muxer: str) -> Kept:
    """What is to be kept of ``source``. Raises BrokenFile, CeilingExceeded."""
    return Mp4Kept.of(source) if muxer in ("mp4", "mov") else MatroskaKept.of(source)


def put_back(
    kept: Kept, sink: str, called: str, ceilings: Ceilings, *, encoded: int | None = None
) -> tuple[Notice, ...]:
    """Writes ``kept`` into the new file, which errors call ``called``. See Kept."""
    with open_source(sink, ceilings=ceilings, called=called) as new:
        descriptor = os.open(sink, os.O_WRONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            return kept.put_back(new, descriptor, encoded=encoded)
        finally:
            os.close(descriptor)
