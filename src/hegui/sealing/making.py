"""Making a seal: the guard of an embedding that adds it, and verifies it in the new file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.aigc import ParsedLabel, transcribe
from hegui.errors import ReadBackFailed, StaleSeal
from hegui.messages import Notice
from hegui.seal.contents import Code
from hegui.sealing.content import content_of, same_content
from hegui.sealing.labels import holds_seal, parsed_of, with_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from hegui.files.in_place import InPlace
    from hegui.implicit.container import Container, Reading, Site
    from hegui.implicit.essence import Piece
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer
    from hegui.sealing.outline import Outline


_SMALL = 1024 * 1024  # bytes of a file in memory whose content is not walked through again


@dataclass(slots=True)
class Sealer:
    """Seals every label of one producer or propagator: the guard of an embedding.

    ``made`` is the seal of the last file, verified there; ``notices`` are what the user should
    know of the seals of this signer.
    """

    signer: Signer
    code: Code = Code.PRODUCER
    made: Verification | None = None
    _digest: str = ""
    _container: Container | None = None
    _outline: Outline | None = None
    _pieces: list[Piece] | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user should know of a seal by this signer."""
        if self.signer.guide:
            return ()
        return (
            Notice(
                "the key is not SM2, so what is made with it is no seal of TC260-PG-202511A: "
                "hegui verifies it, others may not"
            ),
        )

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """The label with its seal. Raises StaleSeal, CannotSeal, FileErrors."""
        if container is None:
            raise StaleSeal("a label in a sidecar is not sealed: it does not stand in the content")
        decided = parsed_of(text)
        self._container, self._digest = container, self._digest_of(container)
        if self.code is Code.PRODUCER:
            parsed = self._sealed(_without_own(decided, self.signer), Code.PRODUCER)
            if holds_seal(decided, Code.PROPAGATOR):
                parsed = self._sealed(parsed, Code.PROPAGATOR)
        else:
            parsed = self._sealed(decided, Code.PROPAGATOR)
        return transcribe(parsed)

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """The seal verified in the new file. Raises ReadBackFailed."""
        from hegui.seal.verification import Content, verify_seal

        assert site.parsed is not None
        kept = self._same_content(new, change)
        found = verify_seal(site.parsed, self.code, Content(self._digest if kept else ""))
        if not found.bound or found.invalid:
            raise ReadBackFailed(
                "the seal did not verify in the new file ({answer})",
                path=new.source.name,
                answer=found,
            )
        self.made = found

    def _same_content(self, new: Container, change: InPlace | None) -> bool:
        """Whether the new file's content is what was sealed."""
        assert self._container is not None
        if change is None:
            return same_content(self._container, new, self._pieces)
        # The old content is not there any more to be compared with, where it was written over.
        if self._outline is not None and self._outline.kept(new, change):
            return True
        return content_of(new).digest == self._digest

    def _digest_of(self, container: Container) -> str:
        """The content's digest; where the content lies is noted. Raises StaleSeal, CannotSeal."""
        self._outline, self._pieces = _outline_for(container), None
        note: Callable[[Piece], None] | None = None
        if self._outline is not None:
            note = self._outline.add
        if container.source.whole is not None and container.source.size <= _SMALL:
            self._pieces = []
            note = self._pieces.append
        content = content_of(container, note)
        if content.problem is not None:
            raise StaleSeal("no seal can be made: {reason}", reason=content.problem)
        return content.digest

    def _sealed(self, parsed: ParsedLabel, code: Code) -> ParsedLabel:
        from hegui.seal.security_data import seal

        return with_code(parsed, code, seal(parsed, code, self.signer, self._digest))


def _outline_for(container: Container) -> Outline | None:
    """An outline to be filled, where the file may be changed where it lies."""
    if container.source.whole is not None or not container.kind.in_place:
        return None
    from hegui.sealing.outline import Outline  # only huge files need it

    return Outline(container.source.size)


def _without_own(parsed: ParsedLabel, signer: Signer) -> ParsedLabel:
    """The label as it is, if the seal in its ReservedCode2 is none or the signer's own.

    Raises StaleSeal: a platform's seal covers the producer's, which is about to change.
    """
    if holds_seal(parsed, Code.PROPAGATOR):
        from hegui.seal.verification import Content, verify_seal

        found = verify_seal(parsed, Code.PROPAGATOR, Content())
        own = found.keys == (signer.public_key.fingerprint,) and found.covered
        if not own:
            raise StaleSeal(
                "carries a platform's seal in ReservedCode2, which covers the producer's and "
                "would not hold any more"
            )
    return parsed
