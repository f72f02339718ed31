"""The label as YAML front matter holds it: where its lines are, and writing them.

TC260-PG-20258A 6.5. Lines are found by a scanner of its own, because a splice needs to know
where a key's lines begin and end, which YAML libraries do not say.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from json.encoder import encode_basestring

from hegui.aigc import yaml_scalars
from hegui.aigc.spelling import is_outer
from hegui.aigc.yaml_reading import key_text, read_entry
from hegui.aigc.yaml_syntax import (
    BLANK_OR_COMMENT,
    KEY,
    YamlError,
    flow_end,
    indent_at,
    is_indicator,
    line_number,
    next_line,
    shown,
)

__all__ = ["Entry", "YamlError", "entries_of", "mapping", "outermost_indent", "read_entry"]

_PROPERTIES = re.compile(r"(?>(?:[&!]\S*+[ \t]++)+)", re.ASCII)
# What a YAML stream may hold as it is (YAML 1.2.2, 5.1), less the line breaks of YAML 1.1.
_NOT_PRINTABLE = re.compile(
    "[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a block mapping and the lines that are its own.

    ``start`` and ``end`` are character offsets: from the beginning of the key's line to behind
    the last line of its value (comments and blank lines after it are not its own).
    """

    key: str
    start: int
    end: int

    @property
    def names_label(self) -> bool:
        """Whether the key is AIGC, in any case."""
        return is_outer(self.key)


def entries_of(text: str) -> tuple[Entry, ...]:
    """The keys of the mapping that ``text`` is, at its outermost level.

    Raises YamlError where the text is no block mapping.
    """
    found: list[Entry] = []
    base = -1
    at = 0
    while at < len(text):
        end = next_line(text, at)
        if BLANK_OR_COMMENT.match(text, at):
            at = end
            continue
        indent = indent_at(text, at)
        if base < 0:
            base = indent
        continues = text[at + indent] == "-" and is_indicator(text, at + indent)
        if found and (indent > base or (indent == base and continues)):
            found[-1] = replace(found[-1], end=end)
        else:
            entry = _entry(text, at, at + indent, end) if indent == base else None
            if entry is None:
                raise YamlError(
                    "the front matter is not a YAML mapping: {found!r} at line {line}",
                    found=shown(text, at + indent),
                    line=line_number(text, at),
                )
            found.append(entry)
            end = entry.end
        at = end
    return tuple(found)


def outermost_indent(text: str) -> int:
    """How far the keys of the mapping that ``text`` is are indented."""
    at = 0
    while at < len(text):
        if not BLANK_OR_COMMENT.match(text, at):
            return indent_at(text, at)
        at = next_line(text, at)
    return 0


def mapping(bare: str, *, newline: str = "\n", indent: int = 0) -> str:
    """The lines of the key AIGC for a label given as bare JSON, values in double quotes."""
    margin = " " * indent
    lines = [f"{margin}AIGC:"]
    for key, value in json.loads(bare).items():
        lines.append(f"{margin}  {key}: {_quoted(value)}")
    return newline.join(lines) + newline


def _quoted(value: str) -> str:
    return _NOT_PRINTABLE.sub(
        lambda found: "".join(f"\\u{ord(c):04x}" for c in found[0]), encode_basestring(value)
    )


def _entry(text: str, start: int, at: int, end: int) -> Entry | None:
    key = KEY.match(text, at)
    if key is None:
        # A complex key ("? …" and its ": …") is skipped as it stands.
        return Entry("", start, end) if text.startswith(("? ", ": "), at) else None
    value = key.end()
    if properties := _PROPERTIES.match(text, value):
        value = properties.end()
    closing = _construct_end(text, value)
    if closing < 0:
        raise YamlError(
            "the front matter leaves a quote or bracket open at line {line}",
            line=line_number(text, value),
        )
    return Entry(key_text(key), start, max(end, next_line(text, closing)))


def _construct_end(text: str, at: int) -> int:
    """Behind the quoted scalar or flow collection at ``at``; ``at`` itself for other values."""
    head = text[at : at + 1]
    if head in ("{", "["):
        return flow_end(text, at)
    if head in ('"', "'"):
        pattern = yaml_scalars.DOUBLE_QUOTED if head == '"' else yaml_scalars.SINGLE_QUOTED
        found = pattern.match(text, at)
        return found.end() if found else -1
    return at
