"""TC260-PG-202511A: do the seals in the reserved codes verify?

Nobody must seal a label (Annex E: the content of a reserved code is optional); but a seal that
shows that something was altered is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.conformance.check import Check, Observation, Seen, Verb
from hegui.conformance.presence import no_label
from hegui.conformance.subject import Subject
from hegui.implicit.container import Site
from hegui.rules import Confidence, clause
from hegui.seal.answers import Answer, Verification

_GUIDE = "tc260-pg-202511a"
_NOTHING_TO_VERIFY = (Answer.ABSENT, Answer.OPAQUE)
# Which bytes these rest on no public source says: hegui's profile, or a vendor's practice.
_UNSURE = {
    Answer.NOT_TIED: Confidence.IMPL,
    Answer.OTHER_CONTENT: Confidence.IMPL,
    Answer.KEY_NOT_IN_FORCE: Confidence.IMPL,
}


def _verifies(subject: Subject) -> Iterator[Observation]:
    seen = False
    sites = subject.reading.sites if subject.reading else ()
    for site, seals in zip(sites, subject.seals, strict=True):
        if seals is None or site.slot == "sidecar":
            continue
        for verification in seals.both:
            if verification.answer not in _NOTHING_TO_VERIFY:
                seen = True
                yield _seen(site, verification)
    if subject.labels and not seen:
        yield Observation(Seen.NOT_APPLICABLE, "holds no seal that can be verified")
    elif not subject.labels:
        yield no_label(subject)


def _seen(site: Site, verification: Verification) -> Observation:
    if verification.answer is Answer.CANNOT_TELL:
        seen = Seen.COULD_NOT_TELL
    else:
        seen = Seen.DEPARTS if verification.invalid else Seen.CONFORMS
    return Observation(
        seen,
        "{code}: {answer}",
        {"code": verification.code, "answer": verification},
        site.place,
        site.offset,
        _UNSURE.get(verification.answer),
    )


CHECKS = (
    Check(
        "seal.verifies",
        "the seals in the reserved codes verify",
        clause(f"{_GUIDE}/A.1"),
        Verb.SHALL,
        _verifies,
    ),
)
