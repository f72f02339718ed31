"""Small files of AAC in ADTS; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders.labels import BARE, WRAPPED
from tests.builders.mp3 import ID3V1, TITLE, ape, tag, text, user_text

HEAD = 7

# AAC-LC, 44.1 kHz, mono: one raw data block of silence.
_SILENCE = b"\0\xc8\0\x80\x23\x80"


def frame(data: bytes = _SILENCE) -> bytes:
    """One ADTS frame without checksum: profile LC, sampling index 4, one channel."""
    length = 7 + len(data)
    head = (0xFFF1, 0x50, 0x40 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC)
    return head[0].to_bytes(2, "big") + bytes(head[1:]) + data


SOUND = frame() * 8

SAMPLES: dict[str, Callable[[], bytes]] = {
    "untagged": lambda: SOUND,
    "labelled": lambda: tag(user_text(BARE)) + SOUND,
    "2.3": lambda: tag(text("TIT2", "A title", major=3), major=3, padding=700) + SOUND,
    "wrapped": lambda: tag(TITLE, user_text(WRAPPED)) + SOUND + ID3V1,
    "ape": lambda: SOUND + ape(("AIGC", BARE)),
    # What HTTP Live Streaming puts before each piece: a PRIV frame with a timestamp.
    "timestamp": lambda: (
        tag(b"PRIV\0\0\0\x35\0\0com.apple.streaming.transportStreamTimestamp\0" + bytes(8)) + SOUND
    ),
}
