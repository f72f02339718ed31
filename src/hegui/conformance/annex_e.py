"""Annex E of GB 45438-2025: the form of the label, its seven members, their values.

Reading names every deviation that it accepts (``aigc.tolerances``); here each of them belongs to
one check. A test proves that none is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hegui.aigc import ParsedLabel
from hegui.aigc.tolerances import deviation_of
from hegui.conformance.check import Check, Judge, Observation, Seen, Verb
from hegui.conformance.presence import no_label
from hegui.conformance.subject import Role, Subject
from hegui.implicit.container import Site
from hegui.rules import Confidence, clause

_GB = "gb-45438-2025"
_ZEROS = frozenset("0-")
# The guides on files ask for bare JSON in a slot that is itself named AIGC, and Annex B of the
# guide on pictures for wrapped JSON in this one: sources that disagree fail nobody.
_NAMED_AIGC = frozenset(("png.text-aigc",))

DEVIATIONS_OF: dict[str, tuple[str, ...]] = {
    "label.field-name": ("form.outer-case",),
    "label.form": (
        "form.wrapped",
        "form.bare",
        "form.nested",
        "form.outer-members",
        "form.prefix",
        "form.charset",
        "form.padding",
        "form.trailing",
        "form.whitespace",
        "form.escapes",
        "form.control",
        "form.encoded-twice",
        "form.entities",
        "form.base64",
        "yaml.flow",
        "yaml.unquoted",
        "yaml.block-scalar",
        "toml.table",
        "json.front-matter",
        "container.checksum",
    ),
    "label.order": ("form.key-order",),
    "label.members": (
        "key.missing",
        "key.unknown",
        "key.duplicate",
        "key.case",
        "key.misspelt",
        "key.draft",
        "key.guessed",
    ),
    "label.strings": (
        "label.number",
        "label.boolean",
        "value.null",
        "value.number",
        "value.boolean",
        "value.nested",
    ),
    "label.value": ("label.word", "label.empty", "label.padded"),
    "label.filled": ("value.empty",),
    "label.characters": ("value.characters", "value.surrogate"),
}
"""Of each check, the deviations that it reports."""


def _tolerances(check_id: str) -> Judge:
    """A judge that reports the deviations of one check, label by label."""
    ids = frozenset(DEVIATIONS_OF[check_id])

    def judge(site: Site, parsed: ParsedLabel) -> Iterator[Observation]:
        for tolerance in parsed.tolerances:
            if tolerance.id in ids:
                deviation = deviation_of(tolerance)
                unsure = tolerance.id == "form.bare" and site.slot in _NAMED_AIGC
                yield _at(
                    site,
                    Seen.DEPARTS,
                    deviation.sentence,
                    confidence=Confidence.IMPL if unsure else deviation.confidence,
                    detail=tolerance.detail,
                )

    return _of_each_label(judge)


def _of_each_label(judge: Callable[[Site, ParsedLabel], Iterator[Observation]]) -> Judge:
    def judges(subject: Subject) -> Iterator[Observation]:
        if not subject.labels:
            yield no_label(subject)
        for site in subject.labels:
            assert site.parsed is not None
            departures = tuple(judge(site, site.parsed))
            yield from departures or (_at(site, Seen.CONFORMS, "conforms"),)

    return judges


def _at(site: Site, seen: Seen, template: str, /, **facts: object) -> Observation:
    confidence = facts.pop("confidence", None)
    return Observation(
        seen,
        template,
        facts,
        site.place,
        site.offset,
        confidence,  # type: ignore[arg-type]
    )


def _numbered(site: Site, parsed: ParsedLabel) -> Iterator[Observation]:
    number = parsed.label.produce_id
    if number and not set(number) - _ZEROS:
        yield _at(site, Seen.DEPARTS, "ProduceID is all zeros, which numbers nothing")
    elif "%!" in number or "@" in number or " " in number.strip():
        yield _at(
            site, Seen.DEPARTS, "ProduceID looks like a program's mistake: {value!r}", value=number
        )


def _first_propagator(site: Site, parsed: ParsedLabel) -> Iterator[Observation]:
    label = parsed.label
    if not label.content_propagator or not label.propagate_id:
        yield _at(
            site,
            Seen.DEPARTS,
            "the propagation members are not both filled; a producer who writes the label first "
            "repeats its own",
        )


def _propagated(subject: Subject) -> Iterator[Observation]:
    if subject.role is not Role.PLATFORM:
        yield Observation(Seen.NOT_APPLICABLE, "asked of platforms that propagate content")
    elif not subject.labels:
        yield no_label(subject)
    else:
        for site in subject.labels:
            assert site.parsed is not None
            label = site.parsed.label
            missing = [
                name
                for name, value in (
                    ("ContentPropagator", label.content_propagator),
                    ("PropagateID", label.propagate_id),
                )
                if not value
            ]
            if missing:
                yield _at(
                    site, Seen.DEPARTS, "{members} must be filled on propagation",
                    members=", ".join(missing),
                )  # fmt: skip
            else:
                yield _at(site, Seen.CONFORMS, "conforms")


def _check(
    check_id: str, title: str, place: str, verb: Verb, judge: Judge | None = None
) -> Check[Subject]:
    return Check(check_id, title, clause(f"{_GB}/{place}"), verb, judge or _tolerances(check_id))


CHECKS = (
    _check("label.field-name", "the slot or outer member is named AIGC", "E-a", Verb.SHALL),
    _check("label.form", "the label is the plain JSON that the slot asks for", "E-b", Verb.SHALL),
    _check("label.members", "the label has the seven members and no others", "E-b", Verb.SHALL),
    _check("label.order", "the members stand in the order of Annex E", "E-b", Verb.SHOULD),
    _check("label.strings", "every value is a string", "E-b", Verb.SHALL),
    _check("label.value", "Label is 1, 2 or 3", "E-Label-values", Verb.SHALL),
    _check("label.filled", "producer and content number are filled", "E-ProduceID", Verb.SHALL),
    _check(
        "label.number",
        "the content number numbers something",
        "E-ProduceID",
        Verb.SHOULD,
        _of_each_label(_numbered),
    ),
    _check("label.characters", "values keep to the characters of Annex E j)", "E-j", Verb.SHOULD),
    _check(
        "label.first-propagator",
        "the producer is its own first propagator",
        "E-note-1",
        Verb.SHOULD,
        _of_each_label(_first_propagator),
    ),
    _check(
        "label.propagated",
        "a platform has filled its own members",
        "E-ContentPropagator",
        Verb.SHALL,
        _propagated,
    ),
)
