"""Every deviation from Annex E that reading accepts: one explicit table, none is silent.

``id`` never changes once released. ``sentence`` is an English template whose ``{detail}`` is
the key or value concerned; ``clause`` is what the deviation departs from, ``confidence`` how
sure that clause is. Whether a deviation fails a user is decided above, never here.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.aigc.members import Tolerance
from hegui.rules.confidence import Confidence

_E_A = "GB 45438-2025 Annex E a)"
_E_B = "GB 45438-2025 Annex E b)"
_E_J = "GB 45438-2025 Annex E j)"
_E_LABEL = "GB 45438-2025 Annex E, member Label"
_E_MEMBERS = "GB 45438-2025 Annex E, seven members"
_E_STRINGS = "GB 45438-2025 Annex E, string values"
_GUIDES = "practice guides of 2025-08 (TC260-PG-20257A to 202510A)"
_TEXT_GUIDE = "TC260-PG-20258A 6.5"


@dataclass(frozen=True, slots=True)
class Deviation:
    """One kind of deviation: its stable id, what to say, which clause, how sure that is."""

    id: str
    sentence: str
    clause: str
    confidence: Confidence


DEVIATIONS: tuple[Deviation, ...] = (
    # How the text of the slot is formed.
    Deviation(
        "form.wrapped",
        "the outer member {detail} repeats what the slot's own name already says",
        _GUIDES,
        Confidence.TEXT2,
    ),
    Deviation(
        "form.bare",
        "the outer member AIGC is missing, which this slot asks for",
        _E_B,
        Confidence.TEXT,
    ),
    Deviation("form.outer-case", "the outer member is spelt {detail}", _E_A, Confidence.TEXT),
    Deviation("form.nested", "AIGC stands inside AIGC", _E_B, Confidence.TEXT),
    Deviation(
        "form.outer-members", "{detail} stands beside the member AIGC", _E_B, Confidence.TEXT
    ),
    Deviation("form.prefix", "{detail} stands before the JSON", _E_B, Confidence.TEXT),
    Deviation(
        "form.charset", "the character code {detail} stands before the JSON", _E_B, Confidence.TEXT
    ),
    Deviation(
        "form.padding", "blanks or NUL characters stand around the JSON", _E_B, Confidence.KNOWN
    ),
    Deviation("form.trailing", "text stands after the JSON: {detail}", _E_B, Confidence.TEXT),
    Deviation("form.whitespace", "blanks stand between the members", _E_B, Confidence.KNOWN),
    Deviation("form.escapes", "the JSON escapes characters that need none", _E_B, Confidence.KNOWN),
    Deviation(
        "form.control", "the JSON holds a raw control character in a value", _E_B, Confidence.TEXT
    ),
    Deviation("form.key-order", "the members stand in the order {detail}", _E_B, Confidence.TEXT2),
    Deviation("form.encoded-twice", "the JSON is encoded as a JSON string", _E_B, Confidence.TEXT),
    Deviation("form.entities", "the JSON is HTML-escaped", _E_B, Confidence.TEXT),
    Deviation("form.base64", "the JSON is base64-encoded", _GUIDES, Confidence.TEXT2),
    # Names of members.
    Deviation("key.missing", "the member {detail} is missing", _E_MEMBERS, Confidence.TEXT),
    Deviation("key.unknown", "the member {detail} is not one of the seven", _E_B, Confidence.TEXT),
    Deviation("key.duplicate", "the member {detail} stands there twice", _E_B, Confidence.TEXT),
    Deviation(
        "key.case", "a member's name is in the wrong case: {detail}", _E_MEMBERS, Confidence.TEXT
    ),
    Deviation("key.misspelt", "a member's name is misspelt: {detail}", _E_MEMBERS, Confidence.TEXT),
    Deviation(
        "key.draft",
        "a member's name is that of a draft of the standard: {detail}",
        _E_MEMBERS,
        Confidence.TEXT,
    ),
    Deviation(
        "key.guessed",
        "a member's name belongs to another key set, its meaning is a guess: {detail}",
        _E_MEMBERS,
        Confidence.TEXT,
    ),
    # The member Label.
    Deviation("label.number", "Label is the number {detail}", _E_STRINGS, Confidence.TEXT),
    Deviation("label.boolean", "Label is the boolean {detail}", _E_STRINGS, Confidence.TEXT),
    Deviation("label.padded", "Label has blanks around its digit", _E_LABEL, Confidence.TEXT),
    Deviation("label.word", "Label is none of 1, 2, 3: {detail}", _E_LABEL, Confidence.TEXT),
    Deviation("label.empty", "Label is empty", _E_LABEL, Confidence.TEXT),
    # Values of members.
    Deviation("value.empty", "{detail} is empty", _E_MEMBERS, Confidence.TEXT2),
    Deviation("value.null", "{detail} is null, not a string", _E_STRINGS, Confidence.TEXT),
    Deviation("value.number", "{detail} is a number, not a string", _E_STRINGS, Confidence.TEXT),
    Deviation("value.boolean", "{detail} is a boolean, not a string", _E_STRINGS, Confidence.TEXT),
    Deviation(
        "value.nested", "{detail} is a list or an object, not a string", _E_STRINGS, Confidence.TEXT
    ),
    Deviation(
        "value.characters",
        "a value holds characters outside the allowed set: {detail}",
        _E_J,
        Confidence.TEXT,
    ),
    Deviation(
        "value.surrogate",
        "{detail} holds half a character, read as U+FFFD",
        _E_J,
        Confidence.TEXT,
    ),
    # YAML front matter.
    Deviation("yaml.flow", "the mapping is written in braces", _TEXT_GUIDE, Confidence.IMPL),
    Deviation("yaml.unquoted", "the value of {detail} is not quoted", _TEXT_GUIDE, Confidence.IMPL),
    Deviation(
        "yaml.block-scalar",
        "the value of {detail} is a block of lines",
        _TEXT_GUIDE,
        Confidence.IMPL,
    ),
    Deviation("toml.table", "the label is a TOML table", _TEXT_GUIDE, Confidence.TEXT2),
    Deviation(
        "json.front-matter", "the label stands in JSON front matter", _TEXT_GUIDE, Confidence.TEXT2
    ),
    # The container around the label.
    Deviation(
        "container.checksum",
        "a checksum of the structure that carries the label is wrong: {detail}",
        "the container's own specification",
        Confidence.KNOWN,
    ),
)

_BY_ID = {deviation.id: deviation for deviation in DEVIATIONS}
_LONGEST_DETAIL = 80


def deviation_of(tolerance: Tolerance) -> Deviation:
    """The table's row for one tolerance. Raises KeyError for an id that is not in it."""
    return _BY_ID[tolerance.id]


def noted(identifier: str, detail: str = "") -> Tolerance:
    """A tolerance of the table, its detail shortened to one printable line."""
    assert identifier in _BY_ID, identifier
    return Tolerance(identifier, shortened(detail))


def shortened(detail: str) -> str:
    """A detail as one printable line of bounded length."""
    if len(detail) > _LONGEST_DETAIL:
        detail = detail[: _LONGEST_DETAIL - 1] + "…"
    if not detail.isprintable():
        detail = "".join(c if c.isprintable() else _escaped(c) for c in detail)
    return detail


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
