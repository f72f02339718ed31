"""YAML written from plain data: blocks of mappings and lists, every text in double quotes.

YAML 1.2 reads a JSON string as itself, so the quotes and escapes are JSON's. Reading YAML is
another matter, and nothing here does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Node: TypeAlias = "Mapping[str, Node] | Sequence[Node] | str | int | float | bool | None"


def written(node: Node) -> str:
    """A document of one mapping or list."""
    return "\n".join(_block(node, 0)) + "\n"


def _block(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, Mapping) and node:
        for key, value in node.items():
            yield from _entry(f"{indent}{_key(key)}:", value, depth)
    elif isinstance(node, Sequence) and not isinstance(node, str) and node:
        for value in node:
            yield from _entry(f"{indent}-", value, depth)
    else:
        yield indent + _scalar(node)


def _entry(head: str, value: Node, depth: int) -> Iterator[str]:
    nested = isinstance(value, Mapping | Sequence) and not isinstance(value, str) and bool(value)
    if not nested:
        yield f"{head} {_scalar(value)}"
    elif head.endswith("-"):  # the first line of what is in a list stands behind the dash
        first, *rest = _block(value, depth + 1)
        yield f"{head} {first.lstrip()}"
        yield from rest
    else:
        yield head
        yield from _block(value, depth + 1)


def _key(key: str) -> str:
    plain = key.replace("_", "a").replace("-", "a").isalnum() and key.isascii()
    return key if plain and not key[0].isdigit() and key.lower() not in _WORDS else _scalar(key)


# YAML 1.1 reads these as something else than text.
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def _scalar(value: Node) -> str:
    if isinstance(value, str):
        # Escaped what YAML does not print: JSON leaves DEL and C1 as they are.
        text = json.dumps(value, ensure_ascii=False)
        return "".join(one if _printable(one) else f"\\u{ord(one):04x}" for one in text)
    return json.dumps(value or ([] if isinstance(value, Sequence) else value))


def _printable(character: str) -> bool:
    code = ord(character)
    return 0x20 <= code < 0x7F or (code > 0x9F and code not in (0x2028, 0x2029, 0xFEFF, 0xFFFE))
