"""What a propagation gives back: the file as it goes on, and what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.aigc import Label, ParsedLabel
from hegui.implicit.container import Kind, Site
from hegui.messages import Notice
from hegui.verdict import Judgement

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.explicit.contract import Applied
    from hegui.seal.answers import Verification


@dataclass(frozen=True, slots=True)
class Elements:
    """A platform's three members of a label (GB 45438-2025 Annex E)."""

    content_propagator: str
    propagate_id: str
    reserved_code_2: str = ""

    @classmethod
    def of(cls, label: Label) -> Elements:
        """Those of a label; empty strings where it has none."""
        return cls(label.content_propagator, label.propagate_id, label.reserved_code_2)

    @property
    def empty(self) -> bool:
        """Whether no platform has written any."""
        return not (self.content_propagator or self.propagate_id or self.reserved_code_2)


@dataclass(frozen=True, slots=True)
class Propagated:
    """One upload as a platform hands it on.

    ``judgement`` is the verdict with its notice and its evidence. ``parsed`` and ``site`` are the
    label in the new file, read back, ``written`` the platform's elements in it; all None where
    art. 6 asks for none (no sign was found), and the content goes on as it is. ``before`` are the
    labels that the file held, ``earlier`` the elements of another platform that were replaced.
    ``manifest`` is what became of a C2PA manifest: "" (there was none), "signed" (a new one, the
    old one kept as an ingredient's), "broken" (the hash no longer matches, as was allowed).
    ``target`` is the path written, None for bytes (then ``data`` holds them). ``shown`` is the
    public notice on the content itself, None where none was put there.
    """

    judgement: Judgement
    kind: Kind | None
    parsed: ParsedLabel | None
    site: Site | None
    written: Elements | None
    before: tuple[Site, ...] = ()
    earlier: Elements | None = None
    manifest: str = ""
    target: str | None = None
    data: bytes | None = None
    seal: Verification | None = None
    notices: tuple[Notice, ...] = ()
    shown: Applied | None = None
