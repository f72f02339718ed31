"""Before and after: what did a pipeline strip or break between two folders?

A pair is one file as it went in and as it came out. What a pipeline owes is what was there: a file
without a label owes none here (``hegui audit`` on the folder after says whether one is due).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hegui.conformance.check import Check, Finding, Observation, Seen, Sentence, Verb, run
from hegui.conformance.subject import Subject
from hegui.errors import NoSlot
from hegui.evidence.contract import Evidence, Kind
from hegui.implicit.container import Site
from hegui.rules import Confidence, clause
from hegui.seal.answers import Answer, Verification

_PRODUCERS = ("Label", "ContentProducer", "ProduceID", "ReservedCode1")
_MARKS = (Kind.IPTC, Kind.C2PA)
_VALID = (Answer.TRUSTED, Answer.KEY_UNKNOWN, Answer.KEY_NOT_IN_FORCE)


@dataclass(frozen=True, slots=True)
class Side:
    """One file of a pair: what was read of it, and the signs in it besides labels."""

    subject: Subject
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """One file before and after; None where there is no counterpart."""

    name: str
    before: Side | None
    after: Side | None

    @property
    def slotless(self) -> bool:
        """Whether it came out, and neither before nor after is of a format that has a place."""
        sides = (self.before, self.after)
        return all(side is not None and isinstance(side.subject.fault, NoSlot) for side in sides)


Look = Callable[[Side, Side], Iterable[Observation]]


def compare(pair: Pair, on: date) -> tuple[Finding, ...]:
    """What became of everything that the file bore, one finding a check and place at least.

    Of a file that did not come out there is one thing to say, not one a check.
    """
    gone = pair.before is not None and pair.after is None
    checks = (_GONE,) if gone else CHECKS
    return tuple(found for each in checks for found in run(each, pair, on))


def _of_both(look: Look) -> Callable[[Pair], Iterator[Observation]]:
    def judge(pair: Pair) -> Iterator[Observation]:
        if pair.before is None:
            yield Observation(Seen.NOT_APPLICABLE, "no file of this name went in")
        elif pair.after is None:
            yield _did_not_come_out(pair.before)
        elif fault := pair.before.subject.fault or pair.after.subject.fault:
            reason = Sentence(fault.template, fault.facts)
            template = "the file could not be read: {reason}"
            yield Observation(Seen.COULD_NOT_TELL, template, {"reason": reason})
        else:
            found = tuple(look(pair.before, pair.after))
            yield from found or (Observation(Seen.NOT_APPLICABLE, "had nothing of the kind"),)

    return judge


def _did_not_come_out(before: Side) -> Observation:
    """A label is lost with the file that bore it; of another file nobody can tell what it owed."""
    sites = before.subject.sites
    if not sites:
        return Observation(Seen.COULD_NOT_TELL, "the file did not come out")
    template = "the file did not come out, nor its label (it stood at {place})"
    return Observation(Seen.DEPARTS, template, {"place": sites[0].place})


def _label(before: Side, after: Side) -> Iterator[Observation]:
    if not before.subject.sites:
        return
    if after.subject.sites:
        for site in after.subject.sites:
            yield _at(Seen.CONFORMS, "still holds a label", site)
        return
    reading = after.subject.reading
    if reading is not None and reading.blind:
        yield Observation(Seen.COULD_NOT_TELL, "not every place could be looked at")
    else:
        facts: dict[str, object] = {"place": before.subject.sites[0].place}
        yield Observation(Seen.DEPARTS, "the label was lost (it stood at {place})", facts)


def _members(before: Side, after: Side) -> Iterator[Observation]:
    if not (before.subject.labels and after.subject.labels):
        return
    was = _values(before.subject.labels[0])
    for site in after.subject.labels:
        now = _values(site)
        changed = [name for name in was if was[name] != now[name]]
        owned = [name for name in changed if name in _PRODUCERS]
        if owned:
            facts: dict[str, object] = {
                "members": ", ".join(owned),
                "was": was[owned[0]][:80],
                "now": now[owned[0]][:80],
            }
            yield _at(Seen.DEPARTS, "{members} altered: {was!r} became {now!r}", site, facts)
        elif changed:
            template = "only propagation members changed, as a platform may: {members}"
            yield _at(Seen.CONFORMS, template, site, {"members": ", ".join(changed)})
        else:
            yield _at(Seen.CONFORMS, "every member is as it was", site)


def _values(site: Site) -> dict[str, str]:
    assert site.parsed is not None
    return {**dict(site.parsed.label.members()), "Label": site.parsed.label_value}


def _slot(before: Side, after: Side) -> Iterator[Observation]:
    if not any(site.prescribed for site in before.subject.sites):
        return
    for site in after.subject.sites:
        if site.prescribed:
            yield _at(Seen.CONFORMS, "stands in the prescribed slot", site)
        else:
            yield _at(Seen.DEPARTS, "no longer stands in the prescribed slot", site)


def _seals(before: Side, after: Side) -> Iterator[Observation]:
    now = {one.code: one for one in _verifications(after.subject)}
    for was in _verifications(before.subject):
        if was.answer not in _VALID:
            continue
        is_now = now.get(was.code)
        if is_now is None or is_now.answer is Answer.ABSENT:
            yield Observation(Seen.DEPARTS, "the seal in {code} was lost", {"code": was.code})
        elif is_now.answer in _VALID:
            yield Observation(
                Seen.CONFORMS, "{code}: {answer}", {"code": was.code, "answer": is_now}
            )
        else:
            facts: dict[str, object] = {"code": was.code, "answer": is_now}
            yield Observation(Seen.DEPARTS, "the seal in {code} broke: {answer}", facts)


def _verifications(subject: Subject) -> Iterator[Verification]:
    for seals in subject.seals:
        if seals is not None:
            yield from seals.both


def _marks(before: Side, after: Side) -> Iterator[Observation]:
    # A manifest signed anew may be as valid as the old one and say less.
    had = {(one.sign, one.says): one for one in before.evidence if one.kind in _MARKS}
    has = {(one.sign, one.says): one for one in after.evidence if one.kind in _MARKS}
    for sign, was in had.items():
        facts: dict[str, object] = {"what": Sentence(was.template, was.facts)}
        if sign in has:
            yield Observation(Seen.CONFORMS, "still there: {what}", facts, has[sign].place)
            continue
        other = next((one for one in has.values() if one.kind is was.kind), None)
        if other is None:
            yield Observation(Seen.DEPARTS, "lost: {what}", facts, was.place)
        else:
            facts["now"] = Sentence(other.template, other.facts)
            yield Observation(Seen.DEPARTS, "{what}; now: {now}", facts, other.place)


def _explicit(before: Side, after: Side) -> Iterator[Observation]:
    if not before.subject.explicit or after.subject.explicit is None:
        return
    if after.subject.explicit:
        yield Observation(
            Seen.CONFORMS,
            "says {wording!r}",
            {"wording": after.subject.explicit[0].wording},
            after.subject.explicit[0].place,
        )
    else:
        yield Observation(
            Seen.DEPARTS,
            "the explicit label is no longer found (it said {wording!r})",
            {"wording": before.subject.explicit[0].wording},
            confidence=Confidence.IMPL,
        )


def _at(
    seen: Seen, template: str, site: Site, facts: dict[str, object] | None = None
) -> Observation:
    return Observation(seen, template, facts or {}, site.place, site.offset)


def _check(check_id: str, title: str, provision: str, verb: Verb, look: Look) -> Check[Pair]:
    return Check(check_id, title, clause(provision), verb, _of_both(look))


CHECKS: tuple[Check[Pair], ...] = (
    _check("kept.label", "the label is still there", "gb-45438-2025/6.1-a", Verb.SHALL, _label),
    _check(
        "kept.members",
        "the producer's members are as they were",
        "cn-labelling-measures-2025/10-integrity",
        Verb.SHALL,
        _members,
    ),
    _check(
        "kept.slot",
        "the label still stands in the prescribed slot",
        "tc260-pg-20259a/payload",
        Verb.SHOULD,
        _slot,
    ),
    _check("kept.seal", "valid seals are still valid", "tc260-pg-202511a/A.1", Verb.SHOULD, _seals),
    _check(
        "kept.marks",
        "IPTC and C2PA marks are still there",
        "gb-45438-2025/6.2",
        Verb.SHOULD,
        _marks,
    ),
    _check(
        "kept.explicit",
        "the explicit label is still found",
        "cn-labelling-measures-2025/4-2",
        Verb.SHALL,
        _explicit,
    ),
)
_GONE = CHECKS[0]  # what says that a file did not come out
