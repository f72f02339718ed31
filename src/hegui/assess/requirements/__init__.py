"""What an assessment is held to: editions, figures, risks, aspects and clauses, as data.

No figure stands in code: whoever needs one asks an edition for it, and gets it with its clause,
its verb and how sure it is.
"""

from __future__ import annotations

from hegui.assess.requirements.aspects import ASPECTS, Aspect, aspect
from hegui.assess.requirements.clauses import Clause, clauses_of
from hegui.assess.requirements.editions import DEFAULT_EDITION, EDITIONS, Edition, edition
from hegui.assess.requirements.figures import (
    NUMBERED,
    Requirement,
    Scope,
    Verb,
    requirement,
    requirements_of,
)
from hegui.assess.requirements.risks import GROUPS, RISKS, Group, Risk, risk, risks_of

__all__ = [
    "ASPECTS",
    "DEFAULT_EDITION",
    "EDITIONS",
    "GROUPS",
    "NUMBERED",
    "RISKS",
    "Aspect",
    "Clause",
    "Edition",
    "Group",
    "Requirement",
    "Risk",
    "Scope",
    "Verb",
    "aspect",
    "clauses_of",
    "edition",
    "requirement",
    "requirements_of",
    "risk",
    "risks_of",
]
