"""XMP sidecars: a label beside a file that has no place for one.

``picture.bmp`` is accompanied by ``picture.bmp.xmp``. A sidecar does not label the file: it is
lost as soon as the file travels alone, and hegui says so wherever one is written or read.
"""

from __future__ import annotations

import os
from dataclasses import replace

from hegui.errors import FileError, NoSlot
from hegui.files.source import open_source
from hegui.implicit.container import Blind, Reading, Site
from hegui.implicit.table import open_container

SUFFIX = ".xmp"


def sidecar_path(path: str) -> str:
    """Where the sidecar of a file stands."""
    return path + SUFFIX


def read_sidecar(path: str) -> Reading | None:
    """What the sidecar of the file at ``path`` says; None where there is none.

    Its sites are never prescribed. A sidecar that cannot be read is a Blind.
    """
    beside = sidecar_path(path)
    if not os.path.isfile(beside):
        return None
    name = os.path.basename(beside)
    try:
        with open_source(beside) as source:
            container = open_container(source)
            try:
                reading = container.read()
            except FileError as error:
                blind = Blind(name, 0, error.template, error.facts)
                return Reading(container.kind, (), (blind,))
    except FileError:
        return None  # no XMP by its content: nothing that speaks for this file
    if container.kind.id != "xmp":
        return None
    return replace(reading, sites=tuple(_beside(site, name) for site in reading.sites))


def read_with_sidecar(path: str) -> Reading:
    """What a file and its sidecar say together.

    Raises as opening and reading the file do; NoSlot only where there is no sidecar either.
    """
    sidecar = read_sidecar(path)
    try:
        with open_source(path) as source:
            reading = open_container(source).read()
    except NoSlot:
        if sidecar is None:
            raise
        return sidecar
    if sidecar is None:
        return reading
    return replace(
        reading, sites=reading.sites + sidecar.sites, blind=reading.blind + sidecar.blind
    )


def _beside(site: Site, name: str) -> Site:
    return replace(site, slot="sidecar", prescribed=False, place=f"{name}, {site.place}")
