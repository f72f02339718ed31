"""What is examined: one file, and everything that was read from it, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.errors import HeguiError
from hegui.implicit.container import Kind, Reading, Site
from hegui.messages import Notice
from hegui.seal.answers import Seals


class Role(StrEnum):
    """Whose work is examined: a platform owes members that a producer need not fill."""

    PROVIDER = "provider"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Explicit:
    """One explicit label that was found: see the finders of ``hegui.explicit``.

    ``modality`` is "text", "image", "audio" or "video"; ``height`` in percent of the shortest
    side, ``seconds`` the time shown; None where there is none, or where it was not measured.
    ``margin`` is how far off the height may be, being measured in pixels.
    ``literal`` is whether a reader of pictures saw both elements of clause 5; None where the
    wording is exact. ``throughout`` is whether it stands as long as the whole work lasts.
    """

    modality: str
    wording: str
    place: str
    height: float | None = None
    seconds: float | None = None
    margin: float = 0.0
    literal: bool | None = None
    throughout: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One file under examination.

    ``reading`` is None where the file could not be read, for the reason ``fault`` gives. ``seals``
    has one entry a site. ``explicit`` are the explicit labels found; None where nobody asked to
    look for them, and where that could not be done, for the reason ``unlooked`` gives. ``size``
    is in bytes, 0 where the file could not be read. ``sound``: it is sound, also in a film's
    container.
    """

    name: str
    role: Role
    reading: Reading | None
    fault: HeguiError | None = None
    seals: tuple[Seals | None, ...] = ()
    explicit: tuple[Explicit, ...] | None = None
    unlooked: Notice | None = None
    size: int = 0
    sound: bool = False

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
