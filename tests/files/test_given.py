"""What the public calls take: paths, and content in memory of any kind of bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.errors import UsageError
from tests.builders import png
from tests.builders.labels import PRODUCER

LABELLED = hegui.label(png.plain(), producer=PRODUCER, implicit_only=True).data
CALLS: dict[str, Callable[[object], object]] = {
    "label": lambda file: hegui.label(file, producer=PRODUCER, implicit_only=True).site,  # type: ignore[arg-type]
    "read": lambda file: hegui.read(file).sites,  # type: ignore[arg-type]
    "check": lambda file: hegui.check(file).verdict,  # type: ignore[arg-type]
    "propagate": lambda file: hegui.propagate(file, propagator=PRODUCER).site,  # type: ignore[arg-type]
    "carry from": lambda file: hegui.carry(file, png.plain()).site,  # type: ignore[arg-type]
    "carry to": lambda file: hegui.carry(LABELLED or b"", file).site,  # type: ignore[arg-type]
    "audit": lambda file: [one.outcome for one in hegui.audit(file).findings],  # type: ignore[arg-type]
}


@pytest.mark.parametrize("call", CALLS)
def test_any_kind_of_bytes_is_content(call: str) -> None:
    assert LABELLED is not None
    made = {repr(CALLS[call](kind(LABELLED))) for kind in (bytes, bytearray, memoryview)}
    assert len(made) == 1


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("given", [io.BytesIO(b"x"), 7, None], ids=["open file", "number", "none"])
def test_anything_else_is_wrong_use(call: str, given: object) -> None:
    with pytest.raises(UsageError, match="neither a path nor bytes"):
        CALLS[call](given)


@pytest.mark.parametrize("explicit", [False, True])
def test_an_audit_of_bytes_is_that_of_the_file(tmp_path: Path, *, explicit: bool) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"# A title\n\nand words\n")

    ours = hegui.audit(path.read_bytes(), name="a.md", explicit=explicit)
    theirs = hegui.audit(path, explicit=explicit)

    assert ours.subject.name == "a.md"
    assert [(one.check.id, one.outcome) for one in ours.findings] == [
        (one.check.id, one.outcome) for one in theirs.findings
    ]
