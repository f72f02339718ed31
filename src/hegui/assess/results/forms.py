"""The JSON form of an assessment: written canonically, read strictly."""

from __future__ import annotations

import json

from hegui.assess.frozen_json import read, written
from hegui.assess.results.assessment import FORMAT, VERSION, Assessment
from hegui.errors import BrokenFile


def to_json(assessment: Assessment) -> str:
    """The assessment as JSON: keys in the order of the fields, UTF-8, one trailing line end."""
    head = {"format": FORMAT, "version": VERSION}
    return json.dumps(head | _table(written(assessment)), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, path: str | None = None) -> Assessment:
    """The assessment that :func:`to_json` wrote. Raises BrokenFile, naming the place."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFile("is no JSON: {cause}", path=path, cause=str(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT or said.get("version") != VERSION:
        raise BrokenFile("is no assessment of version {version}", path=path, version=VERSION)
    return read(Assessment, {k: v for k, v in said.items() if k not in ("format", "version")}, path)


def _table(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value
