"""Tolerant reading of the label's JSON dialects; every tolerance is named.

A text is taken apart by ``layers`` and judged member by member here, whatever the names, order
and types of its members.
"""

from __future__ import annotations

import re

from hegui.aigc.layers import Notes, contradiction, peel, unwrap
from hegui.aigc.members import KEYS, Label, Likelihood, ParsedLabel, Unreadable
from hegui.aigc.notation import Members, Number, encode_value
from hegui.aigc.spelling import is_outer, members_named, spelling_of
from hegui.aigc.strict import FEWEST_MEMBERS, mentions_label
from hegui.aigc.writing import allowed, outside

_LIKELIHOODS = {likelihood.value: likelihood for likelihood in Likelihood}
_SURROGATE = re.compile("[\ud800-\udfff]")
_REQUIRED = ("ContentProducer", "ProduceID")
_OLDER_KEYS = {"serviceprovider", "contentid"}
_TRIES = 4

_SECOND = "contradicts itself: a second label stands in the same text"

_CLAIM = re.compile(
    r'[\s\0\ufeff]*(?:charset=\S{1,18}\s+|(?:ASCII|UNICODE|JIS)\0+)?(?:"?AIGC"?\s*[=:]?\s*)?'
    r"""["\\]*\{\s*(?:["'\\]|&[#\w]{2,5};)+AIGC(?:["'\\]|&[#\w]{2,5};)""",
    re.IGNORECASE,
)
_CLAIM_BY_PREFIX = re.compile(r'[\s\0\ufeff]*"?AIGC"?\s*[=:]?\s*["\\]*\{', re.IGNORECASE)


def claims(text: str) -> bool:
    """Whether a text claims to be a label: an outer AIGC member in any dialect, or at least three
    of the seven members' names as keys."""
    if not mentions_label(text):
        return False
    members = peel(text, Notes())
    if isinstance(members, Members):
        return _is_claim(members)
    if _CLAIM.match(text) or _CLAIM_BY_PREFIX.match(text):
        return True
    return text.lstrip().startswith("{") and sum(f'"{k}"' in text for k in KEYS) >= FEWEST_MEMBERS


def parse_text(text: str, *, named: bool) -> ParsedLabel | Unreadable:
    """The label of a text that is not strict, or why it is none."""
    notes = Notes()
    members = peel(text, notes)
    if isinstance(members, Members):
        members = unwrap(members, notes, named=named)
    if isinstance(members, Unreadable):
        return members
    if any(map(_holds_label, notes.trailing)):
        return Unreadable(_SECOND)
    return _judge(members.pairs, notes)


def parse_pairs(pairs: list[tuple[str, object]]) -> ParsedLabel | Unreadable:
    """The label that (key, value) pairs of another notation make."""
    return _judge(pairs, Notes())


def _is_claim(members: Members) -> bool:
    for key, value in members.pairs:
        if is_outer(key) and (isinstance(value, Members) or _holds_json(value)):
            return True
    keys = [key for key, _ in members.pairs]
    return members_named(keys) >= FEWEST_MEMBERS or {key.lower() for key in keys} >= _OLDER_KEYS


def _holds_label(rest: str) -> bool:
    """Whether the text behind a label's JSON is a label too, or holds members of one."""
    if claims(rest):
        return True
    brace = rest.find("{")
    for _ in range(_TRIES):
        if brace < 0:
            break
        inner = peel(rest[brace:], Notes())
        if isinstance(inner, Members) and any(
            is_outer(key) or spelling_of(key) for key, _ in inner.pairs
        ):
            return True
        brace = rest.find("{", brace + 1)
    return False


def _holds_json(value: object) -> bool:
    return isinstance(value, str) and value.lstrip().startswith(("{", '"', "&", "eyJ"))


def _judge(pairs: list[tuple[str, object]], notes: Notes) -> ParsedLabel | Unreadable:
    """The label that (key, value) pairs make, whatever their names, order and types."""
    found: dict[str, object] = {}
    exact: set[str] = set()
    for key, value in pairs:
        spelling = spelling_of(key)
        if spelling is None:
            if is_outer(key) and (isinstance(value, Members) or _holds_json(value)):
                return Unreadable(_SECOND)
            notes.add("key.unknown", key)
            continue
        if spelling.tolerance:
            notes.add(spelling.tolerance, f"{key} ({spelling.member})")
        if spelling.member in found:
            if _text(found[spelling.member]) != _text(value):
                return contradiction(spelling.member)
            notes.add("key.duplicate", key)
            if spelling.tolerance and spelling.member in exact:
                continue
        found[spelling.member] = value
        if not spelling.tolerance:
            exact.add(spelling.member)
    if not found:
        return Unreadable("holds none of the seven members of a label")
    _note_order(found, notes)
    label = _label(found, notes)
    return ParsedLabel(label, tuple((_whole(k), _text(v)) for k, v in pairs), notes.all())


def _note_order(found: dict[str, object], notes: Notes) -> None:
    if list(found) != [key for key in KEYS if key in found]:
        notes.add("form.key-order", ", ".join(found))
    for key in KEYS:
        if key not in found:
            notes.add("key.missing", key)


def _label(found: dict[str, object], notes: Notes) -> Label:
    likelihood = _likelihood(found["Label"], notes) if "Label" in found else None
    values = [_member(key, found[key], notes) if key in found else "" for key in KEYS[1:]]
    return Label(likelihood, *values)


def _likelihood(value: object, notes: Notes) -> Likelihood | None:
    if isinstance(value, bool):
        notes.add("label.boolean", _text(value))
        return Likelihood.IS if value else None
    text = _text(value)
    stripped = text.strip()
    if isinstance(value, Number | int | float):
        notes.add("label.number", text)
        return _LIKELIHOODS.get(text.removesuffix(".0"))
    if not stripped:
        notes.add("label.empty")
        return None
    if stripped not in _LIKELIHOODS:
        notes.add("label.word", text)
        return None
    if stripped != text:
        notes.add("label.padded")
    return _LIKELIHOODS[stripped]


def _member(key: str, value: object, notes: Notes) -> str:
    text = _text(value)
    if value is None:
        notes.add("value.null", key)
    elif isinstance(value, bool):
        notes.add("value.boolean", key)
    elif isinstance(value, Number | int | float):
        notes.add("value.number", key)
    elif not isinstance(value, str):
        notes.add("value.nested", key)
    elif text != value:
        notes.add("value.surrogate", key)
    if not text and key in _REQUIRED:
        notes.add("value.empty", key)
    if not allowed(text):
        notes.add("value.characters", f"{key} {outside(text)!r}")
    return text


def _text(value: object) -> str:
    """A value as text: null is "", a nested value its JSON."""
    if isinstance(value, str):
        return _whole(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _whole(encode_value(value))


def _whole(text: str) -> str:
    """The text with surrogates joined to characters, and U+FFFD for a lone one."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
