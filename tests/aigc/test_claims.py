"""Which texts claim to be labels, and labels as they are seen in the wild."""

from __future__ import annotations

import base64

import pytest

from hegui.aigc import (
    looks_like_label,
)
from hegui.aigc.tolerances import DEVIATIONS
from tests.aigc.steps import SHAPES, ids, read, refused


@pytest.mark.parametrize(
    "text",
    [
        *SHAPES,
        '{"AIGC":{}}',
        'AIGC{"Label":"1","ContentProducer":"a"',
        '{"AIGC":{"Label":"1"',
        '{"Label":"1","ContentProducer":"a","ProduceID":"b',
        '{"ServiceProvider":"a","ServiceUser":"u","Time":"t","ContentId":"b"}',
    ],
)
def test_texts_that_claim_to_be_labels(text: str) -> None:
    assert looks_like_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"aigc_info":{"aigc_label_type":0,"source_info":"dreamina"}}',
        '{"aigc_info":"{\\"aigc_label_type\\":0}"}',
        "A photograph of an AIGC conference",
        '{"aigc":true,"prompt":"a cat"}',
        '{"prompt":"Label ContentProducer ProduceID ReservedCode1"}',
        '{"Label":"a"}',
        "Label, ContentProducer and ProduceID are members of AIGC",
        "eyJhbGciOiJIUzI1NiJ9",
        base64.b64encode(b'{"alg":"none"}').decode(),
    ],
)
def test_texts_that_do_not(text: str) -> None:
    assert not looks_like_label(text)


# Labels as printed in vendor documents and guide samples; what is odd about each is its name.
SEEN = {
    "exiftool-prints-newlines-as-dots": ('{"Label":"1",."ContentProducer":"a"}', None),
    "quote-lost-after-a-value": (
        'AIGC={"Label":"1","ContentProducer":"AXXXX","ProduceID":"BXXXX,"ReservedCode1":"CXXX"}',
        None,
    ),
    "quote-lost-after-a-key": ('{"Label": "value1", "ReservedCode2: "value7"}', None),
    "all-of-the-guides-copy-errors": (
        (
            'charset=Undefined {"AIGC":{"Label":"value1","ContentProducer":"value2",'
            '"ProduceID":"value3","ReservedCode1":"value4","ContentPropagator":"value5",'
            '"PropagateID":"value6","ReservedCode2: ":"value7"}} '
        ),
        ["form.charset", "form.padding", "form.wrapped", "key.misspelt", "label.word"],
    ),
    "service-default": (
        (
            '{"Label":"Mindshow","ContentProducer":"Mindshow API","ProduceID":"Mindshow",'
            '"ReservedCode1":"0","ContentPropagator":"0","PropagateID":"0","ReservedCode2":"1"}'
        ),
        ["label.word", "value.characters"],
    ),
}


@pytest.mark.parametrize("name", SEEN)
def test_specimens(name: str) -> None:
    text, expected = SEEN[name]
    if expected is None:
        assert "is not JSON" in refused(text)
    else:
        assert sorted(ids(read(text))) == expected


def test_the_table_of_deviations() -> None:
    identifiers = [deviation.id for deviation in DEVIATIONS]
    assert len(set(identifiers)) == len(identifiers)
    for deviation in DEVIATIONS:
        assert deviation.clause
        assert deviation.sentence.format(detail="x")
        assert deviation.sentence.count("{") == deviation.sentence.count("{detail}")
