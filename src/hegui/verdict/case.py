"""One file's evidence as the table asks for it: what is there, and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.evidence.contract import Gathered, Kind


@dataclass(frozen=True, slots=True)
class Case:
    """One file's evidence as the table asks for it.

    ``labels`` are the values 1, 2, 3 that readable labels in the file hold; the others say
    whether a sign of that kind is there. ``blind``: something could not be looked at.
    """

    labels: frozenset[str]
    invalid: bool
    seal_failed: bool
    declared: bool
    sidecar: bool
    explicit: bool
    traces: bool
    c2pa_trusted: bool
    c2pa_unknown: bool
    c2pa_broken: bool
    iptc: bool
    detector: bool
    unreadable: bool
    blind: bool

    @classmethod
    def of(cls, gathered: Gathered) -> Case:
        """The case that one file's evidence makes."""
        signs = {one.sign for one in gathered.of(Kind.LABEL)}
        generated = {one.sign for one in gathered.evidence if one.generated}
        kinds = {one.kind for one in gathered.evidence if one.generated}
        return cls(
            frozenset(value for sign, value in _VALUES.items() if sign in signs),
            not signs.isdisjoint(("label.invalid", "label.unreadable")),
            any(one.sign == "seal.failed" for one in gathered.of(Kind.SEAL)),
            Kind.DECLARATION in kinds,
            bool(gathered.of(Kind.SIDECAR)),
            Kind.EXPLICIT in kinds,
            Kind.TRACE in kinds,
            "c2pa.trusted" in generated,
            "c2pa.unknown" in generated,
            "c2pa.broken" in generated,
            Kind.IPTC in kinds,
            Kind.DETECTOR in kinds,
            gathered.reading is None and bool(gathered.unexamined),
            bool(gathered.unexamined),
        )


_VALUES = {"label.is": "1", "label.may-be": "2", "label.suspected": "3"}
