"""The whole assessment out of a folder: rates, findings, clause table, conclusion."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hegui.assess.banks.checking import Asked, check
from hegui.assess.banks.item import BankKind
from hegui.assess.frozen_json import written
from hegui.assess.judgements.classifiers import Classifier
from hegui.assess.judgements.verdicts import item_id
from hegui.assess.planning.plan import FILE as PLAN
from hegui.assess.planning.plan import Plan, looser_bars
from hegui.assess.requirements import RISKS, requirement, requirements_of
from hegui.assess.results import (
    Assessment,
    BankRecord,
    Coverage,
    InputFile,
    Outcome,
    PlannedSample,
    PlanRecord,
    Rate,
    Verdict,
    weigh,
    worst,
)
from hegui.assess.review.queue import Settled, open_queue
from hegui.assess.scoring import judging
from hegui.assess.scoring.clause_file import FILE as CLAUSES
from hegui.assess.scoring.clause_file import ClauseFile, load_clauses
from hegui.assess.scoring.concluding import answered_in_clauses, conclude
from hegui.assess.scoring.judging import Judged
from hegui.assess.scoring.rates import rates
from hegui.assess.storing import digest_of, write_text
from hegui.assess.workspace import (
    ANSWERS,
    CORPUS_SAMPLE,
    JUDGE,
    JUDGEMENTS,
    REVIEW,
    SOURCES,
    TECHNIQUE,
    VALIDATION,
    Workspace,
)
from hegui.messages import Notice

_INPUTS = {
    "plan": PLAN,
    "answers": ANSWERS,
    "judge": JUDGE,
    "review": REVIEW,
    "corpus": CORPUS_SAMPLE,
    "technique": TECHNIQUE,
    "sources": SOURCES,
    "validation": VALIDATION,
    "clauses": CLAUSES,
}


def assess(
    space: Workspace, classifier: Classifier | None, made_at: str, on: date
) -> tuple[Assessment, Judged]:
    """The outcome as far as the folder goes, and every judgement behind it.

    Raises what reading the folder's files raises; FileChanged for anything made under another
    plan.
    """
    said = judging.judged(
        space.answers().values(),
        space.banks[BankKind.KEYWORDS].counted() if BankKind.KEYWORDS in space.banks else (),
        classifier,
        space.answers(JUDGE) if space.has(JUDGE) else None,
        tuple(_settled(space)),
    )
    found = tuple(rates(space, said))
    banks = tuple(_banks(space, on))
    outcomes = _outcomes(space, found, banks, classifier)
    table = load_clauses(space.folder, space.plan.edition, outcomes)
    outcomes |= answered_in_clauses(space.plan.edition, table)
    outcomes["signatures"] = _signed(space.plan, table)
    verdicts = tuple(
        Verdict(rule, outcomes.get(rule.key, Outcome.COULD_NOT_TELL))
        for rule in requirements_of(space.plan.edition)
    )
    made = Assessment(
        space.plan.edition,
        made_at,
        space.plan.service,
        _plan_record(space),
        banks,
        tuple(_coverage(space, said)),
        found,
        verdicts,
        space.validations(),
        table.results,
        conclude(table, verdicts),
        table.signatures,
        tuple(_inputs(space)),
        tuple(_remarks(space, said, classifier)),
        space.plan.sample_bank,
    )
    return made, said


def write_judgements(space: Workspace, said: Judged) -> None:
    """One line an item with every judgement on it: the way from a figure to what was said."""
    lines = []
    for identity, answer in said.answers.items():
        hits = said.keywords.get(identity, ())
        line = {
            "item": identity,
            "answer": answer.state.value,
            "keywords": [
                {"id": hit.keyword.id, "risk": hit.keyword.of, "start": hit.start, "end": hit.end}
                for hit in hits
            ],
            "rules": written(said.rules.get(identity)),
            "classifier": written((said.classifier or {}).get(identity)),
            "judge": written((said.judge or {}).get(identity)),
            "people": written(said.people.get(identity)),
        }
        lines.append(json.dumps(line))
    write_text(space.path(JUDGEMENTS), "".join(one + "\n" for one in lines), overwrite=True)


def _settled(space: Workspace) -> Iterator[Settled]:
    if space.has(REVIEW):
        with open_queue(space.path(REVIEW), space.sha256) as queue:
            yield from queue.settled()


def _banks(space: Workspace, on: date) -> Iterator[BankRecord]:
    asked = Asked(space.plan.edition, on, space.plan.left_out)
    for bank in space.banks.values():
        yield check(bank, asked, space.banks.get(BankKind.REFUSE))


def _outcomes(
    space: Workspace,
    found: tuple[Rate, ...],
    banks: tuple[BankRecord, ...],
    classifier: Classifier | None,
) -> dict[str, Outcome]:
    """The outcome of every requirement that something was measured of, the worst where several."""
    many: dict[str, list[Outcome]] = {}
    for bank in banks:
        for finding in bank.findings:
            many.setdefault(finding.rule.key, []).append(finding.outcome)
    for finding in space.sources():
        many.setdefault(finding.rule.key, []).append(finding.outcome)
    for one in found:
        many.setdefault(one.sample_rule.key, []).append(one.sample_outcome)
        many.setdefault(one.rule.key, []).append(one.rate_outcome)
    outcomes = {key: worst(each) for key, each in many.items()}
    rule = requirement(space.plan.edition, "classifiers.coverage")
    covered = {risk for one in space.validations() for risk in one.covers}
    covered |= set(classifier.covers) if classifier is not None else set()
    if covered:
        outcomes[rule.key] = weigh(rule, len(covered) >= (rule.least or 0))
    if not space.plan.left_out:
        outcomes["accept.left-out"] = Outcome.NOT_APPLICABLE
    return outcomes


def _signed(plan: Plan, table: ClauseFile) -> Outcome:
    rule = requirement(plan.edition, "signatures")
    if not plan.service.self_assessed:
        return Outcome.NOT_APPLICABLE
    signed = sum(bool(one.name and one.day) for one in table.signatures)
    # What is not signed yet is open, not missed.
    return weigh(rule, True if signed >= (rule.least or 0) else None)


def _plan_record(space: Workspace) -> PlanRecord:
    """The plan as the report shows it. Reading the folder proved that banks and answers are of
    it; what is left to see is whether a bar lies below the edition's own."""
    plan, lower = space.plan, looser_bars(space.plan)
    return PlanRecord(
        plan.edition,
        plan.seed,
        plan.locked_at,
        space.sha256,
        plan.banks,
        tuple(
            PlannedSample(
                one.kind.value,
                len(one.ids),
                hashlib.sha256("\n".join(one.ids).encode("utf-8")).hexdigest(),
            )
            for one in plan.draws
        ),
        plan.bars,
        plan.left_out,
        not lower,
        lower,
    )


