"""Names of what gradings say, for reports and the command line."""

from __future__ import annotations

from hegui.grade.grading import Grade
from hegui.messages import Notice
from hegui.render.report import Said, said
from hegui.rules import Confidence

OUTCOMES = {
    "pass": Notice("met"),
    "warn": Notice("not met"),
    "could-not-tell": Notice("open"),
    "not-applicable": Notice("not applicable"),
}
TONES = {"pass": "pass", "warn": "warn", "could-not-tell": "open", "not-applicable": ""}
ANSWERS = {
    "in-place": Notice("in place"),
    "partly": Notice("partly"),
    "planned": Notice("planned"),
    "absent": Notice("absent"),
    "yes": Notice("yes"),
    "no": Notice("no"),
    "not-applicable": Notice("not applicable"),
    "open": Notice("not answered"),
}
MARKS = {
    Confidence.TEXT: Notice("the wording was seen"),
    Confidence.TEXT2: Notice("a source that read the wording"),
    Confidence.IMPL: Notice("inferred from practice, unverified"),
    Confidence.SECONDARY: Notice("a report about the rule, unverified"),
    Confidence.KNOWN: Notice("background knowledge, unverified"),
}


def outcome(name: str) -> Said:
    """An outcome in both languages."""
    return said(OUTCOMES[name].template)


def answer(value: str) -> Said:
    """An answer in both languages; a number as it is."""
    return said(ANSWERS[value].template) if value in ANSWERS else Said(value, value)


def level(grade: Grade) -> Said:
    """The level, or that there is none."""
    if grade.level is None:
        return said("not determined")
    return Said(grade.level.en, grade.level.zh)


def notice(one: Notice) -> Said:
    """A notice in both languages."""
    return said(one.template, **one.facts)
