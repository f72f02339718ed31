"""FLAC in Ogg: frames as in FLAC's own container, one a packet, laid out on pages anew.

Pages before the join stay. Those behind it get frames of other numbers, which may be a byte
longer, and so are laid out again, as many frames on a page as before. Source: RFC 9639 10.1
(FLAC in Ogg: the first packet, block by block one packet, positions in samples).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hegui.explicit.sound import flac_blocks, ogg_links
from hegui.explicit.sound.flac_frames import FOOTER, LONGEST_HEAD, parse
from hegui.explicit.sound.flac_splicing import spliced
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.ogg_paging import Found, Laid, bytes_of, cut, found_packets, repaged
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered
from hegui.structures.ogg_pages import CONTINUED, NO_GRANULE, Page, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hegui.explicit.sound.flac_frames import Frame
    from hegui.explicit.sound.flac_splicing import Spliced
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source

_MARK = b"\x7fFLAC\x01"
_INFO_AT = 17
"""Where STREAMINFO's body lies in the first packet: behind mark, version, count, "fLaC", head."""
_BLOCK_HEAD = 4
_MOST_HEADERS = 4096


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    pages = ogg_links.link(source, options)
    info = _info(source, pages[0])
    packets = list(found_packets(source, pages))
    count = _headers(source, packets)
    headers, packets = packets[:count], packets[count:]
    if packets[0].page == headers[-1].page:
        raise source.broken("the Ogg file has no page of sound", pages[packets[0].page].place)
    old = _frames(source, packets)
    span = pages[0].offset, pages[-1].end
    splice = spliced(source, info, old, options, speech, format_="ogg", span=span)
    if isinstance(splice, Heard):
        return splice
    join = splice.join
    first = packets[min(splice.index, len(packets) - 1)].page
    while pages[first].flags & CONTINUED:
        first -= 1
    base = _base(splice, pages, packets, old)
    groups = _groups(source, splice, packets, old, first, base)
    edits = list(repaged(source, groups, pages[first:]))
    edits += _told(source, splice, pages, headers)
    write(source, ordered(edits), sink)
    return Done(join, join.at / info.rate, "spliced", join.notices)


def _info(source: Source, page: Page) -> flac_blocks.Info:
    data = source.read(page.body, page.length, "the page")
    if len(data) < _INFO_AT or not data.startswith(_MARK) or data[9:13] != b"fLaC":
        raise source.broken("the FLAC header is cut short, or of no known version", page.place)
    return flac_blocks.info(source, page.body + _INFO_AT)


def _headers(source: Source, packets: list[Found]) -> int:
    """How many packets come before the first frame. Raises BrokenFile where there is none."""
    for number, packet in enumerate(packets[:_MOST_HEADERS]):
        if number and source.peek(packet.spans[0][0], 1) == b"\xff":
            return number
    raise source.broken("no FLAC frame begins here", packets[-1].spans[-1][1])


def _frames(source: Source, packets: list[Found]) -> list[Frame]:
    """The frame in every packet. Raises BrokenFile."""
    frames: list[Frame] = []
    wanted = 0
    for packet in packets:
        start, end = packet.spans[0]
        source.count("FLAC frames")
        frame = parse(source.peek(start, min(LONGEST_HEAD, end - start)), 0)
        if (
            frame is None
            or frame.number != wanted
            or frame.head[1] != (frames or [frame])[0].head[1]
        ):
            raise source.broken("no FLAC frame begins here", start)
        if packet.length < len(frame.head) + FOOTER:
            raise source.broken("the last FLAC frame is damaged or cut short", start)
        frames.append(frame)
        wanted += frame.moments if frame.varying else 1
    return frames


def _base(splice: Spliced, pages: list[Page], packets: list[Found], old: list[Frame]) -> int:
    """The position that the sound begins at: 0 but where a file was cut out of another."""
    for number, page in enumerate(pages[packets[0].page :], packets[0].page):
        ended = [
            start + frame.moments
            for packet, start, frame in zip(packets, splice.starts, old, strict=True)
            if packet.page <= number and packet.spans[-1][1] <= page.end
        ]
        if ended and page.granule != NO_GRANULE:
            return max(0, page.granule - ended[-1])
    return 0


def _groups(
    source: Source,
    splice: Spliced,
    packets: list[Found],
    old: list[Frame],
    page: int,
    base: int,
) -> Iterator[list[Laid]]:
    """The packets from page ``page`` on, old ones grouped by the page they began on."""
    start = next(number for number, packet in enumerate(packets) if packet.page >= page)
    yield from (
        [
            Laid(packets[number].spans, base + splice.starts[number] + old[number].moments)
            for number in group
        ]
        for _, group in groupby(range(start, splice.index), lambda each: packets[each].page)
    )
    at = base + (splice.starts[splice.index] if splice.index < len(old) else splice.total)
    new = []
    for data, moments in splice.new:
        at += moments
        new.append(Laid((data,), at))
    yield new
    rest = range(splice.behind, len(old))
    for _, group in groupby(rest, lambda each: packets[each].page):
        laid = []
        for number in group:
            at += old[number].moments
            laid.append(Laid(_renumbered(source, packets[number], old[number], splice.shift), at))
        yield laid


def _renumbered(
    source: Source, packet: Found, old: Frame, shift: int
) -> tuple[bytes | tuple[int, int], ...]:
    head, change = old.retold(old.number + shift, packet.length)
    behind = packet.length - FOOTER
    check = int.from_bytes(bytes_of(source, cut(packet.spans, behind, packet.length)))
    return (head, *cut(packet.spans, len(old.head), behind), (check ^ change).to_bytes(FOOTER))


def _told(
    source: Source, splice: Spliced, pages: list[Page], headers: list[Found]
) -> Iterator[Edit]:
    """The edits of the header packets: STREAMINFO; the cue sheet; seek points, which in Ogg lead
    nowhere, made placeholders."""
    changed = {headers[0].spans[0][0] + _INFO_AT: splice.told}
    for packet in headers[1:]:
        kind = source.read(packet.spans[0][0], 1, "the metadata block's head")[0] & 0x7F
        if kind not in (flac_blocks.CUESHEET, flac_blocks.SEEKTABLE):
            continue
        data = bytes_of(source, packet.spans)
        if kind == flac_blocks.CUESHEET:
            body = flac_blocks.moved_tracks(data[_BLOCK_HEAD:], splice.join.at, splice.count)
        else:
            body = flac_blocks.no_points(data[_BLOCK_HEAD:])
        done = 0
        for start, end in packet.spans:
            changed[start] = (data[:_BLOCK_HEAD] + body)[done : done + end - start]
            done += end - start
    for page in pages[: headers[-1].page + 1]:
        here = {start: data for start, data in changed.items() if page.body <= start < page.end}
        if not here:
            continue
        whole = bytearray(source.read(page.body, page.length, "the page"))
        for start, data in here.items():
            whole[start - page.body : start - page.body + len(data)] = data
        yield Edit(page.offset, page.end - page.offset, packed(page, bytes(whole)))
