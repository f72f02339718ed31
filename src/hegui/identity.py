"""Who a label names: what a provider's code or name must be, and when two of them are one.

Source: TC260-PG-20252A (the code), GB 45438-2025 Annex E j) (the characters).
"""

from __future__ import annotations

from hegui import codes
from hegui.aigc import Label, Likelihood, encode
from hegui.errors import InvalidCode
from hegui.messages import Notice


def same_provider(one: str, other: str) -> bool:
    """One name, or two codes of one legal subject that differ in the service extension only."""
    return one == other or codes.same_subject(one, other)


def check_identity(key: str, value: str) -> tuple[Notice, ...]:
    """What is doubtful about a provider code or name that shall stand in member ``key``.

    Raises InvalidLabel for characters that Annex E j) does not allow, InvalidCode for a code
    that breaks a rule hegui is sure of; a rule it is less sure of gives a notice.
    """
    encode(Label(Likelihood.IS, value, "1") if key == "ContentProducer" else _propagated(value))
    if codes.is_credit_code(value):
        raise InvalidCode(
            "{value} is a credit code; the provider code that is made of it is {code} "
            "(hegui code make)",
            value=value,
            code=codes.make(value),
        )
    if not _is_like_code(value):
        return (
            Notice(
                "{key} {value} is a name: names are for providers without a Chinese provider "
                "code (overseas); everybody else writes the code",
                {"key": key, "value": value},
            ),
        )
    notices = []
    for finding in codes.findings_of(value):
        if finding.confidence.may_fail:
            raise InvalidCode("{key} {value}: {reason}", key=key, value=value, reason=finding)
        notices.append(Notice(finding.template, finding.facts))
    return tuple(notices)


def _propagated(value: str) -> Label:
    return Label(Likelihood.IS, "1", "1", content_propagator=value)


def _is_like_code(value: str) -> bool:
    """A code, or what was meant to be one: no name is made of so many digits and capitals."""
    if not (20 <= len(value) <= 34 and value.isascii() and value.isalnum()):
        return False
    return sum(character.isdigit() for character in value) >= 10
