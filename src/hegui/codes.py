"""Provider codes: 27 characters that say who generated or propagated content.

TC260-PG-20252A: ``00`` + subject type + binding + subject code (18) + service extension (5).
A provider composes its own; no body registers them. The code has no check character of its
own, but the credit code or identity card number in it has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from hegui.errors import InvalidCode
from hegui.rules import codes as rule
from hegui.rules.confidence import Confidence

_CODE = re.compile(r"[0-9A-Z]{27}")
_OUTSIDE = re.compile(r"[^0-9A-Z]")
_EXTENSION = re.compile(r"[0-9A-Z]{4}")
_SHOWN_OF_IDENTITY = 4


class SubjectType(StrEnum):
    """Position 3: whose code it is."""

    ORGANISATION = rule.ORGANISATION
    INDIVIDUAL = rule.INDIVIDUAL


class Service(StrEnum):
    """Position 23: the service that the extension names."""

    NONE = "0"
    GENERATION = "1"
    PROPAGATION = "2"


@dataclass(frozen=True, slots=True, repr=False)
class ProviderCode:
    """One provider code, taken apart. ``str()`` is its 27 characters.

    ``subject_code`` has its padding. For an individual it exposes an identity number, so
    ``repr()`` masks it.
    """

    format_code: str
    subject_type: SubjectType
    binding: str
    subject_code: str
    service: Service
    extension: str

    def __str__(self) -> str:
        return (
            f"{self.format_code}{self.subject_type}{self.binding}{self.subject_code}"
            f"{self.service}{self.extension}"
        )

    def __repr__(self) -> str:
        subject = _shown(self.subject_type, self.subject_code)
        return (
            f"ProviderCode({self.format_code}-{self.subject_type}-{self.binding}-"
            f"{subject}-{self.service}-{self.extension})"
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a code: ``first`` position (from 1), ``length``, value, what it means.

    ``template`` and ``facts`` make the sentence (see ``hegui.messages``). An individual's
    subject code is masked but for its last four characters.
    """

    id: str
    first: int
    length: int
    value: str
    template: str
    facts: dict[str, object]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or doubtful about a code; ``id`` never changes once released."""

    id: str
    template: str
    confidence: Confidence
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.facts) if self.facts else self.template

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code says, part by part, and what is wrong with it (nothing: no findings)."""

    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]


def parse(code: str, *, unchecked: bool = False) -> ProviderCode:
    """Takes a code apart. Raises InvalidCode for the first rule it breaks.

    ``unchecked`` accepts a wrong check character of the credit code or identity card number.
    """
    for finding in explain(code).findings:
        if finding.confidence is Confidence.KNOWN and finding.id != "code.check-character":
            continue
        if unchecked and finding.id == "code.check-character":
            continue
        raise InvalidCode(finding.template, path=None, place=None, **finding.facts)
    return ProviderCode(
        code[:2], SubjectType(code[2]), code[3], code[4:22], Service(code[22]), code[23:]
    )


def make(
    subject_code: str,
    *,
    subject_type: SubjectType = SubjectType.ORGANISATION,
    binding: str = rule.CREDIT_CODE,
    service: Service = Service.NONE,
    extension: str = "",
    exposes_identity: bool = False,
    unchecked: bool = False,
) -> ProviderCode:
    """Composes a code from a credit code, or from an individual's number.

    ``extension`` is up to four characters 0-9A-Z of the provider's own choice, padded with
    zeros in front; it needs a ``service``. An individual's code shows that person's number to
    everyone who reads the label, which ``exposes_identity`` must acknowledge. ``unchecked``
    accepts a wrong check character. Lower case is turned into upper case.
    Raises InvalidCode.
    """
    if subject_type is SubjectType.INDIVIDUAL and not exposes_identity:
        raise InvalidCode(
            "an individual's code shows the person's number to everyone who reads the label; "
            "say exposes_identity to accept that"
        )
    subject = subject_code.strip().upper()
    extension = extension.strip().upper().rjust(4, "0")
    if service is Service.NONE and extension != "0000":
        raise InvalidCode("a service extension needs a service: generation or propagation")
    if not _EXTENSION.fullmatch(extension):
        raise InvalidCode("the service extension has up to four characters 0-9 and A-Z")
    _check_subject(subject, subject_type, binding)
    padded = subject.ljust(rule.SUBJECT_LENGTH, rule.PADDING)
    return parse(
        f"{rule.FORMAT_CODE}{subject_type}{binding}{padded}{service}{extension}",
        unchecked=unchecked,
    )


