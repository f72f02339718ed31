"""What seals prove, as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.seal.answers import Seals, Verification

_ABSENT = "absent"


def seals_record(seals: Seals | None, lang: str) -> dict[str, object]:
    """Both answers under the names of their reserved codes, and what no signature covers."""
    if seals is None:
        absent = {"answer": _ABSENT}
        return {"ReservedCode1": absent, "ReservedCode2": absent, "uncovered": []}
    return {
        **{one.code.value: seal_record(one, lang) for one in seals.both},
        "uncovered": list(seals.uncovered),
    }


def seal_record(one: Verification, lang: str) -> dict[str, object]:
    """One answer; of an absent seal nothing but that."""
    if one.answer == _ABSENT:
        return {"answer": one.answer.value}
    return {
        "answer": one.answer.value,
        "invalid": one.invalid,
        "bound": one.bound,
        "key": one.standing.value if one.standing else None,
        "provider": one.provider or None,
        "fingerprints": list(one.keys),
        "sealed_at": f"{one.sealed_at:%Y-%m-%dT%H:%M:%SZ}" if one.sealed_at else None,
        "signatures": [
            {"covers": each.covers.value, "outcome": each.outcome.value, "key": each.key or None}
            for each in one.signatures
        ],
        "covered": list(one.covered),
        "uncovered": list(one.uncovered),
        "confidence": one.confidence.value,
        "tolerances": [{"id": each.id, "detail": each.detail} for each in one.tolerances],
        "reason": one.say(lang),
        "notices": [notice.say(lang) for notice in one.notices],
    }
