"""The clause table as the assessors keep it: one file, clauses.toml.

format = "hegui-clauses"
version = 1
conclusion = ""             # conforms, or does-not-conform: what the assessors state
text = ""                   # in their words

[[signature]]
role_zh = "法定代表人"
role_en = "Legal representative"
name = ""
day = ""

[[clause]]
number = "5.1"              # or an item of it: "5.1 a)"
result = "conforms"         # does-not-conform, not-applicable; empty is open
evidence = ["evidence/5.1.pdf"]
reason = ""                 # of the other two
equivalent = ""             # an equivalent measure, and the files that prove it
proof = []
plan = ""
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hegui.assess.banks.reading import read_bytes
from hegui.assess.requirements import Clause, clauses_of
from hegui.assess.results import Answer, ClauseResult, Evidence, Outcome, Signature
from hegui.assess.results import worst as worst_of
from hegui.assess.scoring.signature_lines import SIGNATURES
from hegui.assess.storing import digest_of, write_text
from hegui.errors import ConfigError, FileError
from hegui.files.source import printable
from hegui.messages import Notice

FORMAT, VERSION = "hegui-clauses", 1
FILE = "clauses.toml"
_MEMBERS = {
    "number",
    "result",
    "evidence",
    "reason",
    "equivalent",
    "proof",
    "plan",
    "title_en",
    "title_zh",
}


@dataclass(frozen=True, slots=True)
class ClauseFile:
    """What the assessors wrote."""

    results: tuple[ClauseResult, ...]
    conclusion: str = ""
    text: str = ""
    signatures: tuple[Signature, ...] = SIGNATURES


def write_template(folder: str, edition: str) -> str:
    """A clause file with every clause open, for the assessors to fill. Raises CannotWrite."""
    lines = [
        f'format = "{FORMAT}"',
        f"version = {VERSION}",
        'conclusion = ""',
        'text = ""',
    ]
    for one in SIGNATURES:
        lines += ["", "[[signature]]", f'role_zh = "{one.role_zh}"', f'role_en = "{one.role_en}"']
        lines += ['name = ""', 'day = ""']
    for clause in clauses_of(edition):
        lines += ["", f"# {clause.zh}; {clause.en}", "[[clause]]", f'number = "{clause.number}"']
        lines += ['result = ""', "evidence = []", 'reason = ""', 'equivalent = ""']
        lines += ["proof = []", 'plan = ""']
    path = os.path.join(folder, FILE)
    write_text(path, "\n".join(lines) + "\n", overwrite=False)
    return path


def load_clauses(folder: str, edition: str, figures: Mapping[str, Outcome]) -> ClauseFile:
    """The clause file of a folder; every clause open where there is none.

    ``figures`` are the outcomes of requirements by key. Raises ConfigError, CannotRead.
    """
    path = os.path.join(folder, FILE)
    if not os.path.exists(path):
        return ClauseFile(
            tuple(_objected(ClauseResult(one, Answer.OPEN), figures) for one in clauses_of(edition))
        )
    name = printable(path)
    try:
        said = tomllib.loads(read_bytes(path).decode("utf-8"))
    except ValueError as error:  # TOML's and UTF-8's errors are ValueErrors
        raise ConfigError("cannot be read: {cause}", path=name, cause=str(error)) from error
    if said.get("format") != FORMAT or said.get("version") != VERSION:
        raise ConfigError(
            "is no clause table: it begins with format = {form!r} and version = {version}",
            path=name,
            form=FORMAT,
            version=VERSION,
        )
    results = tuple(_results(said, edition, folder, name, figures))
    signatures = tuple(_signatures(said, name)) or SIGNATURES
    return ClauseFile(
        results, _text(said, "conclusion", name), _text(said, "text", name), signatures
    )


def _results(
    said: dict[str, object], edition: str, folder: str, name: str, figures: Mapping[str, Outcome]
) -> Iterator[ClauseResult]:
    """Every clause of the edition in order; items of a clause stand in its place."""
    rows = _tables(said, "clause", name)
    clauses = clauses_of(edition)
    known = {one.number: one for one in clauses}
    written: dict[str, list[ClauseResult]] = {one.number: [] for one in clauses}
    for row in rows:
        for key in sorted(set(row) - _MEMBERS):
            raise ConfigError("{key} is unknown here", path=name, key=key)
        number = _text(row, "number", name)
        above = next((one for one in known if number == one or number.startswith(one + " ")), None)
        if above is None:
            raise ConfigError("{number} is no clause to answer", path=name, number=number)
        if any(one.clause.number == number for one in written[above]):
            raise ConfigError("{number} is answered twice", path=name, number=number)
        written[above].append(_result(row, known[above], number, folder, name))
    for clause in clauses:
        for result in written[clause.number] or [ClauseResult(clause, Answer.OPEN)]:
            yield _objected(result, figures)


def _result(
    row: dict[str, object], above: Clause, number: str, folder: str, name: str
) -> ClauseResult:
    result = _text(row, "result", name)
    try:
        answer = Answer(result) if result else Answer.OPEN
    except ValueError:
        raise ConfigError(
            "{result} is no result of a clause; there are {known}",
            path=name,
            result=result,
            known=", ".join(one for one in Answer if one is not Answer.OPEN),
        ) from None
    clause = above
    if number != above.number:
        en, zh = _text(row, "title_en", name), _text(row, "title_zh", name)
        clause = replace(above, number=number, en=en or above.en, zh=zh or above.zh)
    return ClauseResult(
        clause,
        answer,
        tuple(_files(row, "evidence", folder, name)),
        _text(row, "reason", name),
        _text(row, "equivalent", name),
        tuple(_files(row, "proof", folder, name)),
        _text(row, "plan", name),
    )


def _objected(result: ClauseResult, figures: Mapping[str, Outcome]) -> ClauseResult:
    worst = worst_of(figures[key] for key in result.clause.figures if key in figures)
    return replace(result, figures=worst, objections=tuple(_objections(result, worst)))


def _objections(result: ClauseResult, figures: Outcome) -> Iterator[Notice]:
    answer = result.answer
    if answer is Answer.OPEN:
        yield Notice("is not answered yet")
    if answer is Answer.CONFORMS:
        if not result.evidence:
            yield Notice("says that it conforms and names no evidence")
        if figures is Outcome.FAIL:
            yield Notice("says that it conforms, and a figure of it fails")
    if answer is Answer.NOT_APPLICABLE and not result.reason:
        yield Notice("says that it does not apply and gives no reason")
    if answer is Answer.DOES_NOT:
        if not result.reason:
            yield Notice("says that it does not conform and gives no reason")
        if result.equivalent and not result.proof:
            yield Notice("names an equivalent measure without proof of it")
        if not result.equivalent and not result.plan:
            yield Notice("names neither an equivalent measure nor a plan")


def _files(row: dict[str, object], key: str, folder: str, name: str) -> Iterator[Evidence]:
    value = row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    for one in value:
        try:
            found = digest_of(os.path.join(folder, one))
        except FileError as error:
            error.place = name
            raise
        yield Evidence(one, found.sha256, found.size)


def _signatures(said: dict[str, object], name: str) -> Iterator[Signature]:
    for row in _tables(said, "signature", name):
        for key in sorted(set(row) - {"role_zh", "role_en", "name", "day"}):
            raise ConfigError("{key} is unknown here", path=name, key=key)
        yield Signature(*(_text(row, key, name) for key in ("role_en", "role_zh", "name", "day")))


def _tables(said: dict[str, object], key: str, name: str) -> list[dict[str, object]]:
    value = said.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    return value


def _text(row: dict[str, object], key: str, name: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    return value
