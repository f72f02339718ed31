"""HEVC: what may be joined where, and new frames beside the original's own.

x265 numbers its parameter sets 0, as most encoders do, and cannot be told otherwise. So they are
renumbered here: in the sets themselves, and in each slice header, where the number of the
picture parameter set is an Exp-Golomb code. Of the numbers 15 to 30 the code has 9 bits, of 0 it
has 1: exactly a byte more, so that nothing else in the slice changes its place within its byte.

Source: ITU-T H.265 7.3.1.2, 7.3.2 (parameter sets), 7.3.6.1 (slice segment header), 7.4.2.2
(NAL unit types); ISO/IEC 14496-15 8.3.3.1 (hvcC).
"""

from __future__ import annotations

from hegui.explicit.video.nal import (
    BadBits,
    Bits,
    escape,
    from_bits,
    split_annex_b,
    split_lengths,
    ue_bits,
    unescape,
    with_lengths,
)
from hegui.explicit.video.samples import Unjoinable

_VPS, _SPS, _PPS, _END = 32, 33, 34, 36
_SETS = (_VPS, _SPS, _PPS)
_IDR, _CRA = (19, 20), 21
_END_VCL = 32  # slices have lower types
_SEI = 39
# Messages: mastering display colour volume, content light level.
_LIGHT = (b"\x89", b"\x90")
_RANDOM_ACCESS = range(16, 24)
_SET_IDS = range(16)  # video and sequence parameter sets
_BYTE_LONGER = range(15, 31)  # Exp-Golomb codes of 9 bits
_FIXED = 22  # bytes of hvcC before its arrays
_PTL = 96  # bits of the general profile, tier and level
_LEVEL_UNIT = 3  # general_level_idc is 30 times the level; x265 takes 10 times it


def kind(nal: bytes) -> int:
    """The type of a NAL unit."""
    return (nal[0] >> 1) & 63


def set_ids(nal: bytes) -> int:
    """The number of a parameter set. Raises BadBits."""
    bits = Bits(unescape(nal)[2:])
    if kind(nal) == _VPS:
        return bits.u(4)
    if kind(nal) == _SPS:
        _to_sps_id(bits)
    return bits.ue()


def _to_sps_id(bits: Bits) -> None:
    bits.u(4)
    layers = bits.u(3)
    bits.u(1)
    bits.u(_PTL)
    flags = [(bits.u(1), bits.u(1)) for _ in range(layers)]
    if layers:
        bits.u(2 * (8 - layers))
    for profile, level in flags:
        bits.u(88 * profile + 8 * level)


