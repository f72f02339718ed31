"""The strict form of a label's JSON, recognised by one regular expression that fits it alone.

Most labels are strict; ``tolerant`` is loaded for the first text that is not.
"""

from __future__ import annotations

import re

from hegui.aigc.members import KEYS, Label, Likelihood, ParsedLabel
from hegui.aigc.writing import UNESCAPED

LONGEST = 1024 * 1024
"""Characters: no longer text is looked at."""
FEWEST_MEMBERS = 3
"""So many of the seven names make a text a label."""

_LIKELIHOODS = {likelihood.value: likelihood for likelihood in Likelihood}
_VALUE = f'((?>(?:[{UNESCAPED}]++|\\\\")*))'
_STRICT = re.compile(
    r'\{"Label":"([123])",' + ",".join(f'"{key}":"{_VALUE}"' for key in KEYS[1:]) + r"\}"
)
_WRAPPED_START = '{"AIGC": {'
_WRAPPED_END = "}}"
_MENTION = "aigc|ServiceProvider|eyJ|QUlHQ"


def mentions_label(text: str) -> bool:
    """Whether a text holds a word without which it is no label in any dialect."""
    if re.search(_MENTION, text, re.IGNORECASE):
        return True
    return sum(key in text for key in KEYS) >= FEWEST_MEMBERS


def parse_strict(text: str, *, named: bool) -> ParsedLabel | None:
    """The label of a text that is exactly what ``writing`` writes, else None."""
    if not named:
        if not (text.startswith(_WRAPPED_START) and text.endswith(_WRAPPED_END)):
            return None
        text = text[len(_WRAPPED_START) - 1 : -1]
    if len(text) > LONGEST:
        return None
    match = _STRICT.fullmatch(text)
    if match is None:
        return None
    values = match.groups()
    if "\\" in text:
        values = tuple(value.replace('\\"', '"') for value in values)
    if not (values[1] and values[2]):
        return None
    return ParsedLabel(
        Label(_LIKELIHOODS[values[0]], *values[1:]), tuple(zip(KEYS, values, strict=True))
    )
