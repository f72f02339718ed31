"""Files of answers and tables: what they may say, and errors that name the place."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CannotRead, CeilingExceeded, HeguiError
from hegui.grade.answer_files import answers_text, read_answers
from hegui.grade.answers import AGENT_ANSWERS, MEASURE_ANSWERS, Answer, AnswerSet, AreaStep, Party
from hegui.grade.rules.agents import AGENT_QUESTIONS
from hegui.grade.rules.editions import SCHEMES
from hegui.grade.rules.maturity import AREAS
from hegui.grade.rules.measures import measures_of
from hegui.grade.table import empty_table, read_table
from hegui.grade.toml_files import quoted
from tests.grade.samples import ANSWERS, TABLE, answers, table

NOTES = st.text(st.characters(codec="utf-8"), max_size=30)


@st.composite
def answer_sets(draw: st.DrawFn) -> AnswerSet:
    scheme = draw(st.sampled_from(SCHEMES))
    framework = draw(st.sampled_from(("1.0", "2.0", "3.0")))
    names = draw(st.lists(NOTES.filter(str.strip), max_size=3, unique=True))
    agents = tuple(
        Answer(
            one.id,
            draw(st.sampled_from(AGENT_ANSWERS))
            if one.least is None
            else str(draw(st.integers(0, 1200))),
            draw(NOTES),
        )
        for one in AGENT_QUESTIONS
    )
    return AnswerSet(
        draw(NOTES),
        scheme.id,
        framework,
        draw(NOTES),
        draw(NOTES),
        tuple((factor.id, draw(NOTES)) for factor in scheme.factors),
        tuple(
            Answer(one.id, draw(st.sampled_from(MEASURE_ANSWERS)), draw(NOTES))
            for one in measures_of(framework)
        ),
        draw(st.booleans()),
        agents,
        tuple(
            Party(
                name,
                draw(NOTES),
                tuple(
                    AreaStep(one.id, draw(st.integers(1, 5)))
                    for one in AREAS[: draw(st.integers(0, 6))]
                ),
                draw(st.none() | st.integers(1, 5)),
                draw(NOTES),
            )
            for name in names
        ),
    )


@given(answer_sets(), st.sampled_from(("en", "zh")))
@settings(max_examples=40, deadline=None)
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, given_answers: AnswerSet, lang: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "answers.toml"
    path.write_text(answers_text(given_answers, lang), "utf-8", newline="")

    assert read_answers(str(path)) == given_answers


@given(NOTES)
def test_texts_are_quoted_as_toml_reads_them(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("scheme", [one.id for one in SCHEMES])
def test_an_unset_table_reads_back_and_determines_nothing(
    tmp_path: Path, scheme: str, lang: str
) -> None:
    found = table(tmp_path, empty_table(scheme, lang))

    assert found.levels == {}
    assert found.scheme == scheme


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('scheme = "three-factor"', 'scheme = "four"', None, "must be one of three-factor"),
        ("acts = true", 'acts = "yes"', None, "must be true or false"),
        ('subject = "客服助手 <b>"', "subject = 7", None, "must be text"),
        ('scenario = "medical"', 'place = "medical"', "factors", "not know place"),
        ('"data.rules" = { answer', '"data.rule" = { answer', "measures", "not know data.rule"),
        ('answer = "planned"', 'answer = "maybe"', "measures.data.rules", "one of in-place"),
        ("answer = 5", 'answer = "5"', "agents.log-months", "must be a whole number"),
        ("answer = 5", "answer = -1", "agents.log-months", "must be a whole number"),
        ("maturity = 3", "maturity = 6", "party[2]", "from 1 to 5"),
        ("maturity = 3", "maturity = true", "party[2]", "must be a whole number"),
        ('name = "丙公司"', 'name = "甲公司"', None, "stands twice"),
        ('name = "丙公司"', 'name = " "', "party[3]", "must be text"),
        ("version = 1", "version = 2", None, "is no file of the form hegui-grade-answers"),
        ("[factors]", "[factors", None, "is not valid TOML"),
    ],
)  # fmt: skip
def test_wrong_answers_are_named(
    tmp_path: Path, old: str, new: str, place: str | None, reason: str
) -> None:
    assert ANSWERS.count(old) == 1
    with pytest.raises(BrokenFile) as caught:
        answers(tmp_path, ANSWERS.replace(old, new))

    assert caught.value.path == str(tmp_path / "answers.toml")
    assert caught.value.place == place
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("old", "new", "place", "reason"),
    [
        ('source = "an invented matrix"', 'source = " "', None, "must say who made the table"),
        ('confidence = "text"', 'confidence = "sure"', None, "must be one of text"),
        ('level = "low"', 'level = "tiny"', "row[1]", "must be one of low"),
        ('scenario = "office"', 'scenario = "home"', "row[1]", "must be one of office, medical"),
        ('intelligence = "acts"\n', 'intelligence = "*"\n', "row[3]", "earlier row considerable"),
        ('{ id = "small" }', '{ id = "*" }', "values.scale[1]", "stands once"),
        ('{ id = "small" }', '{ id = "large" }', "values.scale[2]", "stands once"),
        ('"system.logs", "app', '"system.log", "app', "demand[1]", "does not know system.log"),
    ],
)  # fmt: skip
def test_wrong_tables_are_named(
    tmp_path: Path, old: str, new: str, place: str | None, reason: str
) -> None:
    assert TABLE.count(old) == 1
    with pytest.raises(BrokenFile) as caught:
        table(tmp_path, TABLE.replace(old, new))

    assert caught.value.place == place
    assert reason in caught.value.reason


def test_rows_without_values_are_no_unset_table(tmp_path: Path) -> None:
    rows = empty_table("three-factor", "en")
    rows += '[[row]]\nscenario = "*"\nintelligence = "*"\nscale = "*"\nlevel = "low"\n'
    with pytest.raises(BrokenFile) as caught:
        table(tmp_path, rows)
    assert (caught.value.place, caught.value.reason) == ("row[1]", "names no value of scenario")
    with pytest.raises(BrokenFile, match="names no value of scale"):
        table(tmp_path, TABLE.replace('scale = ["small", "large"]', "scale = []"))


def test_two_rows_may_say_the_same(tmp_path: Path) -> None:
    again = '[[row]]\nscenario = "office"\nintelligence = "acts"\nscale = "small"\nlevel = "low"\n'

    assert table(tmp_path, TABLE + again).levels == table(tmp_path).levels


def test_huge_files_and_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CeilingExceeded):
        table(tmp_path, TABLE + "#" * 1024 * 1024)
    many = ", ".join(f'{{ id = "{at}" }}' for at in range(51))
    with pytest.raises(CeilingExceeded):
        table(tmp_path, TABLE.replace('{ id = "small" }, { id = "large" }', many))


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        read_answers(str(tmp_path / "none"))
    with pytest.raises(CannotRead):
        read_table(str(tmp_path))
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenFile):
        read_table(str(tmp_path / "x"))


@given(st.binary(max_size=200), st.integers(0, len(TABLE)))
@settings(max_examples=150, deadline=None)
def test_damaged_files_give_our_errors(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, at: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    for text, read in ((TABLE, read_table), (ANSWERS, read_answers)):
        data = text.encode()
        path.write_bytes(data[:at] + junk + data[at + len(junk) // 2 :])
        try:
            read(str(path))
        except HeguiError:
            continue
