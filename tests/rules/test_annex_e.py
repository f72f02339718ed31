"""Annex E as data, and that the label is written from it."""

from __future__ import annotations

import json

from hegui import aigc
from hegui.rules.annex_e import (
    FIELD_NAME,
    LABEL_VALUES,
    MEMBERS,
    members,
)
from hegui.rules.label_strings import CHARACTER_RANGES, ESCAPED_QUOTE

# The string as E b) prints it.
PRINTED = (
    '{"AIGC": {"Label":"value1","ContentProducer":"value2","ProduceID":"value3",'
    '"ReservedCode1":"value4","ContentPropagator":"value5","PropagateID":"value6",'
    '"ReservedCode2":"value7"}}'
)


def test_members_are_those_of_the_printed_string_in_its_order() -> None:
    assert tuple(member.name for member in members()) == tuple(json.loads(PRINTED)["AIGC"])
    assert [member.order for member in MEMBERS] == [1, 2, 3, 4, 5, 6, 7]


def test_who_fills_in_what_and_when() -> None:
    assert [(m.name, m.filled_by, m.value_due, m.first_value_of) for m in MEMBERS] == [
        ("Label", "generator", "always", None),
        ("ContentProducer", "generator", "always", None),
        ("ProduceID", "generator", "always", None),
        ("ReservedCode1", "generator", "optional", None),
        ("ContentPropagator", "propagator", "on propagation", "ContentProducer"),
        ("PropagateID", "propagator", "on propagation", "ProduceID"),
        ("ReservedCode2", "propagator", "optional", None),
    ]


def test_the_ranges_are_those_of_e_j() -> None:
    assert CHARACTER_RANGES == ((0x21, 0x21), (0x23, 0x5B), (0x5D, 0x7E))
    assert ESCAPED_QUOTE == '"'


def test_the_label_allows_exactly_these_characters() -> None:
    wanted = {ESCAPED_QUOTE}
    for first, last in CHARACTER_RANGES:
        wanted |= {chr(code) for code in range(first, last + 1)}
    seen = {chr(code) for code in range(0x110000) if aigc.allowed(chr(code))}
    assert seen == wanted == {chr(code) for code in range(0x21, 0x7F)} - {"\\"}
    assert {c for c in map(chr, range(0x10000)) if not aigc.outside(c)} == wanted


def test_the_label_is_written_from_the_members() -> None:
    label = aigc.Label(aigc.Likelihood.IS, "value2", "value3", "value4", "value5", "value6", "v")
    assert tuple(member.name for member in MEMBERS) == aigc.KEYS
    assert tuple(key for key, _ in label.members()) == aigc.KEYS
    expected = PRINTED.replace("value1", "1").replace("value7", "v")
    assert aigc.wrap(aigc.encode(label)) == expected


def test_the_values_of_label() -> None:
    assert LABEL_VALUES.words == tuple(aigc.Likelihood)


def test_the_field_name() -> None:
    assert FIELD_NAME.words == ("AIGC",)
