"""What the tests of Markdown share: opening, reading, labelling."""

from __future__ import annotations

import re

import yaml

from hegui.aigc import Label, Likelihood, encode
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Reading, Site
from hegui.implicit.formats.markdown import Markdown
from tests.builders import markdown as built

NEW = encode(
    Label(Likelihood.MAY_BE, "P", "n-9", built.SECURITY, "Q", "m-9", "#:{}[]&*!|>'%@`,?-~")
)


def opened(data: bytes) -> Markdown:
    return Markdown(Source.of_bytes(data, "a.md"))


def read(data: bytes) -> Reading:
    return opened(data).read()


def only(data: bytes) -> Site:
    reading = read(data)
    assert len(reading.sites) == 1, reading
    return reading.sites[0]


def labelled(data: bytes, text: str = NEW) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def front_of(data: bytes) -> dict[str, object]:
    """What PyYAML reads from the front matter."""
    found = re.match(
        r"(?:\ufeff)?---\r?\n(.*?)^---", data.decode("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert found is not None
    loaded: dict[str, object] = yaml.safe_load(found[1])
    return loaded
