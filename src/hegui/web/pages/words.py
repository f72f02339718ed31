"""The words of pages that stand for values: verdicts, strengths, kinds of signs, places to go."""

from __future__ import annotations

from typing import Protocol

from hegui.evidence.contract import Kind, Strength
from hegui.explicit.style import Corner, Sound
from hegui.messages import Notice
from hegui.verdict import Verdict


class Say(Protocol):
    """Says the template of a sentence in one language."""

    lang: str

    def __call__(self, template: str, **facts: object) -> str: ...


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


def kinds_words(t: Say, kinds: list[str]) -> str:
    """Several kinds in a row."""
    return ("、" if t.lang == "zh" else ", ").join(kind_words(t, one) for one in kinds)


def places(t: Say) -> tuple[tuple[str, str], ...]:
    """(address, name) of every page that can be gone to."""
    return tuple((address, t(name.template)) for address, name, _ in _PLACES)


def cards(t: Say) -> tuple[tuple[str, str, str], ...]:
    """(address, name, what it is for) of the same."""
    return tuple((address, t(name.template), t(about.template)) for address, name, about in _PLACES)
