"""Provider codes composed, and taken apart where they break no rule (TC260-PG-20252A)."""

from __future__ import annotations

import re

from hegui.codes.finding import findings_of
from hegui.codes.provider_code import ProviderCode, Service, SubjectType
from hegui.errors import InvalidCode
from hegui.rules import codes as rule
from hegui.rules.confidence import Confidence

_OUTSIDE = "[^0-9A-Z]"
_EXTENSION = "[0-9A-Z]{4}"


def parse(code: str, *, unchecked: bool = False) -> ProviderCode:
    """Takes a code apart. Raises InvalidCode for the first rule it breaks.

    ``unchecked`` accepts a wrong check character of the credit code or identity card number.
    """
    for finding in findings_of(code):
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
    if not re.fullmatch(_EXTENSION, extension):
        raise InvalidCode("the service extension has up to four characters 0-9 and A-Z")
    _check_subject(subject, subject_type, binding)
    padded = subject.ljust(rule.SUBJECT_LENGTH, rule.PADDING)
    return parse(
        f"{rule.FORMAT_CODE}{subject_type}{binding}{padded}{service}{extension}",
        unchecked=unchecked,
    )


def _check_subject(subject: str, subject_type: SubjectType, binding: str) -> None:
    kind = rule.binding_of(subject_type, binding)
    if kind is None:
        raise InvalidCode(
            "no binding {value!r} is known for this kind of subject",
            value=binding,
        )
    if not subject or re.search(_OUTSIDE, subject) or len(subject) > rule.SUBJECT_LENGTH:
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
