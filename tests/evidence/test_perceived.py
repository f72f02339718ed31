"""Explicit labels seen and heard, as evidence: works that hegui labelled and others stripped."""

from __future__ import annotations

import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import hegui
from hegui.cli import main
from hegui.evidence.contract import Evidence, Kind, Says, Strength
from hegui.evidence.gathering import Look, gather
from hegui.explicit.style import Corner, HouseStyle, Sound
from hegui.verdict import Verdict
from tests.builders import png
from tests.builders.labels import PRODUCER

LOOK = Look(explicit=True)


def picture(folder: Path, style: HouseStyle | None = None) -> Path:
    """A picture with both labels, saved again by Pillow, which keeps the explicit one alone."""
    path = folder / "work.png"
    Image.linear_gradient("L").resize((480, 360)).convert("RGB").save(path)
    hegui.label(path, producer=PRODUCER, in_place=True, style=style)
    Image.open(path).convert("RGB").save(folder / "upload.png")
    return folder / "upload.png"


def sound(folder: Path, style: HouseStyle) -> Path:
    """A sound with both labels, its samples alone."""
    path, upload = folder / "work.wav", folder / "upload.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(bytes(48000))
    hegui.label(path, producer=PRODUCER, in_place=True, style=style)
    with wave.open(str(path)) as file, wave.open(str(upload), "wb") as copy:
        copy.setparams(file.getparams())
        copy.writeframes(file.readframes(file.getnframes()))
    return upload


def video(folder: Path) -> Path:
    """A video with both labels, put into another file by FFmpeg without its metadata."""
    path, upload = folder / "work.mp4", folder / "upload.mp4"
    ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=s=320x240:r=8:d=3", "-c:v", "libx264", "-g", "8"),
        *("-preset", "ultrafast", "-pix_fmt", "yuv420p", str(path)),
    )
    hegui.label(path, producer=PRODUCER, in_place=True)
    ffmpeg("-i", str(path), "-map", "0:v", "-map_metadata", "-1", "-c", "copy", str(upload))
    return upload


def ffmpeg(*words: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", *words], check=True)


def one(path: Path) -> Evidence:
    """The one explicit label in a file that bears no other sign; its row of the table."""
    assert hegui.check(path, policy={}).verdict is Verdict.NONE
    assert Kind.EXPLICIT in gather(str(path)).not_asked
    judgement = hegui.check(path, policy={}, explicit=True)
    assert (judgement.row.id, judgement.verdict) == ("explicit", Verdict.SUSPECTED)
    assert Kind.EXPLICIT not in judgement.gathered.not_asked
    (found,) = judgement.evidence
    assert found.generated
    return found


def test_a_picture(tmp_path: Path) -> None:
    found = one(picture(tmp_path))
    assert (found.sign, found.strength, found.place) == (
        "explicit.image",
        Strength.DECLARES,
        "bottom right",
    )
    assert found.facts["wording"] == "AI生成"
    region = found.region
    assert region is not None
    assert region.left + region.width == pytest.approx(1, abs=0.06)
    assert region.top + region.height == pytest.approx(1, abs=0.06)
    assert 0.04 < region.height < 0.15
    assert region.end == 0


def test_english_words_alone_suggest(tmp_path: Path) -> None:
    found = one(picture(tmp_path, HouseStyle(language="en", corner=Corner.TOP_LEFT, height=8)))
    assert (found.strength, found.place) == (Strength.SUGGESTS, "top left")


@pytest.mark.parametrize("kind", [Sound.SPEECH, Sound.RHYTHM])
def test_a_sound(kind: Sound, tmp_path: Path) -> None:
    found = one(sound(tmp_path, HouseStyle(sound=kind)))
    assert (found.sign, found.source) == ("explicit.audio", "GB 45438-2025 5.3")
    assert ("rhythm" in found.template) == (kind is Sound.RHYTHM)
    assert found.region is not None
    assert found.region.width == 0
    assert 0 <= found.region.start < found.region.end


def test_a_video(tmp_path: Path) -> None:
    found = one(video(tmp_path))
    assert (found.sign, found.place) == ("explicit.video", "bottom right")
    assert found.region is not None
    assert found.region.left > 0.5
    assert found.region.end >= 2


def test_words_in_the_middle_of_a_picture_are_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    image = Image.new("RGB", (480, 360), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(image).text((240, 180), "AI generated", "black", font, anchor="mm")
    image.save(path)
    judgement = hegui.check(path, policy={}, explicit=True)
    (found,) = judgement.gathered.of(Kind.EXPLICIT)
    assert (found.sign, found.says) == ("explicit.mention", Says.UNKNOWN)
    assert judgement.verdict is Verdict.NONE


def test_nothing_there_and_bytes(tmp_path: Path) -> None:
    plain = tmp_path / "a.png"
    Image.new("RGB", (480, 360), "grey").save(plain)
    judgement = hegui.check(plain, policy={}, explicit=True)
    assert (judgement.verdict, judgement.gathered.unexamined) == (Verdict.NONE, ())
    data = picture(tmp_path).read_bytes()
    judgement = hegui.check(data, policy={}, explicit=True)
    assert (judgement.row.id, judgement.gathered.name) == ("explicit", "<bytes>")


def test_what_cannot_be_looked_at(tmp_path: Path) -> None:
    damaged, other = tmp_path / "damaged.png", tmp_path / "a.svg"
    data = bytearray(png.plain())
    at = data.index(b"IDAT")
    data[at + 4 : at + 12] = bytes(8)
    damaged.write_bytes(data)
    other.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>')
    for path in (damaged, other):
        judgement = hegui.check(path, policy={}, explicit=True)
        assert [each.what for each in judgement.gathered.unexamined] == ["explicit label"]
        assert (judgement.row.id, judgement.verdict) == ("incomplete", Verdict.UNDETERMINED)
        assert hegui.check(path, policy={}).verdict is Verdict.NONE


def test_a_missing_extra_is_named_and_a_label_still_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    made = hegui.label(png.plain(), producer=PRODUCER, implicit_only=True).data
    assert made is not None
    path.write_bytes(made)
    code = (
        "import sys; sys.modules['rapidocr'] = None; import hegui;"
        "found = hegui.check(sys.argv[1], policy={}, explicit=True);"
        "assert found.verdict == 'is', found.verdict;"
        "(one,) = found.gathered.unexamined; print(one.facts['extra'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "ocr"


def test_a_check_without_it_decodes_nothing(tmp_path: Path) -> None:
    path = picture(tmp_path)
    code = (
        "import sys, hegui; hegui.check(sys.argv[1], policy={});"
        "assert not {'PIL', 'numpy', 'rapidocr', 'av'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def test_on_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = str(picture(tmp_path))
    assert main(["check", path, "--fail-on", "suspected", "--lang", "en"]) == 0
    capfd.readouterr()
    assert main(["check", path, "--explicit", "--fail-on", "suspected", "--lang", "en"]) == 1
    assert "an explicit label is seen: AI生成" in capfd.readouterr().out
    assert main(["check", path, "--explicit", "--lang", "zh"]) == 0
    assert "可见显式标识：AI生成" in capfd.readouterr().out
