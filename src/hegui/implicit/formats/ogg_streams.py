"""The streams of an Ogg file: links one behind the other, in each its streams and their comments.

A link begins with a page for each of its streams, then come the streams' further headers, then
data. Chained links (radio recordings, files put end to end) are found as decoders find them: a
small file is walked page by page; in a large one the last page says whether its stream is one
that is known, and bisection finds where another begins. So a link that bears the serial number
of an earlier one is seen in small files only; RFC 3533 forbids it.
Source: RFC 3533, 4 and 6; Vorbis I, 4.2 and A.2; RFC 7845, 3 and 5; Ogg mappings of FLAC, Speex,
Theora and VP8.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.structures.ogg_pages import (
    CONTINUED,
    FIRST,
    LARGEST,
    MAGIC,
    Page,
    page_at,
    pages,
    resynchronised,
)

_WALKED = 8 * 1024 * 1024
_MOST_LINKS = 1024
_MOST_STREAMS = 256
_MOST_FOREIGN_PAGES = 2048
_MOST_COMMENT_PAGES = 70_000
_LINEAR = 2 * LARGEST


@dataclass(frozen=True, slots=True)
class Codec:
    """What a stream's first packet begins with, and its comment packet before the comments.

    ``framed``: a byte 1 ends the comments (Vorbis). ``commented`` is false for a stream that
    has no comments.
    """

    name: str
    magic: bytes
    before: bytes = b""
    framed: bool = False
    commented: bool = True


FLAC = Codec("FLAC", b"\x7fFLAC")
SKELETON = Codec("Skeleton", b"fishead\0", commented=False)
UNKNOWN = Codec("unknown", b"", commented=False)
CODECS = (
    Codec("Vorbis", b"\x01vorbis", b"\x03vorbis", framed=True),
    Codec("Opus", b"OpusHead", b"OpusTags"),
    FLAC,
    Codec("Speex", b"Speex   "),
    Codec("Theora", b"\x80theora", b"\x81theora"),
    Codec("VP8", b"OVP80\1", b"OVP80\2 "),
    SKELETON,
)


@dataclass(slots=True)
class Stream:
    """One stream of one link: its first page, and the pages its comment packet lies on.

    ``length`` is that packet's, in bytes; ``segments`` how many of the last page's belong to
    it. ``fault`` says why its comments cannot be read.
    """

    first: Page
    codec: Codec
    pages: list[Page] = field(default_factory=list)
    length: int = 0
    segments: int = 0
    complete: bool = False
    fault: FileError | None = None

    @property
    def serial(self) -> int:
        """The number by which pages name their stream."""
        return self.first.serial

    @property
    def place(self) -> str:
        """What errors and findings call its comment packet."""
        at = self.pages[0].offset if self.pages else self.first.offset
        return f"{self.codec.name} comment header at byte {at}"

    def packet(self, source: Source) -> bytes:
        """The comment packet. Raises CeilingExceeded."""
        ceiling = source.ceilings.allocation
        if self.length > ceiling:
            raise _too_long(source, self)
        parts, left = [], self.length
        for page in self.pages:
            parts.append(source.read(page.body, min(left, page.length), "the comment header"))
            left -= len(parts[-1])
        return b"".join(parts)


@dataclass(slots=True)
class Link:
    """One link of the chain: its offsets, and its streams in the order of their first pages."""

    start: int
    end: int
    streams: list[Stream]
    headers_end: int

    @property
    def serials(self) -> set[int]:
        """The numbers of its streams."""
        return {stream.serial for stream in self.streams}


def links(source: Source) -> tuple[list[Link], FileError | None]:
    """The links of a file, and why there may be more, if that is so.

    Raises BrokenFile where not even one begins.
    """
    found = [_link(source, 0)]
    fault: FileError | None = None
    try:
        while (start := _next_start(source, found[-1])) >= 0:
            if len(found) >= _MOST_LINKS:
                raise CeilingExceeded(
                    "more than {ceiling} chained streams",
                    path=source.name,
                    place=f"byte {start}",
                    ceiling=_MOST_LINKS,
                )
            found[-1].end = start
            found.append(_link(source, start))
    except FileError as error:
        fault = error
    return found, fault


def codec_of(source: Source, page: Page) -> Codec:
    """The codec that a stream's first page names."""
    head = source.peek(page.body, 16)
    return next((codec for codec in CODECS if head.startswith(codec.magic)), UNKNOWN)