class Hevc:
    """Joining for one HEVC track."""

    name = "HEVC"
    encoder = "libx265"
    clean = "IDR, or CRA without leading pictures"
    each_entry = False

    def __init__(self, config: bytes) -> None:
        if len(config) < _FIXED + 1 or config[0] != 1:
            raise Unjoinable("its decoder configuration cannot be read")
        self._record = config
        self._width = (config[21] & 3) + 1
        self._arrays = _arrays(config)
        try:
            used = {type_: {set_ids(nal) for nal in nals} for type_, nals in self._arrays if nals}
        except (BadBits, IndexError):
            raise Unjoinable("its decoder configuration cannot be read") from None
        if any(not used.get(type_) for type_ in _SETS):
            raise Unjoinable("its parameter sets stand within the stream only")
        self._tier, self._profile = config[1] >> 5 & 1, config[1] & 31
        self._level = config[12]
        free = [[one for one in _SET_IDS if one not in used[type_]] for type_ in (_VPS, _SPS)]
        free.append([one for one in _BYTE_LONGER if one not in used[_PPS]])
        if not all(free):
            raise Unjoinable("its parameter sets leave no number free")
        self._ids = {type_: ids[0] for type_, ids in zip(_SETS, free, strict=True)}
        self._new: dict[int, list[bytes]] = {type_: [] for type_ in _SETS}
        self._light: list[bytes] = []

    def closed(self, sample: bytes, *, leading: bool) -> bool:
        """Whether nothing from this sample on refers to what stands before it."""
        type_ = self._picture(sample)
        return type_ in _IDR or (type_ == _CRA and not leading)

    def _picture(self, sample: bytes) -> int:
        try:
            for nal in split_lengths(sample, self._width):
                if kind(nal) < _END_VCL:
                    return kind(nal)
        except BadBits:
            raise Unjoinable("a frame cannot be read") from None
        return -1

    def settings(self, preset: str, crf: int | None, depth: int, gap: int) -> dict[str, str]:
        """The encoder's options: ``depth`` frames of reordering, an entry point each ``gap``."""
        params = {
            "bframes": 3 if depth else 0,
            "b-pyramid": 0,
            "open-gop": 0,
            "keyint": gap,
            "min-keyint": 1,
            "level-idc": round(self._level / _LEVEL_UNIT),
            "high-tier": self._tier,
            "info": 0,
            "hrd": 0,
            "repeat-headers": 0,
            "log-level": "none",
        }
        return {
            "preset": preset,
            "crf": str(20 if crf is None else min(crf, 51)),
            "x265-params": ":".join(f"{key}={value}" for key, value in params.items()),
        }

    def begin(self, extradata: bytes, original: bytes) -> None:
        """Takes the encoder's parameter sets. Raises Unjoinable where they are not as asked.

        New entry points say of HDR light what the original's sample says in whose place they are.
        """
        sei = (nal for nal in split_lengths(original, self._width) if kind(nal) == _SEI)
        self._light = [nal for nal in sei if nal[2:3] in _LIGHT]
        new: dict[int, list[bytes]] = {type_: [] for type_ in _SETS}
        for nal in split_annex_b(extradata):
            if kind(nal) in new:
                if kind(nal) == _SPS:
                    self._check(unescape(nal)[2:])
                new[kind(nal)].append(self._renumbered(nal))
        if self._new[_SPS] and self._new != new:
            raise Unjoinable("the encoder chose another configuration for another part")
        self._new = new

    def _check(self, sps: bytes) -> None:
        if sps[1] & 31 > self._profile or (sps[1] >> 5 & 1) > self._tier:
            raise Unjoinable("the encoder did not keep to the original's profile")
        if sps[12] > self._level:
            raise Unjoinable("the encoder did not keep to the original's level")

    def _renumbered(self, nal: bytes) -> bytes:
        """A parameter set of the encoder's under its new number."""
        type_, raw = kind(nal), unescape(nal)
        bits = Bits(raw[2:])
        total = f"{int.from_bytes(raw[2:], 'big'):0{8 * len(raw) - 16}b}"
        if type_ == _VPS:
            new = f"{self._ids[_VPS]:04b}{total[4:]}"
        elif type_ == _SPS:
            _to_sps_id(bits)
            at = len(total) - bits.left
            bits.ue()
            rest = total[len(total) - bits.left :]
            new = f"{self._ids[_VPS]:04b}{total[4:at]}{ue_bits(self._ids[_SPS])}{rest}"
        else:
            bits.ue(), bits.ue()
            rest = total[len(total) - bits.left :]
            new = ue_bits(self._ids[_PPS]) + ue_bits(self._ids[_SPS]) + rest
        # The trailing bits (a 1, then 0s to the byte's end) anew.
        new = new[: new.rindex("1") + 1]
        return escape(raw[:2] + from_bits(new + "0" * (-len(new) % 8)))

    def package(self, packet: bytes) -> bytes:
        """An encoder's packet as a sample of this track, its slices renumbered."""
        nals = list(split_annex_b(packet))
        if self._light and any(kind(nal) in _IDR for nal in nals):
            first = next(at for at, nal in enumerate(nals) if kind(nal) in _IDR)
            nals[first:first] = self._light
        nals = [self._slice(nal) if kind(nal) < _END_VCL else nal for nal in nals]
        try:
            return with_lengths(nals, self._width)
        except BadBits:
            raise Unjoinable("its length fields are too short for new frames") from None

    def _slice(self, nal: bytes) -> bytes:
        raw = unescape(nal)
        before = 2 if kind(nal) in _RANDOM_ACCESS else 1
        first = f"{raw[2]:08b}"
        if first[before] != "1":
            raise Unjoinable("the encoder numbers its parameter sets otherwise than known")
        new = first[:before] + ue_bits(self._ids[_PPS]) + first[before + 1 :]
        return escape(raw[:2] + from_bits(new) + raw[3:])

    def ending(self, following: bytes) -> bytes:
        """Before a CRA picture the end of the sequence: only so may it begin a new one."""
        if self._picture(following) in _IDR:
            return b""
        return with_lengths([bytes((_END << 1, 1))], self._width)

    def joined(self, *, whole: bool) -> bytes:
        """The decoder's configuration for old and new frames; with ``whole`` for new ones only."""
        parts = [self._record[:_FIXED], bytes((len(self._arrays),))]
        for at, (type_, nals) in enumerate(self._arrays):
            kept = [] if whole and type_ in _SETS else list(nals)
            # The first array of a type takes the new ones.
            if type_ not in [one for one, _ in self._arrays[:at]]:
                kept += self._new.get(type_, [])
            # Bit 7 says that no further ones stand in the stream: nothing was added there.
            parts.append(bytes((0x80 | type_,)) + len(kept).to_bytes(2, "big"))
            parts += [len(nal).to_bytes(2, "big") + nal for nal in kept]
        return b"".join(parts)


def _arrays(config: bytes) -> list[tuple[int, tuple[bytes, ...]]]:
    found, at = [], _FIXED + 1
    for _ in range(config[_FIXED]):
        if at + 3 > len(config):
            raise Unjoinable("its decoder configuration cannot be read")
        type_, count = config[at] & 63, int.from_bytes(config[at + 1 : at + 3], "big")
        at += 3
        nals = []
        for _ in range(count):
            size = int.from_bytes(config[at : at + 2], "big")
            if not size or at + 2 + size > len(config):
                raise Unjoinable("its decoder configuration cannot be read")
            nals.append(config[at + 2 : at + 2 + size])
            at += 2 + size
        found.append((type_, tuple(nals)))
    return found
