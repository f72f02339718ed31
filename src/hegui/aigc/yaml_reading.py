"""Reading a label out of YAML: the key AIGC and its value.

A small part of YAML, the part that labels use; whatever a label has no need of (anchors, tags,
merge keys, mappings within values) is refused with its reason. Values keep their text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hegui.aigc import yaml_scalars
from hegui.aigc.layers import Notes
from hegui.aigc.members import ParsedLabel, Unreadable
from hegui.aigc.notation import Members, NotJsonError, TooDeepError, decode
from hegui.aigc.reading import parse, parse_pairs
from hegui.aigc.strict import LONGEST
from hegui.aigc.yaml_syntax import (
    BLANK_OR_COMMENT,
    KEY,
    SPACE,
    YamlError,
    breaks_between,
    indent_at,
    indent_before,
    is_indicator,
    line_number,
    next_line,
    unexpected,
)

_PLAIN_BLOCK = re.compile(r"(?>(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?![ \t#\r\n]|\Z))+)", re.ASCII)
_PLAIN_FLOW = re.compile(
    r"(?>(?:[^\s:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)#|[ \t]+(?![ \t#\r\n:,}]|\Z))+)",
    re.ASCII,
)
_BLOCK_HEADER = re.compile(
    r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?=(?:[ \t]++(?:#[^\r\n]*+)?)?(?:[\r\n]|\Z))"
)
_NEVER_FIRST = "&*!|>%@`[]{},#"


def read_entry(text: str) -> ParsedLabel | Unreadable:
    """The label in the lines of a key AIGC (see Entry)."""
    if len(text) > LONGEST:
        return Unreadable(
            "is {length} characters long, more than the {limit} a label may have",
            {"length": len(text), "limit": LONGEST},
        )
    notes = Notes()
    try:
        result = _read(text, notes)
    except YamlError as error:
        return Unreadable(error.template, error.facts)
    if isinstance(result, Unreadable):
        return result
    return replace(result, tolerances=notes.all() + result.tolerances)


def key_text(key: re.Match[str]) -> str:
    """The text of a key that KEY matched."""
    raw = key[1]
    if raw[0] == '"':
        return _double_quoted(raw, key.string, key.start())
    return yaml_scalars.single_quoted(raw) if raw[0] == "'" else raw.rstrip(" \t")


def _double_quoted(raw: str, text: str, at: int) -> str:
    try:
        return yaml_scalars.double_quoted(raw)
    except yaml_scalars.BadEscapeError:
        raise YamlError(
            "has an unknown escape in the quotes at line {line}", line=line_number(text, at)
        ) from None


def _read(text: str, notes: Notes) -> ParsedLabel | Unreadable:
    indent = indent_at(text, 0)
    key = KEY.match(text, indent)
    if key is None:
        raise unexpected(text, indent)
    name = key_text(key)
    if name != "AIGC":
        notes.add("form.outer-case", name)
    reader = _Reader(text, notes)
    at = reader.content(key.end())
    if at >= len(text):
        return Unreadable("is empty")
    if text[at] == "{":
        notes.add("yaml.flow")
        return reader.flow_label(at)
    if breaks_between(text, key.end(), at) and KEY.match(text, at):
        return parse_pairs(reader.block_mapping(at, indent))
    value, end = reader.block_value("AIGC", at, indent)
    reader.nothing_after(end)
    if not isinstance(value, str):
        return Unreadable("is no mapping of the seven members")
    notes.add("form.encoded-twice")
    return parse(value, named=True)


@dataclass(slots=True)
class _Reader:
    """Reads values of one entry; every departure from quoted strings goes into ``notes``."""

    text: str
    notes: Notes

    def content(self, at: int) -> int:
        """The next character at or behind ``at`` that is neither blank nor comment."""
        return SPACE.match(self.text, at).end()  # type: ignore[union-attr]

    def nothing_after(self, at: int) -> None:
        at = self.content(at)
        if at < len(self.text):
            raise unexpected(self.text, at)

    def block_mapping(self, at: int, parent: int) -> list[tuple[str, object]]:
        """The pairs of the block mapping whose first key stands at ``at``."""
        pairs: list[tuple[str, object]] = []
        indent = -1
        while at < len(self.text):
            here = indent_before(self.text, at)
            if here <= parent or (indent >= 0 and here != indent):
                raise unexpected(self.text, at)
            indent = here
            key = KEY.match(self.text, at)
            if key is None:
                raise unexpected(self.text, at)
            name = key_text(key)
            if name == "<<":
                raise YamlError(
                    "uses a YAML merge key at line {line}", line=line_number(self.text, at)
                )
            value, end = self.block_value(name, key.end(), indent)
            pairs.append((name, value))
            at = self.content(end)
        return pairs

    def block_value(self, name: str, at: int, indent: int) -> tuple[object, int]:
        """The value at or behind ``at`` of a key indented by ``indent``, and where it ends."""
        start = self.content(at)
        on_next_line = breaks_between(self.text, at, start)
        if start >= len(self.text) or (on_next_line and indent_before(self.text, start) <= indent):
            return None, at
        head = self.text[start]
        if head in "\"'":
            value, end = self.quoted(start)
            rest = BLANK_OR_COMMENT.match(self.text, end)
            if rest is None:
                raise unexpected(self.text, end)
            return value, rest.end()
        if header := _BLOCK_HEADER.match(self.text, start):
            self.notes.add("yaml.block-scalar", name)
            return self.block_scalar(header[0], start, indent)
        if on_next_line and KEY.match(self.text, start):
            raise YamlError(
                "holds a mapping or a list within a value at line {line}",
                line=line_number(self.text, start),
            )
        return self.plain_block(name, start, indent)

    def quoted(self, at: int) -> tuple[str, int]:
        double = self.text[at] == '"'
        pattern = yaml_scalars.DOUBLE_QUOTED if double else yaml_scalars.SINGLE_QUOTED
        found = pattern.match(self.text, at)
        if found is None:
            raise YamlError("leaves a quote open at line {line}", line=line_number(self.text, at))
        if double:
            return _double_quoted(found[0], self.text, at), found.end()
        return yaml_scalars.single_quoted(found[0]), found.end()

    def block_scalar(self, header: str, at: int, indent: int) -> tuple[str, int]:
        lines: list[str] = []
        at = next_line(self.text, at)
        while at < len(self.text):
            end = next_line(self.text, at)
            line = self.text[at:end].rstrip("\r\n")
            if line.strip(" ") and indent_at(line, 0) <= indent:
                break
            lines.append(line)
            at = end
        return yaml_scalars.block(header, lines, indent), at

    def plain_block(self, name: str, at: int, indent: int) -> tuple[object, int]:
        """A plain scalar, which further lines may continue where they are indented more."""
        end = self.plain_line(at, _PLAIN_BLOCK)
        while True:
            following = self.content(end)
            if (
                following >= len(self.text)
                or indent_before(self.text, following) <= indent
                or "#" in self.text[end:following]
                or KEY.match(self.text, following)
            ):
                break
            end = self.plain_line(following, _PLAIN_BLOCK)
        if BLANK_OR_COMMENT.match(self.text, end) is None:
            raise unexpected(self.text, end)
        return self.plain_value(name, yaml_scalars.folded_lines(self.text[at:end])), end

    def plain_line(self, at: int, pattern: re.Pattern[str]) -> int:
        if self.text[at] in _NEVER_FIRST or is_indicator(self.text, at):
            raise unexpected(self.text, at)
        found = pattern.match(self.text, at)
        if found is None:
            raise unexpected(self.text, at)
        return found.end()

    def plain_value(self, name: str, text: str) -> object:
        value = yaml_scalars.plain(text)
        if isinstance(value, str):
            self.notes.add("yaml.unquoted", name)
        return value

    def flow_label(self, at: int) -> ParsedLabel | Unreadable:
        """A mapping in braces: JSON where it is JSON, YAML's own looser form otherwise."""
        pairs, end = self.json_pairs(at) or self.flow_pairs(at)
        self.nothing_after(end)
        return parse_pairs(pairs)

    def json_pairs(self, at: int) -> tuple[list[tuple[str, object]], int] | None:
        try:
            decoded = decode(self.text[at:])
        except (NotJsonError, TooDeepError):
            return None
        if not isinstance(decoded.value, Members):
            return None
        if decoded.control:
            self.notes.add("form.control")
        return decoded.value.pairs, at + decoded.end

    def flow_pairs(self, at: int) -> tuple[list[tuple[str, object]], int]:
        pairs: list[tuple[str, object]] = []
        at = self.content(at + 1)
        while not self.text.startswith("}", at):
            name, at = self.flow_scalar(at, "")
            if not isinstance(name, str):
                raise unexpected(self.text, at)
            at = self.content(at)
            value: object = None
            if self.text.startswith(":", at):
                at = self.content(at + 1)
                if self.text[at : at + 1] not in (",", "}"):
                    value, at = self.flow_scalar(at, name)
                    at = self.content(at)
            pairs.append((name, value))
            if self.text.startswith(",", at):
                at = self.content(at + 1)
            elif not self.text.startswith("}", at):
                raise unexpected(self.text, at)
        return pairs, at + 1

    def flow_scalar(self, at: int, name: str) -> tuple[object, int]:
        if at >= len(self.text):
            raise unexpected(self.text, at)
        if self.text[at] in "\"'":
            return self.quoted(at)
        end = self.plain_flow(at)
        text = yaml_scalars.folded_lines(self.text[at:end])
        return (self.plain_value(name, text) if name else text), end

    def plain_flow(self, at: int) -> int:
        """Where a plain scalar within braces ends, which may go on on further lines."""
        end = self.plain_line(at, _PLAIN_FLOW)
        while True:
            following = self.content(end)
            between = self.text[end:following]
            if not between.strip(" \t") or "#" in between or following >= len(self.text):
                return end
            if self.text[following] in ",:{}[]":
                return end
            end = self.plain_line(following, _PLAIN_FLOW)