def explain(code: str) -> Explanation:
    """What a code says and what is wrong with it; never raises, whatever the text."""
    if len(code) != rule.CODE_LENGTH:
        finding = Finding(
            "code.length",
            "a provider code has {expected} characters, not {length}",
            Confidence.TEXT2,
            {"expected": rule.CODE_LENGTH, "length": len(code)},
        )
        return Explanation((), (finding,))
    segments = (
        _format_segment(code),
        _digit_segment("subject-type", 3, code[2], rule.SUBJECT_TYPES),
        _binding_segment(code),
        *_subject_segments(code),
        _service_segment(code),
        _extension_segment(code),
    )
    return Explanation(segments, tuple(_findings(code)))


def is_credit_code(text: str) -> bool:
    """Whether a text is a unified social credit code with its right check character."""
    if len(text) != rule.SUBJECT_LENGTH or _OUTSIDE.search(text):
        return False
    return rule.credit_check_character(text[:-1]) == text[-1]


def same_subject(one: str | ProviderCode, other: str | ProviderCode) -> bool:
    """Whether two codes are of one legal subject: equal but for the service extension.

    False for anything that is no code, such as a name.
    """
    first, second = str(one), str(other)
    if not (_CODE.fullmatch(first) and _CODE.fullmatch(second)):
        return False
    return first[:22] == second[:22] and first.startswith(rule.FORMAT_CODE)


def _check_subject(subject: str, subject_type: SubjectType, binding: str) -> None:
    kind = rule.binding_of(subject_type, binding)
    if kind is None:
        raise InvalidCode(
            "no binding {value!r} is known for this kind of subject",
            value=binding,
        )
    if not subject or _OUTSIDE.search(subject) or len(subject) > rule.SUBJECT_LENGTH:
        raise InvalidCode(
            "the subject code has up to {length} characters 0-9 and A-Z",
            length=rule.SUBJECT_LENGTH,
        )
    if kind.length and len(subject) != kind.length:
        raise InvalidCode(
            "{kind}: {expected} characters are needed, {length} are given",
            kind=kind.meaning,
            expected=kind.length,
            length=len(subject),
        )


def _findings(code: str) -> list[Finding]:
    found: list[Finding] = []
    outside = _OUTSIDE.search(code)
    if outside:
        template = (
            "position {position} is a lower-case letter; a provider code has upper case only"
            if outside[0].isascii() and outside[0].islower()
            else "position {position} is neither 0-9 nor A-Z"
        )
        facts: dict[str, object] = {"position": outside.start() + 1}
        found.append(Finding("code.characters", template, Confidence.TEXT2, facts))
    if not code.startswith(rule.FORMAT_CODE):
        found.append(
            Finding(
                "code.format",
                "positions 1 and 2 are {value!r}; a provider code begins with 00",
                Confidence.TEXT2,
                {"value": code[:2]},
            )
        )
    found += _subject_findings(code)
    found += _extension_findings(code)
    return found


def _subject_findings(code: str) -> list[Finding]:
    if rule.digit_of(rule.SUBJECT_TYPES, code[2]) is None:
        template = "position 3 is {value!r}; 1 is an organisation, 2 an individual"
        return [Finding("code.subject-type", template, Confidence.TEXT2, {"value": code[2]})]
    kind = rule.binding_of(code[2], code[3])
    if kind is None:
        template = "position 4 is {value!r}, a binding that the guide does not name"
        return [Finding("code.binding", template, Confidence.TEXT2, {"value": code[3]})]
    if not kind.confidence.may_fail:
        template = "position 4: that {value} means {meaning} is presumed, not verified"
        facts: dict[str, object] = {"value": kind.value, "meaning": kind.meaning}
        return [Finding("code.binding-unverified", template, Confidence.KNOWN, facts)]
    wrong = _check_finding(kind.subject_type, code[4:22])
    return [wrong] if wrong else []