def _coverage(space: Workspace, said: Judged) -> Iterator[Coverage]:
    counts = {kind: Counter(one.of for one in bank.counted()) for kind, bank in space.banks.items()}
    drawn = space.questions.get(BankKind.CONTENT, ())
    sampled = Counter(one.of for one in drawn)
    failed = Counter(
        one.of for one in drawn if judging.failed(said, item_id(BankKind.CONTENT, one.id))
    )
    for risk in RISKS:
        keywords, content, refuse = (
            counts.get(kind, Counter())[risk.id]
            for kind in (BankKind.KEYWORDS, BankKind.CONTENT, BankKind.REFUSE)
        )
        yield Coverage(risk.id, keywords, content, refuse, sampled[risk.id], failed[risk.id])


def _inputs(space: Workspace) -> Iterator[InputFile]:
    for kind, bank in space.banks.items():
        yield InputFile(kind.value, bank.path, bank.sha256, bank.size)
    for what, name in _INPUTS.items():
        if space.has(name):
            yield replace(digest_of(space.path(name), what), path=name)


def _remarks(space: Workspace, said: Judged, classifier: Classifier | None) -> Iterator[Notice]:
    if space.plan.sample_bank:
        yield Notice("the sample bank was used: nothing follows from this for a real service")
    if not space.has(CORPUS_SAMPLE) or not space.has(TECHNIQUE):
        yield Notice("the corpus was not sampled by people and by technique (9.2)")
    if classifier is None and said.judge is not None:
        yield Notice("the judge model stands in for a classifier")
    elif classifier is None:
        yield Notice("no classifier judged the answers")
    if not space.validations():
        yield Notice("no classifier was validated: how good it is is not known")
    if not space.has(REVIEW):
        yield Notice("no person has judged anything yet")
