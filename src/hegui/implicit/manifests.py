"""Whether a file carries a C2PA manifest, told before anything is written that would break it.

What a manifest says is for c2pa's own library (``hegui.marks``); that one is there, its place
says. Source: C2PA 2.2, A (where stores are embedded), 11.4 (manifests that lie elsewhere).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import BreaksManifest
from hegui.messages import Notice

if TYPE_CHECKING:
    from hegui.implicit.container import Container, Reading
    from hegui.implicit.foreign.statement import Statement

TERMS = "http://purl.org/dc/terms/"
"""The namespace of XMP's ``provenance``: the address of a manifest that is not in the file."""
PROVENANCE = "provenance"
_NEEDLE = PROVENANCE.encode()


def may_name(packet: bytes) -> bool:
    """Whether an XMP packet may name a manifest that lies elsewhere."""
    return _NEEDLE in packet


def find_manifest(container: Container, reading: Reading) -> Statement | None:
    """Where the file's manifest stands, or what names one that lies elsewhere; None without one.

    ``reading`` is what ``container`` read.
    """
    named = any(may_name(block.data) for block in reading.blocks)
    if not (named or container.may_hold_manifest()):
        return None
    # Following a file's structure to where a store may stand is far cheaper than any search of
    # its bytes.
    from hegui.implicit.foreign.statement import C2PA
    from hegui.implicit.statements import statements

    source = container.source
    found, blind = statements(source, reading, may_name)
    for one in found:
        if one.space == C2PA or (one.space, one.name) == (TERMS, PROVENANCE):
            return one
    if not blind:
        return None
    from hegui.implicit.foreign import stores

    return next(stores.by_box(source), None)


class Unbroken:
    """Lets no manifest be broken unseen: asked of each file before anything is made of it.

    ``allowed``: whoever labels has said that its hash may break. ``signs``: the new file gets a
    manifest of its own, which keeps the old one as an ingredient's. ``broken`` is set where a
    manifest was there and was allowed to break.
    """

    def __init__(self, *, allowed: bool, signs: bool) -> None:
        self.allowed = allowed
        self.signs = signs
        self.broken = False

    def __call__(self, container: Container, before: Reading) -> None:
        """Raises BreaksManifest."""
        if self.signs:
            return
        there = find_manifest(container, before)
        if there is None:
            return
        if not self.allowed:
            raise BreaksManifest(
                "carries a C2PA manifest, and what is written now would break its hash: sign it "
                "anew with --c2pa (the older manifest is kept as an ingredient's), or say "
                "--allow-break-c2pa",
                path=container.source.name,
                place=there.place or None,
            )
        self.broken = True

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user should know of it."""
        if not self.broken:
            return ()
        return (Notice("the C2PA manifest's hash no longer matches, as you allowed"),)
