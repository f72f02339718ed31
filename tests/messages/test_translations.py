"""Every user-facing sentence exists in both languages, with the same places to fill."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import hegui
from hegui.errors import BrokenFile
from hegui.messages import explain, say
from hegui.messages.zh import SENTENCES

SOURCE = Path(hegui.__file__).parent
# Data with both languages side by side, and the Chinese sentences themselves.
APART = ("rules", "messages")
# Strings with blanks that no user reads as a sentence: formats' own names, code, file templates.
TECHNICAL = re.compile(
    r"""^(?:
        [^a-zA-Z]*                        # no word at all
      | \W*\S+\W*                         # one word
    )$""",
    re.VERBOSE,
)


def docstrings(tree: ast.AST) -> set[int]:
    """The ids of the nodes that are docstrings, of attributes too."""
    found = set()
    for node in ast.walk(tree):
        for child in (
            getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []
        ):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                found.add(id(child.value))
    return found


def sentences() -> Iterator[tuple[str, str]]:
    """(file and line, string) of every string in the code that may be shown to a user."""
    for path in sorted(SOURCE.rglob("*.py")):
        relative = path.relative_to(SOURCE)
        if relative.parts[0] in APART:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        skipped = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                skipped.update(id(part) for part in node.values)
            if isinstance(node, ast.Assert) and node.msg is not None:
                skipped.update(id(part) for part in ast.walk(node.msg))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
                and not TECHNICAL.match(node.value)
            ):
                yield f"{relative}:{node.lineno}", node.value


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
