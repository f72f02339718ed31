"""Questions put to a model through inspect_ai, each answer written as it comes.

inspect_ai gives the connections, the waiting, the retries, the count of tokens, and a log of
every call (in the folder ``logs``) that its own viewer shows. What is answered is in the journal
the moment it is known, so that a run which ended anywhere goes on from there: no question that
was answered is put again. One that was under way when the process died has no answer, and is.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from inspect_ai import Task
from inspect_ai import eval as inspect_eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog, read_eval_log_sample_summaries
from inspect_ai.model import Model, ModelOutput, get_model
from inspect_ai.solver import Generate, Solver, TaskState, solver

from hegui.assess.banks.item import BankKind
from hegui.assess.targets.adapter import Adapter
from hegui.assess.targets.answers import Answer, Journal, State
from hegui.assess.targets.http_model import NAME as HTTP
from hegui.errors import UsageError

_STILL_BUSY = re.compile(r"raised Busy")
_OWN = re.compile(r"""(?:Fault|Busy)\((['"])(.*)\1\)""")
MOST_CHARACTERS = 2_000_000
"""Of an answer that is kept; a longer one is cut, and says so."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to put."""

    bank: BankKind
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How a service is asked: at once in flight, retries, and the seconds one answer may take."""

    connections: int = 32
    retries: int = 3
    seconds: float = 120.0


Progress = Callable[[int], None]
"""Told of every answer: how many there are now."""


def model_named(name: str, base_url: str | None = None) -> Model:
    """A model of inspect_ai by its name. Raises UsageError where there is none of that name."""
    try:
        return get_model(name, base_url=base_url, memoize=False)
    except (ValueError, ImportError, OSError, RuntimeError) as error:
        raise UsageError(
            "{name} cannot be used: {cause}", name=name, cause=_first_line(error)
        ) from error


def model_at(adapter: Adapter, name: str) -> Model:
    """A model behind an adapter."""
    return get_model(f"{HTTP}/{name or 'service'}", adapter=adapter, memoize=False)


def ask(
    model: Model,
    questions: Sequence[Question],
    journal: Journal,
    folder: str,
    pace: Pace,
    progress: Progress = lambda done: None,
) -> int:
    """Puts every question once and writes every answer; returns how many have none.

    A fault of the service ends one question, never the run.
    """
    if not questions:
        return 0
    named = {f"{one.bank}:{one.id}": one for one in questions}
    answered: set[str] = set()

    def answer(key: str, given: Answer) -> None:
        answered.add(key)
        journal.add(given)
        progress(len(answered))

    task = Task(
        dataset=MemoryDataset(
            [Sample(id=key, input=one.text) for key, one in named.items()], name="hegui"
        ),
        solver=_put(named, answer),
        name="hegui-assess",
    )
    logs = inspect_eval(
        task,
        model=model,
        log_dir=os.path.join(folder, "logs"),
        display="none",
        log_level="error",
        fail_on_error=False,
        max_connections=pace.connections,
        max_samples=2 * pace.connections,
        max_retries=pace.retries,
        timeout=int(pace.seconds * (pace.retries + 1)) + 60,
        attempt_timeout=int(pace.seconds) + 10,  # an adapter keeps its own time, and names it
        score=False,
        log_realtime=False,
        log_images=False,
    )
    faults = _faults(logs)
    missing = [key for key in named if key not in answered]
    for key in missing:
        if key in faults:  # one that an interruption left without an answer is put again
            one = named[key]
            journal.add(Answer(one.bank, one.id, State.ERROR, reason=faults[key]))
            progress(len(answered))
    return len(missing)


@solver
def _put(named: dict[str, Question], answer: Callable[[str, Answer], None]) -> Solver:
    """Asks, and hands on the answer."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        begun = time.monotonic()
        state = await generate(state)
        question = named[str(state.sample_id)]
        answer(str(state.sample_id), _answer(question, state.output, time.monotonic() - begun))
        return state

    return solve


def _answer(question: Question, output: ModelOutput, seconds: float) -> Answer:
    text = output.completion
    state, reason = State.ANSWERED, ""
    if output.stop_reason == "content_filter":
        state, reason = State.BLOCKED, "content-filter"
    elif output.error:
        state, reason = State.ERROR, output.error[:500]
    elif not text.strip():
        state = State.EMPTY
    elif len(text) > MOST_CHARACTERS:
        text, state = text[:MOST_CHARACTERS], State.CUT
    usage = output.usage
    return Answer(
        question.bank,
        question.id,
        state,
        text,
        reason,
        round(seconds, 3),
        usage.input_tokens if usage else 0,
        usage.output_tokens if usage else 0,
    )


def _faults(logs: Iterable[EvalLog]) -> dict[str, str]:
    """Of each question that ended in a fault: what it was."""
    found = {}
    for log in logs:
        for summary in read_eval_log_sample_summaries(log.location):
            if summary.error:
                found[str(summary.id)] = _named(summary.error)
    return found


def _named(error: str) -> str:
    """A fault by the word that never changes; another's by what it says of itself."""
    own = _OWN.search(error)
    if own:
        return own[2][:500]
    if "AttemptTimeoutError" in error:
        return "too-slow"
    return "busy" if _STILL_BUSY.search(error) else error[:500]


def _first_line(error: BaseException) -> str:
    said = str(error).strip().splitlines()
    return said[0][:300] if said else type(error).__name__
