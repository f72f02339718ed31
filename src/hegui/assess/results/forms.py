"""The JSON form of an assessment: written canonically, read strictly."""

from __future__ import annotations

import json
import math

from hegui.assess.frozen_json import read, written
from hegui.assess.results.assessment import FORMAT, VERSION, Assessment
from hegui.errors import BrokenFile

_MOST_DIGITS = 40


def to_json(assessment: Assessment) -> str:
    """The assessment as JSON: keys in the order of the fields, UTF-8, one trailing line end."""
    head = {"format": FORMAT, "version": VERSION}
    return json.dumps(head | _table(written(assessment)), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, path: str | None = None) -> Assessment:
    """The assessment that :func:`to_json` wrote. Raises BrokenFile, naming the place."""
    try:
        said = json.loads(text, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise BrokenFile("is no JSON: {cause}", path=path, cause=str(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT or said.get("version") != VERSION:
        raise BrokenFile("is no assessment of version {version}", path=path, version=VERSION)
    return read(Assessment, {k: v for k, v in said.items() if k not in ("format", "version")}, path)


def _table(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def _whole(text: str) -> int:
    """A whole number; one of more digits than any count has would overflow what draws it."""
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _finite(text: str) -> float:
    """A number; NaN and the infinities, which Python would read, are none of JSON's."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number")
    return number
