"""Labels in pictures, read again offline."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from hegui.errors import BrokenFile, CeilingExceeded, UnknownFormat
from hegui.explicit.lettering.drawing import draw
from hegui.explicit.pictures import find_image
from hegui.explicit.pictures.placement import ImageOptions, Position
from hegui.explicit.text.find_text import Strength
from hegui.explicit.wording import stock
from tests.builders.pictures import photograph
from tests.explicit.pictures.labelled import encoded, labelled


def test_a_label_is_found_where_it_stands_without_any_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the reader asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    options = ImageOptions(Position.TOP_LEFT)
    applied, out = labelled(
        encoded(photograph(480, 360), "JPEG"), tmp_path, options, stock("bilingual", short=True)
    )
    (tmp_path / "made.jpg").write_bytes(out)

    (found,) = find_image.find(str(tmp_path / "made.jpg"))

    assert found.place == "top left"
    assert found.elements.literal
    assert found.strength is Strength.DECLARES
    assert found.score > 0.8
    assert applied.height is not None
    # Han characters, which are higher than the capitals, and descenders belong to what is seen.
    assert applied.height * 0.9 <= found.percent <= applied.height * 1.8
    assert found.box.right < 300
    assert found.box.bottom < 80


def test_one_in_the_middle_only_suggests(tmp_path: Path) -> None:
    picture = Image.new("RGB", (480, 360), (90, 120, 150))
    label = draw("AI生成", 24).image()
    picture.paste(label.convert("RGB"), (200, 160), label.getchannel("A"))

    (found,) = find_image.find_in(np.asarray(picture))

    assert found.place == "middle"  # and nothing else in the picture is taken for a label
    assert found.strength is Strength.SUGGESTS


def test_what_cannot_be_read_is_our_error(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    with pytest.raises(UnknownFormat):
        find_image.find(str(path))
    data = encoded(photograph(200, 200), "PNG")
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(BrokenFile):
        find_image.find(str(path))
    path.write_bytes(data)
    with pytest.raises(CeilingExceeded):
        find_image.find(str(path), ImageOptions(most_pixels=100))
