"""A revision of a PDF in the making: old objects spliced, new ones added (7.5.6)."""

from __future__ import annotations

from hegui.files.edits import Edit, apply_edits, ordered
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.reader import Parsed
from hegui.structures.pdf.strings import content, encoded, hexadecimal, literal
from hegui.structures.pdf.update import NewObject, update
from hegui.structures.pdf.values import Array, Dictionary, Entry, Reference, texts_in


class Revision:
    """What will be appended to ``document``; strings and streams are encrypted where it is."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._next = document.size
        self._new: list[NewObject] = []
        self._edited: dict[int, tuple[Parsed, list[Edit]]] = {}

    @property
    def empty(self) -> bool:
        return not self._new and not self._edited

    def reserve(self) -> Reference:
        """The number of an object that will be added."""
        self._next += 1
        return Reference(self._next - 1, 0)

    def add(self, body: bytes, own: Reference | None = None) -> Reference:
        """Adds an object as it is to be written; strings in it come from :meth:`string`."""
        own = own or self.reserve()
        self._new.append(NewObject(own, body))
        return own

    def add_stream(self, entries: bytes, data: bytes) -> Reference:
        """Adds a stream, given its dictionary's entries but for the length, and its data."""
        own = self.reserve()
        data = self.document.encrypted_stream(data, own)
        return self.add(
            b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data), own
        )

    def string(self, text: str, own: Reference) -> bytes:
        """A text string as object ``own`` has to hold it."""
        data = self.document.encrypted_string(encoded(text), own)
        return literal(data) if self.document.security is None else hexadecimal(data)

    def edit(self, parsed: Parsed, *edits: Edit) -> None:
        """Adds edits to an old object, in positions of its ``data``."""
        self._edited.setdefault(parsed.reference.number, (parsed, []))[1].extend(edits)

    def update(self) -> bytes:
        """The bytes to append. Raises BrokenFile, NoSlot."""
        old = [self._rewritten(parsed, edits) for parsed, edits in self._edited.values()]
        return update(self.document, (*old, *self._new))

    def _rewritten(self, parsed: Parsed, edits: list[Edit]) -> NewObject:
        value = parsed.value
        if not isinstance(value, Dictionary | Array) or self.document.extent(parsed):
            raise self.document.source.broken("is no dictionary", parsed.place)
        if self.document.security is not None and parsed.origin is None:
            # Strings that leave an object stream, where they were in plain, get encrypted.
            for text in texts_in(value):
                data = self.document.encrypted_string(content(text.raw), parsed.reference)
                edits.append(Edit(text.start, text.end - text.start, hexadecimal(data)))
        cut = Edit(0, value.start, b""), Edit(value.end, len(parsed.data) - value.end, b"")
        return NewObject(parsed.reference, apply_edits(parsed.data, ordered([*edits, *cut])))


def entry_of(dictionary: Dictionary, key: bytes) -> Entry | None:
    """The entry in force of a key; of a repeated one the last."""
    return next((one for one in reversed(dictionary.entries) if one.key == key), None)


def setting(dictionary: Dictionary, key: bytes, value: bytes) -> Edit:
    """The edit that gives a key a value."""
    entry = entry_of(dictionary, key)
    if entry is not None:
        return Edit(entry.value_start, entry.end - entry.value_start, b" " + value)
    return adding(dictionary, key, value)


def adding(dictionary: Dictionary, key: bytes, value: bytes) -> Edit:
    """The edit that adds an entry: behind the last, for before the brackets a comment may stand."""
    at = dictionary.entries[-1].end if dictionary.entries else dictionary.start + 2
    return Edit(at, 0, b"\n/%b %b" % (key, value))
