"""The faces of labels: what the bundled one holds, and what becomes of characters none has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hegui.errors import UnusableFont
from hegui.explicit import stock_wording
from hegui.explicit.lettering import glyphs

CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SCRIPT = Path("scripts/label_font.py")
FONTS = Path(glyphs.__file__).parent / "fonts"


def stock_texts() -> list[str]:
    """Every stock wording."""
    tables = (stock_wording.SHORT, stock_wording.LONG, *stock_wording.NOTICES.values())
    return [stock_wording.CORNER, *(text for table in tables for text in table.values())]


@pytest.mark.parametrize("text", stock_texts())
def test_the_bundled_face_has_every_stock_wording(text: str) -> None:
    assert glyphs.face_for(text) is glyphs.bundled()


def test_the_bundled_face_has_its_licence_and_its_own_name() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "label.otf") as font:
        names = {font["name"].getDebugName(number) for number in (1, 4, 6)}
        assert "SIL Open Font License, Version 1.1" in font["name"].getDebugName(13)
    assert all(name.startswith("hegui") for name in names)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text("utf-8")


@pytest.mark.skipif(not CJK.exists(), reason="needs fonts-noto-cjk")
def test_the_bundled_face_is_made_by_the_script(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)

    for name in ("label.otf", "OFL.txt"):
        assert (tmp_path / name).read_bytes() == (FONTS / name).read_bytes(), name


@pytest.mark.skipif(not CJK.exists(), reason="needs fonts-noto-cjk")
def test_a_character_of_its_own_takes_a_font_of_the_system_or_the_given_one() -> None:
    text = "AI生成，鹏鲲社"

    assert glyphs.bundled().missing(text) == "鹏鲲社"
    assert not glyphs.face_for(text).missing(text)
    assert glyphs.face_for(text, str(CJK)).name == str(CJK)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(UnusableFont, match=r"U\+10FFFD"):
        glyphs.face_for("AI生成\U0010fffd")


def test_a_given_font_without_the_characters_names_them(tmp_path: Path) -> None:
    font = tmp_path / "own.otf"
    font.write_bytes(glyphs.bundled().data)

    with pytest.raises(UnusableFont, match=r"own\.otf.*鹏 \(U\+9E4F\)"):
        glyphs.face_for("AI生成鹏", str(font))


@pytest.mark.parametrize(
    "data", [b"", b"no font", b"OTTO" + bytes(200), b"ttcf" + bytes(60), b"ttcf\xff" * 99]
)
def test_what_is_no_font_is_our_error(tmp_path: Path, data: bytes) -> None:
    font = tmp_path / "bad.ttf"
    font.write_bytes(data)

    with pytest.raises(UnusableFont, match=r"bad\.ttf"):
        glyphs.face_for("AI生成", str(font))


def test_a_font_that_is_not_there_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(UnusableFont, match="No such file"):
        glyphs.face_for("AI生成", str(tmp_path / "none.ttf"))


def test_a_font_cut_off_anywhere_is_our_error_or_works(tmp_path: Path) -> None:
    data = glyphs.bundled().data
    for length in range(0, len(data), len(data) // 40):
        font = tmp_path / f"{length}.otf"
        font.write_bytes(data[:length])
        try:
            glyphs.face_for("AI生成", str(font)).at(20).getmask("AI生成")
        except (UnusableFont, OSError):
            continue