def _link(source: Source, start: int) -> Link:
    """A link's streams and the pages of their comment packets."""
    streams: dict[int, Stream] = {}
    waiting: set[int] = set()
    heads_end, foreign, beginning = start, 0, True
    for page in pages(source, start, source.size):
        if beginning and page.flags & FIRST:
            if page.serial in streams:
                break
            stream = streams[page.serial] = _stream(source, page)
            if len(streams) > _MOST_STREAMS:
                raise CeilingExceeded(
                    "more than {ceiling} streams side by side",
                    path=source.name,
                    place=page.place,
                    ceiling=_MOST_STREAMS,
                )
            if stream.codec.commented and not stream.fault:
                waiting.add(page.serial)
        elif page.flags & FIRST or foreign > _MOST_FOREIGN_PAGES:
            break
        else:
            beginning = False
            if page.serial not in waiting:
                foreign += 1
            elif _take(source, streams[page.serial], page):
                waiting.discard(page.serial)
        heads_end = page.end
        if not waiting and not beginning:
            break
    if not streams:
        raise source.broken("the Ogg file begins with no page that begins a stream", start)
    for serial in waiting:
        streams[serial].fault = source.broken(
            "the {codec} stream has no complete comment header",
            streams[serial].first.place,
            codec=streams[serial].codec.name,
        )
    return Link(start, source.size, list(streams.values()), heads_end)


def _stream(source: Source, page: Page) -> Stream:
    stream = Stream(page, codec_of(source, page))
    if sum(1 for length in page.lacing if length < 255) != 1 or page.lacing[-1] == 255:
        stream.fault = source.broken(
            "the stream's first page holds other than one packet", page.place
        )
    return stream


def _take(source: Source, stream: Stream, page: Page) -> bool:
    """Takes a page of the comment packet; true once that is complete or cannot become so."""
    expected = stream.first.number + len(stream.pages) + 1
    if bool(page.flags & CONTINUED) is not bool(stream.pages) or page.number != expected:
        stream.fault = source.broken("a page of the comment header is missing", page.place)
        return True
    if stream.length > source.ceilings.allocation or len(stream.pages) > _MOST_COMMENT_PAGES:
        stream.fault = _too_long(source, stream)
        return True
    if page.end > source.size:
        return False
    stream.pages.append(page)
    segments = next((i + 1 for i, length in enumerate(page.lacing) if length < 255), 0)
    stream.segments = segments or len(page.lacing)
    stream.length += sum(page.lacing[: stream.segments])
    stream.complete = segments > 0
    return stream.complete


def _too_long(source: Source, stream: Stream) -> CeilingExceeded:
    return CeilingExceeded(
        "the comment header is over the ceiling of {ceiling} bytes",
        path=source.name,
        place=stream.place,
        ceiling=source.ceilings.allocation,
    )


def _next_start(source: Source, link: Link) -> int:
    """Where the next link begins, or -1."""
    serials, begin = link.serials, link.headers_end
    if source.size - link.start > _WALKED:
        last = _last_page(source, begin)
        if last is None or last.serial in serials:
            return -1
        begin = _bisected(source, serials, begin, last.offset)
    for page in pages(source, begin, source.size):
        if page.flags & FIRST:
            return page.offset
        if page.serial not in serials and source.size - link.start > _WALKED:
            break
    if source.size - link.start > _WALKED:
        raise source.broken("the beginning of a chained stream was not found", begin)
    return -1


def _bisected(source: Source, serials: set[int], low: int, high: int) -> int:
    """An offset shortly before the first page of another link; at ``high`` such a one lies."""
    while high - low > _LINEAR:
        middle = (low + high) // 2
        page = resynchronised(source, middle, min(high, middle + LARGEST))
        if page is None:
            high = middle
        elif page.serial in serials:
            low = page.end
        else:
            high = middle
    return low


def _last_page(source: Source, start: int) -> Page | None:
    """The last page whose head is complete, no farther from the end than two pages."""
    begin = max(start, source.size - 2 * LARGEST)
    data = source.peek(begin, source.size - begin)
    at = data.rfind(MAGIC)
    while at >= 0:
        if page := page_at(source, begin + at):
            return page
        at = data.rfind(MAGIC, 0, at)
    return None
