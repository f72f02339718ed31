"""Names of what an assessment says, and citations: every figure with its edition, clause, verb and
confidence."""

from __future__ import annotations

from hegui.assess.requirements import Clause, Requirement, Verb, edition
from hegui.assess.results import Answer, Conformity, Judgement, Outcome, Subject
from hegui.messages import Notice
from hegui.render.document.blocks import Text, same
from hegui.render.report import Said, said
from hegui.rules import Confidence

_OUTCOMES = {
    Outcome.PASS: Notice("pass"),
    Outcome.FAIL: Notice("fail"),
    Outcome.GAP: Notice("recommendation gap"),
    Outcome.WARN: Notice("warn"),
    Outcome.COULD_NOT_TELL: Notice("could not tell"),
    Outcome.NOT_APPLICABLE: Notice("not applicable"),
}
TONES = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.GAP: "warn",
    Outcome.WARN: "warn",
    Outcome.COULD_NOT_TELL: "open",
    Outcome.NOT_APPLICABLE: "open",
}
_CONFORMITY = {
    Conformity.CONFORMS: Notice("conforms"),
    Conformity.DOES_NOT: Notice("does not conform"),
    Conformity.OPEN: Notice("open: not everything is settled"),
}
CONFORMITY_TONES = {
    Conformity.CONFORMS: "pass",
    Conformity.DOES_NOT: "fail",
    Conformity.OPEN: "open",
}
_ANSWERS = {
    Answer.CONFORMS: Notice("conforms"),
    Answer.DOES_NOT: Notice("does not conform"),
    Answer.NOT_APPLICABLE: Notice("not applicable"),
    Answer.OPEN: Notice("not answered"),
}
ANSWER_TONES = {
    Answer.CONFORMS: "pass",
    Answer.DOES_NOT: "fail",
    Answer.NOT_APPLICABLE: "open",
    Answer.OPEN: "open",
}
_SUBJECTS = {
    Subject.CORPUS: Notice("corpus"),
    Subject.CONTENT: Notice("generated content"),
    Subject.REFUSE: Notice("questions to be refused"),
    Subject.ACCEPT: Notice("questions not to be refused"),
}
_JUDGEMENTS = {
    Judgement.PEOPLE: Notice("people"),
    Judgement.KEYWORDS: Notice("keywords"),
    Judgement.CLASSIFIER: Notice("classifier"),
    Judgement.TECHNIQUE: Notice("technique"),
    Judgement.REFUSAL: Notice("refusal"),
}
_BANKS = {
    "keywords": Notice("keyword library"),
    "content": Notice("bank of generated content"),
    "refuse": Notice("bank of questions to be refused"),
    "accept": Notice("bank of questions not to be refused"),
}
_VERBS = {
    Verb.SHALL: Notice("shall"),
    Verb.SHOULD: Notice("should"),
    Verb.MAY: Notice("may"),
    Verb.GENERALLY: Notice("generally"),
}
_UNITS = {
    "items": Notice("items"),
    "risks": Notice("risks"),
    "aspects": Notice("aspects"),
    "days": Notice("days"),
    "characters": Notice("characters"),
    "words": Notice("words"),
    "persons": Notice("persons"),
    "times": Notice("times"),
}
_MEASURES = {
    "accuracy": Notice("accuracy"),
    "precision": Notice("precision"),
    "recall": Notice("recall"),
    "specificity": Notice("specificity"),
}
_MARKS = {
    Confidence.TEXT: Notice("the wording was seen"),
    Confidence.TEXT2: Notice("a source that read the wording"),
    Confidence.IMPL: Notice("inferred from practice, unverified"),
    Confidence.SECONDARY: Notice("a report about the rule, unverified"),
    Confidence.KNOWN: Notice("background knowledge, unverified"),
}


def notice(one: Notice) -> Said:
    """A notice in both languages."""
    return said(one.template, **one.facts)


def outcome(one: Outcome) -> Text:
    """An outcome as a mark."""
    return Text(notice(_OUTCOMES[one]), tone=TONES[one])


def conformity(one: Conformity) -> Said:
    """An overall conclusion."""
    return notice(_CONFORMITY[one])


def answer(one: Answer) -> Text:
    """What is said of a clause, as a mark."""
    return Text(notice(_ANSWERS[one]), tone=ANSWER_TONES[one])


def rate_name(subject: Subject, judgement: Judgement) -> Said:
    """What was sampled and who judged."""
    what, who = notice(_SUBJECTS[subject]), notice(_JUDGEMENTS[judgement])
    if judgement is Judgement.REFUSAL:
        return what
    return Said(f"{what.en}: {who.en}", f"{what.zh}：{who.zh}")


def bank(kind: str) -> Said:
    """The name of a bank; an unknown kind as it is."""
    return notice(_BANKS[kind]) if kind in _BANKS else same(kind)


def measure(name: str) -> Said:
    """The name of a measure of ISO/IEC TS 4213; others as they are."""
    return notice(_MEASURES[name]) if name in _MEASURES else same(name)


def marks() -> tuple[tuple[Said, Said], ...]:
    """Every mark with what it means."""
    return tuple((same(one.value), notice(told)) for one, told in _MARKS.items())


def bound(rule: Requirement) -> Said:
    """The figure itself: "≥ 90 %", "≤ 5 %", "≥ 1,000 items"."""
    return span(rule.least, rule.most, rule.unit)


def span(least: int | None, most: int | None, unit: str) -> Said:
    """Inclusive bounds with their unit; a dash where there are none."""
    parts = [f"≥ {least:,}"] if least is not None else []
    parts += [f"≤ {most:,}"] if most is not None else []
    figure = ", ".join(parts)
    if not figure:
        return same("–")
    if unit not in _UNITS:
        return same(f"{figure} {unit}")
    name = notice(_UNITS[unit])
    return Said(f"{figure} {name.en}", f"{figure} {name.zh}")


def cited(rule: Requirement) -> Said:
    """Where a figure stands and how sure that is: edition, clause, verb, mark."""
    verb = notice(_VERBS[rule.verb])
    where = _where(rule.edition, rule.clause_of, rule.clause)
    return Said(
        f"{where.en}, {verb.en} [{rule.confidence}]", f"{where.zh}，{verb.zh} [{rule.confidence}]"
    )


def clause(one: Clause) -> Said:
    """Where a clause stands and how sure its title is."""
    where = _where(one.edition, one.clause_of, one.number)
    return Said(f"{where.en} [{one.confidence}]", f"{where.zh} [{one.confidence}]")


def _where(edition_id: str, clause_of: str, number: str) -> Said:
    own = edition(edition_id).number
    if clause_of == edition_id:
        return same(f"{own} {number}")
    older = f"{edition(clause_of).number} {number}"
    return Said(f"{own}, carried over from {older}", f"{own}，沿用{older}")
