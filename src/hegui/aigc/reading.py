"""Tolerant reading of the label's JSON dialects; every tolerance is named.

The strict form takes a short way: one regular expression that fits it and nothing else.
Everything else is taken apart by ``layers`` and judged member by member here.
"""

from __future__ import annotations

import re

from hegui.aigc.layers import LONGEST, Notes, contradiction, peel, unwrap
from hegui.aigc.members import KEYS, Label, Likelihood, ParsedLabel, Unreadable
from hegui.aigc.notation import Members, Number, encode_value
from hegui.aigc.spelling import is_outer, members_named, spelling_of
from hegui.aigc.writing import UNESCAPED, allowed, outside

_LIKELIHOODS = {likelihood.value: likelihood for likelihood in Likelihood}
_VALUE = f'((?:[{UNESCAPED}]++|\\\\")*+)'
_STRICT = re.compile(
    r'\{"Label":"([123])",' + ",".join(f'"{key}":"{_VALUE}"' for key in KEYS[1:]) + r"\}"
)
_WRAPPED_START = '{"AIGC": {'
_WRAPPED_END = "}}"
_SURROGATE = re.compile("[\ud800-\udfff]")
_REQUIRED = ("ContentProducer", "ProduceID")
_FEWEST_MEMBERS = 3
_OLDER_KEYS = {"serviceprovider", "contentid"}
_TRIES = 4

_SECOND = "contradicts itself: a second label stands in the same text"

_MENTION = re.compile(r"aigc|ServiceProvider|eyJ|QUlHQ", re.IGNORECASE)
_CLAIM = re.compile(
    r'[\s\0\ufeff]*(?:charset=\S{1,18}\s+|(?:ASCII|UNICODE|JIS)\0+)?(?:"?AIGC"?\s*[=:]?\s*)?'
    r"""["\\]*\{\s*(?:["'\\]|&[#\w]{2,5};)+AIGC(?:["'\\]|&[#\w]{2,5};)""",
    re.IGNORECASE,
)
_CLAIM_BY_PREFIX = re.compile(r'[\s\0\ufeff]*"?AIGC"?\s*[=:]?\s*["\\]*\{', re.IGNORECASE)


def looks_like_label(text: str) -> bool:
    """Whether a text found in a slot that does not name the label claims to be one.

    True for an outer AIGC member in any dialect, or at least three of the seven members'
    names as keys; false for other JSON such as ByteDance's ``{"aigc_info": …}``.
    """
    if not _MENTION.search(text) and sum(key in text for key in KEYS) < _FEWEST_MEMBERS:
        return False
    members = peel(text, Notes())
    if isinstance(members, Members):
        return _is_claim(members)
    if _CLAIM.match(text) or _CLAIM_BY_PREFIX.match(text):
        return True
    return text.lstrip().startswith("{") and sum(f'"{k}"' in text for k in KEYS) >= _FEWEST_MEMBERS


def parse(text: str, *, named: bool) -> ParsedLabel | Unreadable:
    """Reads a label from the text of a slot.

    ``named`` says whether the slot itself is called AIGC: then bare JSON is the prescribed
    form and an outer AIGC member is a tolerance; otherwise the other way round.
    """
    strict = _parse_strict(text, named=named)
    if strict is not None:
        return strict
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
    """Reads a label from (key, value) pairs that another notation (YAML) gave."""
    return _judge(pairs, Notes())


def _parse_strict(text: str, *, named: bool) -> ParsedLabel | None:
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


def _is_claim(members: Members) -> bool:
    for key, value in members.pairs:
        if is_outer(key) and (isinstance(value, Members) or _holds_json(value)):
            return True
    keys = [key for key, _ in members.pairs]
    return members_named(keys) >= _FEWEST_MEMBERS or {key.lower() for key in keys} >= _OLDER_KEYS


def _holds_label(rest: str) -> bool:
    """Whether the text behind a label's JSON is a label too, or holds members of one."""
    if looks_like_label(rest):
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
