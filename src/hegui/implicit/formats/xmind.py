"""XMind: the label is a member of metadata.json.

The text guide names XMind, but its place for it is not known to hegui; ``metadata.json`` is where
XMind since 2020 has what concerns the whole file, and ``"AIGC": {…}`` as one of its members is
Annex E b)'s own form. Files of XMind 8 and older have XML instead: they are read, not written.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edits
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind, Reading
from hegui.implicit.formats.xmind_json import Document
from hegui.implicit.look import Look
from hegui.implicit.structures.zip_document import ZipDocument
from hegui.rules import slot_of
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

CONTENT = "content.json"
METADATA = "metadata.json"
MANIFEST = "manifest.json"
OLD_METADATA = "meta.xml"
_NAME = "AIGC"
_ENTRIES = "file-entries"
_LARGEST = 1024 * 1024


class Xmind(ZipDocument):
    """A mind map of XMind."""

    kind = Kind(
        "xmind", "XMind", (".xmind",), ("application/vnd.xmind.workbook",), slot_of("xmind")
    )

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        if metadata := self.archive.find(METADATA):
            try:
                self._read_metadata(look, metadata)
            except FileError as error:
                look.could_not(error, place=METADATA, offset=metadata.offset)
        elif old := self.archive.find(OLD_METADATA):
            self._read_old(look, old)
        return look.reading()

    def plan(self, text: str) -> Edits:
        if self.archive.find(CONTENT) is None:
            raise NoSlot(
                "files of XMind 8 and older are read but not written: save it with a newer XMind",
                path=self.source.name,
            )
        changes = Changes()
        metadata = self.archive.find(METADATA)
        if metadata is None:
            changes.added[METADATA] = b'{"%b":%b}' % (_NAME.encode(), text.encode())
            self._list_metadata(changes)
            return splice(self.archive, changes)
        document = self._json(metadata)
        new = document.with_member(_NAME, text)
        if new != document.data:
            changes.changed[metadata] = new
        return splice(self.archive, changes)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every member but the metadata, the manifest and thumbnails."""
        names = (METADATA, MANIFEST, OLD_METADATA, "META-INF/manifest.xml")
        left_out = {member for name in names if (member := self.archive.find(name))}
        left_out.update(self.archive.under("Thumbnails/"))
        yield from self.essence_of(frozenset(left_out))

    def _json(self, member: Member) -> Document:
        content = self.archive.content(member, _LARGEST)
        return Document.parse(self.source, content, member.shown)

    def _read_metadata(self, look: Look, member: Member) -> None:
        budget = Budget(self.source)
        prescribed = True
        for found in self._json(member).named(_NAME):
            budget.spend(len(found.text), member.shown)
            look.label(
                found.text,
                slot="xmind.metadata",
                place=f"{member.shown}, {found.key}",
                offset=member.offset,
                length=member.data_end - member.offset,
                dialect="json" if found.plain else "json-string",
                prescribed=prescribed and found.plain and found.key == _NAME,
            )
            prescribed = False

    def _read_old(self, look: Look, member: Member) -> None:
        budget = Budget(self.source)
        try:
            for element in self.part(member).root.walk():
                if element.local.lower() == _NAME.lower():
                    budget.spend(len(element.text), member.shown)
                    look.label(
                        element.text,
                        slot="xmind.meta-xml",
                        place=f"{member.shown}, {element.qname}",
                        offset=member.offset,
                        length=member.data_end - member.offset,
                    )
        except FileError as error:
            look.could_not(error, place=member.shown, offset=member.offset)

    def _list_metadata(self, changes: Changes) -> None:
        """Names the new member in the manifest, where there is one with such a list."""
        member = self.archive.find(MANIFEST)
        if member is None:
            return
        document = self._json(member)
        entries = next(iter(document.named(_ENTRIES)), None)
        if entries is None or not entries.text.startswith("{"):
            return
        listed = Document.parse(self.source, entries.text.encode(), member.shown)
        if not listed.named(METADATA):
            new = listed.with_member(METADATA, "{}").decode()
            changes.changed[member] = document.with_member(_ENTRIES, new)
