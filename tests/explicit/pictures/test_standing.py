"""A label of one's own that stands in a picture is kept, in whatever corner and wording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import hegui
from hegui.explicit.pictures.placement import ImageOptions
from hegui.explicit.pictures.standing import standing
from hegui.explicit.stock_wording import SHORT
from hegui.explicit.style import Corner, HouseStyle
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import encoded, said

PRODUCER = "001191350100M000100Y4300000"
PICTURE = photograph(400, 300)
CLEAR = PICTURE.convert("RGBA")
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
CLEAR.putalpha(
    Image.linear_gradient("L").resize((400, 300)).point(lambda one: one if one > 60 else 0)
)
MOVING: dict[str, Any] = {"save_all": True, "append_images": [photograph(400, 300, seed=2)]}
SAMPLES = {
    "photo.jpg": encoded(PICTURE, "JPEG"),
    "rough.jpg": encoded(PICTURE, "JPEG", quality=30),
    "turned.jpg": encoded(PICTURE, "JPEG", exif=TURNED),
    "photo.png": encoded(PICTURE, "PNG"),
    "clear.png": encoded(CLEAR, "PNG"),
    "moving.png": encoded(PICTURE, "PNG", **MOVING),
    "few.png": encoded(PICTURE.quantize(256), "PNG"),
    "photo.gif": encoded(PICTURE, "GIF"),
    "moving.gif": encoded(PICTURE, "GIF", **MOVING),
    "photo.webp": encoded(PICTURE, "WEBP"),
    "photo.tif": encoded(PICTURE, "TIFF"),
    "pages.tif": encoded(PICTURE, "TIFF", **MOVING),
    "photo.avif": encoded(PICTURE, "AVIF", speed=10),
}  # fmt: skip


def once(tmp_path: Path, name: str, style: HouseStyle | None = None) -> Path:
    """The sample labelled for the first time."""
    path = tmp_path / name
    path.write_bytes(SAMPLES[name])
    hegui.label(path, producer=PRODUCER, in_place=True, style=style)
    assert path.read_bytes() != SAMPLES[name]
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_another_wording_leaves_the_one_that_stands_there(name: str, tmp_path: Path) -> None:
    path = once(tmp_path, name)
    before = path.read_bytes()
    result = hegui.label(
        path, producer=PRODUCER, in_place=True, style=HouseStyle(language="bilingual")
    )
    assert result.explicit is not None
    assert result.explicit.wording == SHORT["zh"]
    assert said(result.explicit) == "a label stands there already: AI生成"
    assert result.replaced == ()
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["photo.jpg", "clear.png", "moving.gif", "turned.jpg"])
@pytest.mark.parametrize("corner", [Corner.TOP_LEFT, Corner.BOTTOM, Corner.RIGHT])
def test_another_corner_leaves_the_one_that_stands_there(
    name: str, corner: Corner, tmp_path: Path
) -> None:
    path = once(tmp_path, name, HouseStyle(corner=corner, language="en", height=8))
    before = path.read_bytes()
    result = hegui.label(path, producer=PRODUCER, in_place=True, style=HouseStyle(height=8))
    assert result.explicit is not None
    assert (result.explicit.wording, result.explicit.place) == (
        SHORT["en"],
        corner.replace("-", " "),
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", SAMPLES)
def test_the_very_label_again_says_that_it_is_there(name: str, tmp_path: Path) -> None:
    path = once(tmp_path, name)
    before = path.read_bytes()
    result = hegui.label(path, producer=PRODUCER, in_place=True)
    assert result.explicit is not None
    assert "stands there already; the picture is as it was" in said(result.explicit)
    assert path.read_bytes() == before


def test_a_wording_of_ones_own_that_differs_is_told_of(tmp_path: Path) -> None:
    path = once(tmp_path, "photo.png", HouseStyle(text="本图由人工智能生成"))
    result = hegui.label(path, producer=PRODUCER, in_place=True)
    assert result.explicit is not None
    assert result.explicit.wording == SHORT["zh"]
    assert "shows beside the new one" in said(result.explicit)
    again = hegui.label(path, producer=PRODUCER, in_place=True)
    assert again.explicit is not None
    assert "shows beside" not in said(again.explicit)


def test_a_wording_of_ones_own_is_found_in_another_corner(tmp_path: Path) -> None:
    style = HouseStyle(text="本图由人工智能生成", corner=Corner.TOP_LEFT)
    path = once(tmp_path, "photo.jpg", style)
    before = path.read_bytes()
    result = hegui.label(path, producer=PRODUCER, in_place=True, style=HouseStyle(text=style.text))
    assert result.explicit is not None
    assert result.explicit.place == "top left"
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_where_nothing_stands(name: str) -> None:
    assert standing(SAMPLES[name], SHORT["zh"], ImageOptions(), name) is None


def test_pages_of_which_one_has_no_label_are_drawn_on(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    path.write_bytes(SAMPLES["photo.tif"])
    hegui.label(path, producer=PRODUCER, in_place=True)
    data = path.read_bytes()
    with Image.open(path) as first:
        joined = encoded(first, "TIFF", save_all=True, append_images=[PICTURE])
    assert standing(data, SHORT["zh"], ImageOptions(), "") is not None
    assert standing(joined, SHORT["zh"], ImageOptions(), "") is None


@pytest.mark.parametrize("data", [b"", b"GIF89a", SAMPLES["photo.png"][:400]])
def test_what_cannot_be_opened_shows_nothing(data: bytes) -> None:
    assert standing(data, SHORT["zh"], ImageOptions(), "") is None
