"""What a report is made of, in both languages: plain data that every writer understands.

A report is written file by file, so that one on ten thousand files needs no more memory than one
on ten: a head, any number of files, a summary at the end.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from hegui.messages import say


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence or name in both languages."""

    en: str
    zh: str

    def in_(self, lang: str) -> str:
        """The one in ``lang`` ("en", "zh")."""
        return self.zh if lang == "zh" else self.en


NOTHING = Said("", "")


def said(template: str, /, **facts: object) -> Said:
    """The sentence of an English template in both languages (see ``hegui.messages``)."""
    return Said(say(template, "en", **facts), say(template, "zh", **facts))


OUTCOMES = ("fail", "warn", "could-not-tell", "not-yet-in-force", "pass", "not-applicable")
"""Every outcome of a check, the gravest first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One check as reports name it: its id, title, what it cites and how sure that is.

    ``clause`` is the instrument's number and the place in it; ``text`` what the provision says in
    our own words, ``verb`` "shall" or "should", ``applies_from`` a day (YYYY-MM-DD), ``url``
    where the instrument can be read ("" where that is not known). ``catalogue`` is the id of what
    it cites in the catalogue of rules (docs/catalogue.md).
    """

    id: str
    title: Said
    clause: Said
    text: Said
    verb: str
    confidence: str
    applies_from: str
    url: str = ""
    catalogue: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: which rule, the outcome, what was seen and where in the file.

    ``offset`` is in bytes, None where the place has none.
    """

    rule: str
    outcome: str
    sentence: Said
    place: str = ""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One label as the page shows it: where it stands, its members, what its seals prove.

    ``offset`` and ``length`` are in bytes, 0 where the label has no place among the file's bytes.
    """

    place: str
    members: tuple[tuple[str, str], ...]
    seals: tuple[Said, ...] = ()
    offset: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: its name, its format, its findings in the order of the rules, its labels.

    ``size`` is in bytes. ``thumbnail`` is a PNG or JPEG as a data address, "" where there is none.
    ``path`` is the name as the system has it, where ``name`` had to be escaped to be shown.
    """

    name: str
    format: Said
    rows: tuple[Row, ...]
    labels: tuple[Label, ...] = ()
    size: int = 0
    thumbnail: str = ""
    path: str = ""

    @property
    def outcome(self) -> str:
        """The gravest outcome of its findings; "not-applicable" where there is none."""
        found = {row.outcome for row in self.rows}
        return next((one for one in OUTCOMES if one in found), "not-applicable")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above: title, version of the program, the day as of which was judged, rules.

    ``notes`` say once what holds of all files, such as what was not looked for.
    """

    title: Said
    version: str
    on: str
    rules: tuple[Rule, ...]
    notes: tuple[Said, ...] = ()


@dataclass(slots=True)
class Summary:
    """Counts over all files, kept while they are written."""

    files: Counter[str] = field(default_factory=Counter)
    """Of each gravest outcome, how many files have it."""
    formats: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    """Of each rule, how many files have each outcome at worst."""

    def add(self, report: FileReport) -> None:
        """Counts one file."""
        self.files[report.outcome] += 1
        self.formats[report.format.en] += 1
        worst: dict[str, str] = {}
        for row in report.rows:
            seen = worst.get(row.rule, row.outcome)
            worst[row.rule] = min(seen, row.outcome, key=OUTCOMES.index)
        for rule, outcome in worst.items():
            self.rules.setdefault(rule, Counter())[outcome] += 1

    @property
    def count(self) -> int:
        """How many files there were."""
        return sum(self.files.values())


class Writer(Protocol):
    """One form of a report: ``begin`` once, ``file`` for each, ``end`` once."""

    def begin(self, head: Head) -> None:
        """Writes what stands above."""

    def file(self, report: FileReport) -> None:
        """Writes one file."""

    def end(self, summary: Summary) -> None:
        """Writes what stands below, and closes the form."""
