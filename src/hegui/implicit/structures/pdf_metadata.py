"""The catalog's metadata stream, an XMP packet (14.3.2), and its new form without labels."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.files.edits import Edit, apply_edits, ordered
from hegui.implicit import xmp
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.values import Dictionary, Reference

_OF_CODING = frozenset((b"Filter", b"DecodeParms", b"Length", b"DL"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """The stream as parsed, and under which number the catalog names it."""

    document: Document
    reference: Reference
    parsed: Parsed
    dictionary: Dictionary

    @classmethod
    def of(cls, document: Document) -> Metadata | None:
        """The stream, None where the file has none. Raises BrokenFile."""
        catalog = document.catalog().value
        assert isinstance(catalog, Dictionary)
        value = catalog.get(b"Metadata")
        parsed = document.fetch(value)
        if parsed is None or not isinstance(parsed.value, Dictionary):
            return None
        return cls(document, parsed.reference, parsed, parsed.value)

    def packet(self) -> bytes:
        """The XMP packet. Raises BrokenFile, CeilingExceeded, NoSlot (encrypted)."""
        return self.document.unpacked(self.parsed)

    def without_label(self) -> bytes | None:
        """The stream as a new object without labels, uncompressed; None where it has none."""
        packet = self.packet()
        name = self.document.source.name
        cleaned = xmp.without_label(packet, name=name, place=self.parsed.place)
        if cleaned == packet:
            return None
        if not self.document.is_plain(self.dictionary):
            cleaned = self.document.encrypted_stream(cleaned, self.reference)
        dictionary = self.dictionary
        edits = [
            Edit(entry.start, entry.end - entry.start, b"")
            for entry in dictionary.entries
            if entry.key in _OF_CODING
        ]
        edits.append(Edit(dictionary.end - 2, 0, b"\n/Length %d " % len(cleaned)))
        rest = len(self.parsed.data) - dictionary.end
        written = apply_edits(self.parsed.data, ordered([*edits, Edit(dictionary.end, rest, b"")]))[
            dictionary.start :
        ]
        return b"%b\nstream\n%b\nendstream" % (written, cleaned)
