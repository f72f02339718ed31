"""No clause text of standards: what the data says of them is short, and no field holds quotations.

The texts themselves are not at hand to compare with, and must not be. So this bounds where such
text could stand: every field of a standard, an obligation or a provision is one of those known to
hold no text of it, or is too short for a clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
import yaml

from hegui.catalog import load, types

QUOTING = re.compile(r"quot|verbatim|excerpt|clause_text|full_?text|wording|original|原文|条文")
LONGEST_ZH, LONGEST_EN = 90, 200  # characters of an obligation in our own words
CLAUSE = re.compile(r"[^。；\n]*(?:应|宜|不应|不得)[^。；\n]*[。；]")


def rows(name: str) -> list[dict[str, object]]:
    text = files("hegui.catalog").joinpath("data", f"{name}.yaml").read_text("utf-8")
    found = yaml.safe_load(text)[name]
    assert isinstance(found, list)
    return found


def strings(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    """(field, text) of everything that a row holds."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from strings(held, str(name))
    elif isinstance(value, list):
        for held in value:
            yield from strings(held, field)
    elif isinstance(value, str):
        yield field, value


def fields(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            yield str(name)
            yield from fields(held)
    elif isinstance(value, list):
        for held in value:
            yield from fields(held)


@pytest.mark.parametrize("name", ["standards", "obligations", "instruments", "mappings"])
def test_no_field_is_for_quotations(name: str) -> None:
    found = set().union(*map(set, map(fields, rows(name))))
    assert len(found) >= 5
    assert not {one for one in found if QUOTING.search(one.lower())}


def test_an_obligation_is_said_in_a_short_sentence() -> None:
    """Also where the words come from a provision of ``hegui.rules``."""
    asked = load().of(types.Obligation)
    assert len(asked) > 100
    for one in asked:
        assert 0 < len(one.text.zh) <= LONGEST_ZH, one.id
        assert 0 < len(one.text.en) <= LONGEST_EN, one.id
        assert one.text.zh.count("。") <= 2, one.id


def test_what_is_said_of_standards_holds_no_clause() -> None:
    """No Chinese sentence that asks for something stands in the record of a standard."""
    for one in rows("standards"):
        for field, text in strings(one):
            assert not CLAUSE.search(text), (one["id"], field)
            assert len(text) <= 400, (one["id"], field)
