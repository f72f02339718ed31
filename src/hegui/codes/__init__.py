"""Provider codes: 27 characters that say who generated or propagated content.

TC260-PG-20252A: ``00`` + subject type + binding + subject code (18) + service extension (5).
A provider composes its own; no body registers them. The code has no check character of its
own, but the credit code or identity card number in it has one.

Each part is loaded when it is first asked for: to label needs no explanation of a code.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegui.codes.explaining import Explanation, Segment, explain
    from hegui.codes.finding import Finding, findings_of
    from hegui.codes.making import make, parse
    from hegui.codes.provider_code import ProviderCode, Service, SubjectType
    from hegui.codes.subjects import is_credit_code, same_subject

_HOMES = {
    "Explanation": "hegui.codes.explaining",
    "Finding": "hegui.codes.finding",
    "ProviderCode": "hegui.codes.provider_code",
    "Segment": "hegui.codes.explaining",
    "Service": "hegui.codes.provider_code",
    "SubjectType": "hegui.codes.provider_code",
    "explain": "hegui.codes.explaining",
    "findings_of": "hegui.codes.finding",
    "is_credit_code": "hegui.codes.subjects",
    "make": "hegui.codes.making",
    "parse": "hegui.codes.making",
    "same_subject": "hegui.codes.subjects",
}

__all__ = [
    "Explanation",
    "Finding",
    "ProviderCode",
    "Segment",
    "Service",
    "SubjectType",
    "explain",
    "findings_of",
    "is_credit_code",
    "make",
    "parse",
    "same_subject",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'hegui.codes' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
