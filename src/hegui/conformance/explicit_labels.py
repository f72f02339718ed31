"""Clause 5 of GB 45438-2025: is there a label that people perceive, and is it large enough?

Only what a finder saw can be judged, and a finder can miss what a person sees: that no explicit
label was found warns, and never fails. What was found is measured, and can fail. Of sound only
labels are known that conform by their making (the rhythm, the recordings that hegui ships), and
of video only opening frames are looked at, so that neither has checks of its own for wording and
rate, or for the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hegui.conformance.check import Check, Judge, Observation, Seen, Verb
from hegui.conformance.presence import unread
from hegui.conformance.subject import Explicit, Subject
from hegui.errors import PlainText
from hegui.explicit.wording import elements
from hegui.rules import Confidence, Number, Provision, clause
from hegui.rules.numbers import (
    IMAGE_TEXT_HEIGHT,
    VIDEO_DISPLAY_TIME,
    VIDEO_TEXT_HEIGHT,
)

_GB = "gb-45438-2025"


def _looking(modality: str, look: Callable[[Explicit], Observation]) -> Judge:
    """A judge that looks at every explicit label found in a work of one modality."""

    def judge(subject: Subject) -> Iterator[Observation]:
        found_in = modality_of(subject)
        if found_in is None:
            yield unread(subject)
        elif found_in != modality:
            yield Observation(Seen.NOT_APPLICABLE, "another clause speaks of this kind of content")
        elif not subject.explicit:
            yield Observation(Seen.NOT_APPLICABLE, "no explicit label was found or looked for")
        else:
            found = [look(one) for one in subject.explicit]
            # One label that conforms is what is asked for, whatever else stands beside it.
            yield from [one for one in found if one.seen is Seen.CONFORMS] or found

    return judge


def _present(modality: str) -> Judge:
    def judge(subject: Subject) -> Iterator[Observation]:
        found_in = modality_of(subject)
        if found_in is None:
            yield unread(subject)
        elif found_in != modality:
            yield Observation(Seen.NOT_APPLICABLE, "another clause speaks of this kind of content")
        elif subject.unlooked is not None:
            yield Observation(
                Seen.COULD_NOT_TELL, subject.unlooked.template, subject.unlooked.facts
            )
        elif subject.explicit is None:
            yield Observation(Seen.NOT_APPLICABLE, "nobody asked to look for explicit labels")
        elif not subject.explicit:
            yield Observation(
                Seen.DEPARTS,
                "no explicit label was found (a program can overlook what a person sees)",
                confidence=Confidence.IMPL,
            )
        else:
            for one in subject.explicit:
                yield Observation(
                    Seen.CONFORMS, "says {wording!r}", {"wording": one.wording}, one.place
                )

    return judge


def _worded(one: Explicit) -> Observation:
    said = elements(one.wording)
    if one.literal or (said.literal and not said.denied):
        return Observation(Seen.CONFORMS, "names AI and generation", place=one.place)
    return Observation(
        Seen.DEPARTS,
        "{wording!r} does not say both: 人工智能 or AI, and 生成 or 合成",
        {"wording": one.wording},
        one.place,
        # A reader of pictures can misread, and of English words the clause says nothing.
        confidence=Confidence.IMPL if one.literal is not None or said.languages else None,
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """A figure of clause 5: what is measured, and how that is said."""

    number: Number
    of: Callable[[Explicit], float | None]
    found: str
    too_little: str

    def look(self, one: Explicit) -> Observation:
        """What this figure makes of one label."""
        value = self.of(one)
        if value is None:
            return Observation(Seen.COULD_NOT_TELL, "could not be measured", place=one.place)
        facts: dict[str, object] = {"value": round(value, 1)}
        least = self.number.least
        if least is not None and value < least:
            facts["least"] = least
            if value >= least - one.margin:
                template = "{value}, too near {least} to be told by a measurement in pixels"
                return Observation(Seen.COULD_NOT_TELL, template, facts, one.place)
            return Observation(Seen.DEPARTS, self.too_little, facts, one.place)
        return Observation(Seen.CONFORMS, self.found, facts, one.place)


def _height(number: Number) -> _Measure:
    return _Measure(
        number,
        lambda one: one.height,
        "{value} % of the shortest side high",
        "{value} % of the shortest side high, where at least {least} % is asked",
    )


def _shown(one: Explicit) -> Observation:
    if one.throughout:
        return Observation(Seen.CONFORMS, "shown throughout", place=one.place)
    return _TIME.look(one)


_TIME = _Measure(
    VIDEO_DISPLAY_TIME,
    lambda one: one.seconds,
    "shown for {value} s",
    "shown for {value} s, where at least {least} s is asked",
)


def modality_of(subject: Subject) -> str | None:
    """Which clause speaks of a file: "text", "image", "audio" or "video"; None: not known."""
    if subject.kind is None:
        return "text" if isinstance(subject.fault, PlainText) else None
    if subject.sound:
        return "audio"
    top = subject.kind.media_types[0].split("/")[0] if subject.kind.media_types else ""
    return top if top in ("image", "audio", "video") else "text"


def _check(
    check_id: str, title: str, provision: Provision | str, judge: Judge, verb: Verb = Verb.SHALL
) -> Check[Subject]:
    if isinstance(provision, str):
        provision = clause(f"{_GB}/{provision}")
    return Check(check_id, title, provision, verb, judge)


CHECKS = (
    _check("explicit.text", "a text shows a prompt", "5.1", _present("text")),
    _check("explicit.image", "a picture shows a prompt", "5.2", _present("image")),
    _check("explicit.audio", "a sound is announced", "5.3", _present("audio")),
    _check(
        "explicit.video", "a video shows a prompt on its opening frames", "5.4", _present("video")
    ),
    *(
        _check(
            f"explicit.{modality}-wording",
            "the prompt names AI and generation",
            "5-wording-generation",
            _looking(modality, _worded),
        )
        for modality in ("text", "image", "video")
    ),
    _check(
        "explicit.image-height",
        "the prompt in a picture is high enough",
        IMAGE_TEXT_HEIGHT,
        _looking("image", _height(IMAGE_TEXT_HEIGHT).look),
    ),
    _check(
        "explicit.video-height",
        "the prompt in a video is high enough",
        VIDEO_TEXT_HEIGHT,
        _looking("video", _height(VIDEO_TEXT_HEIGHT).look),
    ),
    _check(
        "explicit.video-time",
        "the prompt in a video is shown long enough",
        VIDEO_DISPLAY_TIME,
        _looking("video", _shown),
    ),
)
