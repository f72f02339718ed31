"""A prompt spliced into PCM, and the new file written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.errors import CannotWrite
from hegui.files.copying import copy_edited
from hegui.files.edits import Edits
from hegui.files.source import Source
from hegui.messages import Notice

if TYPE_CHECKING:
    from hegui.explicit.sound.joining import Join
    from hegui.explicit.sound.pcm import Encoding, Sound

_BLOCK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Done:
    """A labelled file: what was joined, by which method (see ``contract.Applied``), and losses.

    ``at`` are the seconds of the original before which the label stands.
    """

    join: Join
    at: float
    method: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pcm:
    """Sound that lies in a file sample by sample, from byte ``offset``: a ``Listening``."""

    source: Source
    offset: int
    encoding: Encoding
    rate: int
    channels: int
    moments: int

    @property
    def name(self) -> str:
        """What errors call the file."""
        return self.source.name

    @property
    def step(self) -> int:
        """Bytes a moment."""
        return self.encoding.width * self.channels

    def blocks(self, start: int, stop: int) -> Iterator[Sound]:
        """The sound from ``start`` to ``stop``. Raises BrokenFile, CeilingExceeded."""
        most = max(1, _BLOCK // self.step)
        for at in range(start, stop, most):
            count = min(most, stop - at)
            data = self.source.read(self.offset + at * self.step, count * self.step, "the sound")
            yield self.encoding.decode(data, self.channels)


def write(source: Source, edits: Edits, sink: str) -> None:
    """The edited file under its name ``sink``. Raises CannotWrite, CannotRead, FileChanged."""
    write_parts(((source, edits),), sink)


def write_parts(parts: Iterable[tuple[Source, Edits]], sink: str) -> None:
    """Edited files one behind the other under the name ``sink``. Raises as ``write`` does."""
    try:
        descriptor = os.open(sink, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            for source, edits in parts:
                copy_edited(source, edits, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite("cannot be written: {cause}", path=sink, cause=cause) from error
