"""The questions of a plan put to its target, and the answers to a judge; gone on with at will."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hegui.assess.judgements.judge_model import prompt
from hegui.assess.judgements.verdicts import item_id
from hegui.assess.targets.answers import UNSETTLED, Answer, State, journal
from hegui.assess.targets.asking import Asked, Pace, Progress, Question, ask
from hegui.assess.targets.captured import captured
from hegui.assess.workspace import ANSWERS, JUDGE, Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the questions of a plan stand: ``answered``, ``blocked`` (withheld by the service
    itself), ``empty``, ``failed`` (a fault is all there is), ``left`` (never put)."""

    answered: int
    blocked: int
    empty: int
    failed: int
    left: int

    @property
    def of(self) -> int:
        """All questions."""
        return self.answered + self.blocked + self.empty + self.failed + self.left

    @property
    def complete(self) -> bool:
        """Whether every question has an answer, be it an empty one."""
        return not self.failed and not self.left


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: ``asked`` questions were put, ``faults`` of them have no answer, ``were``
    others had one before. ``standing`` is where all of them stand now."""

    asked: int
    faults: int
    were: int
    standing: Standing


def standing(space: Workspace) -> Standing:
    """Where the questions of the plan stand. Raises what reading the answers raises."""
    return _counted(_ids(space), space.answers())


def judged(space: Workspace) -> Standing:
    """Where the answers that a model can judge stand with it."""
    put = [item_id(one.bank, one.id) for one in _to_judge(space)]
    return _counted(put, space.answers(JUDGE))


def _ids(space: Workspace) -> list[str]:
    return [item_id(kind, one.id) for kind, items in space.questions.items() for one in items]


def _counted(ids: Iterable[str], have: Mapping[str, Answer]) -> Standing:
    states = Counter(have[one].state if one in have else None for one in ids)
    return Standing(
        states[State.ANSWERED] + states[State.CUT],
        states[State.BLOCKED],
        states[State.EMPTY],
        states[State.ERROR],
        states[None],
    )


def _had(ids: Iterable[str], have: Mapping[str, Answer]) -> int:
    return sum(one in have and have[one].can_be_judged for one in ids)


def run(
    space: Workspace,
    model: Asked,
    pace: Pace,
    *,
    again: bool = False,
    progress: Progress = lambda done: None,
) -> Ran:
    """Puts every question of the plan that has no answer on file; with ``again`` also those whose
    answer is a fault or empty. Raises what reading and writing the answers raise."""
    with journal(space.path(ANSWERS), space.sha256, space.plan.target.name) as file:
        have = space.answers()  # read once no other run can add to them
        left = [
            Question(kind, one.id, one.text)
            for kind, items in space.questions.items()
            for one in items
            if _to_ask(have.get(item_id(kind, one.id)), again=again)
        ]
        faults = ask(model, left, file, space.folder, pace, progress)
    return Ran(len(left), faults, _had(_ids(space), have), standing(space))


def _to_ask(answer: Answer | None, *, again: bool) -> bool:
    return answer is None or (again and answer.state in UNSETTLED)


def take(space: Workspace, path: str) -> tuple[int, int]:
    """Takes captured pairs for answers: how many were new, and how many rows answer no question
    of the plan. Nothing is called."""
    pairs = captured(path, space.questions)
    with journal(space.path(ANSWERS), space.sha256, os.path.basename(path)) as file:
        have = space.answers()
        new = [one for one in pairs.answers if item_id(one.bank, one.id) not in have]
        for one in new:
            file.add(one)
    return len(new), pairs.strangers


def judge(
    space: Workspace,
    model: Asked,
    pace: Pace,
    *,
    again: bool = False,
    progress: Progress = lambda done: None,
) -> Ran:
    """Asks a judge model about every answer that it has not judged."""
    with journal(space.path(JUDGE), space.sha256, str(model)) as file:
        have = space.answers(JUDGE)
        every = list(_to_judge(space))
        left = [one for one in every if _to_ask(have.get(item_id(one.bank, one.id)), again=again)]
        faults = ask(model, left, file, space.folder, pace, progress)
    were = _had((item_id(one.bank, one.id) for one in every), have)
    return Ran(len(left), faults, were, judged(space))


def _to_judge(space: Workspace) -> Iterator[Question]:
    answers = space.answers()
    for kind, items in space.questions.items():
        for one in items:
            answer = answers.get(item_id(kind, one.id))
            if answer is not None and answer.can_be_judged:
                yield Question(kind, one.id, prompt(one.text, answer.text))
