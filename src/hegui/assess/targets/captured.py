"""Answers that are there already: pairs of question and answer, scored without calling anything.

A file of pairs (CSV, JSON Lines, JSON, YAML) names the bank and the question's id, or repeats the
question's text; a question of the plan without a pair has no answer, and is unscored in sight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from hegui.assess.banks.encodings import decoded
from hegui.assess.banks.item import BankKind, Item
from hegui.assess.banks.reading import read_bytes
from hegui.assess.banks.rows import form_of, rows
from hegui.assess.targets.answers import Answer, State
from hegui.errors import BrokenFile
from hegui.files.source import printable

_ANSWER = ("answer", "response", "output", "completion")
_QUESTION = ("question", "prompt", "text", "input")


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that answer a question of the plan, and how many rows answer none."""

    answers: tuple[Answer, ...]
    strangers: int


def captured(path: str, questions: Mapping[BankKind, tuple[Item, ...]]) -> Pairs:
    """The answers to ``questions`` among the pairs in a file.

    Raises what reading a table raises, and BrokenFile for a row without an answer or two
    different answers to one question.
    """
    name = printable(path)
    text, _ = decoded(read_bytes(path), name)
    by_id = {(kind, one.id) for kind, items in questions.items() for one in items}
    by_text = {one.text: (kind, one.id) for kind, items in questions.items() for one in items}
    found: dict[tuple[BankKind, str], Answer] = {}
    strangers: Counter[str] = Counter()
    for at, row in rows(text, form_of(name), name):
        place = f"line {at}"
        answer = _first(row, _ANSWER)
        if answer is None:
            raise BrokenFile(
                "has no column {columns}", path=name, place=place, columns=" / ".join(_ANSWER)
            )
        key = _key(row, by_id, by_text, name, place)
        if key is None:
            strangers["rows"] += 1
            continue
        state = State.ANSWERED if answer.strip() else State.EMPTY
        made = Answer(key[0], key[1], state, answer)
        if found.setdefault(key, made) != made:
            raise BrokenFile("two different answers to {id}", path=name, place=place, id=key[1])
    return Pairs(tuple(found.values()), strangers["rows"])


def _key(
    row: dict[str, object],
    by_id: set[tuple[BankKind, str]],
    by_text: dict[str, tuple[BankKind, str]],
    name: str,
    place: str,
) -> tuple[BankKind, str] | None:
    bank, identity = row.get("bank"), row.get("id")
    if isinstance(identity, str) and isinstance(bank, str) and bank:
        try:
            key = (BankKind(bank), identity)
        except ValueError:
            raise BrokenFile("{kind} is no bank", path=name, place=place, kind=bank) from None
        if key in by_id:
            return key
    elif isinstance(identity, str):
        named = [key for key in by_id if key[1] == identity] if identity else []
        if len(named) == 1:
            return named[0]
    return by_text.get(_first(row, _QUESTION) or "")


def _first(row: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, str):
            return value
    return None
