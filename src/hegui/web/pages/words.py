"""The words of pages that stand for values: verdicts, strengths, kinds of signs, places to go."""

from __future__ import annotations

from typing import Protocol

from hegui.aigc import Likelihood
from hegui.evidence.contract import Kind, Strength
from hegui.explicit.style import Corner, Sound
from hegui.ledger.records import Record
from hegui.messages import Notice, said_place
from hegui.verdict import Verdict


class Say(Protocol):
    """Says the template of a sentence in one language."""

    lang: str

    def __call__(self, template: str, **facts: object) -> str: ...


_NOTICE = Notice("notice")
_VERDICTS = {
    Verdict.IS: (
        Notice("This content is AI-generated"),
        Notice("The file itself says so, or somebody who is trusted."),
    ),
    Verdict.MAY_BE: (
        Notice("This content may be AI-generated"),
        Notice("The user says so; the file does not."),
    ),
    Verdict.SUSPECTED: (
        Notice("This content is suspected to be AI-generated"),
        Notice("Neither a label nor the user says so, but there are signs of it."),
    ),
    Verdict.UNDETERMINED: (
        Notice("No verdict could be reached"),
        Notice("Something could not be looked at, and nothing that was seen decides."),
    ),
    Verdict.NONE: (
        Notice("No sign of AI was found"),
        Notice("That never means that a person made it."),
    ),
}

_STRENGTHS = {
    Strength.PROVES: (Notice("proves"), "pass"),
    Strength.DECLARES: (Notice("declares"), "declares"),
    Strength.SUGGESTS: (Notice("suggests"), "warn"),
}

_KINDS = {
    Kind.LABEL: Notice("implicit label"),
    Kind.SIDECAR: Notice("implicit label beside the file"),
    Kind.SEAL: Notice("seal"),
    Kind.IPTC: Notice("IPTC's source type"),
    Kind.C2PA: Notice("C2PA manifest"),
    Kind.TRACE: Notice("trace of a generator"),
    Kind.EXPLICIT: Notice("explicit label"),
    Kind.DETECTOR: Notice("detector"),
    Kind.DECLARATION: Notice("user's declaration"),
}

_CORNERS = {
    Corner.TOP_LEFT: Notice("top left"),
    Corner.TOP: Notice("top"),
    Corner.TOP_RIGHT: Notice("top right"),
    Corner.LEFT: Notice("left"),
    Corner.RIGHT: Notice("right"),
    Corner.BOTTOM_LEFT: Notice("bottom left"),
    Corner.BOTTOM: Notice("bottom"),
    Corner.BOTTOM_RIGHT: Notice("bottom right"),
}

_SOUNDS = {Sound.SPEECH: Notice("a spoken prompt"), Sound.RHYTHM: Notice("the rhythm")}

_RECORDS = {
    "production": Notice("labelled by its producer"),
    "propagation": Notice("handed on by a platform"),
    "verdict": Notice("checked on upload"),
    "waived": Notice("handed out without explicit label"),
    "declaration": Notice("declared by its user"),
    "complaint": Notice("complaint"),
    "appeal": Notice("appeal"),
    "resolution": Notice("decision"),
    "erasure": Notice("personal members erased"),
    "retention": Notice("old records let go"),
}

_MEMBERS = {
    "producer": Notice("producer"),
    "produce_id": Notice("producer's number"),
    "propagator": Notice("platform"),
    "propagate_id": Notice("platform's number"),
    "replaced_propagator": Notice("platform before"),
    "replaced_propagate_id": Notice("its number"),
    "digest": Notice("digest of the file"),
    "content": Notice("digest of the content"),
    "label": Notice("Label"),
    "format": Notice("format"),
    "explicit": Notice("explicit label"),
    "sealed": Notice("sealed"),
    "verdict": Notice("verdict"),
    "row": Notice("case"),
    "declared": Notice("declared"),
    "recipient": Notice("recipient"),
    "agreement": Notice("agreement"),
    "reason": Notice("reason"),
    "says": Notice("says"),
    "user": Notice("user"),
    "subject": Notice("what about"),
    "contact": Notice("contact"),
    "text": Notice("in words"),
    "about": Notice("about record"),
    "outcome": Notice("outcome"),
}

_SUBJECTS = {
    "missing-label": Notice("generated, and not labelled"),
    "wrong-label": Notice("labelled wrongly"),
    "forged-label": Notice("label forged or altered"),
    "other": Notice("something else"),
    "appeal": Notice("against a record"),
}

_OUTCOMES = {
    "upheld": Notice("upheld"),
    "rejected": Notice("rejected"),
    "withdrawn": Notice("withdrawn"),
}

