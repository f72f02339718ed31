"""The words of the catalogue's own fields; their values never change once released."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where an instrument or a standard stands in its life."""

    PROPOSED = "proposed"
    PRE_RESEARCH = "pre_research"
    DRAFTING = "drafting"
    CONSULTATION = "consultation"
    DRAFT_CONSULTATION = "draft_consultation"
    APPROVAL = "approval"
    ADOPTED_NOT_IN_FORCE = "adopted_not_in_force"
    PUBLISHED_NOT_EFFECTIVE = "published_not_effective"
    PUBLISHED = "published"
    """Published, and no day of taking effect is known, or there is none (a report, a framework)."""
    IN_FORCE = "in_force"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    """In force as amended."""
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    UNKNOWN = "unknown"
    """A topic that is only referred to."""


class Tier(StrEnum):
    """China's five tiers of rules."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    DEPARTMENTAL_RULE = "departmental_rule"
    NORMATIVE_DOCUMENT = "normative_document"
    TECHNICAL_STANDARD = "technical_standard"


class Level(StrEnum):
    """What kind of standard it is."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    GUIDANCE = "guidance"
    SECTOR = "sector"
    ASSOCIATION = "association"
    INTERNATIONAL = "international"
    PRACTICE_GUIDE = "practice_guide"
    TECHNICAL_DOCUMENT = "technical_document"
    RESEARCH_REPORT = "research_report"
    PROJECT = "project"


class Verb(StrEnum):
    """How an obligation binds whom it addresses."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"
    MAY = "may"


class Role(StrEnum):
    """Whom an obligation addresses."""

    PROVIDER = "provider"
    PLATFORM = "platform"
    APP_STORE = "app_store"
    TECHNICAL_SUPPORTER = "technical_supporter"
    DEPLOYER = "deployer"
    USER = "user"


class Content(StrEnum):
    """What an obligation is about."""

    TEXT = "text"
    IMAGE = "image"
    SOUND = "sound"
    VIDEO = "video"
    SCENE = "scene"
    INTERFACE = "interface"
    OTHER = "other"
    TRAINING_DATA = "training_data"


class Strength(StrEnum):
    """How what one obligation asks stands to what another asks."""

    EQUAL = "equal"
    SUBSET = "subset"
    SUPERSET = "superset"
    INTERSECTS = "intersects"
    NONE = "none"


# Relations, each with its inverse. Between laws ELI's words, otherwise Relaton's.
INVERSES: dict[str, str] = {
    "amends": "amended_by",
    "based_on": "basis_for",
    "ensures_implementation_of": "implementation_ensured_by",
    "obsoletes": "obsoletedBy",
    "complementOf": "hasComplement",
    "commentaryOf": "hasCommentary",
    "successorOf": "hasSuccessor",
    "adoptedFrom": "adoptedAs",
    "partOf": "hasPart",
    "draftOf": "hasDraft",
    "related": "related",
}
