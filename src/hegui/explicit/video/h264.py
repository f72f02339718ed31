"""H.264: what may be joined where, and new frames beside the original's own.

The new frames' parameter sets get an id that the original does not use, and both pairs stand in
the decoder's configuration. So a decoder that seeks to either side finds the right pair, and
every frame that is not encoded anew decodes bit for bit as before.

Source: ITU-T H.264 7.3.2.1.1 (sequence parameter set), annex A (profiles, levels: table A-1);
ISO/IEC 14496-15 5.3.3.1 (avcC).
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.explicit.video.nal import (
    BadBits,
    Bits,
    split_annex_b,
    split_lengths,
    unescape,
    with_lengths,
)
from hegui.explicit.video.samples import Unjoinable

_SLICES = range(1, 6)
_IDR, _SEI, _SPS, _PPS = 5, 6, 7, 8
# Messages: mastering display colour volume, content light level.
_LIGHT = (b"\x89", b"\x90")
_IDS = range(32)  # seq_parameter_set_id; x264 gives the picture parameter set the same one
_PROFILES = {66: "baseline", 77: "main", 100: "high", 110: "high10", 122: "high422", 244: "high444"}
_WITH_CHROMA = frozenset((100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135))
# Table A-1: level_idc → maximum bit rate in kbit/s of baseline and main; high has 1.25 times it.
_MOST_RATE = {
    10: 64,
    11: 192,
    12: 384,
    13: 768,
    20: 2000,
    21: 4000,
    22: 4000,
    30: 10000,
    31: 14000,
    32: 20000,
    40: 20000,
    41: 50000,
    42: 50000,
    50: 135000,
    51: 240000,
    52: 240000,
    60: 240000,
    61: 480000,
    62: 800000,
}
# Small pictures have levels with so few bits that a label's strokes blur at an entry point; no
# decoder of today has so small a buffer (that of level 2 is meant), and x264 itself, which made
# most such videos, goes beyond it as well unless told not to.
_LEAST_RATE = 2000
_HIGH_RATE = {100: 1.25, 110: 3, 122: 4, 244: 4}


@dataclass(frozen=True, slots=True)
class Config:
    """An avcC record: the original's parameter sets and how long the length fields are."""

    record: bytes
    width: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    tail: bytes

    @classmethod
    def read(cls, record: bytes) -> Config:
        """Raises Unjoinable where it is none."""
        try:
            if record[0] != 1:
                raise Unjoinable("its decoder configuration cannot be read")
            sps, at = _sets(record, 6, record[5] & 31)
            pps, at = _sets(record, at + 1, record[at])
        except IndexError:
            raise Unjoinable("its decoder configuration cannot be read") from None
        if not sps or not pps:
            # avc3: they stand within the stream, and whoever seeks finds them there.
            raise Unjoinable("its parameter sets stand within the stream only")
        return cls(record, (record[4] & 3) + 1, sps, pps, record[at:])


@dataclass(frozen=True, slots=True)
class Sps:
    """The fields of a sequence parameter set that a join has to heed."""

    id: int
    profile: int
    level: int
    references: int
    frames_only: bool


