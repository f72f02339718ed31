"""Rows as lines of JSON."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.batch.rows import Fault, Item, Row, Told

NAMES = st.text(min_size=1).map(lambda text: text.replace("\n", " ")) | st.binary(min_size=1).map(
    lambda data: data.decode("utf-8", "surrogateescape")
)
WORDS = st.text(string.printable)
FAULTS = st.none() | st.builds(Fault, WORDS, WORDS, st.none() | WORDS)
ROWS = st.builds(
    Row,
    NAMES,
    WORDS,
    source=WORDS,
    size=st.integers(0, 2**63 - 1),
    seconds=st.floats(0, 1e6),
    target=NAMES,
    signs=st.lists(WORDS).map(tuple),
    failed=st.lists(WORDS).map(tuple),
    error=FAULTS,
)


@given(ROWS)
def test_a_row_comes_back_from_its_line(row: Row) -> None:
    line = row.line()

    assert "\n" not in line
    assert Row.of_record(json.loads(line.encode())) == row


@given(ROWS)
def test_a_line_says_its_row_and_its_time(row: Row) -> None:
    """Whatever names and reasons look like."""
    told = Told(row.line().encode())

    assert told.seconds == row.seconds
    assert told.row == row
    assert Told.of(row).line == told.line


@pytest.mark.parametrize("name", [',"seconds":7', '\\","seconds":7', ',\\"seconds\\":7,'])
def test_a_name_is_not_taken_for_the_time(name: str) -> None:
    assert Told.of(Row(name, "labelled", seconds=0.5)).seconds == 0.5
    assert Told.of(Row(name, "labelled")).seconds == 0.0


@given(NAMES, WORDS, st.none() | st.booleans())
def test_an_item_comes_back_from_its_fields(name: str, source: str, sidecar: bool | None) -> None:
    item = Item(name, 1, source, own=True, sidecar=sidecar, begun=True)

    assert Item.unpacked(item.packed()) == item


def test_what_is_empty_is_left_out() -> None:
    assert Row("a", "labelled", size=3).line() == '{"name":"a","outcome":"labelled","size":3}'


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert Row.of_record({"name": "a", "outcome": "labelled", "colour": "red"}) == Row(
        "a", "labelled"
    )


@pytest.mark.parametrize("fault", ["text", 1, ["kind"], {"kind": "NoSlot"}])
def test_an_error_of_another_shape_makes_no_row(fault: object) -> None:
    with pytest.raises((TypeError, KeyError)):
        Row.of_record({"name": "a", "outcome": "error", "error": fault})


@given(ROWS)
def test_a_line_is_what_json_would_say(row: Row) -> None:
    record = {key: value for key, value in row._asdict().items() if value}
    record |= {"name": row.name, "outcome": row.outcome}
    if row.error is not None:
        record["error"] = row.error._asdict()
    assert json.loads(row.line()) == json.loads(json.dumps(record))
