"""Writing what was decided: the notice, the label, its seal, and last the C2PA manifest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hegui.files.in_memory import as_file
from hegui.files.source import open_source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.implicit.embedding import (
    Decide,
    Embedded,
    embed_in_bytes,
    embed_in_file,
    embed_in_work,
)
from hegui.propagation.noticing import ContentNotice, SealKept
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


@dataclass(frozen=True, slots=True)
class Writer:
    """What is written besides the label that was decided on.

    ``signer`` seals it in ReservedCode2, ``credential`` signs a manifest behind it, ``notice`` is
    put on the content before it.
    """

    signer: Signer | None = None
    credential: Credential | None = None
    notice: ContentNotice | None = None

    def into_file(self, path: str, target: Target, decide: Decide) -> Written:
        """The label in a new file, read back. Raises what embedding and signing raise."""
        sealer = Sealer(self.signer, Code.PROPAGATOR) if self.signer is not None else None
        notice = self.notice
        path = target.path if target.in_place else path

        def embed(goal: Target) -> Embedded:
            if notice is None:
                return embed_in_file(path, goal, decide, sealer)
            guard = SealKept(notice.judgement, sealer)
            return embed_in_work(path, goal, decide, notice.make, guard)

        if self.credential is None:
            embedded = embed(target)
        else:
            from hegui.signing import Signature, signed_file

            shown = notice is not None
            signature = Signature(self.credential, shown=shown, parent=True)
            embedded, _ = signed_file(path, target, embed, signature)
        return Written(embedded, sealer.made if sealer else None)

    def into_bytes(self, data: bytes, name: str, decide: Decide) -> Written:
        """The same for content in memory."""
        if self.credential is None and self.notice is None:
            sealer = Sealer(self.signer, Code.PROPAGATOR) if self.signer is not None else None
            embedded = embed_in_bytes(data, name, decide, sealer)
            return Written(embedded, sealer.made if sealer else None, embedded.data)
        with as_file(data, name) as (path, target):
            written = self.into_file(path, target, decide)
            with open(target.path, "rb") as file:
                return replace(written, data=file.read())


def copied(path: str, target: Target) -> None:
    """The file at ``path`` as it is; nothing where it is the target itself."""
    if target.in_place:
        return
    with open_source(path) as source:
        write_edited(source, (), target, original=path, verify=lambda _: None)