_LABELS = {
    Likelihood.IS: Notice("Its label says that the content is AI-generated."),
    Likelihood.MAY_BE: Notice("Its label says that the content may be AI-generated."),
    Likelihood.SUSPECTED: Notice(
        "Its label says that the content is suspected to be AI-generated."
    ),
}

_ABOUT = ("produce_id", "propagate_id", "digest", "subject", "says", "outcome", "about")

_PLACES = (
    (
        "/check",
        Notice("Check an upload"),
        Notice("A platform's verdict on an upload, and what it rests on."),
    ),
    (
        "/label",
        Notice("Label a work"),
        Notice("The labels a provider owes, on the work and in its file."),
    ),
    ("/audit", Notice("Audit a work"), Notice("Clause by clause: does this file conform?")),
    (
        "/records",
        Notice("Records"),
        Notice("What was labelled, checked and handed on, with a proof of each."),
    ),
    (
        "/complaints",
        Notice("Complaints"),
        Notice("The queue by its days, appeals, and decisions."),
    ),
    ("/rules", Notice("Rules"), Notice("Which rule says what, since when, and what changed.")),
    ("/number", Notice("A content number"), Notice("For everybody: is this number on record?")),
)


def verdict_words(t: Say, verdict: str) -> str:
    """A verdict as a headline."""
    return t(_VERDICTS[Verdict(verdict)][0].template)


def verdict_meaning(t: Say, verdict: str) -> str:
    """What a verdict means, in a sentence."""
    return t(_VERDICTS[Verdict(verdict)][1].template)


def strength_words(t: Say, strength: str) -> str:
    """How much a sign is worth."""
    return t(_STRENGTHS[Strength(strength)][0].template)


def strength_tone(strength: str) -> str:
    """The style sheet's class for it."""
    return _STRENGTHS[Strength(strength)][1]


def kind_words(t: Say, kind: str) -> str:
    """What kind of sign it is."""
    return t(_KINDS[Kind(kind)].template)


def corner_words(t: Say, corner: str) -> str:
    """Where on a picture."""
    return t(_CORNERS[Corner(corner)].template)


def sound_words(t: Say, sound: str) -> str:
    """How a sound is labelled."""
    return t(_SOUNDS[Sound(sound)].template)


def record_words(t: Say, kind: str) -> str:
    """What kind of record it is; the ledger's own word where pages have none."""
    known = _RECORDS.get(kind)
    return t(known.template) if known else kind


def member_words(t: Say, name: str) -> str:
    """What a member of a record is called."""
    known = _MEMBERS.get(name)
    return t(known.template) if known else name


def subject_words(t: Say, subject: str) -> str:
    """What a complaint is about; a platform's own word stays as it is."""
    known = _SUBJECTS.get(subject)
    return t(known.template) if known else subject


def subjects() -> tuple[str, ...]:
    """What a complaint can be about, an appeal apart."""
    return tuple(one for one in _SUBJECTS if one != "appeal")


def outcome_words(t: Say, outcome: str) -> str:
    """How a complaint was decided."""
    known = _OUTCOMES.get(outcome)
    return t(known.template) if known else outcome


def outcomes() -> tuple[str, ...]:
    """How a complaint can be decided."""
    return tuple(_OUTCOMES)


def label_words(t: Say, label: str) -> str:
    """What a label's value says to the public."""
    return t(_LABELS[Likelihood(label)].template)


def about(record: Record) -> str:
    """What a record is about, in its own words: the first of its numbers that it has."""
    said = (getattr(record, name, "") for name in _ABOUT)
    return next((str(one) for one in said if one != ""), "")


def kinds_words(t: Say, kinds: list[str]) -> str:
    """Several kinds in a row."""
    return ("、" if t.lang == "zh" else ", ").join(kind_words(t, one) for one in kinds)


def result_words(t: Say) -> dict[str, str]:
    """The names and values in a result's summary (the header Hegui-Result)."""
    said = {one: t(one) for one in ("outcome", "format", "labelled")}
    return said | {"notices": t(_NOTICE.template)}


def place_words(t: Say, place: str) -> str:
    """A place within a file, in the page's language."""
    return said_place(place, t.lang)


def places(t: Say) -> tuple[tuple[str, str], ...]:
    """(address, name) of every page that can be gone to."""
    return tuple((address, t(name.template)) for address, name, _ in _PLACES)


def cards(t: Say) -> tuple[tuple[str, str, str], ...]:
    """(address, name, what it is for) of the same."""
    return tuple((address, t(name.template), t(about.template)) for address, name, about in _PLACES)