def _check_finding(subject_type: str, subject: str) -> Finding | None:
    individual = subject_type == rule.INDIVIDUAL
    check = rule.id_check_character if individual else rule.credit_check_character
    confidence = rule.ID_CHECK_CONFIDENCE if individual else rule.CREDIT_CHECK_CONFIDENCE
    expected = check(subject[:-1])
    if expected == subject[-1]:
        return None
    if expected is None:
        template = (
            "the identity card number must be 17 digits and a check character"
            if individual
            else "the credit code holds a character that GB 32100-2015 does not allow"
        )
        return Finding("code.check-character", template, confidence)
    facts: dict[str, object] = {"found": subject[-1]}
    if individual:
        # The right character would complete somebody's number; only that it is wrong is said.
        template = "the identity card number's check character {found!r} is wrong (GB 11643-1999)"
        return Finding("code.check-character", template, confidence, facts)
    facts["expected"] = expected
    template = (
        "the credit code's check character is {found!r} where {expected!r} is right (GB 32100-2015)"
    )
    return Finding("code.check-character", template, confidence, facts)


def _extension_findings(code: str) -> list[Finding]:
    if rule.digit_of(rule.SERVICES, code[22]) is None:
        template = "position 23 is {value!r}; 1 is generation, 2 propagation, 0 none"
        return [Finding("code.service", template, Confidence.TEXT2, {"value": code[22]})]
    if code[22] == Service.NONE and code[22:] != rule.NO_EXTENSION:
        template = "positions 23 to 27 name no service and are not 00000 either"
        return [Finding("code.extension", template, Confidence.TEXT2)]
    return []


def _format_segment(code: str) -> Segment:
    return Segment("format", 1, 2, code[:2], "format of the code, always 00", {}, Confidence.TEXT2)


def _digit_segment(
    identifier: str, first: int, value: str, table: tuple[rule.Digit, ...]
) -> Segment:
    digit = rule.digit_of(table, value)
    if digit is None:
        return _unknown(identifier, first, value)
    return Segment(identifier, first, len(value), value, digit.meaning, {}, digit.confidence)


def _unknown(identifier: str, first: int, value: str) -> Segment:
    return Segment(
        identifier, first, len(value), value, "a value without known meaning", {}, Confidence.KNOWN
    )


def _binding_segment(code: str) -> Segment:
    kind = rule.binding_of(code[2], code[3])
    if kind is None:
        return _unknown("binding", 4, code[3])
    template = "the subject code is: {kind}"
    return Segment("binding", 4, 1, code[3], template, {"kind": kind.meaning}, kind.confidence)


def _subject_segments(code: str) -> list[Segment]:
    subject = code[4:22]
    shown = _shown(code[2], subject)
    whole = Segment(
        "subject-code",
        5,
        rule.SUBJECT_LENGTH,
        shown,
        "subject code, shorter ones filled with zeros",
        {},
        Confidence.TEXT2,
    )
    if (code[2], code[3]) != (rule.ORGANISATION, rule.CREDIT_CODE):
        return [whole]
    return [
        whole,
        _digit_segment("credit-department", 5, subject[0], rule.DEPARTMENTS),
        _category_segment(subject),
        Segment(
            "credit-division", 7, 6, subject[2:8], "administrative division", {}, Confidence.KNOWN
        ),
        Segment(
            "credit-body",
            13,
            9,
            subject[8:17],
            "organisation code (GB 11714)",
            {},
            Confidence.KNOWN,
        ),
        Segment(
            "credit-check", 22, 1, subject[17], "check character", {}, rule.CREDIT_CHECK_CONFIDENCE
        ),
    ]


def _category_segment(subject: str) -> Segment:
    digit = rule.digit_of(rule.CATEGORIES, subject[:2])
    if digit is None:
        return _unknown("credit-category", 6, subject[1])
    return Segment("credit-category", 6, 1, subject[1], digit.meaning, {}, digit.confidence)


def _service_segment(code: str) -> Segment:
    return _digit_segment("service", 23, code[22], rule.SERVICES)


def _extension_segment(code: str) -> Segment:
    template = (
        "unused"
        if code[22:] == rule.NO_EXTENSION
        else "the provider's own number of a model or application"
    )
    return Segment("extension", 24, 4, code[23:], template, {}, Confidence.TEXT2)


def _shown(subject_type: str, subject: str) -> str:
    """A subject code as it may be shown: an individual's is masked but for its end."""
    if subject_type == rule.ORGANISATION:
        return subject
    return "*" * (len(subject) - _SHOWN_OF_IDENTITY) + subject[-_SHOWN_OF_IDENTITY:]
