"""The modules of src/hegui and what they import, read from the source without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "hegui"

_MODULE_NAME = re.compile(r"hegui(\.\w+)+")


@dataclass(frozen=True, order=True)
class Import:
    """One import in one module; ``target`` is a dotted name, ``name`` what is taken from it."""

    importer: str
    line: int
    target: str
    name: str | None = None
    typing_only: bool = False
    by_text: bool = False

    def __str__(self) -> str:
        what = self.target + (f" ({self.name})" if self.name else "")
        return f"{self.importer}:{self.line} imports {what}"


@cache
def modules() -> dict[str, Path]:
    """Dotted module name → file, for everything in src/hegui."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ["hegui", *path.relative_to(PACKAGE).with_suffix("").parts]
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = path
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, at whatever depth it stands in the code."""
    return tuple(
        item
        for module, path in modules().items()
        for item in _imports_of(module, ast.parse(path.read_text("utf-8"), str(path)))
    )


def _imports_of(module: str, tree: ast.Module) -> Iterator[Import]:
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and _is_type_checking(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        deferred = id(node) in typing_only
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, line, alias.name, typing_only=deferred)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if inner in modules():
                    yield Import(module, line, inner, typing_only=deferred)
                else:
                    yield Import(module, line, base, alias.name, typing_only=deferred)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # A module named in a table and loaded when it is needed is imported all the same.
            text = node.value
            if id(node) not in prose and _MODULE_NAME.fullmatch(text) and text in modules():
                yield Import(module, line, text, by_text=True)


def _absolute(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.split(".")
    if modules()[module].name != "__init__.py":
        package.pop()
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def _is_type_checking(test: ast.expr) -> bool:
    return ast.unparse(test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
