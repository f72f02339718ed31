"""Questions put to a service, each answer written as it comes.

What is answered is in the journal the moment it is known, so that a run which ended anywhere goes
on from there: no question that was answered is put again. One that was under way when the process
died has no answer, and is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from hegui.assess.banks.item import BankKind
from hegui.assess.targets.answers import Answer, Journal, State

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


@dataclass(frozen=True, slots=True)
class Said:
    """What a service said to one question; ``filtered`` where it withheld the answer itself."""

    text: str
    filtered: bool = False
    tokens_in: int = 0
    tokens_out: int = 0


class Asked(Protocol):
    """Whatever questions are put to. Its name as text stands at the head of the answers."""

    def put(
        self,
        questions: Sequence[Question],
        take: Callable[[Answer], None],
        pace: Pace,
        folder: str,
    ) -> None:
        """Puts every question once; hands every answer on the moment it is known.

        A fault is the answer to one question; one that an interruption left open has none.
        """


Progress = Callable[[int], None]
"""Told of every answer: how many there are now."""


def ask(
    service: Asked,
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
    done = good = 0

    def take(given: Answer) -> None:
        nonlocal done, good
        journal.add(given)
        done += 1
        good += given.state is not State.ERROR
        progress(done)

    service.put(questions, take, pace, folder)
    return len(questions) - good


def answer_of(question: Question, said: Said, seconds: float) -> Answer:
    """What a service said, as the answer to a question that took so many seconds."""
    text, state, reason = said.text, State.ANSWERED, ""
    if said.filtered:
        state, reason = State.BLOCKED, "content-filter"
    elif not text.strip():
        state = State.EMPTY
    elif len(text) > MOST_CHARACTERS:
        text, state = text[:MOST_CHARACTERS], State.CUT
    return Answer(
        question.bank,
        question.id,
        state,
        text,
        reason,
        round(seconds, 3),
        said.tokens_in,
        said.tokens_out,
    )
