"""The corpus's explicit labels in pictures, sound and videos: right, small, short, absent.

Drawn and spoken by hegui itself where they are right; FFmpeg makes the videos of stills.
"""

from __future__ import annotations

import io
import math
import struct
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from hegui.explicit.pictures import image
from hegui.explicit.pictures.placement import ImageOptions
from hegui.explicit.sound import audio
from hegui.explicit.sound.audio import AudioOptions, SoundKind
from hegui.explicit.wording import checked, stock

if TYPE_CHECKING:
    from scripts.corpus import Case

WIDTH, HEIGHT = 640, 480
_RATE = 16_000
PASS, FAIL, WARN = "pass", "fail", "warn"


def explicit_cases(case: type[Case]) -> Iterator[Case]:
    """Every case that needs Pillow, a voice or FFmpeg."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        for file, data, about, expect, kind in (
            *_pictures(folder),
            *_sounds(folder),
            *_videos(folder),
        ):
            # No implicit label stands in them: what is asked of them is the explicit one alone.
            yield case(file, data, kind, None, about, expect, explicit=True)


Row = tuple[str, bytes, str, dict[str, str], str]


def _pictures(folder: Path) -> Iterator[Row]:
    wording = "explicit.image-wording"
    height = "explicit.image-height"
    found = {"explicit.image": PASS, wording: PASS, height: PASS}
    yield "png/explicit.png", labelled(folder), "a label of 6 %", found, "good"
    small = {"explicit.image": PASS, height: FAIL, wording: WARN}
    yield "png/explicit-small.png", reduced(folder), "3 %, in words of no clause", small, "bad"
    none = {"explicit.image": WARN}
    yield "png/explicit-none.png", encoded(scene()), "no label to see", none, "bad"


def _sounds(folder: Path) -> Iterator[Row]:
    (folder / "plain.wav").write_bytes(tone(2.0))
    for name, kind in (("speech", SoundKind.SPEECH), ("rhythm", SoundKind.RHYTHM)):
        sink = folder / f"{name}.wav"
        audio.label(str(folder / "plain.wav"), str(sink), None, AudioOptions(kind))
        about = f"announced by {name}"
        yield f"wav/explicit-{name}.wav", sink.read_bytes(), about, {"explicit.audio": PASS}, "good"
    none = {"explicit.audio": WARN}
    yield "wav/explicit-none.wav", tone(2.0), "a tone and no label", none, "bad"


def _videos(folder: Path) -> Iterator[Row]:
    time, height = "explicit.video-time", "explicit.video-height"
    wording = "explicit.video-wording"
    right, plain = labelled(folder), encoded(scene())
    good = {"explicit.video": PASS, time: PASS, height: PASS, wording: PASS}
    data = film(folder, (right, 2.5), (plain, 0.5))
    yield "mp4/explicit.mp4", data, "2.5 s of label", good, "good"
    small = {time: FAIL, height: FAIL, wording: WARN}
    data = film(folder, (reduced(folder), 1.0), (plain, 2.0))
    yield "mp4/explicit-small.mp4", data, "3 % for 1 s, in words of no clause", small, "bad"
    data = film(folder, (plain, 1.0))
    yield "mp4/explicit-none.mp4", data, "no label to see", {"explicit.video": WARN}, "bad"


def scene(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """Something to look at: a sky over hills."""
    across = Image.linear_gradient("L").resize((width, height))
    waves = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (waves, across, Image.new("L", (width, height), 120)))


def encoded(picture: Image.Image) -> bytes:
    """A picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def labelled(
    folder: Path, text: str | None = None, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> bytes:
    """The scene with a label of 6 % of the shortest side."""
    source, sink = folder / "scene.png", folder / "labelled.png"
    source.write_bytes(encoded(scene(*size)))
    wording = checked(text) if text else stock("zh", short=True)
    image.label(str(source), str(sink), wording, ImageOptions(percent=6))
    return sink.read_bytes()


def reduced(folder: Path) -> bytes:
    """The scene with an English label half as high: a small picture set into a large one."""
    large = scene(2 * WIDTH, 2 * HEIGHT)
    with Image.open(io.BytesIO(labelled(folder, "AI-generated"))) as small:
        large.paste(small, (WIDTH, HEIGHT))
    return encoded(large)


def tone(seconds: float) -> bytes:
    """A sine at 440 Hz as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        moments = range(int(seconds * _RATE))
        step = 2 * math.pi * 440 / _RATE
        file.writeframes(
            b"".join(struct.pack("<h", int(8000 * math.sin(step * at))) for at in moments)
        )
    return out.getvalue()


def film(folder: Path, *stills: tuple[bytes, float]) -> bytes:
    """A video in MP4 that shows each picture for so many seconds."""
    inputs: list[str] = []
    for number, (data, seconds) in enumerate(stills):
        path = folder / f"still-{number}.png"
        path.write_bytes(data)
        inputs += ["-loop", "1", "-framerate", "10", "-t", str(seconds), "-i", str(path)]
    each = range(len(stills))
    scaled = "".join(f"[{number}:v]scale={WIDTH}:{HEIGHT},setsar=1[s{number}];" for number in each)
    joined = "".join(f"[s{number}]" for number in each)
    graph = f"{scaled}{joined}concat=n={len(stills)}:v=1,format=yuv420p"
    sink = folder / "film.mp4"
    coded = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-threads", "1"]
    command = ["ffmpeg", "-nostdin", "-y", "-v", "error", *inputs, "-filter_complex", graph]
    subprocess.run([*command, *coded, "-bitexact", str(sink)], check=True)
    return sink.read_bytes()
