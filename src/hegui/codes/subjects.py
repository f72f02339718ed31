"""The subject within a provider code: whose it is, and how much of it is shown.

Source: TC260-PG-20252A; GB 32100-2015 (the unified social credit code).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hegui.rules import codes as rule

if TYPE_CHECKING:
    from hegui.codes.provider_code import ProviderCode

_CODE = "[0-9A-Z]{27}"
_OUTSIDE = "[^0-9A-Z]"
_SHOWN_OF_IDENTITY = 4


def is_credit_code(text: str) -> bool:
    """Whether a text is a unified social credit code with its right check character."""
    if len(text) != rule.SUBJECT_LENGTH or re.search(_OUTSIDE, text):
        return False
    return rule.credit_check_character(text[:-1]) == text[-1]


def same_subject(one: str | ProviderCode, other: str | ProviderCode) -> bool:
    """Whether two codes are of one legal subject: equal but for the service extension.

    False for anything that is no code, such as a name.
    """
    first, second = str(one), str(other)
    if not (re.fullmatch(_CODE, first) and re.fullmatch(_CODE, second)):
        return False
    return first[:22] == second[:22] and first.startswith(rule.FORMAT_CODE)


def shown(subject_type: str, subject: str) -> str:
    """A subject code as it may be shown: an individual's is masked but for its end."""
    if subject_type == rule.ORGANISATION:
        return subject
    return "*" * (len(subject) - _SHOWN_OF_IDENTITY) + subject[-_SHOWN_OF_IDENTITY:]
