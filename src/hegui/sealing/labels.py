"""What a label holds of seals, and the label with another one."""

from __future__ import annotations

from dataclasses import replace

from hegui.aigc import ParsedLabel, parse
from hegui.seal.contents import Code, SecurityData
from hegui.seal.dialects import read_code
from hegui.sealing.signs import may_hold_seal


def with_code(parsed: ParsedLabel, code: Code, value: str) -> ParsedLabel:
    """The label with another value of one reserved code."""
    if code is Code.PRODUCER:
        return replace(parsed, label=replace(parsed.label, reserved_code_1=value))
    return replace(parsed, label=replace(parsed.label, reserved_code_2=value))


def holds_seal(parsed: ParsedLabel, code: Code) -> bool:
    value = value_of(parsed, code)
    if not may_hold_seal(value):
        return False
    return isinstance(read_code(value), SecurityData)


def value_of(parsed: ParsedLabel, code: Code) -> str:
    label = parsed.label
    return label.reserved_code_1 if code is Code.PRODUCER else label.reserved_code_2


def parsed_of(text: str) -> ParsedLabel:
    parsed = parse(text, named=True)
    assert isinstance(parsed, ParsedLabel)  # it comes from strict writing or from a reading
    return parsed
