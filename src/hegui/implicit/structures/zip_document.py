"""What every document in a ZIP archive has in common, whatever its parts are called.

A document's content, for ``essence``, is its members apart from those that say something about
the document: each by name and length, unpacked, in the order of their names, so that neither the
order in the archive nor how hard a member is compressed makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit
from hegui.files.source import Source
from hegui.implicit.budget import Budget
from hegui.implicit.container import Container
from hegui.implicit.look import Look
from hegui.implicit.structures.claims import Claim, claims_in, may_hold_claims
from hegui.structures.zip import markup
from hegui.structures.zip.archive import Archive
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import LOCAL_MAGIC, Member
from hegui.structures.zip.splicing import Changes


class ZipDocument(Container):
    """A document whose parts are the members of a ZIP archive."""

    def __init__(self, source: Source, archive: Archive | None = None) -> None:
        super().__init__(source)
        self.archive = archive or Archive(source)
        self._last: tuple[Member, Part] | None = None
        self._without_claims: set[Member] = set()

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        """Only that it is an archive; which document it is, ``family.recognise`` tells."""
        return head.startswith(LOCAL_MAGIC)

    def part(self, member: Member) -> Part:
        """A member as XML. Raises BrokenFile, CeilingExceeded, NoSlot (encrypted)."""
        if self._last and self._last[0] is member:  # read, and now planned for
            return self._last[1]
        content = self.archive.content(member, markup.LARGEST)
        part = markup.parse(self.source, content, member.shown)
        self._last = member, part
        return part

    def part_with_claims(self, member: Member) -> Part | None:
        """A member as XML, unless its letters show that no text in it claims to be a label."""
        if member in self._without_claims:
            return None
        content = self.archive.content(member, markup.LARGEST)
        if not may_hold_claims(content):
            self._without_claims.add(member)
            return None
        return markup.parse(self.source, content, member.shown)

    def add_claim(self, look: Look, slot: str, member: Member, claim: Claim) -> None:
        """Adds one text that claims to be a label."""
        look.label(
            claim.text,
            slot=slot,
            place=f"{member.shown}, {claim.name}",
            offset=member.offset,
            length=member.data_end - member.offset,
            named=False,
        )

    def change(self, changes: Changes, member: Member, part: Part, edits: list[Edit]) -> None:
        """Adds a member's edits to the changes, where they make a difference."""
        if any(part.data[one.offset : one.offset + one.length] != one.data for one in edits):
            changes.changed[member] = part.changed(edits)

    def blanking(self, part: Part, budget: Budget, within: Element | None = None) -> list[Edit]:
        """The edits by which texts that claim to be labels are emptied."""
        claims = claims_in(part, budget, within)
        return [Edit(claim.start, claim.end - claim.start, b"") for claim in claims]

    def essence_of(self, left_out: frozenset[Member]) -> Iterator[tuple[int, int] | bytes]:
        """Every member but those left out, by name: its name, its length, its content."""
        self.archive.check_ratio()
        for member in sorted(self.archive.members, key=lambda member: member.name):
            if member not in left_out and not member.name.endswith(b"/"):
                yield self.heading(member)
                yield from self.archive.pieces(member)

    def heading(self, member: Member, kind: str = "") -> bytes:
        """What stands before a member's content, so that no two members run into one."""
        return b"%b\0%b\0%d\0" % (member.name, kind.encode(), member.size)
