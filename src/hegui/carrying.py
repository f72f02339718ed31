"""Carrying: the label of an original re-applied to the user's own converted copy of it.

Resizing, converting and transcoding lose metadata in nearly every tool. The copy is the same
content, so the same label belongs on it, in the slot of the copy's own format. A seal that binds
the label to the original's content does not: only the same producer can seal the copy again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.aigc import ParsedLabel, encode, transcribe
from hegui.errors import ForeignLabel, InvalidLabel, NoLabel, NoSlot
from hegui.files.given import Given, given
from hegui.files.in_memory import as_file
from hegui.files.source import Source, open_source, printable
from hegui.files.target import Target
from hegui.implicit.container import Blind, Container, Kind, Reading, Site
from hegui.implicit.embedding import Embedded, embed_in_bytes, embed_in_file
from hegui.implicit.manifests import Unbroken
from hegui.implicit.sidecar import read_with_sidecar
from hegui.implicit.table import open_container
from hegui.messages import Notice, advised
from hegui.sealing.carrying import Carrier, Opened
from hegui.sealing.finding import find_signer, find_trust

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.marks.c2pa_signing import Credential
    from hegui.marks.manifest import Manifest
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer
    from hegui.seal.trust import Trust

_ADVICE = "{reason}; convert the copy into a format that holds a label, and carry it there"


@dataclass(frozen=True, slots=True)
class Carried:
    """A converted copy that bears its original's label now, read back from the new file.

    ``parsed`` is the label as the original says it, ``origin`` where it stood there, ``site``
    where it stands now, ``replaced`` what the copy said before, ``blind`` where the copy could
    not be looked at. ``target`` is the path written; for bytes it is None and ``data`` holds
    them. ``seal`` is the answer about the seal that was made anew, ``manifest`` the C2PA manifest
    that was written behind the label; None where none was. ``notices`` say what the label, handed
    on as it is, does not conform to, and what becomes of its seals.
    """

    parsed: ParsedLabel
    kind: Kind
    origin: Site
    site: Site
    replaced: tuple[Site, ...]
    target: str | None = None
    data: bytes | None = None
    blind: tuple[Blind, ...] = ()
    seal: Verification | None = None
    manifest: Manifest | None = None
    notices: tuple[Notice, ...] = ()


def carry(
    original: Given,
    derived: Given,
    *,
    output: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    name: str | None = None,
    key: str | os.PathLike[str] | Signer | None = None,
    trust: str | os.PathLike[str] | Trust | None = None,
    config: str | None = None,
    c2pa: bool = False,
    credential: Credential | None = None,
    allow_break_c2pa: bool = False,
) -> Carried:
    """Puts the label of ``original`` on ``derived``, its resized, converted or transcoded copy.

    Both are paths or bytes, in the same format or another. ``derived`` is replaced unless
    ``output`` (a path, or an existing directory) is given; as bytes, the labelled bytes come
    back as ``data``, and ``name`` names them. The label is handed on as it is read, value by
    value; its dialect is mended.
    A label whose seal binds it to the original's content is sealed again with ``key`` (a key file
    or a signer), which must be the key of that seal or, in the trust file, one of the same
    producer's; without it the label is refused where the copy's content is another.
    ``c2pa`` signs a C2PA manifest behind the label, with ``credential`` (which says ``c2pa`` as
    well) or that of [c2pa] in hegui.toml; the copy as it was, with its manifest if it has one, is
    the ingredient. Without, a copy that has a manifest is refused unless ``allow_break_c2pa``.
    Raises NoLabel (nothing readable to carry, or labels that contradict each other),
    ForeignLabel (the copy bears another producer's label), StaleSeal, BreaksManifest,
    InvalidCredential, every FileError, and with a key every SealError.
    """
    original, derived = given(original), given(derived)
    if c2pa and credential is None:
        from hegui.signing import configured_credential  # most copies get no manifest

        credential = configured_credential(config)
    watch = Unbroken(allowed=allow_break_c2pa, signs=credential is not None)
    if isinstance(original, bytes):
        said = open_container(Source.of_bytes(original)).read()
        origin, parsed = _one_label(said, "<bytes>")
    else:
        path = original
        origin, parsed = _one_label(read_with_sidecar(path), printable(path))
    text = transcribe(parsed)
    signer = find_signer(key, None) if key is not None else None
    known = find_trust(trust) if signer or trust is not None else None
    guard = Carrier(signer, known if signer else None, _opened(original))

    def decide(reading: Reading) -> str:
        for site in reading.sites:
            _refuse_foreign(site, parsed)
        return text

    def write(path: str, goal: Target) -> tuple[Embedded, Manifest | None]:
        if credential is None:
            return embed_in_file(path, goal, decide, guard, admit=watch), None
        from hegui.signing import Signature, signed_file

        path = goal.path if goal.in_place else path
        return signed_file(
            path,
            goal,
            lambda made: embed_in_file(path, made, decide, guard),
            Signature(credential, parent=True),
        )

    manifest, target = None, None
    try:
        if not isinstance(derived, bytes):
            copy = derived
            if output is None:
                target = Target.over(copy)
            else:
                target = Target.at(os.fspath(output), copy, overwrite=overwrite)
            embedded, manifest = write(copy, target)
        elif credential is None:
            embedded = embed_in_bytes(derived, name or "<bytes>", decide, guard, admit=watch)
        else:
            with as_file(derived, name or "<bytes>") as (path, made):
                embedded, manifest = write(path, made)
                with open(made.path, "rb") as file:
                    embedded = embedded._replace(data=file.read())
    except NoSlot as error:
        raise advised(error, _ADVICE) from error
    return Carried(
        parsed,
        embedded.kind,
        origin,
        embedded.site,
        embedded.before.sites,
        target.path if target else None,
        embedded.data,
        embedded.before.blind,
        guard.made,
        manifest,
        _doubts(parsed) + guard.notices + watch.notices,
    )


def _opened(original: str | bytes) -> Opened:
    """The original, opened once more for whoever must look at its content."""

    @contextmanager
    def opened() -> Iterator[Container]:
        if isinstance(original, bytes):
            yield open_container(Source.of_bytes(original))
            return
        with open_source(original) as source:
            yield open_container(source)

    return opened


def _one_label(reading: Reading, name: str) -> tuple[Site, ParsedLabel]:
    """The label that all sites agree on, or the prescribed one among copies of one producer's."""
    readable = [(site, site.parsed) for site in reading.sites if site.parsed]
    if not readable:
        problem = next((site.problem for site in reading.sites if site.problem), None)
        if problem is None:
            raise NoLabel("holds no label to carry", path=name)
        raise NoLabel("holds no label that can be read: {reason}", path=name, reason=problem)
    prescribed = [pair for pair in readable if pair[0].prescribed]
    producers = {parsed.label.content_producer for _, parsed in readable}
    candidates = prescribed if prescribed and len(producers) == 1 else readable
    if len({transcribe(parsed) for _, parsed in candidates}) > 1:
        raise NoLabel(
            "holds {count} labels that contradict each other; none of them is carried",
            path=name,
            count=len(candidates),
        )
    return candidates[0]


def _refuse_foreign(site: Site, parsed: ParsedLabel) -> None:
    """Raises ForeignLabel where the copy's label says what the original's does not."""
    if site.parsed is not None and transcribe(site.parsed) == transcribe(parsed):
        return
    there = site.parsed.label if site.parsed else None
    mine = parsed.label
    same_producer = bool(mine.content_producer) and (
        there is not None and there.content_producer == mine.content_producer
    )
    # A platform that has added its own elements to the copy must not lose them.
    platform = there.content_propagator if there else ""
    if not same_producer or platform not in ("", mine.content_propagator, mine.content_producer):
        raise ForeignLabel(
            "carries another label already, of {producer}; nobody overwrites another's label "
            "(Labelling Measures art. 10)",
            place=site.place,
            producer=(platform if same_producer else there.content_producer if there else "")
            or "?",
        )


def _doubts(parsed: ParsedLabel) -> tuple[Notice, ...]:
    """Where the label does not conform, and which members Annex E does not know were left out."""
    notices = []
    try:
        encode(parsed.label)
    except InvalidLabel as error:
        notices.append(
            Notice(
                "the label is handed on as found and does not conform: {reason}", {"reason": error}
            )
        )
    unknown = [one.detail for one in parsed.tolerances if one.id == "key.unknown"]
    if unknown:
        notices.append(
            Notice(
                "members unknown to Annex E are left out: {names}", {"names": ", ".join(unknown)}
            )
        )
    return tuple(notices)
