"""Manifests that somebody changed by hand: an error of ours, whatever a row holds."""

from __future__ import annotations

import json

import pytest

from hegui.batch.index import as_row
from hegui.batch.rows import Fault, Row
from hegui.errors import UsageError

WHOLE = Row(
    "图.jpg",
    "audited",
    source="sha256:00",
    size=7,
    seconds=0.5,
    target="图.jpg",
    failed=("a",),
    error=Fault("NoSlot", "because", None),
)


def said(row: Row, **changed: object) -> dict[str, object]:
    record: dict[str, object] = json.loads(row.line())
    return record | changed


def test_a_row_that_a_run_wrote_is_one() -> None:
    assert as_row(said(WHOLE), "m", 0) == WHOLE
    bytes_ = Row("\udcff.jpg", "labelled", target="\udcff.jpg")
    assert as_row(said(bytes_), "m", 0) == bytes_


DAMAGES: tuple[tuple[str, tuple[object, ...]], ...] = (
    *((name, (5, None, [], True, "\ud800")) for name in ("name", "outcome")),
    *((name, (5, None, {}, "\ud800")) for name in ("source", "target", "verdict", "producer")),
    ("size", ("7", None, True, -1, 10**400, 1.5)),
    ("seconds", ("1", None, True)),
    *((name, (None, 0, False, [["b"]], [5], ["\ud800"])) for name in ("signs", "failed", "warned")),
    ("error", ("x", 5, {"kind": "a"}, {"kind": 5, "reason": "b"})),
)


@pytest.mark.parametrize(
    ("member", "value"), [(name, value) for name, values in DAMAGES for value in values]
)
def test_a_row_that_no_run_wrote_is_none(member: str, value: object) -> None:
    with pytest.raises(UsageError, match="is no manifest of a batch"):
        as_row(said(WHOLE, **{member: value}), "m", 0)


def test_the_error_says_where() -> None:
    with pytest.raises(UsageError) as caught:
        as_row(said(WHOLE, failed=None), "m", 7)
    assert caught.value.place == "byte 7"
