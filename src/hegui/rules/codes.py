"""How provider codes and the numbers inside them are built: facts as data.

Sources: TC260-PG-20252A V1.0-202503 (provider codes), GB 32100-2015 (unified social credit
code), GB 11643-1999 and ISO 7064 MOD 11-2 (identity card number).
"""

from __future__ import annotations

from typing import NamedTuple

from hegui.rules.confidence import Confidence

CODE_LENGTH = 27
SUBJECT_LENGTH = 18
FORMAT_CODE = "00"
PADDING = "0"
NO_SERVICE = "0"
NO_EXTENSION = "00000"

ORGANISATION = "1"
INDIVIDUAL = "2"
CREDIT_CODE = "1"
ID_CARD = "1"


class Digit(NamedTuple):
    """One value of one position of a code: what it means (English, translated) and how sure."""

    value: str
    meaning: str
    confidence: Confidence


class Binding(NamedTuple):
    """What a subject code is, for one kind of subject; ``length`` 0 where it varies."""

    subject_type: str
    value: str
    meaning: str
    length: int
    confidence: Confidence


SUBJECT_TYPES: tuple[Digit, ...] = (
    Digit(ORGANISATION, "organisation", Confidence.TEXT2),
    Digit(INDIVIDUAL, "individual", Confidence.TEXT2),
)

# That mobile number, passport and network identity number may be used is known; which digit
# stands for which is presumed from the order in which they are named.
BINDINGS: tuple[Binding, ...] = (
    Binding(ORGANISATION, CREDIT_CODE, "unified social credit code", 18, Confidence.TEXT2),
    Binding(INDIVIDUAL, ID_CARD, "identity card number", 18, Confidence.TEXT2),
    Binding(INDIVIDUAL, "2", "mobile number", 11, Confidence.KNOWN),
    Binding(INDIVIDUAL, "3", "passport number", 0, Confidence.KNOWN),
    Binding(INDIVIDUAL, "4", "network identity number", 0, Confidence.KNOWN),
)

SERVICES: tuple[Digit, ...] = (
    Digit(NO_SERVICE, "no service extension", Confidence.TEXT2),
    Digit("1", "generation service", Confidence.TEXT2),
    Digit("2", "propagation service", Confidence.TEXT2),
)

# GB 32100-2015, 4.2.5: the check character is (31 - sum of value times weight mod 31) mod 31.
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
CREDIT_CHECK_CONFIDENCE = Confidence.KNOWN

# GB 11643-1999, 4.1: sum of digit times weight mod 11 names the check character.
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_CHARACTERS = "10X98765432"
ID_CHECK_CONFIDENCE = Confidence.KNOWN

# GB 32100-2015, 4.2.1 and 4.2.2: registration department and category of organisation.
DEPARTMENTS: tuple[Digit, ...] = (
    Digit("1", "establishment of public bodies", Confidence.KNOWN),
    Digit("2", "foreign affairs", Confidence.KNOWN),
    Digit("3", "justice", Confidence.KNOWN),
    Digit("4", "culture", Confidence.KNOWN),
    Digit("5", "civil affairs", Confidence.KNOWN),
    Digit("6", "tourism", Confidence.KNOWN),
    Digit("7", "religious affairs", Confidence.KNOWN),
    Digit("8", "trade unions", Confidence.KNOWN),
    Digit("9", "market regulation", Confidence.KNOWN),
    Digit("A", "military reform and establishment", Confidence.KNOWN),
    Digit("N", "agriculture", Confidence.KNOWN),
    Digit("Y", "other", Confidence.KNOWN),
)

# By department and category together.
CATEGORIES: tuple[Digit, ...] = (
    Digit("11", "public authority", Confidence.KNOWN),
    Digit("12", "public institution", Confidence.KNOWN),
    Digit("13", "mass organisation with state establishment", Confidence.KNOWN),
    Digit("21", "resident foreign news agency", Confidence.KNOWN),
    Digit("31", "law firm", Confidence.KNOWN),
    Digit("32", "notary office", Confidence.KNOWN),
    Digit("33", "grass-roots legal service", Confidence.KNOWN),
    Digit("34", "forensic institution", Confidence.KNOWN),
    Digit("35", "arbitration commission", Confidence.KNOWN),
    Digit("41", "foreign cultural centre in China", Confidence.KNOWN),
    Digit("51", "social organisation", Confidence.KNOWN),
    Digit("52", "private non-enterprise unit", Confidence.KNOWN),
    Digit("53", "foundation", Confidence.KNOWN),
    Digit("61", "office of a foreign tourism authority", Confidence.KNOWN),
    Digit(
        "62", "resident office of a Hong Kong, Macao or Taiwan tourism authority", Confidence.KNOWN
    ),
    Digit("71", "place of religious activity", Confidence.KNOWN),
    Digit("72", "religious school", Confidence.KNOWN),
    Digit("81", "grass-roots trade union", Confidence.KNOWN),
    Digit("91", "enterprise", Confidence.KNOWN),
    Digit("92", "individual business", Confidence.KNOWN),
    Digit("93", "farmers' cooperative", Confidence.KNOWN),
    Digit("A1", "military institution", Confidence.KNOWN),
    Digit("N1", "collective economic organisation of a villagers' group", Confidence.KNOWN),
    Digit("N2", "collective economic organisation of a village", Confidence.KNOWN),
    Digit("N3", "collective economic organisation of a township", Confidence.KNOWN),
)

_BINDINGS = {(binding.subject_type, binding.value): binding for binding in BINDINGS}
_DIGITS = {
    table: {digit.value: digit for digit in table}
    for table in (SUBJECT_TYPES, SERVICES, DEPARTMENTS, CATEGORIES)
}


def digit_of(table: tuple[Digit, ...], value: str) -> Digit | None:
    """The row of one of this module's tables, or None for a value it does not list."""
    return _DIGITS[table].get(value)


def binding_of(subject_type: str, value: str) -> Binding | None:
    """What the subject code of this kind of subject is, or None where the rule has no such."""
    return _BINDINGS.get((subject_type, value))


def credit_check_character(first: str) -> str | None:
    """The check character for 17 characters of a credit code; None if one is not allowed."""
    values = [CREDIT_ALPHABET.find(character) for character in first]
    if len(values) != len(CREDIT_WEIGHTS) or -1 in values:
        return None
    total = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=True))
    return CREDIT_ALPHABET[-total % len(CREDIT_ALPHABET)]


def id_check_character(first: str) -> str | None:
    """The check character for 17 digits of an identity card number; None if one is no digit."""
    if len(first) != len(ID_WEIGHTS) or not (first.isascii() and first.isdecimal()):
        return None
    total = sum(int(digit) * weight for digit, weight in zip(first, ID_WEIGHTS, strict=True))
    return ID_CHECK_CHARACTERS[total % 11]
