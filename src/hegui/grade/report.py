"""The report on a grading, as a document of blocks in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from hegui import __version__
from hegui.grade import words
from hegui.grade.grading import Graded, MeasureResult
from hegui.grade.history import Entry
from hegui.grade.rules.editions import FRAMEWORK_OF, SCHEME_OF
from hegui.grade.rules.levels import LEVEL_OF, LEVELS
from hegui.grade.rules.maturity import AREAS, RULE, STEPS
from hegui.grade.rules.measures import BLOCKS
from hegui.render.charts.data import Bar, Bars, Event, Series, Stack, Stacked, Timeline
from hegui.render.document.blocks import (
    Block,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    NewPage,
    Paragraph,
    Table,
    Text,
    Words,
    same,
)
from hegui.render.report import NOTHING, Said, said
from hegui.rules import Confidence

_TONES = {"pass": "pass", "warn": "warn", "could-not-tell": "open"}


def report(graded: Graded, made: datetime, history: Sequence[Entry] = ()) -> Document:
    """The report; ``made`` is the moment it is drawn up."""
    answers = graded.answers
    subtitle = said(
        "Drawn up on {day} with hegui {version}.",
        day=made.astimezone(UTC).date().isoformat(),
        version=__version__,
    )
    blocks = (
        *_level(graded),
        *_maturity(graded),
        NewPage(),
        *_measures(graded),
        *_agents(graded),
        *_history(graded, history),
        *_grounds(graded),
    )
    title = said("Risk grading: {subject}", subject=answers.subject)
    return Document(title, blocks, made, subtitle, answers.answered_by or "hegui", subtitle)


def _level(graded: Graded) -> Iterator[Block]:
    grade, answers = graded.grade, graded.answers
    yield Paragraph(
        said(
            "Nothing here rests on official wording that was seen: whatever is said warns at "
            "most, and its mark says how sure it is."
        ),
        "open",
    )
    yield Heading(said("Level"), name="level")
    name = Text(words.level(grade), bold=True)
    yield Paragraph((name, Text(Said(" – ", "：")), Text(words.notice(grade.why))), "warn")
    scheme, framework = SCHEME_OF[answers.scheme], FRAMEWORK_OF[answers.framework]
    yield Facts(
        (
            (said("Way of grading"), _marked(Said(scheme.en, scheme.zh), scheme.confidence)),
            (said("Framework"), _marked(Said(framework.en, framework.zh), framework.confidence)),
            (said("Levels"), _levels(graded)),
            (said("Answered by"), same(answers.answered_by or "–")),
            (said("Day"), same(answers.day or "–")),
        )
    )
    yield Table(
        said("Factors"),
        (Column(said("Factor"), 2), Column(said("Question"), 5), Column(said("Answer"), 3)),
        tuple(
            (
                Said(one.en, one.zh),
                Said(one.question_en, one.question_zh),
                _value(graded, one.id),
            )
            for one in scheme.factors
        ),
    )


def _levels(graded: Graded) -> Words:
    runs: list[Text] = []
    for one in LEVELS:
        name = Said(f"{one.rank} {one.en}", f"{one.rank} {one.zh}")
        runs += [Text(name, bold=one == graded.grade.level), Text(Said(", ", "、"))]
    return tuple(runs[:-1])


def _value(graded: Graded, factor: str) -> Said:
    value = graded.answers.factor(factor)
    if not value:
        return words.answer("open")
    known = graded.table.values.get(factor, ()) if graded.table else ()
    return next((one.name for one in known if one.id == value), same(value))


def _maturity(graded: Graded) -> Iterator[Block]:
    yield Heading(said("Maturity of the parties"), name="maturity")
    yield Paragraph(_marked(Said(RULE[0], RULE[1]), RULE[2]))
    if not graded.parties:
        yield Paragraph(said("No party is named."))
        return
    level = graded.grade.level
    floor = float(level.rank) if level else None
    bars = tuple(
        Bar(same(one.party.name), float(one.maturity), floor, _TONES[one.outcome])
        for one in graded.parties
        if one.maturity is not None
    )
    if bars:
        caption = said("The mark is the grade; it is not drawn where none is determined.")
        yield Figure(Bars(said("Maturity held against the grade"), bars, most=STEPS), caption)
    yield Table(
        NOTHING,
        (
            Column(said("Party"), 3),
            Column(said("Areas"), 4),
            Column(said("Result"), 4),
            Column(said("Evidence"), 3),
        ),
        tuple(
            (
                (Text(same(one.party.name)), Text(same(f" {one.party.role}"), dim=True)),
                _areas({each.area: each.step for each in one.party.areas}),
                (
                    Text(words.outcome(one.outcome), tone=_TONES[one.outcome]),
                    Text(same(" ")),
                    Text(words.notice(one.why)),
                ),
                same(one.party.evidence or "–"),
            )
            for one in graded.parties
        ),
    )


def _areas(steps: dict[str, int]) -> Said:
    known = [one for one in AREAS if one.id in steps]
    return Said(
        "; ".join(f"{one.en} {steps[one.id]}" for one in known) or "–",
        "；".join(f"{one.zh}{steps[one.id]}" for one in known) or "–",
    )


def _measures(graded: Graded) -> Iterator[Block]:
    yield Heading(said("Governance measures"), name="measures")
    yield Paragraph(
        said(
            "Put down in our own words for this edition of the framework; those of earlier "
            "editions are carried over. Which level asks for which measure was not found: only "
            "the table that was given says so."
        )
    )
    outcomes = ("pass", "warn", "could-not-tell", "not-applicable")
    tones = ("pass", "warn", "open", "violet")
    rows = [(key, [one for one in graded.measures if one.measure.block == key]) for key in BLOCKS]
    yield Figure(
        Stacked(
            said("Measures by block of risks"),
            tuple(
                Series(words.outcome(one), tone) for one, tone in zip(outcomes, tones, strict=True)
            ),
            tuple(
                Stack(
                    Said(BLOCKS[key][0], BLOCKS[key][1]),
                    tuple(float(sum(each.outcome == one for each in found)) for one in outcomes),
                )
                for key, found in rows
                if found
            ),
        )
    )
    for key, found in rows:
        if found:
            yield _block(key, found)


def _block(key: str, found: list[MeasureResult]) -> Table:
    english, chinese, _ = BLOCKS[key]
    return Table(
        Said(english, chinese),
        (Column(said("Measure"), 6), Column(said("Answer"), 3), Column(said("Mark"), 2)),
        tuple(
            (
                (
                    Text(Said(one.measure.en, one.measure.zh)),
                    Text(Said(f" ({one.measure.since})", f"（{one.measure.since}）"), dim=True),
                    *((Text(said("asked for by the table"), tone="warn"),) if one.demanded else ()),
                ),
                _answered(one.answer.value, one.outcome, one.answer.note),
                same(one.measure.confidence.value),
            )
            for one in found
        ),
    )


def _agents(graded: Graded) -> Iterator[Block]:
    if not graded.answers.acts:
        return
    yield Heading(said("Questions for agents"), name="agents")
    yield Paragraph(
        said(
            "Appendix 2 of framework 3.0 is on agents; its text was not at hand. That logs are "
            "kept for at least six months is reported, all other questions are ours."
        )
    )
    yield Table(
        NOTHING,
        (Column(said("Question"), 6), Column(said("Answer"), 3), Column(said("Mark"), 2)),
        tuple(
            (
                (
                    Text(Said(one.question.en, one.question.zh)),
                    *_least(one.question.least),
                ),
                _answered(one.answer.value, one.outcome, one.answer.note),
                same(one.question.confidence.value),
            )
            for one in graded.agents
        ),
    )


def _least(least: int | None) -> tuple[Text, ...]:
    return () if least is None else (Text(same(f" (≥ {least})"), dim=True),)


def _answered(value: str, outcome: str, note: str) -> tuple[Text, ...]:
    tone = words.TONES[outcome]
    shown = (Text(words.answer(value), tone=tone),)
    return (*shown, Text(same(f" {note}"))) if note else shown


def _history(graded: Graded, history: Sequence[Entry]) -> Iterator[Block]:
    if not history:
        return
    yield Heading(said("History"), name="history")
    events = tuple(
        Event(
            datetime.fromisoformat(one.at).date(),
            Said(f"{one.subject}: {_name(one).en}", f"{one.subject}：{_name(one).zh}"),
        )
        for one in history
    )
    yield Figure(Timeline(said("Gradings"), events))
    yield Table(
        NOTHING,
        (
            Column(said("Line"), 1, number=True),
            Column(said("Moment"), 3),
            Column(said("Level"), 3),
            Column(said("Digest of the line"), 6),
        ),
        tuple(
            (
                same(str(one.number)),
                same(_moment(one.at)),
                _name(one),
                Text(same(one.digest), exact=True),
            )
            for one in history
        ),
    )


def _moment(instant: str) -> str:
    moment = datetime.fromisoformat(instant).astimezone(UTC)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _name(entry: Entry) -> Said:
    level = LEVEL_OF.get(entry.level)
    return Said(level.en, level.zh) if level else said("not determined")


def _grounds(graded: Graded) -> Iterator[Block]:
    yield Heading(said("What this rests on"), name="grounds")
    table = graded.table
    digest = Text(same(graded.answers.digest), exact=True)
    rows: list[tuple[Said, Words]] = [(said("SHA-256 of the answers"), digest)]
    if table:
        rows.append((said("Table"), _marked(same(table.source), table.confidence)))
        rows.append((said("SHA-256 of the table"), Text(same(table.sha256), exact=True)))
    framework = FRAMEWORK_OF[graded.answers.framework]
    note = Said(f"{framework.day}: {framework.note_en}", f"{framework.day}：{framework.note_zh}")
    rows.append((Said(framework.en, framework.zh), _marked(note, framework.confidence)))
    yield Facts(tuple(rows))
    yield Facts(tuple((same(mark.value), words.notice(told)) for mark, told in words.MARKS.items()))


def _marked(one: Said, mark: Confidence) -> tuple[Text, ...]:
    return (Text(one), Text(same(f" [{mark.value}]"), dim=True))
