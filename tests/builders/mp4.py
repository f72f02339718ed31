"""Small MP4 and QuickTime files, box by box; each says what is odd about it.

Their one track is a tone of 64 samples in 16-bit PCM, which FFmpeg decodes in files of any brand.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from tests.builders.heif import XMP_UUID, box, full
from tests.builders.labels import BARE, FOREIGN_XMP, WRAPPED, xmp_with

SAMPLES_IN_ALL = 64
CHUNKS = 4
CHUNK = 2 * SAMPLES_IN_ALL // CHUNKS
TONE = b"".join(struct.pack("<h", 400 * (at % 16 - 8)) for at in range(SAMPLES_IN_ALL))
RATE = 8000
MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
NEWLINES = BARE.replace('","', '",\n"')
"""HappyHorse's way: a newline after each comma."""


def movie_header(duration: int = SAMPLES_IN_ALL) -> bytes:
    """An mvhd box; the times of creation are not zero."""
    body = struct.pack(">4I", 0xDA5B0000, 0xDA5B0001, RATE, duration)
    body += struct.pack(">IH10x", 0x10000, 0x100) + MATRIX + bytes(24) + (2).to_bytes(4)
    return full(b"mvhd", 0, 0, body)


def offsets(values: list[int], *, wide: bool = False) -> bytes:
    """An stco or co64 box."""
    code = ">I" + ("Q" if wide else "I") * len(values)
    return full(b"co64" if wide else b"stco", 0, 0, struct.pack(code, len(values), *values))


