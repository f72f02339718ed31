"""What is wrong or doubtful about a provider code.

Sources: TC260-PG-20252A; GB 32100-2015 and GB 11643-1999 (the check characters).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hegui.rules import codes as rule
from hegui.rules.confidence import Confidence

_OUTSIDE = "[^0-9A-Z]"


class Finding(NamedTuple):
    """Something wrong or doubtful about a code; ``id`` never changes once released."""

    id: str
    template: str
    confidence: Confidence
    facts: dict[str, object]

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.facts) if self.facts else self.template

    def __str__(self) -> str:
        return self.reason


def findings_of(code: str) -> tuple[Finding, ...]:
    """What is wrong with a code or doubtful, whatever the text; nothing: no findings."""
    if len(code) != rule.CODE_LENGTH:
        template = "a provider code has {expected} characters, not {length}"
        facts: dict[str, object] = {"expected": rule.CODE_LENGTH, "length": len(code)}
        return (Finding("code.length", template, Confidence.TEXT2, facts),)
    found: list[Finding] = []
    outside = re.search(_OUTSIDE, code)
    if outside:
        template = (
            "position {position} is a lower-case letter; a provider code has upper case only"
            if outside[0].isascii() and outside[0].islower()
            else "position {position} is neither 0-9 nor A-Z"
        )
        facts = {"position": outside.start() + 1}
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
    return tuple(found)


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
        return Finding("code.check-character", template, confidence, {})
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
    if code[22] == rule.NO_SERVICE and code[22:] != rule.NO_EXTENSION:
        template = "positions 23 to 27 name no service and are not 00000 either"
        return [Finding("code.extension", template, Confidence.TEXT2, {})]
    return []
