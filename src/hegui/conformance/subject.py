"""What is examined: one file, and everything that was read from it, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.errors import FileError
from hegui.implicit.container import Kind, Reading, Site
from hegui.seal.answers import Seals


class Role(StrEnum):
    """Whose work is examined: a platform owes members that a producer need not fill."""

    PROVIDER = "provider"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Explicit:
    """One explicit label that was found: see the finders of ``hegui.explicit``.

    ``modality`` is "text", "image", "audio" or "video"; ``height`` in percent of the shortest
    side, ``seconds`` the time shown, ``rate`` characters a minute; None where there is none, or
    where it was not measured. ``at_start`` is whether it stands on the first frame or before the
    content; None where that has no meaning.
    """

    modality: str
    wording: str
    place: str
    height: float | None = None
    seconds: float | None = None
    rate: float | None = None
    at_start: bool | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One file under examination.

    ``reading`` is None where the file could not be read, for the reason ``fault`` gives. ``seals``
    has one entry a site. ``explicit`` are the explicit labels found; None where nobody looked,
    for the reason ``unlooked`` gives (an English template and nothing else).
    """

    name: str
    role: Role
    reading: Reading | None
    fault: FileError | None = None
    seals: tuple[Seals | None, ...] = ()
    explicit: tuple[Explicit, ...] | None = None
    unlooked: str = ""

    @property
    def kind(self) -> Kind | None:
        """What the file is; None where that could not be told."""
        return self.reading.kind if self.reading else None

    @property
    def sites(self) -> tuple[Site, ...]:
        """The places of labels in the file itself: a sidecar does not label it."""
        found = self.reading.sites if self.reading else ()
        return tuple(site for site in found if site.slot != "sidecar")

    @property
    def labels(self) -> tuple[Site, ...]:
        """The sites whose label could be read."""
        return tuple(site for site in self.sites if site.parsed)
