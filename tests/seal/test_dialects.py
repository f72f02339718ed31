"""Reserved codes in every dialect that is met, and in every one that is made up."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hegui.aigc import Label
from hegui.seal.answers import Answer
from hegui.seal.contents import Code, Covers, Opaque, SecurityData
from hegui.seal.dialects import LONGEST, MOST_ENTRIES, read_code
from hegui.seal.tolerances import DEVIATIONS, deviation_of
from hegui.seal.verification import Content, verify_seal
from tests.seal.sealed import label, propagated, sealed, signer

SIGNATURE = {"Type": "DS", "AlgID": "1", "TBSData": {"Type": "Md"}, "Signature": "ab12"}


def data(*entries: object, **more: object) -> str:
    inner = {"Type": "TC260PG", "Version": 1, "PubSD": list(entries) or [SIGNATURE], **more}
    return json.dumps({"SecurityData": inner}, separators=(",", ":"))


def read(text: str) -> SecurityData:
    found = read_code(text)
    assert isinstance(found, SecurityData), found
    return found


def tolerated(text: str) -> set[str]:
    return {one.id for one in read(text).tolerances}


def inner(text: str) -> str:
    return text.removeprefix('{"SecurityData":').removesuffix("}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (data(), set()),
        (json.dumps(json.loads(data())), {"seal.whitespace"}),
        (json.dumps(data()), {"seal.encoded-twice"}),
        ('{"SecurityData":' + json.dumps(inner(data())) + "}", {"seal.encoded-twice"}),
        ('{"SecurityData":' + data() + "}", {"seal.nested"}),
        (inner(data()), {"seal.no-outer"}),
        (data().replace("PubSD", "PubSd"), {"seal.key-case"}),
        (data().replace('"Version":1', '"Version":"1"'), {"seal.version-text"}),
        (data().replace("[", "").replace("]", ""), {"seal.one-entry"}),
        (data({**SIGNATURE, "TBSData": {"Type": "LabelMataData"}}), {"seal.label-type"}),
        (data({**SIGNATURE, "TBSData": {"Type": "Binding"}}), {"seal.binding-type"}),
        (data({**SIGNATURE, "TBSData": "Md"}), {"seal.tbs-text"}),
        (data({**SIGNATURE, "Signature": "AB12"}), {"seal.hex-upper"}),
        (data({**SIGNATURE, "Signature": "q83vASNFZ4k="}), {"seal.base64"}),
        (data(Bindings=[{"BType": "0", "Value": "ab"}]), set()),
        (data(Binding=[{"BType": "0", "Value": "ab"}]), {"seal.bindings-name"}),
        (data(Bindings={"BType": "0", "Value": "ab"}), {"seal.one-entry"}),
        (data(Bindings=[{"BType": "0", "Signature": "ab"}]), {"seal.binding-value"}),
        (data().replace('"AlgID":"1"', '"AlgID":"1","AlgID":"1"'), {"seal.duplicate"}),
    ],
)
def test_every_dialect_is_read_and_named(text: str, expected: set[str]) -> None:
    assert tolerated(text) == expected
    assert read(text).signatures[0].value


def test_what_a_signature_covers() -> None:
    for named, covers in (("Bnd", Covers.BINDING), ("Content", Covers.OTHER), ("", Covers.OTHER)):
        entry = {**SIGNATURE, "TBSData": {"Type": named}}
        assert read(data(entry)).signatures[0].covers is covers
    assert read(data({"Type": "DS"})).signatures[0].value is None


def test_entries_of_unknown_types_are_named_and_others_passed_over() -> None:
    found = read(data(SIGNATURE, {"Type": "New"}, 7, None))
    assert (len(found.signatures), found.unknown) == (1, ("New",))


def test_a_signature_alone_is_recognised() -> None:
    code = signer().sign(b"x").der().hex()
    found = read(code)
    assert found.version == ""
    assert found.signatures[0].value == bytes.fromhex(code)
    assert tolerated(code) == {"seal.bare-signature"}
    assert tolerated(code.upper()) == {"seal.bare-signature", "seal.hex-upper"}
    assert isinstance(read_code(code + "00"), Opaque)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ddebe8a9-99a3-46be-9983-1ff6106a4455", "UUID"),
        ("e862483430d978cbf828b8b24296ef9328d843a0", "40 hexadecimal digits"),
        ("xRvU+WQIqnARbaCbwG70pxwOBo6GWQGKGdycK4kSBRU=", "32 bytes in base64"),
        ("K-LBkc9peJ0GoxPECtYBct7v", "only its writer"),
        ("{", "begins like JSON"),
        ('"', "begins like JSON"),
        ("{}", "no SecurityData"),
        ('{"SecurityData":7}', "no SecurityData"),
        ('{"SecurityData":null}', "no SecurityData"),
        ('"text"', "only its writer|begins like JSON|no SecurityData"),
        ("{" + '"a":{' * 40 + "}" * 41, "nested deeper"),
        ("[" * 100_000, "only its writer|more than"),
        (data() + "x", "something else behind"),
        (data().replace("TC260PG", "X"), "type X and version 1"),
        (data().replace('"Version":1', '"Version":2'), "version 2"),
        (data().replace('"AlgID":"1"', '"AlgID":"1","AlgID":"2"'), "contradicts itself"),
        (data(*[SIGNATURE] * (MOST_ENTRIES + 1)), "17 entries in PubSD"),
        (data(Bindings=[{}] * (MOST_ENTRIES + 1)), "17 entries in Bindings"),
        ("x" * (LONGEST + 1), "more than the 65536"),
        ('{"SecurityData":' * 6 + "1" + "}" * 6, "deeper than"),
    ],
)
def test_the_rest_is_opaque_with_its_reason(text: str, reason: str) -> None:
    import re

    found = read_code(text)
    assert isinstance(found, Opaque), found
    assert re.search(reason, found.say()), found.say()


def test_nothing_is_absent() -> None:
    assert read_code("") is None
    assert read_code(" \n") is None


def test_ids_are_unique_and_every_tolerance_has_a_row() -> None:
    ids = [one.id for one in DEVIATIONS]
    assert len(ids) == len(set(ids))
    for one in read(json.dumps(json.loads(data()))).tolerances:
        assert deviation_of(one).sentence


WORDS = st.sampled_from(
    ["Type", "TC260PG", "Version", "PubSD", "Bindings", "DS", "PubKey", "Md", "Bnd", "Signature"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | WORDS,
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(WORDS | st.text(max_size=4), children, max_size=6)
    ),
    max_leaves=20,
)
PARTS = st.dictionaries(
    st.sampled_from(["Type", "AlgID", "TBSData", "Signature", "KeyValue", "KeyID", "BType"]),
    VALUES | st.sampled_from(["DS", "PubKey", "Cert", "1.2.156.10197.1.501", "00" * 33, "30"]),
)


def any_code(text: str) -> None:
    """Whatever the code, there is an answer, and never a good one by chance."""
    for code in Code:
        one: Label = label(reserved_code_1=text, reserved_code_2=text)
        found = verify_seal(one, code, Content())
        assert found.answer not in (Answer.TRUSTED, Answer.KEY_UNKNOWN)
        assert found.say("zh") != found.say("en")
        for notice in found.notices:
            assert notice.say("en")
            assert notice.say("zh")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | VALUES.map(json.dumps))
@example("\ud800")
@example('{"SecurityData":"\\ud800"}')
def test_any_text_gets_an_answer(text: str) -> None:
    any_code(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=5), st.lists(PARTS, max_size=3))
def test_any_entries_get_an_answer(parts: list[object], bindings: list[object]) -> None:
    any_code(data(*parts, Bindings=bindings))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 1400), st.integers(0, 1400))
def test_any_cut_of_a_seal_gets_an_answer(start: int, end: int) -> None:
    text = sealed().reserved_code_1
    any_code(text[:start] + text[end:] if start < end else text[:start])


def test_the_platforms_profile_is_named() -> None:
    found = read(propagated().reserved_code_2)
    assert [one.profile for one in found.signatures] == ["hegui/1", ""]
