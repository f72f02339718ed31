"""Sounds to label, and what FFmpeg, SoX and the like make of the labelled ones."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hegui.explicit.contract import Applied
from hegui.explicit.sound.audio import AudioOptions, Position, SoundKind, label

Floats = NDArray[np.float64]
RHYTHM = AudioOptions(SoundKind.RHYTHM)


def run(*command: str | Path) -> subprocess.CompletedProcess[bytes]:
    """A program that must succeed."""
    return subprocess.run(
        command, capture_output=True, check=True, timeout=60, stdin=subprocess.DEVNULL
    )


def sox(path: Path, *options: str, seconds: float = 2.0, effect: str = "pinknoise") -> Path:
    """A sound of ``effect`` at a quarter of full scale, made by SoX with ``options``."""
    made = ("synth", str(seconds), effect, "vol", "0.25")
    run("sox", "-R", "-n", *options, path, *made)
    return path


def coded(path: Path, origin: Path, *options: str) -> Path:
    """``origin`` as FFmpeg codes it."""
    run("ffmpeg", "-v", "error", "-y", "-i", origin, "-map_metadata", "-1", *options, path)
    return path


def decoded(path: Path, *options: str) -> Floats:
    """What FFmpeg decodes: (moments, channels); it must not complain."""
    form = ("-map", "0:a:0", "-c:a", "pcm_f64le", "-f", "wav", "-")
    done = run("ffmpeg", "-v", "error", "-xerror", *options, "-i", path, *form)
    assert done.stderr == b"", done.stderr.decode()
    channels = int.from_bytes(done.stdout[22:24], "little")
    start = done.stdout.index(b"data") + 8
    return np.frombuffer(done.stdout[start:], "<f8").reshape(-1, channels)


def probe(path: Path) -> dict[str, Any]:
    """FFprobe's view of the first stream."""
    done = run("ffprobe", "-v", "error", "-of", "json", "-show_streams", path)
    streams: list[dict[str, Any]] = json.loads(done.stdout)["streams"]
    return streams[0]


def loudness(path: Path, *options: str) -> float:
    """FFmpeg's own measure (ebur128), in LUFS."""
    measured = ("-af", "ebur128", "-f", "null", "-")
    said = run("ffmpeg", "-hide_banner", *options, "-i", path, *measured).stderr.decode()
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", said)[-1])


def at(position: str, kind: str = "rhythm", **more: Any) -> AudioOptions:
    """Options in words."""
    return AudioOptions(SoundKind(kind), Position(position), **more)


def labelled(path: Path, options: AudioOptions = RHYTHM) -> tuple[Applied, Path]:
    """The labelled file beside ``path``."""
    sink = path.with_name(f"labelled-{path.name}")
    return label(str(path), str(sink), None, options), sink


def split(before: Floats, after: Floats, position: str) -> tuple[Floats, Floats]:
    """What the label put in, and the rest, which has the length of ``before``."""
    grown = len(after) - len(before)
    if position == "start":
        return after[:grown], after[grown:]
    if position == "end":
        return after[len(before) :], after[: len(before)]
    same = int(np.argmin((after[: len(before)] == before).all(axis=1)))
    return after[same : same + grown], np.concatenate((after[:same], after[same + grown :]))
