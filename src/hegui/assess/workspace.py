"""The folder of one assessment: the plan, and everything that was made under it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from hegui.assess.banks.item import Bank, BankKind, Item
from hegui.assess.banks.reading import read_bytes
from hegui.assess.corpus import checking as corpus_checking
from hegui.assess.frozen_json import read, written
from hegui.assess.judgements.verdicts import item_id
from hegui.assess.planning import plan as plans
from hegui.assess.planning.plan import Plan
from hegui.assess.results import ClassifierResult, Finding
from hegui.assess.review import queue as review
from hegui.assess.review.judging import Asks
from hegui.assess.review.queue import ReviewItem
from hegui.assess.storing import write_text
from hegui.assess.targets import answers as answer_files
from hegui.assess.targets.answers import Answer
from hegui.errors import BrokenFile, FileChanged
from hegui.files.source import printable

_Kept = TypeVar("_Kept")
ANSWERS = answer_files.FILE
JUDGE = "judge.jsonl"
REVIEW = review.FILE
SOURCES = "corpus-sources.json"
VALIDATION = "validation.json"
JUDGEMENTS = "judgements.jsonl"
RESULT = "assessment.json"
TECHNIQUE = corpus_checking.FILE
CORPUS_SAMPLE = corpus_checking.SAMPLE


@dataclass(frozen=True, slots=True)
class SampledText:
    """One item of the corpus that people judge."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class CorpusSample:
    """The items drawn from the corpus for people (9.2 a), of how many."""

    plan: str
    population: int
    seed: int
    items: tuple[SampledText, ...]


@dataclass(frozen=True, slots=True)
class SourceFindings:
    """What checks of sources found, before collection and after (5.1)."""

    plan: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Validations:
    """The classifiers that were validated."""

    plan: str
    results: tuple[ClassifierResult, ...]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An assessment's folder, its plan and the plan's digest, and the locked banks."""

    folder: str
    plan: Plan
    sha256: str
    banks: dict[BankKind, Bank]
    questions: dict[BankKind, tuple[Item, ...]]

    def path(self, name: str) -> str:
        """A file of the folder."""
        return os.path.join(self.folder, name)

    def has(self, name: str) -> bool:
        """Whether a file of the folder is there."""
        return os.path.exists(self.path(name))

    def answers(self, name: str = ANSWERS) -> dict[str, Answer]:
        """The answers on file by item id, the last of each; none where there is no file."""
        if not self.has(name):
            return {}
        found = answer_files.answers(self.path(name), self.sha256)
        return {item_id(one.bank, one.id): one for one in found}

    def review_items(self) -> Iterator[ReviewItem]:
        """Everything that people are to judge, the answers in the order of the plan."""
        answers = self.answers()
        for kind, items in self.questions.items():
            asks = Asks.QUALIFIED if kind is BankKind.CONTENT else Asks.REFUSAL
            for item in items:
                identity = item_id(kind, item.id)
                answer = answers.get(identity)
                if answer is not None and answer.can_be_judged:
                    yield ReviewItem(identity, asks, item.text, answer.text, kind.value)
        sample = self.corpus_sample()
        for drawn in sample.items if sample else ():
            yield ReviewItem(f"corpus:{drawn.id}", Asks.QUALIFIED, "", drawn.text, "corpus")

    def corpus_sample(self) -> CorpusSample | None:
        """The sample of the corpus for people, if one was drawn."""
        return self._record(CORPUS_SAMPLE, CorpusSample)

    def technique(self) -> corpus_checking.TechniqueCheck | None:
        """The check of the corpus by technique, if there was one."""
        return self._record(TECHNIQUE, corpus_checking.TechniqueCheck)

    def sources(self) -> tuple[Finding, ...]:
        """What the checks of sources found."""
        found = self._record(SOURCES, SourceFindings)
        return found.findings if found else ()

    def validations(self) -> tuple[ClassifierResult, ...]:
        """The classifiers that were validated."""
        found = self._record(VALIDATION, Validations)
        return found.results if found else ()

    def keep(self, name: str, record: object) -> None:
        """Writes a record of the folder anew. Raises CannotWrite."""
        text = json.dumps(written(record), ensure_ascii=False, indent=1) + "\n"
        write_text(self.path(name), text, overwrite=True)

    def _record(self, name: str, kind: type[_Kept]) -> _Kept | None:
        path = self.path(name)
        if not os.path.exists(path):
            return None
        shown = printable(path)
        try:
            said = json.loads(read_bytes(path))
        except (ValueError, RecursionError) as error:
            raise BrokenFile("is no JSON: {cause}", path=shown, cause=str(error)) from error
        record = read(kind, said, shown)
        there = getattr(record, "plan", "")
        if there != self.sha256:
            raise FileChanged(
                "was made under another plan: {there}, and the plan is {here}",
                path=shown,
                there=str(there)[:12],
                here=self.sha256[:12],
            )
        return record


def open_workspace(folder: str) -> Workspace:
    """The assessment in a folder, every bank as it was locked.

    Raises CannotRead, BrokenFile, FileChanged where a bank is not the one that was locked.
    """
    plan, sha256 = plans.load(folder)
    banks = plans.banks_of(plan, folder)
    return Workspace(folder, plan, sha256, banks, plans.questions(plan, banks))
