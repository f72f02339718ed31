"""Provider codes: TC260-PG-20252A, and the check characters of the numbers inside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.codes import (
    Explanation,
    ProviderCode,
    Service,
    SubjectType,
    explain,
    make,
    parse,
    same_subject,
)
from hegui.errors import InvalidCode
from hegui.rules import Confidence
from hegui.rules.codes import (
    CREDIT_ALPHABET,
    SUBJECT_TYPES,
    credit_check_character,
    digit_of,
    id_check_character,
)

# Codes in use, split as their owners' registrations say.
IN_USE = {
    "001191440300708461136T1XGW3": ("91440300708461136T", Service.GENERATION, "XGW3"),
    "001191110102MAD55U9H0F10002": ("91110102MAD55U9H0F", Service.GENERATION, "0002"),
    "001191310104MACE0YX63918020": ("91310104MACE0YX639", Service.GENERATION, "8020"),
    "001191440300MA5G49LC9K1YO01": ("91440300MA5G49LC9K", Service.GENERATION, "YO01"),
    "001191110102MACQD9K64010000": ("91110102MACQD9K640", Service.GENERATION, "0000"),
    "00119144030008867405X210001": ("9144030008867405X2", Service.GENERATION, "0001"),
    "00119144030008867405X220001": ("9144030008867405X2", Service.PROPAGATION, "0001"),
    "001191350100M000100Y4300000": ("91350100M000100Y43", Service.NONE, "0000"),
}
CREDIT_CODES = [
    *(subject for subject, _, _ in IN_USE.values()),
    "91110108335469089C",
    "91440101MA9Y9T4H7A",
    "91340100MAEB4N8H76",
    "91110000802100433B",
    "91110105MACJ6K1C8A",
    "91110114MACY9KQ17M",
]
# The two numbers usually quoted as the examples of GB 11643-1999.
ID_NUMBERS = ["11010519491231002X", "440524188001010014"]


@pytest.mark.parametrize("code", IN_USE)
def test_codes_in_use(code: str) -> None:
    subject, service, extension = IN_USE[code]
    parsed = parse(code)
    assert parsed == ProviderCode("00", SubjectType.ORGANISATION, "1", subject, service, extension)
    assert str(parsed) == code
    assert make(subject, service=service, extension=extension) == parsed
    assert explain(code).findings == ()


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_check_characters_of_credit_codes(code: str) -> None:
    assert credit_check_character(code[:17]) == code[17]


@pytest.mark.parametrize("number", ID_NUMBERS)
def test_check_characters_of_identity_cards(number: str) -> None:
    assert id_check_character(number[:17]) == number[17]


@given(st.text(CREDIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.data())
def test_a_credit_codes_check_character_catches_one_wrong_character(
    first: str, at: int, data: st.DataObject
) -> None:
    other = data.draw(st.sampled_from(CREDIT_ALPHABET.replace(first[at], "")))
    changed = first[:at] + other + first[at + 1 :]
    assert credit_check_character(changed) != credit_check_character(first)


@pytest.mark.parametrize("text", ["", "1" * 16, "I" * 17, "１" * 17, "a" * 17])
def test_what_has_no_check_character(text: str) -> None:
    assert credit_check_character(text) is None
    assert id_check_character(text) is None


def test_a_wrong_check_character_needs_to_be_asked_for() -> None:
    wrong = "914403007084611360"
    with pytest.raises(InvalidCode, match=r"'0' where 'T' is right"):
        make(wrong)
    with pytest.raises(InvalidCode, match="GB 32100-2015"):
        parse(f"0011{wrong}00000")
    assert str(make(wrong, unchecked=True)) == f"0011{wrong}00000"
    assert parse(f"0011{wrong}00000", unchecked=True).subject_code == wrong


def test_make_fills_up() -> None:
    made = make(" 91440300708461136t ", service=Service.GENERATION, extension="a1")
    assert str(made) == "001191440300708461136T100A1"


def individual(number: str, **more: object) -> ProviderCode:
    return make(
        number,
        subject_type=SubjectType.INDIVIDUAL,
        exposes_identity=True,
        **more,  # type: ignore[arg-type]
    )


def test_an_individuals_code_must_be_asked_for() -> None:
    with pytest.raises(InvalidCode, match="exposes_identity"):
        make(ID_NUMBERS[0], subject_type=SubjectType.INDIVIDUAL)
    assert str(individual(ID_NUMBERS[0].lower())) == f"0021{ID_NUMBERS[0]}00000"


def test_shorter_numbers_are_filled_with_zeros() -> None:
    made = individual("13800138000", binding="2")
    assert str(made) == "002213800138000000000000000"
    findings = explain(str(made)).findings
    assert [(one.id, one.confidence) for one in findings] == [
        ("code.binding-unverified", Confidence.KNOWN)
    ]


@pytest.mark.parametrize("binding", ["1", "2", "3", "4"])
def test_an_individuals_number_is_not_printed(binding: str) -> None:
    number = "110105194912310021" if binding == "1" else "13800138000"
    hidden = number[:-4]
    code = f"002{binding}{number.ljust(18, '0')}00000"
    assert hidden not in repr(parse(code, unchecked=True))
    assert hidden not in repr(explain(code))
    for wrong in (code[:-1], code.lower() + "x", f"{code[:-1]}x", f"01{code[2:]}"):
        with pytest.raises(InvalidCode) as caught:
            parse(wrong)
        assert hidden not in f"{caught.value} {caught.value.facts}"
    for subject in (number + "1" * 8, number[:-1] + "!", number + " 1"):
        with pytest.raises(InvalidCode) as caught:
            individual(subject, binding=binding)
        assert hidden not in f"{caught.value} {caught.value.facts}"


def test_a_wrong_identity_card_number_does_not_name_the_right_one() -> None:
    with pytest.raises(InvalidCode, match="check character '1' is wrong") as caught:
        individual("110105194912310021")
    assert "expected" not in caught.value.facts


FINDINGS = {
    "001191440300708461136T1XGW": ("code.length", Confidence.TEXT2),
    "": ("code.length", Confidence.TEXT2),
    "001191440300708461136t1XGW3": ("code.characters", Confidence.TEXT2),
    "001191440300708461136T1XG 3": ("code.characters", Confidence.TEXT2),
    "011191440300708461136T1XGW3": ("code.format", Confidence.TEXT2),
    "003191440300708461136T1XGW3": ("code.subject-type", Confidence.TEXT2),
    "001291440300708461136T1XGW3": ("code.binding", Confidence.TEXT2),
    "0011914403007084611360 1XGW": ("code.characters", Confidence.TEXT2),
    "001191440300708461136T3XGW3": ("code.service", Confidence.TEXT2),
    "001191440300708461136T0XGW3": ("code.extension", Confidence.TEXT2),
    "00119144030070846113601XGW3": ("code.check-character", Confidence.KNOWN),
    "001191440300708461I36T1XGW3": ("code.check-character", Confidence.KNOWN),
    "00211101051949123100AX00000": ("code.check-character", Confidence.KNOWN),
    "002613800138000000000000000": ("code.binding", Confidence.TEXT2),
}


@pytest.mark.parametrize("code", FINDINGS)
def test_findings(code: str) -> None:
    identifier, confidence = FINDINGS[code]
    found = {one.id: one for one in explain(code).findings}
    assert found[identifier].confidence is confidence
    assert found[identifier].reason
    with pytest.raises(InvalidCode):
        parse(code)


def test_make_refuses() -> None:
    good = "91440300708461136T"
    with pytest.raises(InvalidCode, match="needs a service"):
        make(good, extension="0001")
    with pytest.raises(InvalidCode, match="up to four characters"):
        make(good, service=Service.GENERATION, extension="00001")
    with pytest.raises(InvalidCode, match="up to four characters"):
        make(good, service=Service.GENERATION, extension="模型")
    with pytest.raises(InvalidCode, match="no binding '2'"):
        make(good, binding="2")
    with pytest.raises(InvalidCode, match="18 characters are needed, 17 are given"):
        make(good[:-1])
    with pytest.raises(InvalidCode, match="up to 18 characters"):
        make("腾讯")
    with pytest.raises(InvalidCode, match="up to 18 characters"):
        make("")


def test_an_explanation_covers_the_whole_code() -> None:
    code = "001191440300708461136T1XGW3"
    segments = {segment.id: segment for segment in explain(code).segments}
    outer = ("format", "subject-type", "binding", "subject-code", "service", "extension")
    assert "".join(segments[name].value for name in outer) == code
    for segment in segments.values():
        assert code[segment.first - 1 : segment.first - 1 + segment.length] == segment.value
        assert segment.template.format(**segment.facts)
    assert segments["credit-department"].template == "market regulation"
    assert segments["credit-category"].template == "enterprise"
    assert segments["credit-division"].value == "440300"
    assert segments["credit-check"].value == "T"
    assert segments["service"].template == "generation service"
    assert explain("001191350100M000100Y4300000").segments[-1].template == "unused"


@given(
    st.text(max_size=30)
    | st.text(min_size=27, max_size=27)
    | st.from_regex(r"\A00[12][1-4].{23}\Z")
)
def test_explaining_never_raises(code: str) -> None:
    found = explain(code)
    assert isinstance(found, Explanation)
    assert bool(found.segments) == (len(code) == 27)
    for finding in found.findings:
        assert finding.reason
    try:
        parsed = parse(code)
    except InvalidCode:
        assert found.findings
    else:
        assert str(parsed) == code


def test_same_subject() -> None:
    generator, propagator = "00119144030008867405X210001", "00119144030008867405X220001"
    assert same_subject(generator, propagator)
    assert same_subject(parse(generator), propagator)
    assert same_subject(generator, generator)
    assert not same_subject(generator, "001191440300708461136T1XGW3")
    assert not same_subject("MiniMax", "MiniMax")
    assert not same_subject(generator, "")
    assert not same_subject(generator.lower(), propagator.lower())


def test_an_unlisted_digit_means_nothing() -> None:
    assert digit_of(SUBJECT_TYPES, "7") is None
