"""Makes the spoken prompts that hegui ships, from eSpeak NG's synthesis: the same bytes each time.

    .venv/bin/python scripts/spoken_prompts.py

Needs espeak-ng 1.51 (another version may speak differently; then the tests that compare what is
shipped say so). The program is GPL; the sound it makes of a text of ours is no work of its
authors, and is shipped under hegui's own licence, Apache-2.0.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np

from hegui.explicit.sound.flac_bits import coded_number, frame
from hegui.explicit.sound.pcm import integers
from hegui.explicit.sound.resampling import resampled
from hegui.explicit.sound.speech import SPOKEN, spoken_by_program, trimmed
from hegui.explicit.stock_wording import LONG

RATE = 16000
BITS = 16
BLOCK = 4096
PEAK = 0.7
FOLDER = Path(__file__).resolve().parent.parent / "src/hegui/explicit/sound/recordings"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for language in SPOKEN:
        data = recording(LONG[language], language)
        (folder / f"{language}.flac").write_bytes(data)
        print(f"{language}: {len(data)} bytes")


def recording(text: str, language: str) -> bytes:
    """The FLAC file of a text."""
    sound, rate = spoken_by_program(text, language)
    sound = trimmed(resampled(sound, rate, RATE), RATE)
    samples = integers(sound * (PEAK / np.abs(sound).max()), BITS).reshape(-1, 1)
    frames = [
        frame(samples[at : at + BLOCK], BITS, head(number, len(samples[at : at + BLOCK])))
        for number, at in enumerate(range(0, len(samples), BLOCK))
    ]
    digest = hashlib.md5(samples.astype("<i2").tobytes(), usedforsecurity=False).digest()
    fields = RATE << 44 | (BITS - 1) << 36 | len(samples)
    sizes = [len(one) for one in frames]
    info = BLOCK.to_bytes(2, "big") * 2 + min(sizes).to_bytes(3, "big")
    info += max(sizes).to_bytes(3, "big") + fields.to_bytes(8, "big") + digest
    comments = comment_block(f"TITLE={text}", f"LANGUAGE={language}", "LICENSE=Apache-2.0")
    blocks = b"\0" + len(info).to_bytes(3, "big") + info
    blocks += b"\x84" + len(comments).to_bytes(3, "big") + comments
    return b"fLaC" + blocks + b"".join(frames)


def head(number: int, length: int) -> bytes:
    """A frame's header: length in sixteen bits, 16 kHz, one channel, 16 bits."""
    return b"\xff\xf8\x75\x08" + coded_number(number) + (length - 1).to_bytes(2, "big")


def comment_block(*fields: str) -> bytes:
    """A comment header."""
    parts = ["hegui", *fields]
    packed = [len(one.encode()).to_bytes(4, "little") + one.encode() for one in parts]
    packed.insert(1, len(fields).to_bytes(4, "little"))
    return b"".join(packed)


if __name__ == "__main__":
    main()
