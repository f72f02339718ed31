"""docs/clauses.md names every provision of clause 5, and only tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from hegui.rules.gb_45438 import CLAUSES

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "clauses.md"
NAMED = re.compile(r"`((?:\.\./)?[\w/]+\.py)::(\w+)`")


def rows() -> list[list[str]]:
    lines = PAGE.read_text("utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if line.startswith("| ") and not line.startswith(("| provision", "|---"))
    ]


def test_every_provision_of_clause_5_has_a_row() -> None:
    known = {one.id.partition("/")[2] for one in CLAUSES if one.place.startswith("5")}
    told = {row[0].strip("`") for row in rows() if row[0].startswith("`")}

    assert told == known


def test_every_row_names_tests_and_they_exist() -> None:
    for row in rows():
        named = NAMED.findall(row[-1])
        assert named, row
        assert not NAMED.sub("", row[-1]).strip(), row
        for file, function in named:
            tree = ast.parse((HERE / file).read_text("utf-8"))
            functions = {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
            assert function in functions, f"{file}::{function}"
