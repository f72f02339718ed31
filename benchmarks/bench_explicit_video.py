"""The label on a long H.264 video: hegui against FFmpeg encoding the whole with drawtext.

    .venv/bin/python benchmarks/bench_explicit_video.py [FOLDER PRESET MINUTES]

The video is 1080p at 30 frames a second with a key frame each 5 s, made once of one minute
encoded and repeated. Both sides use the same x264 preset and crf, and run in turn. hegui's time is
that of a whole process, with its check of the result. FFmpeg encodes MINUTES of them (10 unless
told otherwise): its time grows with the length, so where it encodes fewer, ten minutes' worth of
it is reckoned, and said.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

MINUTES = (1, 5, 10)
RUNS = 3
CRF = 18
PICTURE = "testsrc2=s=1920x1080:r=30:d=60,noise=alls=6:allf=t"
LABEL = """
import sys
from hegui.explicit.video.video import label
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.wording import stock
source, sink, preset, crf = sys.argv[1:]
applied = label(source, sink, stock("zh", short=True), VideoOptions(preset=preset, crf=int(crf)))
assert applied.method == "joined", applied
"""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    preset = sys.argv[2] if len(sys.argv) > 2 else "veryfast"
    encoded = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    folder.mkdir(parents=True, exist_ok=True)
    paths = {minutes: video(folder, minutes) for minutes in sorted({*MINUTES, encoded})}
    times: dict[str, list[float]] = {}
    ratios = []
    for _ in range(RUNS):
        for minutes in MINUTES:
            seconds = timed(hegui(paths[minutes], folder / "labelled.mp4", preset))
            times.setdefault(f"hegui, {minutes} min", []).append(seconds)
        whole = timed(full(paths[encoded], folder / "whole.mp4", preset))
        times.setdefault(f"FFmpeg, {encoded} min", []).append(whole)
        ratios.append(whole * 10 / encoded / seconds)
        print(f"run done, load {os.getloadavg()[0]:.1f}", flush=True)
    for what, measured in times.items():
        spread = f"{min(measured):.1f} to {max(measured):.1f}"
        print(f"{what}: {statistics.median(measured):.1f} s ({spread})")
    reckoned = "" if encoded == 10 else f", FFmpeg's reckoned from {encoded} min"
    spread = f"{min(ratios):.0f} to {max(ratios):.0f}"
    print(f"10 min: {statistics.median(ratios):.0f} times as fast ({spread}){reckoned}")


def video(folder: Path, minutes: int) -> Path:
    """The clip of so many minutes; one minute is encoded, longer ones repeat it."""
    path = folder / f"minutes-{minutes}.mp4"
    if path.exists():
        return path
    if minutes == 1:
        source = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", "sine=440:d=60"]
        coding = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "26", "-bf", "2", "-g", "150"]
        coding += ["-keyint_min", "150", "-sc_threshold", "0", "-pix_fmt", "yuv420p"]
    else:
        source = ["-stream_loop", str(minutes - 1), "-i", str(video(folder, 1))]
        coding = ["-c", "copy"]
    run(["nice", "-n", "19", "ffmpeg", *QUIET, *source, *coding, str(path)])
    return path


QUIET = ("-nostdin", "-y", "-v", "error")


def hegui(path: Path, sink: Path, preset: str) -> list[str]:
    return [sys.executable, "-c", LABEL, str(path), str(sink), preset, str(CRF)]


def full(path: Path, sink: Path, preset: str) -> list[str]:
    """FFmpeg's way: the text drawn on the first three seconds, everything encoded anew."""
    text = "drawtext=text='AI':fontsize=h*0.06:fontcolor=white:x=w-tw-40:y=h-th-40:enable='lt(t,3)'"
    coding = ["-c:v", "libx264", "-preset", preset, "-crf", str(CRF), "-c:a", "copy"]
    return ["ffmpeg", *QUIET, "-i", str(path), "-vf", text, *coding, str(sink)]


def timed(command: list[str]) -> float:
    begun = time.perf_counter()
    run(command)
    return time.perf_counter() - begun


def run(command: list[str]) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
