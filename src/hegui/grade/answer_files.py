"""The file of answers: TOML that asks its questions in comments, read strictly."""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import BrokenFile
from hegui.grade.answers import (
    AGENT_ANSWERS,
    FORMAT,
    MEASURE_ANSWERS,
    OPEN,
    Answer,
    AnswerSet,
    AreaStep,
    Party,
)
from hegui.grade.rules.agents import AGENT_QUESTIONS, AgentQuestion
from hegui.grade.rules.editions import FRAMEWORK_OF, SCHEME_OF
from hegui.grade.rules.maturity import AREAS, STEP_NAMES, STEPS
from hegui.grade.rules.measures import measures_of
from hegui.grade.toml_files import Place, quoted, read_file
from hegui.messages import say
from hegui.render.report import Said

_MOST_PARTIES = 200
_MOST_MONTHS = 1200
_TOP = ("subject", "scheme", "framework", "day", "answered_by", "acts")
_TABLES = ("format", "version", "factors", "measures", "agents", "party")


def read_answers(path: str) -> AnswerSet:
    """The answers in a file. Raises CannotRead, BrokenFile, CeilingExceeded."""
    top, _ = read_file(path, FORMAT)
    top.only((*_TOP, *_TABLES))
    scheme = top.chosen("scheme", SCHEME_OF)
    framework = top.chosen("framework", FRAMEWORK_OF)
    names = tuple(one.id for one in SCHEME_OF[scheme].factors)
    factors = top.table("factors")
    factors.only(names)
    measures = top.table("measures")
    known = tuple(one.id for one in measures_of(framework))
    measures.only(known)
    agents = top.table("agents")
    agents.only(one.id for one in AGENT_QUESTIONS)
    parties = tuple(map(_party, top.tables("party", _MOST_PARTIES)))
    twice = [one.name for one in parties if [each.name for each in parties].count(one.name) > 1]
    if twice:
        raise BrokenFile("the party {name} stands twice", path=top.path, name=twice[0])
    return AnswerSet(
        top.text("subject"),
        scheme,
        framework,
        top.text("day", ""),
        top.text("answered_by", ""),
        tuple((name, factors.text(name, "")) for name in names),
        tuple(_answer(measures, one, MEASURE_ANSWERS) for one in known),
        top.truth("acts"),
        tuple(_agent(agents, one) for one in AGENT_QUESTIONS),
        parties,
    )


def _answer(place: Place, key: str, choices: tuple[str, ...]) -> Answer:
    within = place.table(key)
    within.only(("answer", "note"))
    return Answer(key, within.chosen("answer", choices, OPEN), within.text("note", ""))


def _agent(place: Place, question: AgentQuestion) -> Answer:
    if question.least is None:
        return _answer(place, question.id, AGENT_ANSWERS)
    within = place.table(question.id)
    within.only(("answer", "note"))
    number = within.number("answer", 0, _MOST_MONTHS)
    value = OPEN if number is None else str(number)
    return Answer(question.id, value, within.text("note", ""))


def _party(place: Place) -> Party:
    place.only(("name", "role", "maturity", "areas", "evidence"))
    areas = place.table("areas")
    areas.only(one.id for one in AREAS)
    steps = [(one.id, areas.number(one.id, 1, STEPS)) for one in AREAS]
    name = place.text("name")
    if not name.strip():
        raise place.wrong("{key} must be text in quotes", key="name")
    return Party(
        name,
        place.text("role", ""),
        tuple(AreaStep(area, step) for area, step in steps if step is not None),
        place.number("maturity", 1, STEPS),
        place.text("evidence", ""),
    )


def answers_text(answers: AnswerSet, lang: str) -> str:
    """The answers as a file, every question beside its answer, in ``lang``."""
    return "\n".join(_lines(answers, lang)) + "\n"


def _lines(answers: AnswerSet, lang: str) -> Iterator[str]:
    yield "# " + say(
        "Answers for the grading of one application (hegui grade). Nothing in the questions is an "
        "official wording; what is in square brackets says how sure it is.",
        lang,
    )
    yield f'format = "{FORMAT}"'
    yield "version = 1"
    for key in ("subject", "scheme", "framework", "day", "answered_by"):
        value: str = getattr(answers, key)
        yield f"{key} = {quoted(value)}"
    yield "# " + say("true where the application acts by itself (an agent)", lang)
    yield f"acts = {'true' if answers.acts else 'false'}"
    yield ""
    yield "[factors]"
    for factor in SCHEME_OF[answers.scheme].factors:
        question = Said(factor.question_en, factor.question_zh)
        yield f"# {question.in_(lang)} [{factor.confidence}]"
        yield f"{factor.id} = {quoted(answers.factor(factor.id))}"
    yield ""
    yield "[measures]"
    yield f"# {', '.join(MEASURE_ANSWERS)}"
    given = {one.of: one for one in answers.measures}
    for measure in measures_of(answers.framework):
        yield f"# {Said(measure.en, measure.zh).in_(lang)} [{measure.confidence}]"
        yield _written(given.get(measure.id, Answer(measure.id)), number=False)
    yield ""
    yield "[agents]"
    yield f"# {', '.join(AGENT_ANSWERS)}"
    given = {one.of: one for one in answers.agents}
    for one in AGENT_QUESTIONS:
        yield f"# {Said(one.en, one.zh).in_(lang)} [{one.confidence}]"
        yield _written(given.get(one.id, Answer(one.id)), number=one.least is not None)
    yield ""
    yield "# " + say("One [[party]] for each party; maturity in steps, from 1:", lang)
    for at, step in enumerate(STEP_NAMES, 1):
        yield f"#   {at} {Said(*step).in_(lang)}"
    yield "# " + say(
        "Give maturity where an assessment stated it, else areas: the lowest of them counts.", lang
    )
    for area in AREAS:
        yield f"#   {area.id}: {Said(area.en, area.zh).in_(lang)}"
    for party in answers.parties:
        yield from _party_lines(party)


def _written(answer: Answer, *, number: bool) -> str:
    note = f", note = {quoted(answer.note)}" if answer.note else ""
    if not number:
        return f'{quoted(answer.of)} = {{ answer = "{answer.value}"{note} }}'
    if answer.value == OPEN:
        # A number has no word for "not answered": the line waits as a comment.
        return f"# {quoted(answer.of)} = {{ answer = 0 }}"
    return f"{quoted(answer.of)} = {{ answer = {answer.value}{note} }}"


def _party_lines(party: Party) -> Iterator[str]:
    yield ""
    yield "[[party]]"
    yield f"name = {quoted(party.name)}"
    yield f"role = {quoted(party.role)}"
    if party.stated is not None:
        yield f"maturity = {party.stated}"
    yield f"evidence = {quoted(party.evidence)}"
    if party.areas:
        steps = ", ".join(f"{one.area} = {one.step}" for one in party.areas)
        yield f"areas = {{ {steps} }}"
