"""Names of the seven members as files from the wild spell them.

Source: labels met in practice, among them draft-era names (Propagator, PropatorID) and an
older key set (ServiceProvider, ServiceUser, Time, ContentId), whose correspondence to today's
members is nowhere stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hegui.aigc.members import KEYS


@dataclass(frozen=True, slots=True)
class Spelling:
    """Which member a name stands for, and the tolerance it takes ("" for the exact name)."""

    member: str
    tolerance: str


_MISSPELT = {
    "reservecode1": "ReservedCode1",
    "reservecode2": "ReservedCode2",
    "reserverdcode1": "ReservedCode1",
    "reserverdcode2": "ReservedCode2",
    "producerid": "ProduceID",
    "propagatorid": "PropagateID",
    "contentproduct": "ContentProducer",
    "contentpropagater": "ContentPropagator",
}
_DRAFT = {"propagator": "ContentPropagator", "propatorid": "PropagateID"}
# One reserved code where there are two members, and the older key set: nothing says which of
# today's members they correspond to. ServiceUser and Time have no counterpart at all.
_GUESSED = {
    "reservecode": "ReservedCode1",
    "reservedcode": "ReservedCode1",
    "serviceprovider": "ContentProducer",
    "contentid": "ProduceID",
}

_EXACT = {key: Spelling(key, "") for key in KEYS}
_FOLDED = {
    **{key.lower(): Spelling(key, "key.misspelt") for key in KEYS},
    **{name: Spelling(key, "key.misspelt") for name, key in _MISSPELT.items()},
    **{name: Spelling(key, "key.draft") for name, key in _DRAFT.items()},
    **{name: Spelling(key, "key.guessed") for name, key in _GUESSED.items()},
}
_LONGEST = 64
_NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def spelling_of(name: str) -> Spelling | None:
    """The member that a name stands for, or None for a name hegui does not know."""
    exact = _EXACT.get(name)
    if exact is not None or len(name) > _LONGEST:
        return exact
    lower = name.lower()
    found = _FOLDED.get(_NOT_ALPHANUMERIC.sub("", lower))
    if found is not None and found.member.lower() == lower:
        return Spelling(found.member, "key.case")
    return found


def members_named(names: list[str]) -> int:
    """How many distinct members a list of names stands for."""
    return len({found.member for name in names if (found := spelling_of(name))})


def is_outer(name: str) -> bool:
    """Whether a name is that of the outer member AIGC, in any case."""
    return len(name) <= _LONGEST and name.strip().upper() == "AIGC"
