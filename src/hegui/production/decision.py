"""Which label a file gets: a new one, or the producer's own with what must be kept of it.

Sources: GB 45438-2025 Annex E; Labelling Measures art. 10 (nobody's label is overwritten).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hegui.aigc import Label, Likelihood, allowed, encode
from hegui.aigc.content_number import random_number
from hegui.errors import ForeignLabel
from hegui.identity import same_provider
from hegui.implicit.container import Kind, Reading, Site
from hegui.sealing.keeping import Keeper

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.seal.signing import Signer
    from hegui.sealing.making import Sealer

# The parties that a damaged label's text names, however its quotes are escaped.
_PARTY = r"Content(?:Producer|Propagator)\W{1,20}?[:=][\"'\s\\&;#\w]*?([\w.@-]{2,})"


class Decision:
    """Which label a file gets, given what it says now; ``label`` is set once decided, and
    ``again``: whether the file carries the producer's label now.

    ``propagator`` is empty where the producer is its own first propagator; ``signer`` is None for
    a label without a seal; ``permit`` raises where a file of this kind may not be labelled so.
    ``produce_id`` is the number in any case, ``fresh_id`` that of a file that has none of its own.
    """

    label: Label | None = None
    again = False
    guard: Keeper | Sealer

    def __init__(
        self,
        producer: str,
        propagator: str,
        signer: Signer | None,
        produce_id: str | None,
        permit: Callable[[Kind], None],
        fresh_id: str | None = None,
    ) -> None:
        self.producer = producer
        self.propagator = propagator
        self.produce_id = produce_id
        self.permit = permit
        self.fresh_id = fresh_id
        if signer is None:
            self.guard = Keeper()
            return
        from hegui.sealing.making import Sealer

        self.guard = Sealer(signer)

    def text(self, reading: Reading) -> str:
        """The label as bare JSON. Raises ForeignLabel, InvalidLabel.

        Asked again for the same content (a sidecar), it decides the same.
        """
        self.permit(reading.kind)
        for site in reading.sites:
            refuse_foreign(site, self.producer)
        self.again = bool(reading.sites)
        if self.label is None:
            self.label = self._label(reading)
        return encode(self.label)

    def _label(self, reading: Reading) -> Label:
        old = _previous(reading)
        number = self.produce_id or (old.produce_id if old else "") or self.fresh_id
        number = number or random_number()
        new = Label(
            Likelihood.IS,
            self.producer,
            number,
            content_propagator=self.propagator or self.producer,
            propagate_id=number,
        )
        theirs = _platforms_elements(reading, self.producer)
        if old is None or (old.likelihood, old.content_producer, old.produce_id) != (
            new.likelihood,
            new.content_producer,
            new.produce_id,
        ):
            # What a seal in a reserved code covers has changed, so the seal goes.
            return _propagated_by(new, theirs) if theirs else new
        kept = replace(new, reserved_code_1=old.reserved_code_1)
        if theirs:
            return _propagated_by(kept, theirs)
        ours = self.propagator
        if old.content_propagator and ours in ("", old.content_propagator):
            return _propagated_by(kept, old)
        return kept


def _propagated_by(label: Label, other: Label) -> Label:
    """``label`` with the propagation members of ``other``."""
    return replace(
        label,
        content_propagator=other.content_propagator,
        propagate_id=other.propagate_id,
        reserved_code_2=other.reserved_code_2,
    )


def _platforms_elements(reading: Reading, producer: str) -> Label | None:
    """The label whose propagation members a platform wrote; they are not the producer's to lose.

    Raises ForeignLabel where several platforms' stand side by side: one label cannot keep both.
    """
    found = {
        (label.content_propagator, label.propagate_id, label.reserved_code_2): label
        for label in (site.parsed.label for site in reading.sites if site.parsed)
        if label.content_propagator and not same_provider(label.content_propagator, producer)
    }
    if len(found) > 1:
        raise ForeignLabel(
            "holds the propagation elements of {count} platforms in several labels, and one label "
            "cannot keep them all (Labelling Measures art. 10)",
            count=len(found),
        )
    return next(iter(found.values()), None)


def _previous(reading: Reading) -> Label | None:
    """The own label whose content number is kept: the prescribed one, or the one all agree on.

    Copies that contradict each other, and numbers that may not be written, keep nothing.
    """
    labels = [site.parsed.label for site in reading.sites if site.parsed]
    prescribed = [site.parsed.label for site in reading.sites if site.parsed and site.prescribed]
    candidates = prescribed[:1] or labels
    numbers = {one.produce_id for one in candidates}
    if len(numbers) != 1 or not allowed(candidates[0].produce_id):
        return None
    return candidates[0]


def refuse_foreign(site: Site, producer: str) -> None:
    """Raises ForeignLabel where a site's label is not ``producer``'s own, or cannot be shown
    to be (Labelling Measures art. 10)."""
    if site.parsed is None:
        parties = set(re.findall(_PARTY, site.text))
        if not parties or not all(same_provider(one, producer) for one in parties):
            raise ForeignLabel(
                "holds a label that cannot be read ({reason}); hegui overwrites no label that "
                "it cannot show to be yours (Labelling Measures art. 10)",
                place=site.place,
                reason=site.problem,
            )
        return
    theirs = site.parsed.label.content_producer
    if not same_provider(theirs, producer):
        raise ForeignLabel(
            "carries the label of {producer}; a platform adds its own elements beside it, nobody "
            "overwrites another's label (Labelling Measures art. 6 and 10)",
            place=site.place,
            producer=theirs or "?",
        )
