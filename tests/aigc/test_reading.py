"""Reading labels: the strict form without a word, every dialect with its tolerances named."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hegui.aigc import (
    KEYS,
    Label,
    Likelihood,
    ParsedLabel,
    Unreadable,
    encode,
    looks_like_label,
    parse,
    parse_pairs,
    wrap,
)
from hegui.aigc.tolerances import deviation_of
from tests.aigc.labels import MEANING, STRICT, labels
from tests.aigc.steps import SHAPES, TRANSPORTS, WRAPPED, ids, read, refused
from tests.limits import within


@given(labels)
def test_what_strict_writing_writes_reads_without_tolerance(label: Label) -> None:
    text = encode(label)
    assert read(text) == ParsedLabel(label, tuple(label.members()))
    assert read(wrap(text), named=False) == ParsedLabel(label, tuple(label.members()))


def test_the_outer_member_depends_on_what_the_slot_is_called() -> None:
    assert ids(read(WRAPPED)) == ["form.wrapped"]
    assert ids(read(STRICT, named=False)) == ["form.bare"]


def members(**changes: object) -> str:
    """STRICT with other values; a change to Ellipsis leaves the member out."""
    found = {**json.loads(STRICT), **changes}
    kept = {key: value for key, value in found.items() if value is not ...}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("name", TRANSPORTS)
def test_what_stands_around_the_members_is_taken_off_and_named(name: str) -> None:
    text, expected = TRANSPORTS[name]
    found = read(text)
    assert found.label == MEANING
    assert sorted(ids(found)) == sorted(expected)


LABEL_VALUES = {
    "number": (1, Likelihood.IS, "label.number"),
    "number-3": (3, Likelihood.SUSPECTED, "label.number"),
    "number-7": (7, None, "label.number"),
    "float": (2.0, Likelihood.MAY_BE, "label.number"),
    "true": (True, Likelihood.IS, "label.boolean"),
    "false": (False, None, "label.boolean"),
    "word": ("AIGC", None, "label.word"),
    "enum": ("AIGCLabelType.AI_GENERATED", None, "label.word"),
    "padded": (" 1", Likelihood.IS, "label.padded"),
    "empty": ("", None, "label.empty"),
    "null": (None, None, "label.empty"),
}


@pytest.mark.parametrize("name", LABEL_VALUES)
def test_values_of_the_member_label(name: str) -> None:
    value, expected, tolerance = LABEL_VALUES[name]
    found = read(members(Label=value))
    assert found.label.likelihood is expected
    assert ids(found) == [tolerance]


def test_unusual_values() -> None:
    assert ids(read(members(ReservedCode1=None))) == ["value.null"]
    assert ids(read(members(ReservedCode1=False))) == ["value.boolean"]
    assert ids(read(members(ProduceID=""))) == ["value.empty"]
    number = read(members(ProduceID=142569260085903360))
    assert (number.label.produce_id, ids(number)) == ("142569260085903360", ["value.number"])
    nested = read(members(ReservedCode1={"a": [1, {"b": None}]}))
    assert nested.label.reserved_code_1 == '{"a":[1,{"b":null}]}'
    assert ids(nested) == ["value.nested"]
    name = read(members(ContentProducer="那年 TA"))
    assert [(t.id, t.detail) for t in name.tolerances] == [
        ("value.characters", "ContentProducer '那年 '")
    ]


def test_a_number_keeps_its_digits() -> None:
    digits = "001" + "9" * 5000
    found = read(STRICT.replace('"id-1"', digits[2:]))
    assert found.label.produce_id == digits[2:]
    assert read(STRICT.replace('"id-1"', "1e999")).label.produce_id == "1e999"
    assert read(STRICT.replace('"id-1"', "NaN")).label.produce_id == "NaN"


def test_half_characters_are_replaced_and_whole_ones_joined() -> None:
    found = read(STRICT.replace("id-1", "\\ud83d"))
    assert found.label.produce_id == "\ufffd"
    assert "value.surrogate" in ids(found)
    assert found.members[2] == ("ProduceID", "\ufffd")
    joined = parse_pairs([("ProduceID", "\ud83d\ude00")])
    assert isinstance(joined, ParsedLabel)
    assert joined.label.produce_id == "😀"


KEY_SETS = {
    "misspelt": (
        (
            '{"Label":"1","ContentProducer":"a","ProduceID":"b","ReserveCode1":"c",'
            '"ContentPropagator":"d","PropagatorID":"e","ReserveCode2":"f"}'
        ),
        Label(Likelihood.IS, "a", "b", "c", "d", "e", "f"),
        ["key.misspelt"] * 3,
    ),
    "guide-sample": (
        (
            '{"Label":"1","ContentProducer":"a","ProduceID":"b","ReservedCode1":"c",'
            '"ContentPropagator":"d","PropagateID":"e","ReservedCode2: ":"f"}'
        ),
        Label(Likelihood.IS, "a", "b", "c", "d", "e", "f"),
        ["key.misspelt"],
    ),
    "draft": (
        (
            '{"Label":"1","ContentProducer":"a","ProduceID":"b","ReserveCode1":"c",'
            '"Propagator":"d","PropatorID":"e","ReserveCode2":"f"}'
        ),
        Label(Likelihood.IS, "a", "b", "c", "d", "e", "f"),
        ["key.draft"] * 2 + ["key.misspelt"] * 2,
    ),
    "hunyuan": (
        (
            '{"Label":true,"ContentProducer":"a","ProduceID":"b","Propagator":"d",'
            '"PropagateID":"e","ReserveCode":"c"}'
        ),
        Label(Likelihood.IS, "a", "b", "c", "d", "e", ""),
        ["form.key-order", "key.draft", "key.guessed", "key.missing", "label.boolean"],
    ),
    "older": (
        '{"ServiceProvider":"a","ServiceUser":"u","Time":"t","ContentId":"b"}',
        Label(None, "a", "b"),
        ["key.guessed"] * 2 + ["key.missing"] * 5 + ["key.unknown"] * 2,
    ),
    "case": (
        (
            '{"label":"2","contentproducer":"a","ProduceId":"b","ReservedCode1":"",'
            '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}'
        ),
        Label(Likelihood.MAY_BE, "a", "b"),
        ["key.case"] * 3,
    ),
    "few": (
        '{"ContentProducer":"a","ProduceID":"b"}',
        Label(None, "a", "b"),
        ["key.missing"] * 5,
    ),
    "extra": (
        STRICT[:-1] + ',"ProcessingTypes":["ocr"]}',
        MEANING,
        ["key.unknown"],
    ),
    "twice": (
        STRICT[:-1] + ',"ReservedCode2":"r2"}',
        MEANING,
        ["key.duplicate"],
    ),
    "twice-misspelt": (
        STRICT[:-1] + ',"ReserveCode2":"r2"}',
        MEANING,
        ["key.duplicate", "key.misspelt"],
    ),
}


@pytest.mark.parametrize("name", KEY_SETS)
def test_names_of_members(name: str) -> None:
    text, label, expected = KEY_SETS[name]
    found = read(text)
    assert found.label == label
    assert sorted(ids(found)) == sorted(expected)


def test_members_stay_as_they_were_found() -> None:
    found = read('{"Label":true,"ReserveCode":null,"x":{"a":1}}')
    assert found.members == (("Label", "true"), ("ReserveCode", ""), ("x", '{"a":1}'))


FOREIGN = STRICT.replace("id-1", "theirs")

TWO_STATEMENTS = {
    "key": '{"ContentProducer":"F","ContentProducer":"P","ProduceID":"x","Label":"1"}',
    "case": '{"contentproducer":"F","ContentProducer":"P","ProduceID":"x"}',
    "case-behind": '{"ContentProducer":"P","contentproducer":"F","ProduceID":"x"}',
    "guessed": '{"ServiceProvider":"F","ContentProducer":"P","ProduceID":"x"}',
    "outer": f'{{"AIGC":{FOREIGN},"AIGC":{STRICT}}}',
    "outer-case": f'{{"aigc":{FOREIGN},"AIGC":{STRICT}}}',
    "outer-string": json.dumps({"aigc": FOREIGN})[:-1] + f',"AIGC":{STRICT}}}',
    "outer-and-members": f'{STRICT[:-1]},"AIGC":{FOREIGN}}}',
    "behind": STRICT + FOREIGN,
    "wrapped-behind": f"{STRICT} {wrap(FOREIGN)}",
    "prefix-behind": f"{STRICT} AIGC={FOREIGN}",
    "words-between": f"{STRICT} and {FOREIGN} }}",
    "one-member-behind": STRICT + '{"ContentProducer":"F"}',
    "behind-in-a-string": json.dumps(STRICT + FOREIGN),
}


@pytest.mark.parametrize("name", TWO_STATEMENTS)
@pytest.mark.parametrize("named", [True, False])
def test_a_text_that_says_two_things_is_not_reduced_to_one(name: str, named: bool) -> None:
    assert "contradicts itself" in refused(TWO_STATEMENTS[name], named=named)


def test_the_same_said_twice_is_tolerated() -> None:
    assert "key.duplicate" in ids(read('{"Label":1,"Label":"1","ContentProducer":"P"}'))
    assert read(f'{{"AIGC":{STRICT},"AIGC":{STRICT}}}').label == MEANING


def test_pairs_that_contradict_each_other() -> None:
    found = parse_pairs([("ContentProducer", "F"), ("ContentProducer", "P")])
    assert isinstance(found, Unreadable)
    assert found.reason == (
        "contradicts itself: ContentProducer stands there with different values"
    )
    assert isinstance(
        parse_pairs([("ContentProducer", "F"), ("AIGC", '{"Label":"1"}')]), Unreadable
    )


def test_the_last_brace_is_read_as_well() -> None:
    for last in ("X", "]", " ", ""):
        text = WRAPPED[:-1] + last
        assert isinstance(parse(text, named=False), Unreadable), text


REFUSALS = {
    "empty": ("", "is empty"),
    "nuls": ("\0\0", "is empty"),
    "words": ("generated by AI", "is not JSON: 'generated by AI' at character 0"),
    "xml": ("<a/>", "is not JSON: '<a/>' at character 0"),
    "broken-quote": (
        STRICT.replace('ReservedCode2"', "ReservedCode2: "),
        "is not JSON: 'r2\"}' at character 190",
    ),
    "cut": (STRICT[:-1], "is not JSON: it ends at character 192"),
    "list": ("[1]", "a list and not an object"),
    "number": ("1", "is not JSON"),
    "no-members": ('{"a":1}', "none of the seven members"),
    "outer-without-object": ('{"AIGC":1}', "no object in its member AIGC"),
    "outer-without-json": ('{"AIGC":"yes"}', "is not JSON"),
    "too-long": ("{" + " " * 2**20 + "}", "more than the 1048576"),
    "too-deep": ('{"Label":' + "[" * 100_000, "nested deeper than 32 levels"),
    "deep-in-string": (json.dumps("[" * 5000), "nested deeper than 32 levels"),
    "outer-too-deep": ('{"AIGC":' * 9 + "{}" + "}" * 9, "nests AIGC deeper than 4 levels"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_no_label_is_refused_with_its_reason(name: str) -> None:
    text, reason = REFUSALS[name]
    assert reason in refused(text)


def test_a_string_within_strings_is_not_unpacked_for_ever() -> None:
    text = STRICT
    for _ in range(9):
        text = json.dumps(text)
    assert "more than 8 times" in refused(text)


def test_deep_nesting_leaves_the_recursion_limit_alone() -> None:
    limit = sys.getrecursionlimit()
    refused('{"Label":"1","ContentProducer":' + '{"a":' * 20_000)
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize(
    "unit", ['"\\"', "[", "{", '{"AIGC":"', "&quot;", '"', "AIGC=", "\\", "a", "1", ',"":""', "\0"]
)
def test_a_long_hostile_text_costs_little(unit: str) -> None:
    for text in (unit * (2**20 // len(unit)), '{"Label":"' + unit * (2**20 // len(unit) - 20)):
        with within(2):
            parse(text, named=True)
            looks_like_label(text)


def test_tolerances_of_one_kind_do_not_pile_up() -> None:
    text = "{" + ",".join(f'"k{n}":0' for n in range(5000)) + ',"Label":"1"}'
    assert len(read(text).tolerances) < 40
    assert len(read(text).members) == 5001


@given(st.text())
@example("{" * 2000)
@example('"' * 101)
@example("AIGC" * 50)
@example('{"AIGC":"\\ud800"}')
def test_no_text_raises(text: str) -> None:
    looks_like_label(text)
    for named in (True, False):
        assert isinstance(parse(text, named=named), ParsedLabel | Unreadable)


@given(st.sampled_from(SHAPES), st.integers(0, 2000), st.integers(0, 3), st.text(max_size=3))
def test_no_mutated_label_raises(text: str, at: int, cut: int, put: str) -> None:
    at %= len(text)
    mutated = text[:at] + put + text[at + cut :]
    looks_like_label(mutated)
    found = parse(mutated, named=True)
    if isinstance(found, ParsedLabel):
        for tolerance in found.tolerances:
            assert deviation_of(tolerance).sentence.format(detail=tolerance.detail)
            assert tolerance.detail.isprintable()
        "".join(value for _, value in found.members).encode("utf-8")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*KEYS, "AIGC", "x"]), JSON_VALUES))
def test_values_of_any_type_are_read_or_refused(found: dict[str, object]) -> None:
    parsed = parse(json.dumps(found), named=True)
    if isinstance(parsed, ParsedLabel) and "AIGC" not in found:
        assert [key for key, _ in parsed.members] == list(found)
        direct = parse_pairs(list(found.items()))
        assert isinstance(direct, ParsedLabel)
        assert direct.label.likelihood == parsed.label.likelihood
