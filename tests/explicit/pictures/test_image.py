"""One function for every picture: told by content, refused with a reason, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from hegui.errors import CannotRead, CannotWrite, HeguiError, InvalidWording, UnknownFormat
from hegui.explicit.contract import Modality
from hegui.explicit.lettering.drawing import Style
from hegui.explicit.lettering.glyphs import bundled
from hegui.explicit.pictures import image
from hegui.explicit.pictures.placement import ImageOptions, Position
from hegui.explicit.wording import checked, corner_mark, stock
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import SHORT, encoded, labelled, said

PICTURE = photograph(96, 72)
GIF = {"save_all": True, "append_images": [photograph(96, 72, seed=2)]}
SAMPLES = {
    "JPEG": encoded(PICTURE, "JPEG"),
    "JPEG, progressive": encoded(PICTURE, "JPEG", progressive=True),
    "JPEG, CMYK": encoded(PICTURE.convert("CMYK"), "JPEG"),
    "PNG": encoded(PICTURE, "PNG"),
    "APNG": encoded(PICTURE, "PNG", **GIF),
    "PNG, palette": encoded(PICTURE.quantize(8), "PNG"),
    "GIF": encoded(PICTURE, "GIF", **GIF),
    "WebP": encoded(PICTURE, "WEBP", lossless=True),
    "WebP, animated": encoded(PICTURE, "WEBP", lossless=True, **GIF),
    "TIFF": encoded(PICTURE, "TIFF", compression="tiff_lzw"),
    "AVIF": encoded(PICTURE, "AVIF", speed=10),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_hostile_files_end_in_a_label_or_in_our_error(name: str, tmp_path: Path) -> None:
    data, chance = SAMPLES[name], random.Random(name)
    count = 6 if name == "AVIF" else 40
    for _ in range(count):
        hostile = bytearray(data)
        if chance.random() < 0.2:
            hostile = hostile[: chance.randrange(len(hostile))]
        else:
            for _ in range(chance.choice((1, 2, 4))):
                reach = chance.choice((len(hostile), min(len(hostile), 600)))
                hostile[chance.randrange(reach)] = chance.choice((0, 255, chance.randrange(256)))
        try:
            applied, _ = labelled(bytes(hostile), tmp_path)
        except HeguiError:
            continue
        assert applied.height is not None
        assert applied.height >= 5


def test_the_format_is_told_by_content() -> None:
    assert [one.name for one in image.FORMATS] == [
        "JPEG",
        "PNG",
        "WebP",
        "GIF",
        "TIFF",
        "AVIF",
        "HEIC",
    ]
    for name, data in SAMPLES.items():
        found = [one.name for one in image.FORMATS if one.matches(data[:64])]
        assert found == [name.split(",")[0].replace("APNG", "PNG")]


@pytest.mark.parametrize("data", [b"", b"GIF", b"%PDF-1.7", b"\0" * 100, b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        labelled(data, tmp_path)


def test_what_is_reported(tmp_path: Path) -> None:
    options = ImageOptions(Position.TOP_LEFT, 8, Style.OUTLINE)
    applied, _ = labelled(SAMPLES["PNG"], tmp_path, options, stock("zh", short=True))

    assert applied.modality is Modality.IMAGE
    assert applied.wording == "AI生成"
    assert applied.place == "top left"
    assert applied.clause == "5.2"
    assert applied.method == "lossless"
    assert applied.height is not None
    assert applied.height >= 8
    assert "stands out from its ground by" in said(applied)


def test_a_warning_of_the_wording_goes_with_every_use(tmp_path: Path) -> None:
    data = encoded(photograph(300, 200), "PNG")

    applied, _ = labelled(data, tmp_path, wording=checked("AI-generated"))

    assert applied.notices[0] == checked("AI-generated").notices[0]


def test_a_corner_mark_is_for_text_only(tmp_path: Path) -> None:
    with pytest.raises(InvalidWording, match="corner mark"):
        labelled(SAMPLES["PNG"], tmp_path, wording=corner_mark())


def test_paths_that_cannot_be(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(SAMPLES["PNG"])
    with pytest.raises(CannotRead):
        image.label(str(tmp_path / "none.png"), str(tmp_path / "out"), SHORT)
    with pytest.raises(CannotRead, match="directory"):
        image.label(str(tmp_path), str(tmp_path / "out"), SHORT)
    with pytest.raises(CannotWrite):
        image.label(str(source), str(tmp_path / "none" / "out"), SHORT)


@pytest.mark.parametrize("name", SAMPLES)
def test_progress_rises_to_one(name: str, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(SAMPLES[name])
    told: list[float] = []

    image.label(str(source), str(tmp_path / "sink"), SHORT, progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_font_of_one_s_own(tmp_path: Path) -> None:
    font = tmp_path / "own.otf"
    font.write_bytes(bundled().data)
    data = encoded(Image.new("RGB", (300, 200)), "PNG")

    own = labelled(data, tmp_path, ImageOptions(font=str(font)))[1]

    assert own == labelled(data, tmp_path)[1]


def test_the_page_of_pictures_lists_every_format() -> None:
    page = Path("docs/explicit-pictures.md").read_text("utf-8")
    table = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")]

    assert table == ["format", *(one.name for one in image.FORMATS)]
    sheet = Path("docs/contact-sheet.png")
    assert sheet.stat().st_size < 1_500_000
    with Image.open(sheet) as opened:
        assert min(opened.size) > 900
