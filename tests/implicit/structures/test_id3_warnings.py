"""ExifTool has nothing against the ID3v2 tags that hegui leaves, in any container of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import hegui
from hegui.errors import FileError
from tests.builders.labels import PRODUCER
from tests.builders.samples import Sample, samples
from tests.exiftool import exiftool_json
from tests.oracles import needs_exiftool

pytestmark = needs_exiftool
TAGGED = [one for one in samples() if one.format in ("mp3", "aac", "aiff", "flac", "wav")]


def warnings(path: Path) -> set[str]:
    found = exiftool_json(path, "-a", "-G4", "-Warning", "-Error")
    said = {str(value) for key, value in found.items() if key != "SourceFile"}
    # Perl's own, of ExifTool's code for a chunk JUNK without data.
    return {one for one in said if "Use of uninitialized value" not in one}


@pytest.mark.parametrize("sample", TAGGED, ids=str)
def test_no_new_warning(sample: Sample, tmp_path: Path) -> None:
    before, after = tmp_path / f"a{sample.suffix}", tmp_path / f"b{sample.suffix}"
    before.write_bytes(sample.build())
    try:
        hegui.label(before, producer=PRODUCER, output=after, implicit_only=True)
    except FileError:
        return  # damaged on purpose, or another's
    assert warnings(after) <= warnings(before)
    # A second time nothing moves any more.
    data = after.read_bytes()
    hegui.label(after, producer=PRODUCER, in_place=True, implicit_only=True)
    assert after.read_bytes() == data
