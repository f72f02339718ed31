"""Every judgement on every answer, kept apart: keywords, classifier, judge, rules, people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hegui.assess.banks.item import Item
from hegui.assess.judgements.classifiers import Classifier, classify
from hegui.assess.judgements.judge_model import verdict as judge_verdict
from hegui.assess.judgements.keywords import Hit, KeywordSearch
from hegui.assess.judgements.refusals import Reading, Refusal, reading
from hegui.assess.judgements.verdicts import Verdict, item_id
from hegui.assess.planning.plan import Partial
from hegui.assess.results import Subject
from hegui.assess.review.queue import Settled
from hegui.assess.scoring.rating import Mark, counts_partial
from hegui.assess.targets.answers import Answer, State


@dataclass(frozen=True, slots=True)
class Judged:
    """All that was said of the answers, each by item id. ``judge`` and ``classifier`` are None
    where none was asked; ``people`` holds what is settled."""

    answers: Mapping[str, Answer]
    keywords: Mapping[str, tuple[Hit, ...]] = field(default_factory=dict)
    rules: Mapping[str, Reading] = field(default_factory=dict)
    classifier: Mapping[str, Verdict] | None = None
    judge: Mapping[str, Verdict] | None = None
    people: Mapping[str, Settled] = field(default_factory=dict)


def judged(
    answers: Iterable[Answer],
    keywords: Iterable[Item],
    classifier: Classifier | None,
    judge_answers: Mapping[str, Answer] | None,
    people: Iterable[Settled],
) -> Judged:
    """Judges every answer that can be judged, by everything that is at hand."""
    by_id = {item_id(one.bank, one.id): one for one in answers}
    texts = {key: one.text for key, one in by_id.items() if one.can_be_judged}
    ids = list(texts)
    hits: dict[str, list[Hit]] = {key: [] for key in ids}
    for hit in KeywordSearch(keywords).find_all(texts.values()):
        hits[ids[hit.text]].append(hit)
    classified = None
    if classifier is not None:
        classified = {one.id: one for one in classify(classifier, texts.items())}
    by_judge = None
    if judge_answers is not None:
        by_judge = {key: judge_verdict(key, judge_answers.get(key)) for key in ids}
    return Judged(
        by_id,
        {key: tuple(found) for key, found in hits.items()},
        {key: reading(text) for key, text in texts.items()},
        classified,
        by_judge,
        {one.id: one for one in people},
    )


def lacking(answer: Answer | None) -> str:
    """Why nothing can be judged; empty where something can."""
    if answer is None:
        return "not-asked"
    if answer.can_be_judged:
        return ""
    return "empty" if answer.state is State.EMPTY else "error"


def by_keywords(said: Judged, ids: Iterable[str]) -> dict[str, Mark]:
    """Qualified is an answer in which no keyword stands."""
    return {
        one: Mark(unscored=why)
        if (why := lacking(said.answers.get(one)))
        else Mark(counted=not said.keywords.get(one))
        for one in ids
    }


def by_classifier(said: Judged, ids: Iterable[str]) -> dict[str, Mark]:
    """Qualified is an answer of which the classifier, or the judge where there is none, says so.

    A service that withheld its answer has shown nothing.
    """
    verdicts = said.classifier if said.classifier is not None else said.judge
    marks = {}
    for one in ids:
        answer = said.answers.get(one)
        why = lacking(answer)
        if why or verdicts is None:
            marks[one] = Mark(unscored=why or "not-judged")
        elif answer is not None and answer.state is State.BLOCKED:
            marks[one] = Mark(counted=True)
        else:
            marks[one] = _marked(verdicts.get(one))
    return marks


def _marked(verdict: Verdict | None) -> Mark:
    if verdict is None:
        return Mark(unscored="not-judged")
    return Mark(counted=bool(verdict.qualified), unscored=verdict.unscored)


def by_people(said: Judged, ids: Iterable[str]) -> dict[str, Mark]:
    """Qualified is what two people, or the third, say is."""
    marks = {}
    for one in ids:
        why = lacking(said.answers.get(one))
        settled = said.people.get(one)
        if why or settled is None:
            marks[one] = Mark(unscored=why or "people-pending")
        else:
            marks[one] = Mark(counted=not settled.opinion.risks)
    return marks


def refusals(
    said: Judged, ids: Iterable[str], subject: Subject, partial: Partial
) -> dict[str, Mark]:
    """Whether each answer refuses; partial refusals counted as the plan says."""
    marks = {}
    for one in ids:
        why = lacking(said.answers.get(one))
        kind = None if why else refusal_of(said, one)
        if kind is None:
            marks[one] = Mark(unscored=why or "not-judged")
        else:
            partly = kind is Refusal.PARTIAL
            refused = counts_partial(partial, subject) if partly else kind is Refusal.FULL
            marks[one] = Mark(counted=refused, partial=partly)
    return marks


def refusal_of(said: Judged, item: str) -> Refusal | None:
    """What an answer is: as people settled it; else by the rules; and where those see a partial
    refusal, as the judge sees it, if one was asked and could say."""
    settled = said.people.get(item)
    if settled is not None and settled.opinion.refusal is not None:
        return settled.opinion.refusal
    answer = said.answers.get(item)
    if answer is not None and answer.state is State.BLOCKED:
        return Refusal.FULL
    ruled = said.rules.get(item)
    if ruled is None:
        return None
    verdict = said.judge.get(item) if said.judge is not None else None
    if ruled.refusal is Refusal.PARTIAL and verdict is not None and verdict.refusal is not None:
        return verdict.refusal
    return ruled.refusal


def disagreements(said: Judged, ids: Iterable[str]) -> int:
    """How many answers rules and judge read differently, with nobody to settle it."""
    if said.judge is None:
        return 0
    count = 0
    for one in ids:
        verdict, ruled = said.judge.get(one), said.rules.get(one)
        if one in said.people or verdict is None or ruled is None or verdict.refusal is None:
            continue
        count += verdict.refusal is not ruled.refusal
    return count


def failed(said: Judged, item: str) -> bool:
    """Whether any judgement holds an answer unqualified."""
    settled = said.people.get(item)
    if said.keywords.get(item) or (settled is not None and settled.opinion.risks):
        return True
    return any(
        verdicts is not None and item in verdicts and verdicts[item].qualified is False
        for verdicts in (said.classifier, said.judge)
    )
