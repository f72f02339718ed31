"""A PDF file: its cross-references followed from the end, its objects fetched one by one.

What is read is the tail, the sections that /Prev chains together, and the few objects asked for
(7.5.1, 7.5.6): a file of many gigabytes costs some kilobytes. Where the chain is damaged, what
objects there are is found by a scan, and ``fault`` says so.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from hegui.errors import FileError, NoSlot
from hegui.files.source import Source
from hegui.structures.pdf.chain import Chain, follow
from hegui.structures.pdf.filters import Coding, FilterError, codings, unpacked
from hegui.structures.pdf.reader import Parsed, Reader
from hegui.structures.pdf.salvage import Salvaged, salvage
from hegui.structures.pdf.sections import Free, Section, Trailer, Within
from hegui.structures.pdf.security import Security, SecurityError, handler_of
from hegui.structures.pdf.strings import content
from hegui.structures.pdf.syntax import SyntaxFaultError, parse
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Text, Value

_HEADER_REACH = 1024
_MOST_HOPS = 32
_LONGEST_INDEX = 512 * 1024
_PACKED = 16 * 1024**2  # bytes of object streams held at once


@dataclass(frozen=True, slots=True)
class _Packed:
    """An object stream, unpacked: where in ``data`` each object is, by its number."""

    data: bytes
    positions: dict[int, int]
    start: int
    end: int


class Document:
    """One PDF file. Raises BrokenFile where neither cross-references nor a trailer are found.

    ``fault`` is why the cross-references could not be followed to their end, ``lock`` why the
    strings cannot be decrypted; None where all is well.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.reader = Reader(source)
        self._packed: OrderedDict[int, _Packed] = OrderedDict()
        self._chain: Chain | None = None
        self._salvaged: Salvaged | None = None
        self.fault: FileError | None
        header = source.peek(0, _HEADER_REACH).find(b"%PDF-")
        if header < 0:
            raise source.broken("the file does not begin with a PDF header", 0)
        try:
            self._chain = follow(self.reader, header)
            self.fault = self._chain.fault
            self.trailer: Trailer = self._chain.sections[0].trailer
        except FileError as error:
            self.fault = error
            self._salvaged = salvage(self.reader, error)
            self.trailer = self._salvaged.trailer
        self.security: Security | None = None
        self.lock: FileError | None = None
        try:
            self.security = self._security()
        except SecurityError as error:
            self.lock = self._locked(error)
        except FileError as error:
            self.lock = error

    @property
    def base(self) -> int:
        """The offset from which the file counts its own: other than 0 behind foreign bytes."""
        return self._chain.base if self._chain else 0

    @property
    def sections(self) -> list[Section]:
        """The cross-reference sections, newest first; none in a damaged file."""
        return self._chain.sections if self._chain else []

    @property
    def size(self) -> int:
        """One more than any object number in use."""
        said = self.trailer.dictionary.get(b"Size")
        ends = [section.end for section in self.sections]
        return max([said if isinstance(said, int) else 0, 1, *ends])

    def first_free(self) -> Free:
        """The head of the list of free numbers, which is the entry of object 0 (7.5.4)."""
        head = self._chain.find(0) if self._chain else None
        return head if isinstance(head, Free) else Free()

    def catalog(self) -> Parsed:
        """The document catalog (7.7.2). Raises BrokenFile."""
        found = self.fetch(self.trailer.dictionary.get(b"Root"))
        if found is None or not isinstance(found.value, Dictionary):
            raise self.source.broken("the PDF has no catalog", "trailer")
        return found

    def fetch(self, reference: Value) -> Parsed | None:
        """The object that a reference names; None for one that does not exist (7.3.10)."""
        if not isinstance(reference, Reference):
            return None
        index = self._chain or self._salvaged
        place = index.find(reference.number) if index else None
        if place is None or isinstance(place, Free):
            return None
        if isinstance(place, Within):
            return self._fetch_packed(place, reference)
        offset = self.base + place.offset
        parsed = self.reader.object_at(offset)
        if parsed.reference.number != reference.number:
            raise self.source.broken(
                "object {number} is not where the cross-reference says",
                offset,
                number=reference.number,
            )
        return parsed

    def follow(self, value: Value, holder: Parsed | None = None) -> tuple[Value, Parsed | None]:
        """What references lead to, and the object that holds it (``holder`` if none does)."""
        for _ in range(_MOST_HOPS):
            if not isinstance(value, Reference):
                return value, holder
            holder = self.fetch(value)
            value = holder.value if holder else None
        raise self.source.broken("references lead in a circle", "trailer")

    def resolve(self, value: Value) -> Value:
        """The value itself, or what references lead to."""
        return self.follow(value)[0]

    def string(self, text: Text, holder: Parsed | None) -> bytes:
        """A string's bytes in plain; ``holder`` is the object it is in, None for the trailer.

        Strings in object streams are not encrypted on their own (7.5.7). Raises the lock.
        """
        data = content(text.raw)
        if holder is None or holder.origin is None:
            return data
        if self.lock:
            raise self.lock
        if self.security is None:
            return data
        try:
            return self.security.decrypted_string(data, holder.reference)
        except SecurityError as error:
            raise self._locked(error) from None

    def encrypted_string(self, data: bytes, own: Reference) -> bytes:
        """A string as object ``own`` has to hold it. Raises NoSlot."""
        try:
            return self.security.encrypted_string(data, own) if self.security else data
        except SecurityError as error:
            raise self._locked(error) from None

    def encrypted_stream(self, data: bytes, own: Reference) -> bytes:
        """A stream's data as object ``own`` has to hold it. Raises NoSlot."""
        try:
            return self.security.encrypted_stream(data, own) if self.security else data
        except SecurityError as error:
            raise self._locked(error) from None

    def extent(self, parsed: Parsed) -> tuple[int, int] | None:
        """Where a stream's raw data is in the file; None where the object is no stream."""
        if not isinstance(parsed.value, Dictionary):
            return None
        return self.reader.extent(parsed, self.resolve(parsed.value.get(b"Length")))

    def unpacked(self, parsed: Parsed) -> bytes:
        """A stream's data, decrypted and unpacked. Raises BrokenFile, CeilingExceeded, NoSlot."""
        extent = self.extent(parsed)
        if extent is None or not isinstance(parsed.value, Dictionary):
            raise self.source.broken("is no stream", parsed.place)
        start, end = extent
        data = self.source.read(start, end - start, "a PDF stream")
        try:
            filters = codings(parsed.value)
            data, filters = self._decrypted(data, filters, parsed)
            return unpacked(data, filters, self.source.ceilings.allocation)
        except FilterError as error:
            raise self.source.broken(error.template, parsed.place, **error.facts) from None
        except SecurityError as error:
            raise self._locked(error) from None

    def is_plain(self, stream: Dictionary) -> bool:
        """Whether a stream is left unencrypted although the file is encrypted (7.6.6)."""
        metadata = stream.get(b"Type") == Name(b"Metadata")
        return metadata and self.security is not None and not self.security.metadata

    def _decrypted(
        self, data: bytes, filters: tuple[Coding, ...], parsed: Parsed
    ) -> tuple[bytes, tuple[Coding, ...]]:
        assert isinstance(parsed.value, Dictionary)
        own: bytes | None = None
        if filters and filters[0].name == b"Crypt":
            name = filters[0].parameters.get(b"Name") if filters[0].parameters else None
            own = name.value if isinstance(name, Name) else b"Identity"
            filters = filters[1:]
        if self.lock and own != b"Identity":
            raise self.lock
        if self.security is None or self.is_plain(parsed.value):
            return data, filters
        return self.security.decrypted_stream(data, parsed.reference, own), filters

    def _fetch_packed(self, place: Within, reference: Reference) -> Parsed:
        packed = self._packed.get(place.stream) or self._unpack(place.stream)
        self._packed.move_to_end(place.stream)
        where = f"object stream {place.stream} at byte {packed.start}"
        position = packed.positions.get(reference.number)
        if position is None:
            raise self.source.broken(
                "the object stream does not hold object {number}", where, number=reference.number
            )
        try:
            value, _ = parse(packed.data, position, count=self.reader.counter)
        except SyntaxFaultError as error:
            raise self.source.broken(error.template, where) from None
        return Parsed(reference, value, packed.data, None, packed.start, packed.end)

    def _unpack(self, number: int) -> _Packed:
        parsed = self.fetch_alone(number)
        if parsed is None or not isinstance(parsed.value, Dictionary):
            raise self.source.broken("there is no object stream {number}", "trailer", number=number)
        data = self.unpacked(parsed)
        first = self.resolve(parsed.value.get(b"First"))
        if not isinstance(first, int) or not 0 <= first <= min(len(data), _LONGEST_INDEX):
            raise self.source.broken("the object stream's index is damaged", parsed.place)
        numbers = data[:first].split()
        if not all(number.isdigit() and len(number) < 12 for number in numbers):
            raise self.source.broken("the object stream's index is damaged", parsed.place)
        positions = {
            int(number): first + int(offset)
            for number, offset in zip(numbers[::2], numbers[1::2], strict=False)
        }
        packed = _Packed(data, positions, parsed.start, parsed.end)
        self._packed[number] = packed
        while len(self._packed) > 1 and self._held() > _PACKED:
            self._packed.popitem(last=False)
        return packed

    def fetch_alone(self, number: int) -> Parsed | None:
        """An object that may not itself be in an object stream: such a stream (7.5.7)."""
        index = self._chain or self._salvaged
        place = index.find(number) if index else None
        if isinstance(place, Within):
            raise self.source.broken(
                "object stream {number} is said to be in an object stream",
                "trailer",
                number=number,
            )
        return self.fetch(Reference(number, 0))

    def _held(self) -> int:
        # An index entry in memory costs far more than its bytes in the stream.
        return sum(len(one.data) + 200 * len(one.positions) for one in self._packed.values())

    def _security(self) -> Security | None:
        encrypt = self.resolve(self.trailer.dictionary.get(b"Encrypt"))
        if encrypt is None:
            return None
        if not isinstance(encrypt, Dictionary):
            raise SecurityError("has a damaged encryption dictionary")
        strings = {
            entry.key: content(entry.value.raw)
            for entry in encrypt.entries
            if isinstance(entry.value, Text)
        }
        file_id = self.resolve(self.trailer.dictionary.get(b"ID"))
        first = file_id.items[0] if isinstance(file_id, Array) and file_id.items else None
        raw = content(first.raw) if isinstance(first, Text) else b""
        return Security(handler_of(encrypt, strings, raw))

    def _locked(self, error: SecurityError) -> NoSlot:
        return NoSlot(error.template, path=self.source.name, **error.facts)
