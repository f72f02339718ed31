"""The bytes that signatures cover, exactly.

The guide (TC260-PG-202511A App. A.1) names three members for the producer's signature over a
label. What the propagator's signature covers is not public: hegui's profile says it for itself
(docs/seals.md). Every value stands as JSON writes it.
"""

from __future__ import annotations

import json

from hegui.aigc import Label, ParsedLabel
from hegui.rules import security
from hegui.seal.contents import Code
from hegui.seal.sm3 import sm3

GUIDE_MEMBERS = security.SIGNED_MEMBERS.words
"""Label, ContentProducer, ProduceID."""
PLATFORM_MEMBERS = (*GUIDE_MEMBERS, "ReservedCode1", "ContentPropagator", "PropagateID")
"""What hegui's profile covers in ReservedCode2, ReservedCode1 by its digest."""

_quoted = json.JSONEncoder(ensure_ascii=False).encode


def members_of(label: Label | ParsedLabel) -> dict[str, str]:
    """A label's seven members as they are signed: of a label that was read, its Label as found."""
    if isinstance(label, ParsedLabel):
        return {**dict(label.label.members()), "Label": label.label_value}
    return dict(label.members())


def guide_bytes(members: dict[str, str]) -> bytes:
    """``"Label":"1","ContentProducer":"X","ProduceID":"Y"``: what the guide has signed."""
    return _joined({name: members[name] for name in GUIDE_MEMBERS})


def platform_bytes(members: dict[str, str]) -> bytes:
    """What hegui's profile signs in ReservedCode2: the members before it, in Annex E's order.

    ReservedCode1 is there as the SM3 of its text, 64 hexadecimal digits, so that a seal of the
    producer is covered without being repeated. Raises CannotSeal without SM3.
    """
    covered = {name: members[name] for name in PLATFORM_MEMBERS}
    covered["ReservedCode1"] = sm3(_utf8(members["ReservedCode1"])).hex()
    return _joined(covered)


def signed_bytes(members: dict[str, str], code: Code) -> bytes:
    """What a seal of hegui's own signs for the label in this reserved code."""
    return guide_bytes(members) if code is Code.PRODUCER else platform_bytes(members)


def covered_members(code: Code) -> tuple[str, ...]:
    """The members that :func:`signed_bytes` covers."""
    return GUIDE_MEMBERS if code is Code.PRODUCER else PLATFORM_MEMBERS


def _joined(members: dict[str, str]) -> bytes:
    return _utf8(",".join(f'"{key}":{_quoted(value)}' for key, value in members.items()))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
