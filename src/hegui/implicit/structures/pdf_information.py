"""The document information dictionary (14.3.3): its labels found, one set, others taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.files.edits import Edit, apply_edits, ordered
from hegui.implicit.budget import Budget
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.strings import content, encoded, hexadecimal, literal, text_of
from hegui.structures.pdf.values import Dictionary, Entry, Reference, Text, texts_in

KEY = b"AIGC"
_MOST_TEXT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class InfoText:
    """One entry whose value is a string: its text, and how that is encoded where that is odd."""

    entry: Entry
    text: str
    encoding: str

    @property
    def named(self) -> bool:
        """Whether the key itself says that the value is a label."""
        return KEY.lower() in self.entry.key.lower()

    @property
    def is_label(self) -> bool:
        """Whether it is, or claims to be, a label."""
        return self.named or looks_like_label(self.text)


@dataclass(frozen=True, slots=True)
class Information:
    """The dictionary in force. ``parsed`` is None where the file has none."""

    document: Document
    reference: Reference | None
    parsed: Parsed | None
    dictionary: Dictionary | None

    @classmethod
    def of(cls, document: Document) -> Information:
        """The dictionary that the newest trailer names. Raises BrokenFile."""
        value = document.trailer.dictionary.get(b"Info")
        if isinstance(value, Dictionary):  # against the rules, but readable
            return cls(document, None, None, value)
        found, parsed = document.follow(value)
        if not isinstance(value, Reference) or not isinstance(found, Dictionary):
            return cls(document, None, None, None)
        assert parsed is not None
        return cls(document, parsed.reference, parsed, found)

    def in_force(self) -> Entry | None:
        """The entry of the slot; of a repeated key the last, as most readers have it."""
        entries = self.dictionary.entries if self.dictionary else ()
        return next((entry for entry in reversed(entries) if entry.key == KEY), None)

    def texts(self) -> Iterator[InfoText]:
        """Every entry that is a string. Raises BrokenFile, and NoSlot where it is locked."""
        budget = Budget(self.document.source)
        for entry in self.dictionary.entries if self.dictionary else ():
            value, holder = self.document.follow(entry.value, self.parsed)
            if isinstance(value, Text) and len(value.raw) <= _MOST_TEXT:
                text, encoding = text_of(self.document.string(value, holder))
                found = InfoText(entry, text, encoding)
                budget.search(len(text), "document information dictionary")
                if found.is_label:
                    budget.spend(len(text), "document information dictionary")
                yield found

    def extent(self, entry: Entry) -> tuple[int, int]:
        """Where an entry is in the file; for one in an object stream, that stream."""
        origin = self.parsed.origin if self.parsed else self.document.trailer.start
        if origin is None:
            assert self.parsed is not None
            return self.parsed.start, self.parsed.end
        return origin + entry.start, origin + entry.end

    def labelled(self, text: str, own: Reference) -> bytes:
        """The dictionary as object ``own`` with ``text`` as its one label; all else as written."""
        value = self._written(text, own)
        if self.dictionary is None:
            return b"<< /%b %b >>" % (KEY, value)
        data = self.document.trailer.data if self.parsed is None else self.parsed.data
        labels = [found.entry for found in self.texts() if found.is_label]
        target = self.in_force()
        edits = []
        for entry in self.dictionary.entries:
            if entry is target:
                continue
            if entry.key == KEY or entry in labels:
                edits.append(Edit(entry.start, entry.end - entry.start, b""))
            else:
                edits += self._encrypted(entry, own)
        if target:
            edits.append(Edit(target.value_start, target.end - target.value_start, value))
        else:
            # Behind the last entry, not before the brackets: a comment may stand there.
            entries = self.dictionary.entries
            at = entries[-1].end if entries else self.dictionary.start + 2
            edits.append(Edit(at, 0, b"\n/%b %b" % (KEY, value)))
        whole = Edit(self.dictionary.end, len(data) - self.dictionary.end, b"")
        return apply_edits(data, ordered([*edits, whole]))[self.dictionary.start :]

    def _written(self, text: str, own: Reference) -> bytes:
        if self.document.security is None:
            return literal(encoded(text))
        return hexadecimal(self.document.encrypted_string(encoded(text), own))

    def _encrypted(self, entry: Entry, own: Reference) -> Iterator[Edit]:
        """Strings that leave an object stream, where they were in plain, get encrypted."""
        if self.document.security is None or self.parsed is None or self.parsed.origin is not None:
            return
        for text in texts_in(entry.value):
            data = self.document.encrypted_string(content(text.raw), own)
            yield Edit(text.start, text.end - text.start, hexadecimal(data))