def _sets(record: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    for _ in range(count):
        size = int.from_bytes(record[at : at + 2], "big")
        at += 2
        if at + size > len(record) or not size:
            raise IndexError
        found.append(record[at : at + size])
        at += size
    return tuple(found), at


def read_sps(nal: bytes) -> Sps:
    """Reads a sequence parameter set. Raises BadBits."""
    bits = Bits(unescape(nal)[1:])
    profile, _, level = bits.u(8), bits.u(8), bits.u(8)
    number = bits.ue()
    if profile in _WITH_CHROMA:
        chroma = bits.ue()
        if chroma == 3:
            bits.u(1)
        bits.ue(), bits.ue(), bits.u(1)
        if bits.u(1):
            for index in range(12 if chroma == 3 else 8):
                if bits.u(1):
                    _skip_scaling(bits, 16 if index < 6 else 64)
    bits.ue()
    order = bits.ue()
    if order == 0:
        bits.ue()
    elif order == 1:
        bits.u(1), bits.se(), bits.se()
        for _ in range(bits.ue()):
            bits.se()
    references = bits.ue()
    bits.u(1), bits.ue(), bits.ue()
    return Sps(number, profile, level, references, bool(bits.u(1)))


def _skip_scaling(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.se()) % 256
        last = following or last


class H264:
    """Joining for one H.264 track."""

    name = "H.264"
    encoder = "libx264"
    clean = "IDR"
    each_entry = False

    def __init__(self, config: bytes) -> None:
        self._config = Config.read(config)
        try:
            self._sps = [read_sps(nal) for nal in self._config.sps]
            used = {sps.id for sps in self._sps}
            used |= {Bits(unescape(nal)[1:]).ue() for nal in self._config.pps}
        except BadBits:
            raise Unjoinable("its decoder configuration cannot be read") from None
        free = [number for number in _IDS if number not in used]
        first = self._sps[0]
        if any(sps.profile not in _PROFILES for sps in self._sps) or not free:
            raise Unjoinable("its H.264 profile {profile} cannot be encoded", profile=first.profile)
        self._id = free[0]
        self._new: dict[int, list[bytes]] = {_SPS: [], _PPS: []}
        self._light: list[bytes] = []
        # Only the first is asked: a file with several has them for sizes that do not mix.
        self.profile, self.level = first.profile, first.level
        self.references, self.frames_only = first.references, first.frames_only

    def closed(self, sample: bytes, *, leading: bool) -> bool:
        """Whether nothing from this sample on refers to what stands before it."""
        for nal in split_lengths(sample, self._config.width):
            if nal[0] & 31 in _SLICES:
                return nal[0] & 31 == _IDR
        return False

    def settings(self, preset: str, crf: int | None, depth: int, gap: int) -> dict[str, str]:
        """The encoder's options: ``depth`` frames of reordering, an entry point each ``gap``."""
        high = _HIGH_RATE.get(self.profile, 1)
        rate = max(round(_MOST_RATE.get(self.level, 800000) * high), _LEAST_RATE)
        bframes = 3 if depth and self.profile != 66 else 0
        params = {
            "sps-id": self._id,
            "bframes": bframes,
            "b-pyramid": "none",
            "open-gop": 0,
            "keyint": gap,
            "ref": max(1, min(3, self.references)),
            "vbv-maxrate": rate,
            "vbv-bufsize": rate,
            "level": self.level / 10,
            "log": -1,
        }
        return {
            "preset": preset,
            "crf": str(
                18 if crf is None else min(max(crf, 1), 51)
            ),  # 0 is lossless, another profile
            "profile": _PROFILES[self.profile],
            "x264-params": ":".join(f"{key}={value}" for key, value in params.items()),
        }

    def begin(self, extradata: bytes, original: bytes) -> None:
        """Takes the encoder's parameter sets. Raises Unjoinable where they are not as asked.

        New entry points say of HDR light what the original's sample says in whose place they are.
        """
        sei = (nal for nal in split_lengths(original, self._config.width) if nal[0] & 31 == _SEI)
        self._light = [nal for nal in sei if nal[1:2] in _LIGHT]
        new: dict[int, list[bytes]] = {_SPS: [], _PPS: []}
        for nal in split_annex_b(extradata):
            if nal[0] & 31 in new:
                new[nal[0] & 31].append(nal)
        if self._new[_SPS] and self._new != new:
            raise Unjoinable("the encoder chose another configuration for another part")
        self._new = new
        for sps in map(read_sps, new[_SPS]):
            if sps.id != self._id or sps.profile > max(old.profile for old in self._sps):
                raise Unjoinable("the encoder did not keep to the original's profile")
            if sps.level > max(old.level for old in self._sps):
                raise Unjoinable("the encoder did not keep to the original's level")

    def package(self, packet: bytes) -> bytes:
        """An encoder's packet as a sample of this track."""
        try:
            nals = list(split_annex_b(packet))
            if self._light and any(nal[0] & 31 == _IDR for nal in nals):
                first = next(at for at, nal in enumerate(nals) if nal[0] & 31 == _IDR)
                nals[first:first] = self._light
            return with_lengths(nals, self._config.width)
        except BadBits:
            raise Unjoinable("its length fields are too short for new frames") from None

    def ending(self, following: bytes) -> bytes:
        """Nothing: an IDR picture follows, before which all earlier ones are put out."""
        return b""

    def joined(self, *, whole: bool) -> bytes:
        """The decoder's configuration for old and new frames; with ``whole`` for new ones only."""
        old = self._config
        sps = [*(() if whole else old.sps), *self._new[_SPS]]
        pps = [*(() if whole else old.pps), *self._new[_PPS]]
        return b"".join(
            (
                old.record[:5],
                bytes((0xE0 | len(sps),)),
                *(len(nal).to_bytes(2, "big") + nal for nal in sps),
                bytes((len(pps),)),
                *(len(nal).to_bytes(2, "big") + nal for nal in pps),
                old.tail,
            )
        )
