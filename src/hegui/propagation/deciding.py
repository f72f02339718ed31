"""Which label an upload goes on with: the producer's as it is, the platform's elements added.

Sources: Labelling Measures art. 6 para 2 (what is added), art. 10 (nothing is lost);
GB 45438-2025 6.1 c) (one label a file), Annex E.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hegui.aigc import Label, Likelihood, ParsedLabel, encode, transcribe
from hegui.aigc.content_number import random_number
from hegui.errors import ForeignLabel, InvalidLabel, UsageError
from hegui.identity import same_provider
from hegui.implicit.container import Reading, Site
from hegui.messages import Notice
from hegui.propagation.result import Elements
from hegui.verdict import Judgement

PROPAGATOR = "propagator"
_OF_PRODUCER = ("ContentProducer", "ProduceID", "ReservedCode1")


@dataclass(slots=True)
class Decision:
    """Decides for one file, given what it says; ``earlier`` and ``notices`` fill on the way.

    ``propagate_id`` is the number in any case, ``fresh_id`` that of a file that this platform
    has not numbered yet.

    Asked again about the same file, it decides the same.
    """

    propagator: str
    propagate_id: str | None
    judgement: Judgement
    fresh_id: str | None = None
    earlier: Elements | None = None
    notices: list[Notice] = field(default_factory=list)
    _decided: str = ""

    def text(self, reading: Reading) -> str:
        """The label as bare JSON. Raises ForeignLabel, InvalidLabel."""
        if not self._decided:
            self._decided = self._text(reading)
        return self._decided

    def _text(self, reading: Reading) -> str:
        kept = self._kept(reading)
        if kept is None:
            return encode(self._new())
        return transcribe(self._with_elements(kept))

    def _new(self) -> Label:
        """Where no label exists: Label follows the case, the producer is the policy's to say."""
        if not self.judgement.label:
            raise UsageError("no label follows from the verdict {verdict}", verdict=self.verdict)
        number = self.propagate_id or self.fresh_id or random_number()
        absent = self.judgement.policy.absent_producer
        return Label(
            Likelihood(self.judgement.label),
            self.propagator if absent == PROPAGATOR else absent,
            number,
            content_propagator=self.propagator,
            propagate_id=number,
        )

    @property
    def verdict(self) -> str:
        """The verdict's own word."""
        return self.judgement.verdict.value

    def _with_elements(self, kept: ParsedLabel) -> ParsedLabel:
        """The producer's label, its own members as they are, with this platform's elements."""
        there = Elements.of(kept.label)
        mine = there.content_propagator == self.propagator
        number = self.propagate_id or (there.propagate_id if mine else "") or self.fresh_id
        number = number or random_number()
        first = same_provider(there.content_propagator, kept.label.content_producer)
        if not there.empty and not mine and not first:
            self.earlier = there
        label = replace(
            kept.label,
            content_propagator=self.propagator,
            propagate_id=number,
            reserved_code_2="",
        )
        if label.likelihood is None and self.judgement.policy.invalid_value == "case":
            label = replace(label, likelihood=Likelihood(self.judgement.label or "3"))
        self._doubt(label)
        return replace(kept, label=label)

    def _doubt(self, label: Label) -> None:
        try:
            encode(label)
        except InvalidLabel as error:
            self.notices.append(
                Notice(
                    "the producer's label is handed on as found and does not conform: {reason}",
                    {"reason": error},
                )
            )

    def _kept(self, reading: Reading) -> ParsedLabel | None:
        """The producer's label; None where the file holds none. Raises ForeignLabel."""
        sites = [site for site in reading.sites if site.slot != "sidecar"]
        for site in sites:
            if site.parsed is None:
                raise ForeignLabel(
                    "holds a label that cannot be read ({reason}): its producer's members cannot "
                    "be kept as they are, and nothing is lost for the platform's elements "
                    "(Labelling Measures art. 10)",
                    place=site.place,
                    reason=site.problem,
                )
        if not sites:
            return None
        if len({_producers(site) for site in sites}) > 1:
            return self._chosen(sites)
        return _best(sites)

    def _chosen(self, sites: list[Site]) -> ParsedLabel:
        """One of several labels that contradict each other, as the policy says."""
        choice = self.judgement.policy.several_labels
        prescribed = [site for site in sites if site.prescribed]
        if choice == "refuse" or (choice == "prescribed" and not prescribed):
            raise ForeignLabel(
                "holds {count} labels of different producers, numbers or values, and one file may "
                "hold one (GB 45438-2025 6.1 c): policy.several_labels says which is kept",
                count=len({_producers(site) for site in sites}),
            )
        chosen = {"prescribed": prescribed, "first": sites, "last": sites[::-1]}[choice][0]
        assert chosen.parsed is not None
        self.notices.append(
            Notice(
                "of {count} labels that contradict each other, that at {place} is kept",
                {"count": len(sites), "place": chosen.place},
            )
        )
        return chosen.parsed


def _producers(site: Site) -> tuple[str, ...]:
    """What a label's producer wrote, value by value."""
    assert site.parsed is not None
    values = dict(site.parsed.label.members())
    return (site.parsed.label_value, *(values[key] for key in _OF_PRODUCER))


def _best(sites: list[Site]) -> ParsedLabel:
    """Among copies of one label, the one that knows most of an earlier platform."""
    ranked = sorted(
        sites,
        key=lambda site: (
            site.parsed is None or Elements.of(site.parsed.label).empty,
            not site.prescribed,
        ),
    )
    assert ranked[0].parsed is not None
    return ranked[0].parsed
