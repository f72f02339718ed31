"""Documents whose archive is in order and whose parts are hostile.

A changed byte anywhere breaks a checksum, so that the mutations of whole files never reach what
is inside; here the parts are changed and packed again.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from hegui.errors import FileError
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.table import open_container
from tests.builders.labels import BARE
from tests.builders.samples import Sample, samples
from tests.builders.zip_archive import archive, plain
from tests.documents import members
from tests.limits import within

FORMATS = ("ooxml", "odf", "epub", "ofd", "xmind")
CHANGES = 60
SECONDS = 2.0
# What turns one construct of XML or JSON into another.
PIECES: tuple[bytes, ...] = (
    b"<",
    b">",
    b"/>",
    b"<a>",
    b"</a>",
    b'"',
    b"'",
    b"=",
    b" ",
    b"\0",
    b"\xff",
)
PIECES += (b"&amp;", b"&#65;", b"&x;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x?>")
PIECES += (b" xmlns=''", b" xmlns:a='b'", b"{", b"}", b"[", b"]", b",", b":")
PIECES += (b"AIGC", b"name", b"..", b"/", b"%2e", BARE.encode())


def hostile(data: bytes, seed: str) -> Iterator[bytes]:
    """The document with one part changed in one or two places."""
    chance = random.Random(seed)
    parts = members(data)
    for _ in range(CHANGES):
        name = chance.choice(sorted(parts))
        content = parts[name]
        for _ in range(chance.randint(1, 2)):
            start = chance.randint(0, len(content))
            end = min(len(content), start + chance.choice((0, 0, 1, 2, 9)))
            content = content[:start] + chance.choice(PIECES) + content[end:]
        yield archive(plain(parts | {name: content}))


@pytest.mark.parametrize(
    "sample", [sample for sample in samples() if sample.format in FORMATS], ids=str
)
def test_changed_parts(sample: Sample) -> None:
    for data in hostile(sample.build(), str(sample)):
        with within(SECONDS):
            try:
                container = open_container(Source.of_bytes(data, "x"))
                container.read()
                edits = container.plan(BARE)
            except FileError as error:
                assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested
            else:
                result = apply_edits(data, edits)
                sites = type(container)(Source.of_bytes(result, "x")).read().sites
                assert [site.prescribed for site in sites] == [True]
