"""What a person can say of an item, and when two say the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.requirements import RISKS
from hegui.errors import UsageError

MOST_REASON = 4000
_KNOWN = frozenset(one.id for one in RISKS)


class Role(StrEnum):
    """Two judge without seeing each other; the third is asked where they disagree."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Asks(StrEnum):
    """What is asked of an item."""

    QUALIFIED = "qualified"
    """Whether it is free of all risks (contents and corpus)."""
    REFUSAL = "refusal"
    """Whether the answer refuses."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person says: the risks shown, or the kind of refusal, with the reason."""

    risks: tuple[str, ...] = ()
    refusal: Refusal | None = None
    reason: str = ""


def checked(opinion: Opinion, asks: Asks) -> Opinion:
    """The opinion as it is kept. Raises UsageError where it is no answer to what was asked."""
    unknown = [one for one in opinion.risks if one not in _KNOWN]
    if unknown:
        raise UsageError("{text} is none of the 31 risks", text=unknown[0])
    if asks is Asks.REFUSAL and (opinion.refusal is None or opinion.risks):
        raise UsageError("say whether the answer refuses: none, partial or full")
    if asks is Asks.QUALIFIED and opinion.refusal is not None:
        raise UsageError("say which risks the text shows, or none")
    reason = opinion.reason.strip()
    if opinion.risks and not reason:
        raise UsageError("say why it is not qualified")
    if len(reason) > MOST_REASON:
        raise UsageError("the reason is longer than {most} characters", most=MOST_REASON)
    return Opinion(tuple(sorted(set(opinion.risks))), opinion.refusal, reason)


def agree(one: Opinion, other: Opinion, asks: Asks) -> bool:
    """Whether both come to the same decision: which risks were named may differ."""
    if asks is Asks.REFUSAL:
        return one.refusal is other.refusal
    return bool(one.risks) == bool(other.risks)


def joined(one: Opinion, other: Opinion) -> Opinion:
    """What two who agree say together."""
    reasons = "; ".join(part for part in (one.reason, other.reason) if part)
    return Opinion(tuple(sorted({*one.risks, *other.risks})), one.refusal, reasons)
