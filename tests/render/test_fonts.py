"""Which face draws which character."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from hegui.errors import UnusableFont
from hegui.render import fonts
from hegui.render.charts.bitmap import SCALE, png
from hegui.render.charts.data import Bar, Bars
from hegui.render.charts.draw import scene
from hegui.render.charts.shapes import Box, Dot, Line, Scene, Words
from hegui.render.charts.tones import light
from hegui.render.document.blocks import same

needs_fonts = pytest.mark.skipif(shutil.which("fc-match") is None, reason="no fontconfig")


@needs_fonts
def test_every_character_gets_a_face_that_has_it() -> None:
    text = "合规 hegui √ ❶ Ж"
    found = fonts.faces_for(text)

    for character in set(text):
        face = found[character]
        with TTFont(face.path, fontNumber=face.index, lazy=True) as opened:
            assert ord(character) in opened.getBestCmap()


@needs_fonts
def test_chinese_is_drawn_with_a_face_for_simplified_chinese() -> None:
    face = fonts.faces_for("垄断")["垄"]
    with TTFont(face.path, fontNumber=face.index, lazy=True) as opened:
        name = opened["name"].getDebugName(1)

    assert "JP" not in name
    assert "KR" not in name


def test_what_no_face_has_is_named() -> None:
    with pytest.raises(UnusableFont, match=r"U\+12000"):
        fonts.faces_for("a\U00012000")
    with pytest.raises(UnusableFont):
        fonts.check("\U00012000")
    fonts.check("a\n\t\x00")  # what is not printed needs no glyph


def test_without_fontconfig_the_bundled_face_serves(tmp_path: Path) -> None:
    code = (
        "from hegui.render import fonts\n"
        "from hegui.errors import UnusableFont\n"
        "print({face.path.rsplit('/', 1)[1] for face in fonts.faces_for('人工智能 AI').values()})\n"
        "try: fonts.faces_for('垄')\n"
        "except UnusableFont as error: print(error)\n"
    )
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )

    assert "{'label.otf'}" in done.stdout
    assert "垄 (U+5784)" in done.stdout


def test_shapes_are_painted_where_they_are() -> None:
    drawn = Scene("t", "d", 40, width=60)
    drawn.add(
        Box(0, 0, 10, 10, "fail"),
        Dot(30, 20, 5, "pass"),
        Line(0, 35, 60, 35, "accent", 2),
        Words(40, 12, "■", 12, "ink"),
    )
    with Image.open(io.BytesIO(png(drawn))) as opened:
        picture = opened.convert("RGB")

    def at(x: float, y: float) -> str:
        pixel = picture.getpixel((round(x * SCALE), round(y * SCALE)))
        assert isinstance(pixel, tuple)
        return "#" + "".join(f"{part:02x}" for part in pixel)

    assert picture.size == (60 * SCALE, 40 * SCALE)
    assert at(5, 5) == light("fail")
    assert at(30, 20) == light("pass")
    assert at(50, 35) == light("accent")
    assert at(20, 20) == "#ffffff"
    assert at(45, 8) == light("ink")


def test_the_same_chart_gives_the_same_bytes() -> None:
    chart = Bars(same("一"), (Bar(same("二 b"), 3, 2, "pass"),))

    assert png(scene(chart, "zh")) == png(scene(chart, "zh"))
