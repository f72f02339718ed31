"""Answers on file: one line each, written as they come, so that nothing is asked twice.

The first line names the plan that they were made under. A line that a killed process left
half written is cut off; its question is put again. One run at a time adds to a file.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from hegui.assess.banks.item import BankKind
from hegui.assess.frozen_json import read, written
from hegui.errors import (
    BrokenFile,
    CannotRead,
    CannotWrite,
    CeilingExceeded,
    FileChanged,
    UsageError,
)
from hegui.files.source import printable

FORMAT, VERSION = "hegui-answers", 1
FILE = "answers.jsonl"
MOST_LINE = 64 * 1024 * 1024


class State(StrEnum):
    """What came of one question."""

    ANSWERED = "answered"
    BLOCKED = "blocked"
    """The service itself withheld the answer (a content filter): it refused."""
    EMPTY = "empty"
    ERROR = "error"
    """No answer: the reason is named."""
    CUT = "cut"
    """Longer than the ceiling; what came up to there is kept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``id`` is the question's, ``seconds`` the time it took, tokens as reported."""

    bank: BankKind
    id: str
    state: State
    text: str = ""
    reason: str = ""
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0

    @property
    def key(self) -> tuple[BankKind, str]:
        """The bank and the question."""
        return self.bank, self.id

    @property
    def can_be_judged(self) -> bool:
        """Whether there is something to judge."""
        return self.state in (State.ANSWERED, State.BLOCKED, State.CUT)


UNSETTLED = frozenset((State.ERROR, State.EMPTY))
"""What may be asked again. What a service withheld is its answer."""


class Journal:
    """A file of answers that is being added to."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def add(self, answer: Answer) -> None:
        """Writes one answer; it is on its way to the disk when this returns."""
        line = json.dumps(written(answer), ensure_ascii=False)
        try:
            line.encode("utf-8")
        except UnicodeEncodeError:  # half a character in an answer: escaped, so that it is exact
            line = json.dumps(written(answer))
        self._file.write(line + "\n")
        self._file.flush()


@contextmanager
def journal(path: str, plan: str, source: str) -> Iterator[Journal]:
    """The file of answers made under the plan of this digest, new or continued; no other run can
    add to it until this one ends, however it ends.

    Raises CannotWrite, BrokenFile, FileChanged for answers of another plan, UsageError where
    another run is at work.
    """
    try:
        with open(path, "a", encoding="utf-8", newline="\n") as file:
            _lock(file.fileno(), path)
            _repair(path)
            if os.fstat(file.fileno()).st_size:
                _head(path, plan)
            else:  # new, or killed before its head was written
                head = {"format": FORMAT, "version": VERSION, "plan": plan, "source": source}
                file.write(json.dumps(head, ensure_ascii=False) + "\n")
                file.flush()
            yield Journal(file)
            os.fsync(file.fileno())
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite(
            "cannot be written: {cause}", path=printable(path), cause=cause
        ) from error


def answers(path: str, plan: str) -> Iterator[Answer]:
    """The answers on file, in the order in which they came; the last of a question counts.

    Only a fault or an empty answer may be followed by another answer to its question: that is
    what is asked again. Two answers that differ leave open which of them counts.

    Raises CannotRead, BrokenFile with the line, FileChanged for answers of another plan.
    """
    name = printable(path)
    settled: dict[tuple[BankKind, str], tuple[int, Answer]] = {}
    _head(path, plan)
    for at, line in _lines(path):
        if at == 1 or not line.endswith("\n"):
            continue  # the head; or what a killed process was writing
        place = f"line {at}"
        try:
            said = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BrokenFile("is no JSON: {cause}", path=name, place=place, cause=str(error)) from (
                error
            )
        try:
            answer = read(Answer, said, name)
        except BrokenFile as error:
            error.place = f"{place}, {error.place}" if error.place else place
            raise
        first, other = settled.get(answer.key, (at, answer))
        if (other.state, other.text) != (answer.state, answer.text):
            raise BrokenFile(
                "is another answer to {id} than line {first} has",
                path=name,
                place=place,
                id=answer.id,
                first=first,
            )
        if answer.state not in UNSETTLED:
            settled.setdefault(answer.key, (at, answer))
        yield answer


def _lock(descriptor: int, path: str) -> None:
    """Two runs at once would put every question twice. The system lets go of the lock when the
    process ends."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError("another run is at work on these answers", path=printable(path)) from None
    except OSError:
        return  # a file system without locks


def _head(path: str, plan: str) -> None:
    name = printable(path)
    first = next((line for _, line in _lines(path)), "")
    try:
        head = json.loads(first)
    except (ValueError, RecursionError):
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT or head.get("version") != VERSION:
        raise BrokenFile("is no file of answers", path=name, place=f"line {1}")
    if head.get("plan") != plan:
        raise FileChanged(
            "was made under another plan: {there}, and the plan is {here}",
            path=name,
            there=str(head.get("plan"))[:12],
            here=plan[:12],
        )


def _lines(path: str) -> Iterator[tuple[int, str]]:
    name = printable(path)
    try:
        with open(path, "rb") as file:
            at = 0
            while line := file.readline(MOST_LINE + 1):
                at += 1
                if len(line) > MOST_LINE:
                    raise CeilingExceeded(
                        "is longer than {most} bytes", path=name, place=f"line {at}", most=MOST_LINE
                    )
                try:
                    yield at, line.decode("utf-8")
                except UnicodeDecodeError as error:
                    raise BrokenFile(
                        "is no valid {encoding}", path=name, place=f"line {at}", encoding="UTF-8"
                    ) from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotRead("cannot be opened: {cause}", path=name, cause=cause) from error


def _repair(path: str) -> None:
    """Cuts off a last line without an end: what a killed process was writing."""
    with open(path, "rb+") as file:
        file.seek(0, os.SEEK_END)
        end = file.tell()
        keep = end
        while keep > 0:
            step = min(keep, 1 << 16)
            file.seek(keep - step)
            block = file.read(step)
            found = block.rfind(b"\n")
            if found >= 0:
                keep = keep - step + found + 1
                break
            keep -= step
        if keep < end:
            file.truncate(keep)
