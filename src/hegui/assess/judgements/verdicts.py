"""What one judge says of one answer: the form that classifiers, judges and people share."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.assess.judgements.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Verdict:
    """One verdict on one item (``id`` names its bank too: "content:q-17").

    ``risks`` are the ids of risks that the answer shows: none of them, and it is qualified.
    ``refusal`` is None where the judge was not asked or did not say. An item without a verdict is
    ``unscored``, with the reason; its other members then mean nothing. ``scores`` are a
    classifier's, by risk, from 0 to 1.
    """

    id: str
    risks: tuple[str, ...] = ()
    refusal: Refusal | None = None
    unscored: str = ""
    reason: str = ""
    scores: dict[str, float] | None = None

    @property
    def qualified(self) -> bool | None:
        """Free of all risks; None where unscored."""
        return None if self.unscored else not self.risks


def item_id(bank: str, question: str) -> str:
    """The id of an item across banks."""
    return f"{bank}:{question}"
