"""YAML front matter: PyYAML is the oracle, on texts that it wrote and on texts that hegui wrote."""

from __future__ import annotations

import contextlib
import json

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from hegui.aigc import KEYS, Label, Likelihood, ParsedLabel, Unreadable, encode
from hegui.aigc.yaml_form import YamlError, entries_of, mapping, outermost_indent, read_entry
from tests.aigc.labels import MEANING, STRICT, any_text, labels
from tests.limits import within


def read(text: str) -> ParsedLabel:
    found = read_entry(text)
    assert isinstance(found, ParsedLabel), found
    return found


def refused(text: str) -> str:
    found = read_entry(text)
    assert isinstance(found, Unreadable), found
    return found.reason


def ids(found: ParsedLabel) -> list[str]:
    return [tolerance.id for tolerance in found.tolerances]


@given(labels, st.sampled_from(["\n", "\r\n"]), st.integers(0, 4))
def test_what_hegui_writes_reads_without_tolerance(label: Label, newline: str, indent: int) -> None:
    text = mapping(encode(label), newline=newline, indent=indent)
    assert text.count(newline) == text.count("\n") == 8
    assert read(text) == ParsedLabel(label, tuple(label.members()))
    assert yaml.safe_load(text) == {"AIGC": dict(label.members())}


@given(st.fixed_dictionaries(dict.fromkeys(KEYS, any_text)))
@example(dict.fromkeys(KEYS, "\x7f\x85\u2028\u2029\ufeff\ufffe\uffff\U0010ffff\r\n\t\0"))
def test_values_of_any_characters_survive_writing(values: dict[str, str]) -> None:
    text = mapping(json.dumps(values))
    assert read(text).members == tuple(values.items())
    assert yaml.safe_load(text) == {"AIGC": values}


STYLES = {
    "plain": {},
    "single": {"default_style": "'"},
    "double": {"default_style": '"'},
    "literal": {"default_style": "|"},
    "folded": {"default_style": ">"},
    "flow": {"default_flow_style": True},
    "narrow": {"width": 10},
    "narrow-single": {"default_style": "'", "width": 10},
    "narrow-double": {"default_style": '"', "width": 10},
    "narrow-flow": {"default_flow_style": True, "width": 10},
    "indented": {"indent": 6, "allow_unicode": True},
    "crlf": {"line_break": "\r\n", "width": 10},
}
# PyYAML itself writes tabs that it reads differently, and breaks lines at characters that
# YAML 1.2 does not take for line ends.
readable = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\t\r\x85\u2028\u2029\ufeff"),
    max_size=30,
)


@given(st.sampled_from(list(STYLES)), st.fixed_dictionaries(dict.fromkeys(KEYS, readable)))
def test_what_pyyaml_writes_is_read(style: str, values: dict[str, str]) -> None:
    options: dict[str, object] = STYLES[style]  # type: ignore[assignment]
    if options.get("default_flow_style"):
        text = "AIGC: " + yaml.safe_dump(values, sort_keys=False, **options)
    else:
        text = yaml.safe_dump({"AIGC": values}, sort_keys=False, **options)
    oracle = yaml.load(text.replace("\r\n", "\n"), Loader=yaml.BaseLoader)["AIGC"]
    assert dict(read(text).members) == oracle


NOTATIONS = {
    "two-spaces": ('AIGC:\n  Label: "1"\n  ProduceID: "x"\n', []),
    "four-spaces": ('AIGC:\n    Label: "1"\n    ProduceID: "x"\n', []),
    "single-quotes": ("AIGC:\n  Label: '1'\n  ProduceID: 'x'\n", []),
    "key-quoted": ('"AIGC":\n  "Label": "1"\n  \'ProduceID\': "x"\n', []),
    "carriage-returns": ('AIGC:\r\n  Label: "1"\r\n  ProduceID: "x"\r\n', []),
    "comments": ('AIGC: # a\n  # b\n  Label: "1" # c\n\n  ProduceID: "x"\n', []),
    "no-line-end": ('AIGC:\n  Label: "1"\n  ProduceID: "x"', []),
    "indented": ('  AIGC:\n    Label: "1"\n    ProduceID: "x"\n', []),
    "lower-case": ('aigc:\n  Label: "1"\n  ProduceID: "x"\n', ["form.outer-case"]),
    "plain": ('AIGC:\n  Label: "1"\n  ProduceID: x\n', ["yaml.unquoted"]),
    "json": ('AIGC: {"Label":"1","ProduceID":"x"}\n', ["yaml.flow"]),
    "json-lines": ('AIGC: {\n  "Label": "1",\n  "ProduceID": "x"\n}\n', ["yaml.flow"]),
    "json-below": ('AIGC:\n  {"Label":"1","ProduceID":"x"}\n', ["yaml.flow"]),
    "flow": ("AIGC: {Label: '1', ProduceID: x}\n", ["yaml.flow", "yaml.unquoted"]),
    "flow-comma": ('AIGC: {Label: "1", ProduceID: "x", } # c\n', ["yaml.flow"]),
    "text-of-json": ('AIGC: \'{"Label":"1","ProduceID":"x"}\'\n', ["form.encoded-twice"]),
    "block-of-json": (
        'AIGC: |\n  {"Label":"1","ProduceID":"x"}\n',
        ["form.encoded-twice", "form.padding", "yaml.block-scalar"],
    ),
    "block-scalar": ('AIGC:\n  Label: "1"\n  ProduceID: |-\n    x\n', ["yaml.block-scalar"]),
    "number": ("AIGC:\n  Label: 1\n  ProduceID: 'x'\n", ["label.number"]),
    "boolean": ("AIGC:\n  Label: true\n  ProduceID: 'x'\n", ["label.boolean"]),
}


