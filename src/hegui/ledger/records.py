"""What the ledger keeps: one frozen class a kind of record.

A member is public (it goes into the hashed entry) or personal (it is kept apart, the entry holds a
salted commitment to it, and it can be erased). A public member that is looked up by names its
term. A digest is written as "sha256:…" or "sm3:…", lower-case hexadecimal.
Sources: Labelling Measures art. 6 (verdict, propagation), art. 9 (waived: the recipient's log),
art. 10 (declaration); GB 45438-2025 Annex E (the members of labels).
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import ClassVar, Self

from hegui.errors import InvalidRecord

PRODUCE_ID, PROPAGATE_ID = "produce_id", "propagate_id"
DIGEST, PROVIDER, KIND, ABOUT = "digest", "provider", "kind", "about"
"""The terms that records are looked up by."""

_MOST_TEXT = 4096  # characters of a public member
_MOST_PERSONAL = 20_000  # characters of a personal one: a complaint in its own words


def _term(name: str) -> dict[str, object]:
    return {"term": name}


_Fields = tuple[Field[str], ...]
_PERSONAL: dict[str, object] = {"personal": True}


@dataclass(frozen=True, slots=True)
class Record:
    """Base of every kind. Raises InvalidRecord for members that are missing or too long."""

    kind: ClassVar[str] = ""

    def __post_init__(self) -> None:
        _check(self)

    @classmethod
    def restored(cls, members: dict[str, object]) -> Self:
        """A record of what was kept of it: personal members that are not there are empty."""
        record = cls.__new__(cls)
        for one in fields(cls):
            value = members.get(one.name, "" if "personal" in one.metadata else one.default)
            if value is MISSING:
                raise InvalidRecord("{key} of a record is empty", key=one.name)
            object.__setattr__(record, one.name, value)
        return record

    def public(self) -> dict[str, str | int | bool]:
        """The members of the hashed entry; texts and flags that say nothing are left out."""
        return {
            one.name: value
            for one in _split(self.kind)[0]
            if (value := getattr(self, one.name)) != "" and value is not False
        }

    def personal(self) -> dict[str, str]:
        """The members that are kept apart."""
        return {
            one.name: value for one in _split(self.kind)[1] if (value := getattr(self, one.name))
        }

    def terms(self) -> tuple[tuple[str, str], ...]:
        """(term, value) of everything that the record is found by, each once."""
        found = {(KIND, self.kind): None}
        for one in _split(self.kind)[0]:
            value: object = getattr(self, one.name)
            if "term" in one.metadata and value != "":
                found[(one.metadata["term"], str(value))] = None
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ProductionRecord(Record):
    """A work was labelled by its producer (Measures art. 4 and 5).

    ``digest`` is that of the file as handed out, ``content`` that of its content alone;
    ``explicit`` says whether the explicit label was written, or why not.
    """

    kind: ClassVar[str] = "production"
    producer: str = field(metadata=_term(PROVIDER))
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    digest: str = field(default="", metadata=_term(DIGEST))
    content: str = field(default="", metadata=_term(DIGEST))
    propagator: str = field(default="", metadata=_term(PROVIDER))
    propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    label: str = ""
    format: str = ""
    explicit: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PropagationRecord(Record):
    """An upload was handed on by a platform (Measures art. 6 para 2).

    ``replaced_propagator`` and ``replaced_propagate_id`` are the elements of another platform in
    whose place the new ones came.
    """

    kind: ClassVar[str] = "propagation"
    propagator: str = field(metadata=_term(PROVIDER))
    propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    verdict: str = ""
    digest: str = field(default="", metadata=_term(DIGEST))
    content: str = field(default="", metadata=_term(DIGEST))
    producer: str = field(default="", metadata=_term(PROVIDER))
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    replaced_propagator: str = field(default="", metadata=_term(PROVIDER))
    replaced_propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    label: str = ""
    format: str = ""
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class VerdictRecord(Record):
    """An upload was checked (Measures art. 6): what was concluded, and of what."""

    kind: ClassVar[str] = "verdict"
    verdict: str
    digest: str = field(default="", metadata=_term(DIGEST))
    content: str = field(default="", metadata=_term(DIGEST))
    row: str = ""
    label: str = ""
    declared: bool = False
    producer: str = field(default="", metadata=_term(PROVIDER))
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    propagator: str = field(default="", metadata=_term(PROVIDER))
    propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    format: str = ""


@dataclass(frozen=True, slots=True)
class WaiverRecord(Record):
    """Content is handed out without explicit label at a user's request (Measures art. 9).

    ``recipient`` is who asked for it, ``agreement`` the one that fixes their duty to label.
    """

    kind: ClassVar[str] = "waived"
    producer: str = field(metadata=_term(PROVIDER))
    recipient: str = field(metadata=_PERSONAL)
    agreement: str = field(metadata=_PERSONAL)
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    reason: str = "waived"
    digest: str = field(default="", metadata=_term(DIGEST))
    content: str = field(default="", metadata=_term(DIGEST))
    format: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationRecord(Record):
    """A user declared content as generated, or as not generated (Measures art. 6 (2), 10)."""

    kind: ClassVar[str] = "declaration"
    says: str
    digest: str = field(default="", metadata=_term(DIGEST))
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    user: str = field(default="", metadata=_PERSONAL)


@dataclass(frozen=True, slots=True)
class ComplaintRecord(Record):
    """Somebody complained about content or its label. ``subject`` is a word of the platform's."""

    kind: ClassVar[str] = "complaint"
    subject: str
    produce_id: str = field(default="", metadata=_term(PRODUCE_ID))
    propagate_id: str = field(default="", metadata=_term(PROPAGATE_ID))
    digest: str = field(default="", metadata=_term(DIGEST))
    contact: str = field(default="", metadata=_PERSONAL)
    text: str = field(default="", metadata=_PERSONAL)


