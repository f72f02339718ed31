"""The reader's path: what a file says about its own origin, what its seals prove, and what could
not be looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.errors import NoSlot
from hegui.files.given import Given, given
from hegui.files.source import Source, open_source
from hegui.implicit.container import Container, Reading
from hegui.implicit.sidecar import read_with_sidecar
from hegui.implicit.table import open_container
from hegui.sealing.signs import may_be_sealed

if TYPE_CHECKING:
    from hegui.seal.answers import Seals
    from hegui.seal.trust import Trust


@dataclass(frozen=True, slots=True)
class FileReading(Reading):
    """What one file says, and what the seals in it prove.

    ``seals`` has one entry for each site, in the same order; None where the label has no seal to
    verify: both its reserved codes are empty, or it could not be read.
    """

    seals: tuple[Seals | None, ...] = ()


def read(
    file: Given,
    *,
    name: str | None = None,
    trust: str | os.PathLike[str] | Trust | None = None,
) -> FileReading:
    """Every implicit label in a file, wherever and in whatever dialect it stands.

    ``file`` is a path, or the bytes themselves; ``name`` then names them in errors, and its
    suffix tells Markdown from other text. A file with no label gives a reading with no sites,
    which never means that a person made it. An XMP sidecar (``picture.bmp.xmp``) beside a path
    is looked at too; its sites are never prescribed. Seals are verified; ``trust`` is the trust
    file, or what was read from one, that says whose keys they are, else that of HEGUI_TRUST or
    hegui.toml.
    Raises CannotRead, UnknownFormat, NoSlot, BrokenFile, CeilingExceeded; for a ``trust`` that is
    given InvalidTrust; where a label holds a seal, InvalidTrust, ConfigError, CannotSeal.
    """
    file = given(file)
    if trust is not None:  # one that is named must be there, also where nothing is sealed
        from hegui.sealing.finding import find_trust

        trust = find_trust(trust)
    if isinstance(file, bytes):
        source = Source.of_bytes(file, name or "<bytes>")
        container = open_container(source)
        return _verified(container.read(), container, trust)
    path = file
    reading = read_with_sidecar(path)
    if not _sealed(reading):
        return _verified(reading, None, trust)
    try:
        with open_source(path) as source:
            return _verified(reading, open_container(source), trust)
    except NoSlot:  # the label stands in a sidecar
        return _verified(reading, None, trust)


def _sealed(reading: Reading) -> bool:
    return any(site.parsed is not None and may_be_sealed(site.parsed) for site in reading.sites)


def _verified(
    reading: Reading,
    container: Container | None,
    trust: str | os.PathLike[str] | Trust | None,
) -> FileReading:
    """The reading with the answers about its seals; without one nothing is loaded for them."""
    seals: list[Seals | None] = [None] * len(reading.sites)
    if _sealed(reading):
        from hegui.sealing.content import FileSeals
        from hegui.sealing.finding import find_trust

        known = FileSeals(container, find_trust(trust))
        for at, site in enumerate(reading.sites):
            if site.parsed is not None and may_be_sealed(site.parsed):
                seals[at] = known.of(site.parsed)
    return FileReading(reading.kind, reading.sites, reading.blind, seals=tuple(seals))
