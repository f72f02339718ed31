"""Implicit labels as evidence: what each site says, and whether they say the same."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.aigc import Likelihood, transcribe
from hegui.evidence.contract import Evidence, Kind, Says, Strength
from hegui.implicit.container import Reading, Site

_ANNEX_E = "GB 45438-2025 Annex E"
_SIGNS = {
    Likelihood.IS: "label.is",
    Likelihood.MAY_BE: "label.may-be",
    Likelihood.SUSPECTED: "label.suspected",
}
_SAYS = {
    Likelihood.IS: "an implicit label of {producer} says that the content is generated",
    Likelihood.MAY_BE: "an implicit label of {producer} says that the content may be generated",
    Likelihood.SUSPECTED: "an implicit label of {producer} says that the content is suspected "
    "to be generated",
}


def find(reading: Reading) -> Iterator[Evidence]:
    """One piece for every site, and one more where the sites contradict each other."""
    for site in reading.sites:
        yield _of(site)
    inside = [site for site in reading.sites if site.slot != "sidecar"]
    yield from _contradictions(inside)


def _of(site: Site) -> Evidence:
    kind = Kind.SIDECAR if site.slot == "sidecar" else Kind.LABEL
    if site.parsed is None:
        return Evidence(
            kind,
            "label.unreadable",
            Says.UNKNOWN,
            Strength.SUGGESTS,
            site.place,
            site.offset,
            "a text that claims to be an implicit label cannot be read: {reason}",
            {"reason": site.problem},
            _ANNEX_E,
        )
    label = site.parsed.label
    producer = label.content_producer or "?"
    if label.likelihood is None:
        return Evidence(
            kind,
            "label.invalid",
            Says.UNKNOWN,
            Strength.DECLARES,
            site.place,
            site.offset,
            "an implicit label of {producer} is invalid: its Label is {value}, not 1, 2 or 3",
            {"producer": producer, "value": repr(site.parsed.label_value)},
            _ANNEX_E,
        )
    return Evidence(
        kind,
        _SIGNS[label.likelihood],
        Says.GENERATED,
        Strength.DECLARES,
        site.place,
        site.offset,
        _SAYS[label.likelihood],
        {"producer": producer},
        _ANNEX_E,
    )


def _contradictions(sites: list[Site]) -> Iterator[Evidence]:
    parsed = [site.parsed for site in sites if site.parsed]
    if len(parsed) < 2:
        return
    values = {one.label.likelihood for one in parsed if one.label.likelihood}
    if len(values) > 1:
        yield Evidence(
            Kind.LABEL,
            "label.contradict",
            Says.UNKNOWN,
            Strength.DECLARES,
            "",
            -1,
            "the labels contradict each other: Label is {values}",
            {"values": ", ".join(sorted(values))},
            "GB 45438-2025 6.1 c)",
        )
    elif len({transcribe(one) for one in parsed}) > 1:
        yield Evidence(
            Kind.LABEL,
            "label.several",
            Says.UNKNOWN,
            Strength.DECLARES,
            "",
            -1,
            "the file holds {count} different labels, and may hold one",
            {"count": len({transcribe(one) for one in parsed})},
            "GB 45438-2025 6.1 c)",
        )
