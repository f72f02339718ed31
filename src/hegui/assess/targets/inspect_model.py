"""A model that inspect_ai knows by name, as what is asked.

inspect_ai gives the connections, the waiting, the retries, the count of tokens, and a log of
every call (in the folder ``logs``) that its own viewer shows.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from inspect_ai import Task
from inspect_ai import eval as inspect_eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import EvalLog, read_eval_log_sample_summaries
from inspect_ai.model import Model, ModelOutput, ModelUsage, get_model
from inspect_ai.solver import Generate, Solver, TaskState, solver

from hegui.assess.targets.answers import Answer, State
from hegui.assess.targets.asking import Pace, Question, Said, answer_of
from hegui.errors import UsageError

_MOCK = "mockllm/"


@dataclass(frozen=True, slots=True)
class InspectModel:
    """One model of inspect_ai."""

    model: Model

    def __str__(self) -> str:
        return str(self.model)

    def put(
        self,
        questions: Sequence[Question],
        take: Callable[[Answer], None],
        pace: Pace,
        folder: str,
    ) -> None:
        """Puts every question once through inspect_ai, and hands every answer on as it comes."""
        named = {f"{one.bank}:{one.id}": one for one in questions}
        answered: set[str] = set()

        def answer(key: str, given: Answer) -> None:
            answered.add(key)
            take(given)

        faults = _faults(self._run(named, answer, pace, folder))
        for key, one in named.items():
            if key not in answered and key in faults:  # what an interruption left open is put again
                take(Answer(one.bank, one.id, State.ERROR, reason=faults[key]))

    def _run(
        self,
        named: dict[str, Question],
        answer: Callable[[str, Answer], None],
        pace: Pace,
        folder: str,
    ) -> list[EvalLog]:
        samples = [Sample(id=key, input=one.text) for key, one in named.items()]
        return inspect_eval(
            Task(
                dataset=MemoryDataset(samples, name="hegui"),
                solver=_put(named, answer),
                name="hegui-assess",
            ),
            model=self.model,
            log_dir=os.path.join(folder, "logs"),
            display="none",
            log_level="error",
            fail_on_error=False,
            max_connections=pace.connections,
            max_samples=2 * pace.connections,
            max_retries=pace.retries,
            timeout=int(pace.seconds * (pace.retries + 1)) + 60,
            attempt_timeout=int(pace.seconds) + 1,  # whole seconds
            score=False,
            log_realtime=False,
            log_images=False,
        )


def model_named(name: str) -> InspectModel:
    """A model of inspect_ai by its name. Raises UsageError where there is none of that name."""
    try:
        if name.startswith(_MOCK):
            # It counts tokens with a table that it would have to download, unless it is told them.
            said = map(_mocked, itertools.repeat(name))
            return InspectModel(get_model(name, memoize=False, custom_outputs=said))
        return InspectModel(get_model(name, memoize=False))
    except (ValueError, ImportError, OSError, RuntimeError) as error:
        raise UsageError(
            "{name} cannot be used: {cause}", name=name, cause=_first_line(error)
        ) from error


def _mocked(name: str) -> ModelOutput:
    output = ModelOutput.from_content(name, f"Default output from {name}")
    output.usage = ModelUsage()
    return output


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
    if output.error and output.stop_reason != "content_filter":
        return Answer(question.bank, question.id, State.ERROR, reason=output.error[:500])
    usage = output.usage or ModelUsage()
    said = Said(
        output.completion,
        output.stop_reason == "content_filter",
        usage.input_tokens,
        usage.output_tokens,
    )
    return answer_of(question, said, seconds)


def _faults(logs: Iterable[EvalLog]) -> dict[str, str]:
    """Of each question that ended in a fault: what it was."""
    found = {}
    for log in logs:
        for summary in read_eval_log_sample_summaries(log.location):
            if summary.error:
                slow = "AttemptTimeoutError" in summary.error
                found[str(summary.id)] = "too-slow" if slow else summary.error[:500]
    return found


def _first_line(error: BaseException) -> str:
    said = str(error).strip().splitlines()
    return said[0][:300] if said else type(error).__name__
