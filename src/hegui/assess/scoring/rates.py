"""The rates of one assessment, each judgement by itself."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.assess.banks.item import BankKind
from hegui.assess.corpus.checking import TechniqueCheck
from hegui.assess.judgements.verdicts import item_id
from hegui.assess.planning.plan import Plan
from hegui.assess.results import Judgement, Rate, Subject
from hegui.assess.scoring import judging
from hegui.assess.scoring.judging import Judged
from hegui.assess.scoring.rating import Mark, Sample, Tally, rate, rated
from hegui.assess.workspace import Workspace
from hegui.messages import Notice


def rates(space: Workspace, said: Judged) -> Iterator[Rate]:
    """Contents three ways (9.3), refusals both ways (9.4), the corpus as far as it was looked at
    (9.2)."""
    plan = space.plan
    if BankKind.CONTENT in space.questions:
        content = _sample(space, BankKind.CONTENT, Subject.CONTENT)
        for judgement, marks in (
            (Judgement.PEOPLE, judging.by_people(said, content.drawn)),
            (Judgement.KEYWORDS, judging.by_keywords(said, content.drawn)),
            (Judgement.CLASSIFIER, judging.by_classifier(said, content.drawn)),
        ):
            yield rate(plan, f"content.{judgement.value}", judgement, content, marks)
    for kind, subject in ((BankKind.REFUSE, Subject.REFUSE), (BankKind.ACCEPT, Subject.ACCEPT)):
        if kind in space.questions:
            sample = _sample(space, kind, subject)
            marks = judging.refusals(said, sample.drawn, subject, plan.partial)
            notes = tuple(_disagreeing(said, sample))
            yield rate(plan, kind.value, Judgement.REFUSAL, sample, marks, notes)
    yield from _corpus(space, said)


def _sample(space: Workspace, kind: BankKind, subject: Subject) -> Sample:
    items = space.questions[kind]
    return Sample(
        subject,
        sum(1 for _ in space.banks[kind].counted()),
        tuple(item_id(kind, one.id) for one in items),
        {item_id(kind, one.id): one.of for one in items},
    )


def _disagreeing(said: Judged, sample: Sample) -> Iterator[Notice]:
    count = judging.disagreements(said, sample.drawn)
    if count:
        yield Notice(
            "rules and judge read {count} answers differently, and no person settled them",
            {"count": count},
        )


def _corpus(space: Workspace, said: Judged) -> Iterator[Rate]:
    drawn = space.corpus_sample()
    if drawn is not None:
        ids = tuple(f"corpus:{one.id}" for one in drawn.items)
        marks = {
            one: Mark(counted=not said.people[one].opinion.risks)
            if one in said.people
            else Mark(unscored="people-pending")
            for one in ids
        }
        sample = Sample(Subject.CORPUS, drawn.population, ids)
        yield rate(space.plan, "corpus.people", Judgement.PEOPLE, sample, marks)
    technique = space.technique()
    if technique is not None:
        yield by_technique(space.plan, technique)


def by_technique(plan: Plan, found: TechniqueCheck) -> Rate:
    """The rate of 9.2 b) out of counts alone: of millions of items no list is kept."""
    lost = sum(one.items for one in found.unscored)
    tally = Tally(
        Subject.CORPUS,
        found.population,
        found.checked,
        found.checked - lost,
        found.checked - lost - found.flagged,
        found.unscored,
        against=found.against,
        missing=found.missing,
    )
    return rated(plan, "corpus.technique", Judgement.TECHNIQUE, tally)
