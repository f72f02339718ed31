"""Sidecars beside what is labelled: written where asked, seen, and never lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import hegui
from hegui.errors import (
    ForeignLabel,
    NoSlot,
)
from hegui.implicit.container import Site
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER, xmp_with
from tests.labelling_steps import OTHER, site_of


def test_a_format_without_a_slot_is_refused_and_offered_a_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    path.write_bytes(b"BM" + bytes(60))
    with pytest.raises(NoSlot, match="--sidecar"):
        hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True)
    result = hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True, sidecar=True)
    assert result.sidecar
    assert path.read_bytes() == b"BM" + bytes(60)
    assert sidecar_site(path).parsed == site_of(result).parsed
    again = hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True, sidecar=True)
    assert again.label == result.label
    with pytest.raises(ForeignLabel):
        hegui.label(path, implicit_only=True, producer=OTHER, in_place=True, sidecar=True)


def test_a_sidecar_goes_where_its_file_goes(tmp_path: Path) -> None:
    path, out = tmp_path / "a.bmp", tmp_path / "out"
    path.write_bytes(b"BM" + bytes(60))
    out.mkdir()
    hegui.label(path, implicit_only=True, producer=PRODUCER, output=out, sidecar=True)
    assert sorted(os.listdir(out)) == ["a.bmp", "a.bmp.xmp"]
    assert sorted(os.listdir(tmp_path)) == ["a.bmp", "out"]
    assert sidecar_site(out / "a.bmp").parsed is not None


def test_a_file_with_a_slot_gets_no_sidecar(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    assert not hegui.label(
        path, implicit_only=True, producer=PRODUCER, in_place=True, sidecar=True
    ).sidecar
    assert os.listdir(tmp_path) == ["a.png"]


def sidecar_site(path: Path) -> Site:
    (site,) = hegui.read(path).sites
    assert (site.slot, site.prescribed) == ("sidecar", False)
    return site


def test_a_sidecar_of_another_is_seen_beside_any_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    (tmp_path / "a.png.xmp").write_bytes(xmp_with(BARE.replace(PRODUCER, OTHER)))
    with pytest.raises(ForeignLabel):
        hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True)
    assert path.read_bytes() == png.plain()


def test_a_sidecar_at_the_target_is_read_before_it_is_replaced(tmp_path: Path) -> None:
    path, out = tmp_path / "a.bmp", tmp_path / "out"
    path.write_bytes(b"BM" + bytes(60))
    out.mkdir()
    (out / "a.bmp.xmp").write_bytes(xmp_with(BARE.replace(PRODUCER, OTHER)))
    with pytest.raises(ForeignLabel):
        hegui.label(
            path, implicit_only=True, producer=PRODUCER, output=out, sidecar=True, overwrite=True
        )
    assert not (out / "a.bmp").exists()
