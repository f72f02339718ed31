"""OFD: the label is a custom datum in the information of the document.

The text guide names OFD, but its place for it is not known to hegui; ``CustomData`` in
``DocInfo`` is where GB/T 33190-2016 (7.4) has what a producer adds. Of several documents in one
file the first carries the label. A signed file (an invoice, say) is not written: signatures cover
OFD.xml by its digest.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits
from hegui.implicit.budget import Budget
from hegui.implicit.container import Kind, Reading
from hegui.implicit.look import Look
from hegui.implicit.structures.claims import claims_in
from hegui.implicit.structures.zip_document import ZipDocument
from hegui.rules import slot_of
from hegui.structures.zip.markup import Element, Part
from hegui.structures.zip.records import Member
from hegui.structures.zip.splicing import Changes, splice

ENTRY = "OFD.xml"
_NAME = "AIGC"


class Ofd(ZipDocument):
    """A fixed-layout document to GB/T 33190."""

    kind = Kind("ofd", "OFD", (".ofd",), ("application/ofd",), slot_of("ofd"))

    def read(self) -> Reading:
        look = Look(self.kind, self.source.name)
        entry = self._entry()
        try:
            self._read_entry(look, entry, self.part(entry))
        except FileError as error:
            look.could_not(error, place=ENTRY, offset=entry.offset)
        return look.reading()

    def plan(self, text: str) -> Edits:
        entry = self._entry()
        part = self.part(entry)
        bodies = list(part.root.named("DocBody"))
        if any(body.child("Signatures") for body in bodies):
            raise NoSlot(
                "is digitally signed, and a label written now would break the signature: "
                "label first, then sign",
                path=self.source.name,
            )
        first = bodies[0].child("DocInfo") if bodies else None
        if first is None:
            raise self.archive.broken("{member} has no metadata", entry)
        edits = self._setting(part, first, text)
        changes = Changes()
        self.change(changes, entry, part, edits)
        return splice(self.archive, changes)

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """Every member, OFD.xml without the documents' information; no signatures."""
        entry = self._entry()
        part = self.part(entry)
        signed = set()
        at = 0
        yield b"%b\0" % entry.name
        for element in part.root.walk():
            if element.local in ("DocInfo", "Signatures") and element.start >= at:
                yield part.data[at : element.start]
                at = element.end
                signed.add(element.text.strip().lstrip("/").encode())
        yield part.data[at:]
        left_out = {
            member
            for member in self.archive.members
            if member.name in signed or b"/signs/" in member.name.lower()
        }
        yield from self.essence_of(frozenset({entry, *left_out}))

    def _entry(self) -> Member:
        entry = self.archive.find(ENTRY)
        if entry is None:
            raise self.source.broken("the package has no {part}", None, part=ENTRY)
        return entry

    def _read_entry(self, look: Look, member: Member, part: Part) -> None:
        budget = Budget(self.source)
        kept = _kept(part)
        for element in part.root.walk():
            if _is_label(element):
                budget.spend(len(element.text), member.shown)
                look.label(
                    element.text,
                    slot="ofd.custom-data",
                    place=f"{member.shown}, CustomData {element.get('Name')}",
                    offset=member.offset,
                    length=member.data_end - member.offset,
                    prescribed=element is kept,
                )
            elif not element.children:
                for claim in claims_in(part, budget, element):
                    self.add_claim(look, "ofd.info", member, claim)

    def _setting(self, part: Part, info: Element, text: str) -> list[Edit]:
        budget = Budget(self.source)
        kept = _kept(part)
        edits = []
        for element in part.root.walk():
            if _is_label(element):
                if element is not kept:
                    edits.append(part.replace(element, b""))
            elif not element.children:
                edits += self.blanking(part, budget, element)
        datum = b"CustomData"
        prefix = info.qname[: -len("DocInfo")].encode()
        value = b'<%b%b Name="%b">%b</%b%b>' % (
            prefix, datum, _NAME.encode(), part.written(text), prefix, datum,
        )  # fmt: skip
        data = info.child("CustomDatas")
        if kept:
            edits.append(part.replace(kept, value))
        elif data:
            edits.append(part.append(data, value))
        else:
            # CustomDatas is the last of DocInfo's elements in the schema's order.
            edits.append(
                part.append(info, b"<%b%bs>%b</%b%bs>" % (prefix, datum, value, prefix, datum))
            )
        return edits


def _kept(part: Part) -> Element | None:
    """The label that stays: the first in the first document's custom data."""
    body = part.root.child("DocBody")
    info = body.child("DocInfo") if body else None
    data = info.child("CustomDatas") if info else None
    found = data.named("CustomData") if data else iter(())
    return next((each for each in found if each.get("Name") == _NAME and not each.children), None)


def _is_label(element: Element) -> bool:
    return element.local == "CustomData" and element.get("Name").lower() == _NAME.lower()
