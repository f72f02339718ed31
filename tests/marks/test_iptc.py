"""IPTC Digital Source Type: the vocabulary, and values as files write them."""

from __future__ import annotations

import pytest

from hegui.marks import iptc
from hegui.marks.iptc import Says


def test_every_term_is_read_from_its_own_address() -> None:
    for term in iptc.TERMS:
        assert iptc.term_of(term.uri) is term
        assert iptc.term_of(term.code) is term
    assert len({term.code for term in iptc.TERMS}) == len(iptc.TERMS)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", Says.GENERATED),
        (
            "https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia/",
            Says.GENERATED,
        ),
        (" TRAINEDALGORITHMICMEDIA ", Says.GENERATED),
        ("digsrctype:compositeWithTrainedAlgorithmicMedia", Says.PARTLY),
        ("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", Says.OTHERWISE),
        ("http://example.org/trainedAlgorithmicMedia", Says.UNKNOWN),
        ("http://cv.iptc.org/newscodes/genre/trainedAlgorithmicMedia", Says.UNKNOWN),
        ("", Says.UNKNOWN),
    ],
)
def test_what_a_value_says(value: str, says: Says) -> None:
    term = iptc.term_of(value)
    assert (term.says if term else Says.UNKNOWN) is says
    assert iptc.says([value]) is says


def test_of_several_values_the_strongest_counts() -> None:
    assert iptc.says(["digitalCapture", "trainedAlgorithmicMedia"]) is Says.GENERATED
    assert iptc.says(["composite", "compositeSynthetic"]) is Says.PARTLY
    assert iptc.says([]) is Says.UNKNOWN


def test_the_terms_are_those_that_c2pa_knows_too() -> None:
    """c2pa's own list of terms, an independent copy of the vocabulary."""
    from c2pa import C2paDigitalSourceType

    theirs = {one.name.replace("_", "").lower() for one in C2paDigitalSourceType}
    # Data is C2PA's own term, and no medium.
    theirs -= {"empty", "trainedalgorithmicdata"}
    assert theirs <= {term.code.lower() for term in iptc.TERMS}
