"""Strict writing of the label: what Annex E prints, and nothing else.

Source: GB 45438-2025 Annex E b) (the string), E j) (the characters), Note 1 (the producer is
its own first propagator); the guides of 2025-08 drop the outer member where the slot is
already named AIGC.
"""

from __future__ import annotations

import re
from json.encoder import encode_basestring

from hegui.aigc.members import KEYS, Label, ParsedLabel
from hegui.errors import InvalidLabel
from hegui.rules.label_strings import CHARACTER_RANGES, ESCAPED_QUOTE

# Annex E j), as a set of characters for a regular expression.
UNESCAPED = "".join(f"\\x{first:02x}-\\x{last:02x}" for first, last in CHARACTER_RANGES)
"""The characters that stand in a value as they are, for a regular expression's set."""
_SET = UNESCAPED + ESCAPED_QUOTE
_ALLOWED = re.compile(f"[{_SET}]*")  # asked of every label
_OUTSIDE = f"[^{_SET}]"
_FORM = "{" + ",".join(f'"{key}":%s' for key in KEYS) + "}"
_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"  # slow to compile, and for errors only


def allowed(value: str) -> bool:
    """Whether every character of ``value`` is one that Annex E j) allows."""
    return _ALLOWED.fullmatch(value) is not None


def outside(value: str) -> str:
    """The distinct characters of ``value`` that Annex E j) does not allow, in order."""
    return "".join(dict.fromkeys(re.findall(_OUTSIDE, value)))


def encode(label: Label) -> str:
    """The label as bare compact JSON, members in the order of Annex E.

    Raises InvalidLabel for a likelihood other than "1", "2", "3", an empty producer or
    content number, or a character outside Annex E j).
    """
    if label.likelihood is None:
        raise InvalidLabel("Label must be 1, 2 or 3 (GB 45438-2025 Annex E)")
    values = label.values()
    if not (label.content_producer and label.produce_id and allowed("".join(values))):
        for key, value in label.members():
            _check(key, value)
    return _joined(values)


def transcribe(parsed: ParsedLabel) -> str:
    """A label that was read, as bare compact JSON: values as found, keys and order as Annex E.

    For carrying an existing label to a converted copy: another party's values are handed on,
    not corrected. A missing member becomes "" and members unknown to Annex E are dropped.
    """
    return _joined((parsed.label_value, *parsed.label.values()[1:]))


def wrap(bare: str) -> str:
    """Annex E b)'s own form, for slots that do not name the label: ``{"AIGC": {…}}``.

    The one space after the colon is the standard's.
    """
    return '{"AIGC": ' + bare + "}"


def _check(key: str, value: str) -> None:
    if not value and key in ("ContentProducer", "ProduceID"):
        raise InvalidLabel("{key} must not be empty (GB 45438-2025 Annex E)", key=key)
    if allowed(value):
        return
    if key in ("ContentProducer", "ContentPropagator") and re.search(_HAN, value):
        raise InvalidLabel(
            "{key} {value!r} is a Chinese name: write the provider code instead "
            "(hegui code make; GB 45438-2025 Annex E j)",
            key=key,
            value=value,
        )
    raise InvalidLabel(
        "{key} holds {characters!r}, which GB 45438-2025 Annex E j does not allow "
        "(printable ASCII without space and backslash)",
        key=key,
        characters=outside(value),
    )


def _joined(values: tuple[str, ...]) -> str:
    # As json.dumps would, which makes a new encoder at every call.
    return _FORM % tuple(map(encode_basestring, values))
