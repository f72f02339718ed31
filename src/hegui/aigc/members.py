"""The implicit label itself: seven members and what was found when one was read.

Source: GB 45438-2025, clause 6.1 a) (the five elements) and Annex E (the seven members).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from hegui.rules.label_strings import MEMBER_NAMES

KEYS = MEMBER_NAMES


class Likelihood(StrEnum):
    """Annex E, member Label: how sure it is that the content is AI-generated."""

    IS = "1"
    MAY_BE = "2"
    SUSPECTED = "3"


@dataclass(frozen=True, slots=True)
class Label:
    """One implicit label, its members in the order of Annex E.

    ``likelihood`` is None where a file's own value is none of "1", "2", "3"; such a label
    can be read and reported, never written. ``content_producer`` and ``content_propagator``
    are a provider code of 27 characters (TC260-PG-20252A) or a name.
    """

    likelihood: Likelihood | None
    content_producer: str
    produce_id: str
    reserved_code_1: str = ""
    content_propagator: str = ""
    propagate_id: str = ""
    reserved_code_2: str = ""

    def values(self) -> tuple[str, ...]:
        """The seven values in the order of Annex E."""
        return (
            str(self.likelihood) if self.likelihood else "",
            self.content_producer,
            self.produce_id,
            self.reserved_code_1,
            self.content_propagator,
            self.propagate_id,
            self.reserved_code_2,
        )

    def members(self) -> Iterator[tuple[str, str]]:
        """(key, value) pairs in the order of Annex E."""
        return zip(KEYS, self.values(), strict=True)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """One deviation from Annex E or the guides that reading accepted.

    ``id`` never changes once released (see ``tolerances.py`` for the list); ``detail`` is the
    key or value concerned, as found, shortened.
    """

    id: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ParsedLabel:
    """A label as read: its meaning, its members as found, and every tolerance it needed.

    ``members`` are the (key, value) pairs in the file's own order and spelling, values as
    text (a JSON null is "", a nested value its JSON).
    """

    label: Label
    members: tuple[tuple[str, str], ...]
    tolerances: tuple[Tolerance, ...] = ()

    @property
    def label_value(self) -> str:
        """The member Label as text: its meaning, or what was found where it has none."""
        if self.label.likelihood is not None:
            return self.label.likelihood.value
        return next((value for key, value in self.members if key.strip().lower() == "label"), "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text that claims to be a label is none: an English template and its facts."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.facts) if self.facts else self.template

    def __str__(self) -> str:
        return self.reason
