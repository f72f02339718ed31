"""What is answered about one application: the set that is graded, kept and hashed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

FORMAT = "hegui-grade-answers"
OPEN = "open"
"""Nothing was said yet."""
MEASURE_ANSWERS = ("in-place", "partly", "planned", "absent", "not-applicable", OPEN)
AGENT_ANSWERS = ("yes", "partly", "no", "not-applicable", OPEN)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a word of MEASURE_ANSWERS or AGENT_ANSWERS, or a number, and why."""

    of: str
    value: str = OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaStep:
    """The step of maturity of one area, from 1."""

    area: str
    step: int


@dataclass(frozen=True, slots=True)
class Party:
    """One party to the application and its maturity.

    ``stated`` is the step that an assessment of the party gave, None where it judges itself by
    ``areas``. ``evidence`` says what that rests on.
    """

    name: str
    role: str = ""
    areas: tuple[AreaStep, ...] = ()
    stated: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """Everything that is answered about one application.

    ``scheme`` is a way of grading, ``framework`` an edition of the framework, ``day`` as written
    by whoever answered (YYYY-MM-DD). ``factors`` are (factor, value) pairs; an empty value is no
    answer. ``acts`` says that the application acts by itself, so that the questions for agents
    are asked.
    """

    subject: str
    scheme: str
    framework: str
    day: str = ""
    answered_by: str = ""
    factors: tuple[tuple[str, str], ...] = ()
    measures: tuple[Answer, ...] = ()
    acts: bool = False
    agents: tuple[Answer, ...] = ()
    parties: tuple[Party, ...] = ()

    def factor(self, name: str) -> str:
        """The value of a factor; empty where none was given."""
        return dict(self.factors).get(name, "")

    @property
    def digest(self) -> str:
        """SHA-256 of the answers as canonical JSON (RFC 8785 in effect), in hexadecimal."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()