@pytest.mark.parametrize("name", NOTATIONS)
def test_notations(name: str) -> None:
    text, expected = NOTATIONS[name]
    found = read(text)
    assert found.label == Label(Likelihood.IS, "", "x")
    also = [identifier for identifier in ids(found) if identifier != "key.missing"]
    assert sorted(also) == expected


def test_plain_values_keep_their_text() -> None:
    found = read(
        "AIGC:\n  Label: 0x1\n  ContentProducer: 001191320114777023172010000\n"
        "  ProduceID: 1c2084d8-18f0:art_59\n  ReservedCode1:\n  ContentPropagator: ~\n"
        "  PropagateID: 12_34\n  ReservedCode2: no\n"
    )
    assert found.label == Label(
        None, "001191320114777023172010000", "1c2084d8-18f0:art_59", "", "", "12_34", "no"
    )
    assert ids(found) == [
        "yaml.unquoted",
        "yaml.unquoted",
        "label.number",
        "value.number",
        "value.null",
        "value.null",
        "value.number",
    ]


REFUSALS = {
    "empty": ("AIGC:\n", "is empty"),
    "comment-only": ("AIGC: # later\n", "is empty"),
    "flag": ("AIGC: true\n", "no mapping of the seven members"),
    "number": ("AIGC: 1\n", "no mapping of the seven members"),
    "words": ("AIGC: yes it is\n", "is not JSON"),
    "list": ("AIGC:\n  - Label\n", "is not YAML: '- Label' at line 2"),
    "anchor": ("AIGC:\n  Label: &a '1'\n", "anchor, alias or tag at line 2"),
    "alias": ("AIGC:\n  Label: *a\n", "anchor, alias or tag at line 2"),
    "tag": ("AIGC:\n  Label: !!str 1\n", "anchor, alias or tag at line 2"),
    "anchor-on-the-mapping": ("AIGC: &a\n  Label: '1'\n", "anchor, alias or tag at line 1"),
    "merge": ("AIGC:\n  <<: x\n", "merge key at line 2"),
    "nested": ("AIGC:\n  ReservedCode1:\n    a: b\n", "within a value at line 3"),
    "nested-flow": ("AIGC:\n  ReservedCode1: {a: b}\n", "within a value at line 2"),
    "ragged": ("AIGC:\n    Label: '1'\n  ProduceID: 'x'\n", 'is not YAML: "ProduceID'),
    "tab": ("AIGC:\n\tLabel: '1'\n", "is not"),
    "open-quote": ("AIGC:\n  Label: '1\n", "leaves a quote open at line 2"),
    "open-brace": ("AIGC: {Label: '1'\n", "is not YAML"),
    "unknown-escape": ('AIGC:\n  Label: "\\q"\n', "unknown escape in the quotes at line 2"),
    "escape-beyond-unicode": ('AIGC:\n  Label: "\\UFFFFFFFF"\n', "unknown escape"),
    "no-members": ("AIGC:\n  a: 'b'\n", "none of the seven members"),
    "too-long": ("AIGC: " + "x" * 2**20, "more than the 1048576"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_not_read_is_refused_with_its_reason(name: str) -> None:
    text, reason = REFUSALS[name]
    assert reason in refused(text)


BASES = [text for text, _ in NOTATIONS.values()] + [
    mapping(STRICT),
    "AIGC:\n  Label: |2-\n      a\n     b\n",
    "? a\n: b\nAIGC: x\n",
]


@given(st.sampled_from(BASES), st.integers(0, 500), st.integers(0, 3), st.text(max_size=3))
def test_no_mutated_text_raises(text: str, at: int, cut: int, put: str) -> None:
    at %= len(text)
    mutated = text[:at] + put + text[at + cut :]
    assert isinstance(read_entry(mutated), ParsedLabel | Unreadable)
    with contextlib.suppress(YamlError):
        assert all(0 <= e.start < e.end <= len(mutated) for e in entries_of(mutated))


@given(st.text("\"' {}[]:,#|>&*!-?\\\n\ta1"))
def test_no_text_raises(text: str) -> None:
    assert isinstance(read_entry(f"AIGC: {text}"), ParsedLabel | Unreadable)
    assert isinstance(read_entry(f"AIGC:\n  Label: {text}"), ParsedLabel | Unreadable)


FOREIGN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | readable,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(readable, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.text("abcDE -_:#'é", min_size=1, max_size=6), FOREIGN, min_size=1, max_size=4
    ),
    FOREIGN,
    st.sampled_from(["plain", "single", "double", "literal", "indented", "narrow"]),
    st.integers(0, 4),
)
def test_a_key_is_replaced_without_a_trace_elsewhere(
    others: dict[str, object], old: object, style: str, place: int
) -> None:
    """entries_of finds exactly the key's own lines in whatever PyYAML writes around them."""
    pairs = list(others.items())
    pairs.insert(place % (len(pairs) + 1), ("AIGC", old))
    options: dict[str, object] = STYLES[style]  # type: ignore[assignment]
    text = yaml.safe_dump(dict(pairs), sort_keys=False, **options)
    try:
        entries = entries_of(text)
    except YamlError:
        return  # refused, which harms nothing
    own = [entry for entry in entries if entry.names_label]
    assert len(own) == 1
    spliced = text[: own[0].start] + mapping(STRICT) + text[own[0].end :]
    before, after = yaml.safe_load(text), yaml.safe_load(spliced)
    assert list(after) == list(before)
    assert after == {**before, "AIGC": json.loads(STRICT)}


LAYOUTS = {
    "alone": ("AIGC:\n  Label: '1'\n", "AIGC:\n  Label: '1'\n"),
    "comment-below": ("AIGC:\n  Label: '1'\n\n# about b\nb: 1\n", "AIGC:\n  Label: '1'\n"),
    "comment-within": ("AIGC:\n  # c\n  Label: '1'\nb: 1\n", "AIGC:\n  # c\n  Label: '1'\n"),
    "list-at-margin": ("tags:\n- a\n- AIGC: x\nAIGC: {}\n", "AIGC: {}\n"),
    "in-a-literal": ("text: |\n  AIGC:\n    Label: x\nAIGC: {}\n", "AIGC: {}\n"),
    "in-quotes": ('text: "\nAIGC: x\n"\nAIGC: {}\n', "AIGC: {}\n"),
    "in-braces": ("text: {a: it's,\nAIGC: x\n}\nAIGC: {}\n", "AIGC: {}\n"),
    "closing-at-margin": ('AIGC: {\n"Label": "1"\n}\nb: 1\n', 'AIGC: {\n"Label": "1"\n}\n'),
    "indented": ("  a: 1\n  AIGC:\n    Label: '1'\n  b: 2\n", "  AIGC:\n    Label: '1'\n"),
    "carriage-returns": ("a: 1\r\nAIGC:\r\n  Label: 1\r\nb: 2\r\n", "AIGC:\r\n  Label: 1\r\n"),
    "tagged": ("a: !!str &x 'q\n  AIGC: '\nAIGC: {}\n", "AIGC: {}\n"),
    "no-line-end": ("a: 1\nAIGC: {}", "AIGC: {}"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_extent_of_a_key(name: str) -> None:
    text, expected = LAYOUTS[name]
    own = [entry for entry in entries_of(text) if entry.names_label]
    assert [text[entry.start : entry.end] for entry in own] == [expected]


@pytest.mark.parametrize(
    "text", ["- a\n", "words\n", "{a: 1}\n", "a: 'x\n", "a: {b\n", "  a: 1\nb: 2\n", "%YAML 1.2\n"]
)
def test_what_is_no_mapping_is_not_guessed_at(text: str) -> None:
    with pytest.raises(YamlError):
        entries_of(text)


def test_the_indent_of_the_outermost_keys() -> None:
    assert outermost_indent("# c\n\n   a: 1\n") == 3
    assert outermost_indent("# c\n") == 0


@pytest.mark.parametrize(
    "unit",
    [
        "a: b\n",
        "a:\n",
        "- x\n",
        '"\\',
        "'",
        "{",
        " ",
        "\n",
        "a ",
        "# \n",
        "  Label: \n",
        ":",
        "|\n",
    ],
)
def test_a_long_hostile_text_costs_little(unit: str) -> None:
    for head in ("", "AIGC:\n  Label: ", 'AIGC: {a: "', "AIGC:\n  Label: |\n"):
        text = head + unit * ((2**20 - 20) // len(unit))
        with within(3):
            read_entry(text)
            with contextlib.suppress(YamlError):
                entries_of(text)


def test_the_specimen_means_what_it_says() -> None:
    assert read(mapping(STRICT)).label == MEANING


@pytest.mark.parametrize(
    "text",
    [
        "AIGC:\n  ContentProducer: F\n  ContentProducer: P\n",
        "AIGC:\n  contentproducer: F\n  ContentProducer: P\n",
        "AIGC: {ContentProducer: F, ServiceProvider: P}\n",
        'AIGC: {"ContentProducer":"F","ContentProducer":"P"}\n',
        'AIGC: \'{"ContentProducer":"F"}{"ContentProducer":"P"}\'\n',
    ],
)
def test_an_entry_that_says_two_things_is_not_reduced_to_one(text: str) -> None:
    assert "contradicts itself" in refused(text)