@dataclass(frozen=True, slots=True)
class AppealRecord(Record):
    """Somebody appealed against the record at position ``about``: a verdict, a resolution."""

    kind: ClassVar[str] = "appeal"
    about: int = field(metadata=_term(ABOUT))
    subject: str = ""
    contact: str = field(default="", metadata=_PERSONAL)
    text: str = field(default="", metadata=_PERSONAL)


@dataclass(frozen=True, slots=True)
class ResolutionRecord(Record):
    """What became of the complaint or appeal at position ``about``."""

    kind: ClassVar[str] = "resolution"
    about: int = field(metadata=_term(ABOUT))
    outcome: str
    text: str = field(default="", metadata=_PERSONAL)


@dataclass(frozen=True, slots=True)
class AssessmentRecord(Record):
    """A generative service was assessed and a filing packed (TC260-003 9.1, GB/T 45654-2025).

    ``digest`` is that of the assessment's JSON form, ``plan`` of its locked plan, ``package`` of
    the manifest that names every file of the filing.
    """

    kind: ClassVar[str] = "assessment"
    service: str
    edition: str
    conclusion: str
    digest: str = field(default="", metadata=_term(DIGEST))
    plan: str = field(default="", metadata=_term(DIGEST))
    package: str = field(default="", metadata=_term(DIGEST))


@dataclass(frozen=True, slots=True)
class ErasureRecord(Record):
    """The personal members of the record at position ``about`` were erased."""

    kind: ClassVar[str] = "erasure"
    about: int = field(metadata=_term(ABOUT))
    reason: str


@dataclass(frozen=True, slots=True)
class RetentionRecord(Record):
    """Every entry before position ``before`` was let go after ``months``; its hash is kept."""

    kind: ClassVar[str] = "retention"
    before: int
    months: int


KINDS: dict[str, type[Record]] = {
    one.kind: one
    for one in (
        ProductionRecord,
        PropagationRecord,
        VerdictRecord,
        WaiverRecord,
        DeclarationRecord,
        ComplaintRecord,
        AppealRecord,
        ResolutionRecord,
        AssessmentRecord,
        ErasureRecord,
        RetentionRecord,
    )
}
"""Every kind of record by the name it has in an entry."""


@cache
def _split(kind: str) -> tuple[_Fields, _Fields]:
    """The public fields and the personal ones."""
    every = fields(KINDS[kind])
    return (
        tuple(one for one in every if "personal" not in one.metadata),
        tuple(one for one in every if "personal" in one.metadata),
    )


@cache
def _required(kind: str) -> tuple[str, ...]:
    """The members that a record is nothing without."""
    return tuple(one.name for one in fields(KINDS[kind]) if one.default is MISSING)


def _check(record: Record) -> None:
    for most, these in zip((_MOST_TEXT, _MOST_PERSONAL), _split(record.kind), strict=True):
        for one in these:
            value: object = getattr(record, one.name)
            if isinstance(value, str) and len(value) > most:
                raise InvalidRecord(
                    "{key} is longer than the {ceiling} characters of a record",
                    key=one.name,
                    ceiling=most,
                )
            if isinstance(value, int) and value < 0:
                raise InvalidRecord("{key} is no position in the ledger", key=one.name)
    for name in _required(record.kind):
        if getattr(record, name) == "":
            raise InvalidRecord("{key} of a record is empty", key=name)
