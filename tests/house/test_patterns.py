"""Patterns mean the same in every Python that hegui runs on.

Before 3.11.5 a possessive quantifier on a group whose inside can be matched in more than one way
goes wrong (gh-106052): Debian 12's Python is 3.11.2. An atomic group says the same and is right.
"""

from __future__ import annotations

import re

from tests.house.modules import PACKAGE

POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")


def test_no_group_has_a_possessive_quantifier() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line)
    ]

    assert found == []