def sample_table(chunks: bytes, count: int = SAMPLES_IN_ALL) -> bytes:
    """An stbl box of PCM; ``chunks`` is the box of their offsets."""
    entry = bytes(6) + (1).to_bytes(2) + bytes(8) + struct.pack(">HHHHI", 1, 16, 0, 0, RATE << 16)
    runs = count and 1
    return box(
        b"stbl",
        full(b"stsd", 0, 0, (1).to_bytes(4) + box(b"sowt", entry))
        + full(b"stts", 0, 0, struct.pack(">I", runs) + struct.pack(">II", count, 1) * runs)
        + full(b"stsc", 0, 0, struct.pack(">I", runs) + struct.pack(">3I", 1, CHUNK // 2, 1) * runs)
        + full(b"stsz", 0, 0, struct.pack(">II", 2, count))
        + chunks,
    )


SELF = full(b"url ", 0, 1, b"")
ELSEWHERE = full(b"url ", 0, 0, b"file:///elsewhere.mov\0")


def track(
    table: bytes,
    *,
    id_: int = 1,
    extra: bytes = b"",
    reference: bytes = SELF,
    name: bytes = b"tone",
) -> bytes:
    """A trak box around a sample table; ``extra`` goes to its end."""
    header = struct.pack(">3I4xI8x2HH2x", 1, 2, id_, SAMPLES_IN_ALL, 0, 0, 0x100)
    return box(
        b"trak",
        full(b"tkhd", 0, 3, header + MATRIX + bytes(8))
        + box(
            b"mdia",
            full(b"mdhd", 0, 0, struct.pack(">4IHH", 1, 2, RATE, SAMPLES_IN_ALL, 0x55C4, 0))
            + full(b"hdlr", 0, 0, bytes(4) + b"soun" + bytes(12) + name + b"\0")
            + box(
                b"minf",
                full(b"smhd", 0, 0, bytes(4))
                + box(b"dinf", full(b"dref", 0, 0, (1).to_bytes(4) + reference))
                + table,
            ),
        )
        + extra,
    )


@dataclass(frozen=True)
class Movie:
    """A whole file. ``front`` puts the movie before its media, ``gap`` follows it there."""

    brand: bytes = b"isom"
    front: bool = False
    udta: bytes = b""
    in_moov: bytes = b""
    in_trak: bytes = b""
    before: bytes = b""
    gap: bytes = b""
    after: bytes = b""
    wide: bool = False
    mdat: str = "compact"
    moov: str = "compact"
    reference: bytes = SELF

    def build(self) -> bytes:
        """The file's bytes."""
        head = file_type(self.brand) if self.brand else b""
        head += self.before
        media = box(b"mdat", TONE, form=self.mdat)
        inset = len(media) - len(TONE)
        if not self.front:
            return head + media + self.movie(len(head) + inset) + self.gap + self.after
        start = len(head) + len(self.movie(0)) + len(self.gap) + inset
        return head + self.movie(start) + self.gap + media + self.after

    def movie(self, start: int) -> bytes:
        """The moov box for a tone that begins at byte ``start``."""
        chunks = offsets([start + CHUNK * at for at in range(CHUNKS)], wide=self.wide)
        body = movie_header() + track(
            sample_table(chunks), extra=self.in_trak, reference=self.reference
        )
        body += self.in_moov + (box(b"udta", self.udta) if self.udta else b"")
        return box(b"moov", body, form=self.moov)


def file_type(brand: bytes) -> bytes:
    """An ftyp box."""
    return box(b"ftyp", brand + (512).to_bytes(4) + brand)


def handler(type_: bytes, maker: bytes = bytes(4)) -> bytes:
    """The hdlr box of a meta box."""
    return full(b"hdlr", 0, 0, bytes(4) + type_ + maker + bytes(9))


def data(value: bytes, type_: int = 1) -> bytes:
    """The value of a tag."""
    return box(b"data", type_.to_bytes(4) + bytes(4) + value)


def keyed(*tags: tuple[str, str], quicktime: bool = False) -> bytes:
    """A meta box with keys of namespace mdta; in QuickTime's own form without version."""
    keys = b"".join(box(b"mdta", name.encode()) for name, _ in tags)
    items = b"".join(
        box(at.to_bytes(4), data(value.encode())) for at, (_, value) in enumerate(tags, 1)
    )
    body = handler(b"mdta") + full(b"keys", 0, 0, len(tags).to_bytes(4) + keys)
    body += box(b"ilst", items)
    return box(b"meta", body) if quicktime else full(b"meta", 0, 0, body)


def itunes(*items: bytes, title: bool = True) -> bytes:
    """A meta box as iTunes has it: no keys, items known by their types."""
    first = box(b"\xa9nam", data("春".encode())) if title else b""
    body = handler(b"mdir", b"appl") + box(b"ilst", first + b"".join(items))
    return full(b"meta", 0, 0, body)


def freeform(name: bytes, value: str) -> bytes:
    """An item that bears its own name."""
    return box(
        b"----",
        full(b"mean", 0, 0, b"com.apple.iTunes") + full(b"name", 0, 0, name) + data(value.encode()),
    )


def string(type_: bytes, text: str) -> bytes:
    """QuickTime user data: length, language, text."""
    encoded = text.encode()
    return box(type_, struct.pack(">HH", len(encoded), 0x55C4) + encoded)


def uuid_xmp(packet: bytes) -> bytes:
    """The XMP uuid box."""
    return box(b"uuid", XMP_UUID + packet)


def fragmented(*, base: bool, segments: bool = False, udta: bytes = b"", gap: bytes = b"") -> bytes:
    """Two fragments. ``base``: tfhd holds absolute offsets, and mfra does in any case.

    ``segments`` puts a segment index before them.
    """
    table = sample_table(offsets([]), 0)
    extends = full(b"trex", 0, 0, struct.pack(">5I", 1, 1, 1, 2, 0))
    body = movie_header(0) + track(table) + box(b"mvex", extends)
    body += box(b"udta", udta) if udta else b""
    head = file_type(b"iso5") + box(b"moov", body) + gap
    half = len(TONE) // 2
    size = len(_fragment(1, 0, base=base) + box(b"mdat", TONE[:half]))
    if segments:
        entries = struct.pack(">3I", size, SAMPLES_IN_ALL // 2, 0x90000000) * 2
        index = struct.pack(">4IHH", 1, RATE, 0, 0, 0, 2) + entries
        head += full(b"sidx", 0, 0, index)
    starts = [len(head), len(head) + size]
    for at, start in enumerate(starts):
        head += _fragment(at + 1, start, base=base)
        head += box(b"mdat", TONE[at * half : (at + 1) * half])
    times = b"".join(
        struct.pack(">QQ3B", at * half // 2, start, 1, 1, 1) for at, start in enumerate(starts)
    )
    random_access = full(b"tfra", 1, 0, struct.pack(">3I", 1, 0, 2) + times)
    mfra = random_access + full(b"mfro", 0, 0, (8 + len(random_access) + 16).to_bytes(4))
    return head + box(b"mfra", mfra)


def _fragment(number: int, start: int, *, base: bool) -> bytes:
    count = SAMPLES_IN_ALL // 2
    flags = 0x000001 if base else 0x020000
    origin = start.to_bytes(8) if base else b""
    time = full(b"tfdt", 0, 0, ((number - 1) * count).to_bytes(4))

    def build(offset: int) -> bytes:
        run = full(b"trun", 0, 0x000001, struct.pack(">Ii", count, offset))
        traf = full(b"tfhd", 0, flags, (1).to_bytes(4) + origin) + time + run
        return box(b"moof", full(b"mfhd", 0, 0, number.to_bytes(4)) + box(b"traf", traf))

    return build(len(build(0)) + 8)


def two_movies() -> bytes:
    """Two movie boxes, both whole: what labelling in place leaves when the power fails."""
    whole = Movie(udta=keyed(("AIGC", BARE)))
    first = whole.build()
    start = len(file_type(b"isom")) + 8
    return first + Movie(udta=keyed(("AIGC", BARE.replace("4f7c", "5d0e")))).movie(start)


def located() -> bytes:
    """A file whose own meta box holds an item by its offset in the file, behind the movie."""
    note = b"a note of somebody's own"

    def build(start: int) -> bytes:
        entry = struct.pack(">HHHII", 1, 0, 1, start, len(note))
        iloc = full(b"iloc", 0, 0, b"\x44\0" + (1).to_bytes(2) + entry)
        item = full(b"infe", 2, 0, struct.pack(">HH", 1, 0) + b"mime" + b"note\0text/plain\0")
        info = full(b"iinf", 0, 0, (1).to_bytes(2) + item)
        meta = full(b"meta", 0, 0, handler(b"note") + info + iloc)
        movie = Movie(front=True, in_moov=meta, after=box(b"data", note))
        return movie.build()

    return build(len(build(0)) - len(note))


LABELLED = keyed(("title", "春"), ("AIGC", BARE), ("encoder", "Lavf"))

SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: Movie().build(),
    "ffmpeg": lambda: Movie(udta=LABELLED).build(),
    "newlines": lambda: Movie(udta=keyed(("encoder", "x"), ("AIGC", NEWLINES))).build(),
    "faststart": lambda: Movie(front=True).build(),
    "faststart-labelled": lambda: Movie(front=True, udta=LABELLED).build(),
    "faststart-free": lambda: Movie(front=True, gap=box(b"free", bytes(600))).build(),
    "faststart-free-inside": lambda: Movie(front=True, in_moov=box(b"free", bytes(400))).build(),
    "faststart-written-free": lambda: Movie(front=True, gap=box(b"skip", b"maker" * 99)).build(),
    "co64": lambda: Movie(front=True, wide=True, mdat="large").build(),
    "open-media": lambda: Movie(front=True, mdat="open").build(),
    "open-movie": lambda: Movie(moov="open").build(),
    "trailing-zeros": lambda: Movie(after=bytes(5)).build(),
    "quicktime": lambda: Movie(b"", before=box(b"wide", b""), udta=string(b"\xa9nam", "x")).build(),
    "quicktime-ended-list": lambda: Movie(
        b"qt  ", front=True, udta=string(b"\xa9nam", "spring") + bytes(4)
    ).build(),
    "quicktime-meta": lambda: Movie(
        b"qt  ", udta=keyed(("AIGC", BARE), ("title", "x"), quicktime=True)
    ).build(),
    "doubao-ios": lambda: Movie(
        b"qt  ", in_moov=keyed(("com.apple.quicktime.make", "x"), ("AIGC", WRAPPED), quicktime=True)
    ).build(),
    "keyless": lambda: Movie(udta=itunes(box(b"AIGC", data(BARE.encode())))).build(),
    "itunes": lambda: Movie(b"M4A ", front=True, udta=itunes()).build(),
    "itunes-freeform": lambda: Movie(b"M4A ", udta=itunes(freeform(b"AIGC", BARE))).build(),
    "itunes-comment": lambda: Movie(
        b"M4A ", udta=itunes(box(b"\xa9cmt", data(WRAPPED.encode())))
    ).build(),
    "uuid-xmp": lambda: Movie(front=True, gap=uuid_xmp(xmp_with(BARE))).build(),
    "uuid-xmp-inside": lambda: Movie(front=True, in_moov=uuid_xmp(FOREIGN_XMP)).build(),
    "adobe-xmp": lambda: Movie(b"qt  ", udta=box(b"XMP_", xmp_with(BARE))).build(),
    "aigc-box": lambda: Movie(before=box(b"aigc", BARE.encode())).build(),
    "aigc-box-inside": lambda: Movie(front=True, udta=box(b"aigc", BARE.encode())).build(),
    "string": lambda: Movie(
        b"qt  ", front=True, udta=string(b"\xa9nam", "x") + string(b"\xa9cmt", WRAPPED)
    ).build(),
    "string-among-words": lambda: Movie(
        b"qt  ", front=True, udta=string(b"\xa9inf", "a note " + WRAPPED + " goes on")
    ).build(),
    "3gp": lambda: Movie(
        b"3gp6", udta=full(b"titl", 0, 0, b"\x15\xc7spring\0") + full(b"dscp", 0, 0, b"\x15\xc7x\0")
    ).build(),
    "track-tags": lambda: Movie(front=True, in_trak=keyed(("AIGC", BARE))).build(),
    "elsewhere": lambda: Movie(b"qt  ", front=True, reference=ELSEWHERE).build(),
    "two-movies": two_movies,
    "located": located,
    "fragmented": lambda: fragmented(base=True),
    "fragmented-segments": lambda: fragmented(base=False, segments=True, udta=itunes()),
}
