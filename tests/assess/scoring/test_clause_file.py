"""The clause table as people fill it: every mistake told, every gap an objection."""

from __future__ import annotations

from pathlib import Path

import pytest

from hegui.assess.requirements import clauses_of
from hegui.assess.results import Answer, ClauseResult, Outcome
from hegui.assess.scoring.clause_file import FILE, ClauseFile, load_clauses, write_template
from hegui.errors import CannotRead, CannotWrite, ConfigError

EDITION = "tc260-003-2024"
HEAD = 'format = "hegui-clauses"\nversion = 1\n'


def table(tmp_path: Path, text: str, figures: dict[str, Outcome] | None = None) -> ClauseFile:
    (tmp_path / FILE).write_text(HEAD + text, "utf-8")
    return load_clauses(str(tmp_path), EDITION, figures or {})


def only(tmp_path: Path, members: str, figures: dict[str, Outcome] | None = None) -> ClauseResult:
    made = table(tmp_path, f'[[clause]]\nnumber = "5.1"\n{members}\n', figures)
    return next(one for one in made.results if one.clause.number == "5.1")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("= 7", "cannot be read"),
        ('format = "other"', "is no clause table"),
        (HEAD + "clause = 7", "clause has a value of another kind"),
        (HEAD + "clause = [7]", "clause has a value of another kind"),
        (HEAD + "conclusion = 7", "conclusion has a value of another kind"),
        (HEAD + '[[clause]]\nnumber = "5.1"\ncolour = ""', "colour is unknown here"),
        (HEAD + '[[clause]]\nnumber = "5.11"', "5.11 is no clause to answer"),
        (HEAD + "[[clause]]\nnumber = 5.1", "number has a value of another kind"),
        (HEAD + '[[clause]]\nnumber = "5.1"\n' * 2, "5.1 is answered twice"),
        (
            HEAD + '[[clause]]\nnumber = "5.1"\nresult = "fine"',
            "fine is no result of a clause; there are conforms, does-not-conform, not-applicable",
        ),
        (HEAD + '[[clause]]\nnumber = "5.1"\nevidence = "a"', "evidence has a value of another"),
        (HEAD + '[[clause]]\nnumber = "5.1"\nproof = [7]', "proof has a value of another kind"),
        (HEAD + '[[signature]]\ncolour = ""', "colour is unknown here"),
        (HEAD + "[[signature]]\nname = 7", "name has a value of another kind"),
    ],
)
def test_a_table_that_is_wrong_is_told(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_clauses(str(tmp_path), EDITION, {})
    assert reason in str(caught.value)
    assert caught.value.path == str(tmp_path / FILE)


def test_other_bytes_and_evidence_that_is_not_there_are_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(HEAD.encode() + b'text = "\xff"')
    with pytest.raises(ConfigError, match="cannot be read"):
        load_clauses(str(tmp_path), EDITION, {})
    with pytest.raises(CannotRead) as caught:
        only(tmp_path, 'evidence = ["gone.pdf"]')
    assert caught.value.place == str(tmp_path / FILE)
    assert caught.value.path == str(tmp_path / "gone.pdf")


@pytest.mark.parametrize(
    ("members", "objections"),
    [
        ("", ["is not answered yet"]),
        ('result = "conforms"', ["says that it conforms and names no evidence"]),
        ('result = "not-applicable"', ["says that it does not apply and gives no reason"]),
        ('result = "not-applicable"\nreason = "no such data"', []),
        (
            'result = "does-not-conform"',
            [
                "says that it does not conform and gives no reason",
                "names neither an equivalent measure nor a plan",
            ],
        ),
        (
            'result = "does-not-conform"\nreason = "r"\nequivalent = "e"',
            ["names an equivalent measure without proof of it"],
        ),
        ('result = "does-not-conform"\nreason = "r"\nplan = "by May"', []),
    ],
)
def test_what_an_answer_lacks_is_an_objection(
    tmp_path: Path, members: str, objections: list[str]
) -> None:
    assert [one.say() for one in only(tmp_path, members).objections] == objections


def test_a_clause_cannot_conform_where_its_figure_fails(tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("evidence", "utf-8")
    said = 'result = "conforms"\nevidence = ["e.txt"]'
    key = next(one for one in clauses_of(EDITION) if one.number == "5.1").figures[0]

    assert only(tmp_path, said, {key: Outcome.PASS}).objections == ()
    failing = only(tmp_path, said, {key: Outcome.FAIL})

    assert [one.say() for one in failing.objections] == [
        "says that it conforms, and a figure of it fails"
    ]
    assert failing.figures is Outcome.FAIL
    assert failing.evidence[0].path == "e.txt"
    assert failing.evidence[0].size == 8


def test_items_of_a_clause_stand_in_its_place(tmp_path: Path) -> None:
    text = "".join(
        f'[[clause]]\nnumber = "5.1 {one})"\ntitle_en = "Item {one}"\n' for one in ("a", "b")
    )
    made = table(tmp_path, text)

    mine = [one for one in made.results if one.clause.number.startswith("5.1 ")]
    assert [one.clause.number for one in mine] == ["5.1 a)", "5.1 b)"]
    assert [one.clause.en for one in mine] == ["Item a", "Item b"]
    assert len(made.results) == len(clauses_of(EDITION)) + 1


def test_the_template_is_every_clause_open_and_is_never_replaced(tmp_path: Path) -> None:
    write_template(str(tmp_path), EDITION)
    made = load_clauses(str(tmp_path), EDITION, {})
    assert [one.clause for one in made.results] == list(clauses_of(EDITION))
    assert {one.answer for one in made.results} == {Answer.OPEN}
    assert len(made.signatures) == 3
    with pytest.raises(CannotWrite):
        write_template(str(tmp_path), EDITION)
