"""Labelling one hour of WAV against copying it.

    make bench     or     .venv/bin/python benchmarks/bench_explicit_sound.py [FOLDER]

The sound is noise of one hour, 44.1 kHz, stereo, 16 bits (635 MB). Both contenders are whole
processes, and both have the new file on the disk when they end.
"""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import Measured, copying, in_turn, measured, ratios, spread

RATE = 44100
MINUTES = 60
PROGRAM = """
import os, sys
from hegui.explicit.sound.audio import AudioOptions, Position, SoundKind, label
source, sink, kind, position = sys.argv[1:]
label(source, sink, None, AudioOptions(SoundKind(kind), Position(position)))
descriptor = os.open(sink, os.O_RDONLY)
os.fsync(descriptor)
"""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "hour.wav"
    if not path.exists():
        make(path)
    for kind, position in (("speech", "start"), ("rhythm", "end"), ("speech", "middle")):
        compared(path, folder / "out.wav", kind, position)


def compared(path: Path, target: Path, kind: str, position: str) -> None:
    """Labels and copies in turn."""

    def once(command: list[str]) -> Measured:
        target.unlink(missing_ok=True)
        return measured(command)

    words = [str(path), str(target), kind, position]
    results = in_turn(
        {
            "label": lambda: once([sys.executable, "-c", PROGRAM, *words]),
            "copy": lambda: once(copying(path, target, synced=True)),
        }
    )
    target.unlink()
    label, copy = ([one.seconds for one in results[name]] for name in ("label", "copy"))
    print(f"{kind} at the {position}: {spread(label, '.2f')} s", end="")
    cpu = {name: [one.cpu for one in results[name]] for name in results}
    print(f", processor {spread(cpu['label'], '.2f')} s (cp {spread(cpu['copy'], '.2f')})", end="")
    print(f", peak {max(one.memory for one in results['label']) / 1e6:.0f} MB", end="")
    print(f"; cp and sync {spread(copy, '.2f')} s", end="")
    print(f"; {spread(ratios(label, copy), '.2f')} times cp", flush=True)


def make(path: Path) -> None:
    """An hour of noise, a second at a time: what this process once held, the system counts among
    the memory of those it starts."""
    random = np.random.default_rng(1)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        for _ in range(MINUTES * 60):
            noise = random.normal(0, 3000, (RATE, 2)).clip(-32768, 32767)
            file.writeframes(noise.astype("<i2").tobytes())


if __name__ == "__main__":
    main()
