"""Clause 6.1 and Annex E a), b): is there a label, one alone, and can it be read?"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.conformance.check import Check, Observation, Seen, Sentence, Verb
from hegui.conformance.subject import Subject
from hegui.errors import PlainText
from hegui.rules import clause

_GB = "gb-45438-2025"


def _present(subject: Subject) -> Iterator[Observation]:
    if subject.reading is None:
        yield unread(subject)
    elif subject.sites:
        for site in subject.sites:
            yield Observation(Seen.CONFORMS, "holds a label", place=site.place, offset=site.offset)
    elif subject.reading.blind:
        for blind in subject.reading.blind:
            yield Observation(
                Seen.COULD_NOT_TELL,
                "no label was found, and this place could not be looked at: {reason}",
                {"reason": blind},
                place=blind.place,
                offset=blind.offset,
            )
    elif subject.reading.sites:
        yield Observation(Seen.DEPARTS, "holds no label itself; only a sidecar beside it does")
    else:
        yield Observation(Seen.DEPARTS, "holds no implicit label")


def _single(subject: Subject) -> Iterator[Observation]:
    if subject.reading is None:
        yield unread(subject)
    elif not subject.sites:
        yield Observation(Seen.NOT_APPLICABLE, "holds no label")
    elif len(subject.sites) == 1:
        yield Observation(Seen.CONFORMS, "holds one label")
    else:
        for site in subject.sites:
            yield Observation(
                Seen.DEPARTS,
                "one of {count} labels in the file, where one is allowed",
                {"count": len(subject.sites)},
                place=site.place,
                offset=site.offset,
            )


def _readable(subject: Subject) -> Iterator[Observation]:
    if not subject.sites:
        yield no_label(subject)
    for site in subject.sites:
        if site.problem is None:
            seen = Observation(Seen.CONFORMS, "can be read", place=site.place, offset=site.offset)
        else:
            seen = Observation(
                Seen.DEPARTS,
                "the label cannot be read: {reason}",
                {"reason": site.problem},
                place=site.place,
                offset=site.offset,
            )
        yield seen


def unread(subject: Subject) -> Observation:
    """What every check says of a file that could not be read."""
    fault = subject.fault
    assert fault is not None
    if isinstance(fault, PlainText):
        template = "plain text has no metadata that could hold a label"
        return Observation(Seen.NOT_APPLICABLE, template)
    # Without the path that the error names: a report says what it calls the file.
    reason = Sentence(fault.template, fault.facts)
    return Observation(
        Seen.COULD_NOT_TELL, "the file could not be read: {reason}", {"reason": reason}
    )


def no_label(subject: Subject) -> Observation:
    """What a check of a label says where there is none."""
    if subject.reading is None:
        return unread(subject)
    if subject.reading.blind and not subject.sites:
        return Observation(Seen.COULD_NOT_TELL, "not every place could be looked at")
    return Observation(Seen.NOT_APPLICABLE, "holds no label")


CHECKS = (
    Check(
        "label.present",
        "the file holds an implicit label in its metadata",
        clause(f"{_GB}/6.1-a"),
        Verb.SHALL,
        _present,
    ),
    Check(
        "label.single",
        "the file holds one implicit label and no second one",
        clause(f"{_GB}/6.1-c"),
        Verb.SHALL,
        _single,
    ),
    Check(
        "label.readable",
        "the label can be read as the standard prints it",
        clause(f"{_GB}/6.1-b"),
        Verb.SHALL,
        _readable,
    ),
)
