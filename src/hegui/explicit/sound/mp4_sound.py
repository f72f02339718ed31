"""How the samples of an MP4 track are coded: AAC LC or Apple Lossless.

Source: ISO/IEC 14496-14 5.6 (mp4a, esds), ISO/IEC 14496-1 7.2.6 (descriptors), ISO/IEC 14496-3
1.6.2.1 (AudioSpecificConfig); Apple Lossless, "magic cookie".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.errors import Unsupported
from hegui.explicit.sound import aac
from hegui.explicit.sound.decoding import decoded_form
from hegui.explicit.sound.encoding import coded
from hegui.structures.bmff import Fields, children

if TYPE_CHECKING:
    from hegui.explicit.sound.pcm import Sound
    from hegui.files.source import Source
    from hegui.structures.bmff import Box

_ENTRY = 28
_VERSIONS = {0: 0, 1: 16, 2: 36}
_COOKIE = 24
_EXTENDED = (5, 29)
"""The object types that say SBR, or SBR and PS, is there (ISO/IEC 14496-3 1.6.2.1)."""
_ALAC_MOMENTS = 4096
_ALAC_CODING = bytes((40, 10, 14))
"""What FFmpeg's encoder and Apple's alike adapt the coding by."""


@dataclass(frozen=True, slots=True)
class Description:
    """A coding: AAC's object type (0 for ALAC), and the bits of ALAC's samples (0 for AAC).

    ``config`` is AAC's AudioSpecificConfig; ``kind``, ``rate`` and ``channels`` are those of what
    SBR and PS build upon, which ``extended`` says are there. ``plain``: the description is ISO's,
    not QuickTime's.
    """

    kind: int
    rate: int
    channels: int
    bits: int
    moments: int
    config: bytes = b""
    extended: bool = False
    plain: bool = True

    @property
    def lossless(self) -> bool:
        """Whether it is ALAC."""
        return bool(self.bits)

    def is_he_aac(self, source: Source) -> bool:
        """Whether it is HE-AAC; told by its description, or by what the decoder finds.

        Raises BrokenFile; Unsupported for AAC that cannot be labelled.
        """
        if self.lossless:
            return False
        aac.check(source, self.kind, self.channels)
        return self.extended or decoded_form(source, "mov") != (self.rate, self.channels)

    def prompt(self, source: Source, sound: Sound, mean: float) -> tuple[bytes, ...]:
        """The prompt's packets."""
        if not self.bits:
            return aac.prompt(source, sound, self.rate, mean)
        kind = "s16p" if self.bits == 16 else "s32p"
        return coded(sound, self.rate, "alac", name=source.name, format_=kind).packets


def description(source: Source, stsd: Box) -> Description:
    """The one description of a track. Raises BrokenFile, Unsupported."""
    entries = list(children(source, stsd, 7, skip=8))
    if len(entries) != 1 or entries[0].type not in (b"mp4a", b"alac"):
        names = ", ".join(one.type.decode("latin-1") for one in entries)
        raise Unsupported(
            "the sound is coded as {names}, which hegui does not label in MP4",
            path=source.name,
            place=stsd.place,
            names=names,
        )
    entry = entries[0]
    fields = Fields.of(source, entry)
    fields.take(8)
    version = fields.number(2)
    if version not in _VERSIONS:
        raise source.broken("the description of the sound is of no known form", entry.place)
    for box in children(source, entry, 8, skip=_ENTRY + _VERSIONS[version]):
        found = box
        if box.type == b"wave":
            inner = children(source, box, 9)
            found = next((one for one in inner if one.type in (b"esds", b"alac")), box)
        if found.type == b"esds" and entry.type == b"mp4a":
            return _aac(source, found, plain=not version)
        if found.type == b"alac":
            return _alac(source, found)
    raise source.broken("the description of the sound lacks its decoder's", entry.place)


def _aac(source: Source, box: Box, *, plain: bool) -> Description:
    data = source.read(box.body, box.end - box.body, "the box")
    config = _config(data[4:])
    if len(config) < 2:
        raise source.broken("the description of the sound lacks its decoder's", box.place)
    bits = int.from_bytes(config[:4].ljust(4, b"\0"))
    kind, rate_index, channels = bits >> 27, bits >> 23 & 15, bits >> 19 & 15
    extended = kind in _EXTENDED
    # SBR and PS: behind the channels come the rate that is heard and the object type below.
    special = bits >> 7 & 7 if extended else bits >> 16 & 7
    known = rate_index < len(aac.RATES) and channels < len(aac.CHANNELS)
    if extended:
        known = known and bits >> 15 & 15 < len(aac.RATES)
        kind = bits >> 10 & 31 if known else kind
    if not known or special & 4:
        raise Unsupported(
            "the sound is AAC of object type {kind}, and only LC and HE-AAC are labelled",
            path=source.name,
            place=box.place,
            kind=kind,
        )
    rate = aac.RATES[rate_index]
    return Description(kind, rate, aac.CHANNELS[channels], 0, aac.MOMENTS, config, extended, plain)


def _config(data: bytes) -> bytes:
    """The DecoderSpecificInfo (tag 5) in an ES_Descriptor."""
    at = 0
    while at + 2 <= len(data):
        tag = data[at]
        at += 1
        length = 0
        for _ in range(4):
            if at >= len(data):
                return b""
            length = length << 7 | data[at] & 0x7F
            at += 1
            if not data[at - 1] & 0x80:
                break
        if tag == 5:
            return data[at : at + length]
        if tag == 3:
            flags = data[at + 2] if at + 2 < len(data) else 0
            at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
            if flags & 0x40:
                return b""
        elif tag == 4:
            at += 13
        else:
            at += length
    return b""


def _alac(source: Source, box: Box) -> Description:
    data = source.read(box.body, box.end - box.body, "the box")[4:]
    if len(data) < _COOKIE:
        raise source.broken("the description of the sound lacks its decoder's", box.place)
    moments, bits, channels = int.from_bytes(data[:4]), data[5], data[9]
    if moments != _ALAC_MOMENTS or data[6:9] != _ALAC_CODING or bits not in (16, 24):
        raise Unsupported(
            "the sound is Apple Lossless of {bits} bits in blocks of {moments}, which hegui does "
            "not label",
            path=source.name,
            place=box.place,
            bits=bits,
            moments=moments,
        )
    return Description(0, int.from_bytes(data[20:24]), channels, bits, moments)
