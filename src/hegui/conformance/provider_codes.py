"""TC260-PG-20252A: are the providers named by codes, and are the codes well formed?"""

from __future__ import annotations

from collections.abc import Iterator

from hegui import codes
from hegui.conformance.check import Check, Judge, Observation, Seen, Verb
from hegui.conformance.presence import no_label
from hegui.conformance.subject import Subject
from hegui.implicit.container import Site
from hegui.rules import Confidence, clause
from hegui.rules.codes import CODE_LENGTH

_GUIDE = "tc260-pg-20252a"


def _named(member: str, value: str, site: Site) -> Iterator[Observation]:
    if len(value) == CODE_LENGTH:
        yield Observation(
            Seen.CONFORMS, "{member} is a code", {"member": member}, site.place, site.offset
        )
    elif value:
        yield Observation(
            Seen.DEPARTS,
            "{member} {value!r} is a name, where providers with a Chinese code write the code",
            {"member": member, "value": value[:80]},
            site.place,
            site.offset,
            Confidence.KNOWN,  # no rule for providers overseas was found
        )


def _formed(member: str, value: str, site: Site) -> Iterator[Observation]:
    if len(value) != CODE_LENGTH:
        return
    findings = codes.findings_of(value)
    for finding in findings:
        yield Observation(
            Seen.DEPARTS,
            "{member}: {reason}",
            {"member": member, "reason": finding},
            site.place,
            site.offset,
            finding.confidence,
        )
    if not findings:
        yield Observation(
            Seen.CONFORMS, "{member} is well formed", {"member": member}, site.place, site.offset
        )


def _of_each_party(named: bool) -> Judge:
    look = _named if named else _formed

    def judge(subject: Subject) -> Iterator[Observation]:
        if not subject.labels:
            yield no_label(subject)
            return
        seen = False
        for site in subject.labels:
            assert site.parsed is not None
            label = site.parsed.label
            parties = {"ContentProducer": label.content_producer}
            if label.content_propagator != label.content_producer:
                parties["ContentPropagator"] = label.content_propagator
            for member, value in parties.items():
                for observation in look(member, value, site):
                    seen = True
                    yield observation
        if not seen:
            yield Observation(Seen.NOT_APPLICABLE, "names no provider by a code")

    return judge


CHECKS = (
    Check(
        "code.used",
        "providers are named by their codes",
        clause(f"{_GUIDE}/composition"),
        Verb.SHOULD,
        _of_each_party(named=True),
    ),
    Check(
        "code.formed",
        "provider codes are well formed",
        clause(f"{_GUIDE}/composition"),
        Verb.SHALL,
        _of_each_party(named=False),
    ),
)
