"""Every specimen from the wild gives the expected reading, or is refused for the right reason."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import hegui
from hegui.aigc import transcribe
from tests import specimens
from tests.builders import png
from tests.specimens import EXPECTED, digest, folder, outcome

FOLDER = folder()
NAMES = [path.name for path in specimens.specimens(FOLDER)] if FOLDER else []


@pytest.mark.skipif(FOLDER is None, reason="the specimens are not on this machine")
def test_every_specimen_is_expected_and_every_expectation_is_met() -> None:
    assert FOLDER is not None
    expected = json.loads(EXPECTED.read_text("utf-8"))
    seen = {
        digest(path): {"name": path.name, **outcome(path)} for path in specimens.specimens(FOLDER)
    }
    assert json.loads(json.dumps(seen)) == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_specimens_label_is_carried_into_a_file_of_our_own(name: str, tmp_path: Path) -> None:
    assert FOLDER is not None
    (path,) = FOLDER.glob(f"*/{name}")
    try:
        reading = hegui.read(path)
    except hegui.FileError:
        pytest.skip("refused; the reason is checked above")
    readable = [site.parsed for site in reading.sites if site.parsed]
    if len({transcribe(parsed) for parsed in readable}) != 1:
        pytest.skip("no label, or several that contradict each other")
    (site,) = hegui.read(hegui.carry(path, png.plain()).data or b"").sites
    assert site.parsed is not None
    assert transcribe(site.parsed) == transcribe(readable[0])


@pytest.mark.parametrize("name", NAMES)
def test_nobody_elses_specimen_can_be_relabelled(name: str, tmp_path: Path) -> None:
    assert FOLDER is not None
    (original,) = FOLDER.glob(f"*/{name}")
    path = Path(shutil.copy(original, tmp_path))
    try:
        has_label = bool(hegui.read(path).sites)
        hegui.label(path, producer="001191350100M000100Y4300000", in_place=True, implicit_only=True)
    except hegui.FileError:
        assert path.read_bytes() == original.read_bytes()
    else:
        assert not has_label
