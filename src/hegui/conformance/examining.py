"""Reading one file for examination: labels, seals, explicit labels, each within its ceilings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hegui.conformance.subject import Explicit, Role, Subject
from hegui.errors import CannotRead, FileError, MissingExtra, PlainText
from hegui.explicit.contract import Modality
from hegui.explicit.table import modality_of
from hegui.files.source import Source, open_source, printable
from hegui.implicit.container import Container, Reading
from hegui.implicit.sidecar import read_sidecar
from hegui.implicit.table import open_container
from hegui.messages import Notice
from hegui.seal.answers import Seals
from hegui.seal.trust import Trust
from hegui.sealing.content import seals_of

Finder = Callable[[str, Container | None], tuple[Explicit, ...]]
"""Looks for explicit labels in a file; the container is None for plain text, which has none.
Raises MissingExtra, FileError."""


@dataclass(frozen=True, slots=True)
class Examiner:
    """How files are examined; made once for many.

    ``finder`` looks for explicit labels, None where that was not asked for: it decodes content,
    which costs far more than all the rest.
    """

    role: Role = Role.PROVIDER
    trust: Trust | None = None
    finder: Finder | None = None

    def examine(self, path: str, name: str = "") -> Subject:
        """Everything that checks ask for, of the file at ``path``, which reports call ``name``.

        A file that cannot be read as any format gives a subject too, with the error in it; what
        is no readable file at all raises CannotRead.
        """
        name = name or printable(path)
        try:
            with open_source(path) as source:
                container = open_container(source)
                reading = container.read()
                seals = self._seals(reading, container)
                read = _with_sidecar(path, reading)
                seals += (None,) * (len(read.sites) - len(seals))
                found, unlooked = self._explicit(path, container)
                sound = _is_sound(reading, source)
                return Subject(
                    name, self.role, read, None, seals, found, unlooked, source.size, sound
                )
        except CannotRead:
            raise
        except PlainText as error:
            found, unlooked = self._explicit(path, None)
            return Subject(name, self.role, None, error, (), found, unlooked)
        except FileError as error:
            return Subject(name, self.role, None, error)

    def examine_source(self, source: Source) -> Subject:
        """The same of an open source, which has no sidecar; explicit labels are not looked for."""
        try:
            container = open_container(source)
            reading = container.read()
            seals = self._seals(reading, container)
            sound = _is_sound(reading, source)
            return Subject(
                source.name, self.role, reading, None, seals, size=source.size, sound=sound
            )
        except CannotRead:
            raise
        except FileError as error:
            return Subject(source.name, self.role, None, error)

    def _explicit(
        self, path: str, container: Container | None
    ) -> tuple[tuple[Explicit, ...] | None, Notice | None]:
        if self.finder is None:
            return None, None
        try:
            return self.finder(path, container), None
        except (FileError, MissingExtra) as error:
            return None, Notice(error.template, error.facts)

    def _seals(self, reading: Reading, container: Container) -> tuple[Seals | None, ...]:
        return tuple(
            seals_of(site.parsed, container, self.trust) if site.parsed else None
            for site in reading.sites
        )


def _is_sound(reading: Reading, source: Source) -> bool:
    return modality_of(reading.kind.id, source) is Modality.AUDIO


def _with_sidecar(path: str, reading: Reading) -> Reading:
    beside = read_sidecar(path)
    if beside is None:
        return reading
    return Reading(reading.kind, reading.sites + beside.sites, reading.blind + beside.blind)
