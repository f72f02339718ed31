"""What a provider code says, part by part (TC260-PG-20252A; GB 32100-2015)."""

from __future__ import annotations

from typing import NamedTuple

from hegui.codes.finding import Finding, findings_of
from hegui.codes.subjects import shown
from hegui.rules import codes as rule
from hegui.rules.confidence import Confidence


class Segment(NamedTuple):
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


class Explanation(NamedTuple):
    """What a code says, part by part, and what is wrong with it (nothing: no findings)."""

    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]


def explain(code: str) -> Explanation:
    """What a code says and what is wrong with it; never raises, whatever the text."""
    if len(code) != rule.CODE_LENGTH:
        return Explanation((), findings_of(code))
    segments = (
        _format_segment(code),
        _digit_segment("subject-type", 3, code[2], rule.SUBJECT_TYPES),
        _binding_segment(code),
        *_subject_segments(code),
        _service_segment(code),
        _extension_segment(code),
    )
    return Explanation(segments, findings_of(code))


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
    masked = shown(code[2], subject)
    whole = Segment(
        "subject-code",
        5,
        rule.SUBJECT_LENGTH,
        masked,
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
