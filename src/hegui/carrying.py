"""Carrying: the label of an original re-applied to the user's own converted copy of it.

Resizing, converting and transcoding lose metadata in nearly every tool. The copy is the same
content, so the same label belongs on it, in the slot of the copy's own format.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from hegui.aigc import ParsedLabel, transcribe
from hegui.errors import ForeignLabel, NoLabel
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.implicit.container import Kind, Reading, Site
from hegui.implicit.embedding import embed_in_bytes, embed_in_file
from hegui.implicit.sidecar import read_with_sidecar
from hegui.implicit.table import open_container


@dataclass(frozen=True, slots=True)
class Carried:
    """A converted copy that bears its original's label now, read back from the new file.

    ``parsed`` is the label as the original says it, ``origin`` where it stood there, ``site``
    where it stands now, ``replaced`` what the copy said before. ``target`` is the path
    written; for bytes it is None and ``data`` holds them.
    """

    parsed: ParsedLabel
    kind: Kind
    origin: Site
    site: Site
    replaced: tuple[Site, ...]
    target: str | None = None
    data: bytes | None = None


def carry(
    original: str | os.PathLike[str] | bytes,
    derived: str | os.PathLike[str] | bytes,
    *,
    output: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    name: str | None = None,
) -> Carried:
    """Puts the label of ``original`` on ``derived``, its resized, converted or transcoded copy.

    Both are paths or bytes, in the same format or another. ``derived`` is replaced unless
    ``output`` (a path, or an existing directory) is given; as bytes, the labelled bytes come
    back as ``data``, and ``name`` names them. The label is handed on as it is read, value by
    value; its dialect is mended.
    Raises NoLabel (nothing readable to carry, or labels that contradict each other),
    ForeignLabel (the copy bears another producer's label) and every FileError.
    """
    if isinstance(original, bytes):
        said = open_container(Source.of_bytes(original)).read()
        origin, parsed = _one_label(said, "<bytes>")
    else:
        path = os.fspath(original)
        origin, parsed = _one_label(read_with_sidecar(path), printable(path))
    text = transcribe(parsed)

    def decide(reading: Reading) -> str:
        for site in reading.sites:
            _refuse_foreign(site, parsed)
        return text

    if isinstance(derived, bytes):
        embedded = embed_in_bytes(derived, name or "<bytes>", decide)
        target = None
    else:
        copy = os.fspath(derived)
        if output is None:
            target = Target.over(copy)
        else:
            target = Target.at(os.fspath(output), copy, overwrite=overwrite)
        embedded = embed_in_file(copy, target, decide)
    return Carried(
        parsed,
        embedded.kind,
        origin,
        embedded.site,
        embedded.before.sites,
        target.path if target else None,
        embedded.data,
    )


def _one_label(reading: Reading, name: str) -> tuple[Site, ParsedLabel]:
    """The label in the prescribed slot, or the one that all sites agree on."""
    readable = [(site, site.parsed) for site in reading.sites if site.parsed]
    prescribed = [pair for pair in readable if pair[0].prescribed]
    candidates = prescribed or readable
    if not candidates:
        problem = next((site.problem for site in reading.sites if site.problem), None)
        if problem is None:
            raise NoLabel("holds no label to carry", path=name)
        raise NoLabel("holds no label that can be read: {reason}", path=name, reason=problem)
    if len({transcribe(parsed) for _, parsed in candidates}) > 1:
        raise NoLabel(
            "holds {count} labels that contradict each other; none of them is carried",
            path=name,
            count=len(candidates),
        )
    return candidates[0]


def _refuse_foreign(site: Site, parsed: ParsedLabel) -> None:
    theirs = site.parsed.label.content_producer if site.parsed else None
    if theirs != parsed.label.content_producer:
        raise ForeignLabel(
            "carries another label already, of {producer}; nobody overwrites another's label "
            "(Labelling Measures art. 10)",
            place=site.place,
            producer=theirs or "?",
        )
