"""HEIF and AVIF: bytes that move, and the offsets that follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.errors import NoSlot
from hegui.files.source import Ceilings, Source, open_source
from hegui.implicit.formats.heif import Heif
from hegui.implicit.formats.heif_layout import lay_out
from tests.builders import heif as build
from tests.builders.heif import (
    HEVC,
    box,
    heic,
    sequence,
    xmp,
)
from tests.builders.labels import BARE, xmp_with
from tests.heif_steps import LONGER, labelled, one_label, plan, read
from tests.plans import keeps_length

# Offsets


def test_a_sequence_keeps_its_frames() -> None:
    data = sequence()
    result = labelled(data)
    assert chunk(data) != chunk(result)
    assert data[chunk(data) :][:64] == result[chunk(result) :][:64]


def chunk(data: bytes) -> int:
    at = data.index(b"stco") + 12
    return int.from_bytes(data[at : at + 4])


def test_a_track_that_shares_the_packet_grows_with_it() -> None:
    data = sequence(xmp_with(BARE))
    layout = lay_out(Source.of_bytes(data))
    assert len(layout.metas) == 2
    result = labelled(data, LONGER)
    one_label(result, LONGER)
    after = lay_out(Source.of_bytes(result))
    assert [twin.spans for twin in after.twins] == [after.carriers[0].spans]


def test_a_sequence_without_items_has_the_label_in_its_own_box() -> None:
    data = build.sequence_without_items()
    assert not read(data).sites
    result = labelled(data)
    assert result.startswith(data)
    one_label(result, slot="heif.uuid-xmp")
    one_label(labelled(result, LONGER), LONGER, slot="heif.uuid-xmp")


def test_an_open_box_is_closed_before_the_label() -> None:
    data = build.sequence_without_items()
    at = data.index(b"mdat") - 4
    opened = data[:at] + bytes(4) + data[at + 4 :]
    assert labelled(opened) == labelled(data)


def test_fields_become_wider_where_they_must() -> None:
    # The picture lies just below 4 GiB, where a field of 32 bits ends.
    far = 0xFFFFFFF0
    data = heic()
    at = data.index(b"iloc") + 4 + 4 + 2 + 2 + 6
    assert data[at : at + 4] == items_offset(data)
    moved = data[:at] + far.to_bytes(4) + data[at + 4 :]
    layout = lay_out(Source.of_bytes(labelled(moved)))
    assert layout.meta
    assert layout.meta.locations
    assert layout.meta.locations.widths.offset == 8
    (entry, new) = layout.meta.locations.entries
    assert entry.extents[0].offset - far == len(labelled(moved)) - len(moved)
    assert new.extents[0].length


def items_offset(data: bytes) -> bytes:
    return data.index(HEVC.data).to_bytes(4)


def test_bytes_behind_four_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.heic"
    head = heic(xmp(xmp_with(BARE)))
    size = 5 * 1024**3
    with path.open("wb") as file:
        file.write(head + b"\0\0\0\1mdat" + size.to_bytes(8))
        file.truncate(len(head) + size)
    with open_source(str(path), ceilings=Ceilings(total=1024**2)) as source:
        container = Heif(source)
        (site,) = container.read().sites
        assert site.text == BARE
        assert sum(len(edit.data) for edit in container.plan(LONGER)) < 10_000


@pytest.mark.parametrize("type_", [b"moof", b"mfra", b"sidx"])
def test_fragments_are_not_moved(type_: bytes) -> None:
    data = sequence() + box(type_, bytes(8))
    with pytest.raises(NoSlot, match="fragmented"):
        plan(data)
    in_place = sequence(xmp_with(BARE)) + box(type_, bytes(8))
    assert keeps_length(plan(in_place))
