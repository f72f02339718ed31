"""Writing what was decided: the label, its seal, and last of all the C2PA manifest; read back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hegui.aigc import transcribe
from hegui.errors import ReadBackFailed
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.files.writing import private_file, publish, write_edited
from hegui.implicit.embedding import Decide, Embedded, embed_in_bytes, embed_in_file
from hegui.implicit.table import open_container
from hegui.seal.contents import Code
from hegui.sealing.making import Sealer

if TYPE_CHECKING:
    from hegui.marks.c2pa_signing import Credential
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer


@dataclass(frozen=True, slots=True)
class Written:
    """A label that stands in a new file, and the seal made with it."""

    embedded: Embedded
    seal: Verification | None = None
    data: bytes | None = None


def copied(path: str, target: Target) -> None:
    """The file at ``path`` as it is; nothing where it is the target itself."""
    if target.in_place:
        return
    with open_source(path) as source:
        write_edited(source, (), target, original=path, verify=lambda _: None)


def embedded_file(
    path: str, target: Target, decide: Decide, signer: Signer | None, credential: Credential | None
) -> Written:
    """The label in a new file, and with a credential a manifest behind it."""
    guard = _guard(signer)
    if credential is None:
        embedded = embed_in_file(path, target, decide, guard)
        return Written(embedded, guard.made if guard else None)
    from hegui.marks.c2pa_signing import sign

    path = target.path if target.in_place else path
    with (
        open_source(path) as original,
        private_file(target) as labelled,
        private_file(target) as signed,
    ):
        step = Target(labelled, replace=True, durable=False)
        embedded = embed_in_file(path, step, decide, guard)
        with open(labelled, "rb") as source, open(signed, "w+b") as goal, open(path, "rb") as old:
            media_type = embedded.kind.media_types[0]
            sign(source, goal, media_type, credential, name=path, parent=old)
        with open_source(signed) as new:
            embedded = _read_back(new, embedded, target.path)
        publish(signed, target, original=path, stands_for=original)
    return Written(embedded, guard.made if guard else None)


def embedded_bytes(
    data: bytes, name: str, decide: Decide, signer: Signer | None, credential: Credential | None
) -> Written:
    """The same for content in memory."""
    guard = _guard(signer)
    embedded = embed_in_bytes(data, name, decide, guard)
    result = embedded.data
    assert result is not None
    if credential is not None:
        from hegui.marks.c2pa_signing import sign_bytes

        media_type = embedded.kind.media_types[0]
        result = sign_bytes(result, media_type, credential, name=name, parent=data)
        embedded = _read_back(Source.of_bytes(result, name), embedded, name)
    return Written(embedded, guard.made if guard else None, result)


def _guard(signer: Signer | None) -> Sealer | None:
    return Sealer(signer, Code.PROPAGATOR) if signer is not None else None


def _read_back(new: Source, embedded: Embedded, name: str) -> Embedded:
    """The label as the signed file says it, and its manifest. Raises ReadBackFailed."""
    from hegui.marks.c2pa_reading import read_manifest
    from hegui.marks.manifest import State

    reading = open_container(new).read()
    wanted = embedded.site.parsed
    assert wanted is not None
    found = [site for site in reading.sites if site.parsed and site.prescribed]
    if len(reading.sites) != 1 or not found or not found[0].parsed:
        raise ReadBackFailed("the label did not read back as it was written", path=name)
    if transcribe(found[0].parsed) != transcribe(wanted):
        raise ReadBackFailed("the label did not read back as it was written", path=name)
    manifest = read_manifest(new, reading.kind.media_types[0])
    if manifest is None or manifest.state is State.BROKEN:
        raise ReadBackFailed(
            "the new C2PA manifest does not hold ({failures})",
            path=name,
            failures=", ".join(manifest.failures) if manifest else "?",
        )
    return replace(embedded, site=found[0])
