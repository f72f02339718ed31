"""One rate: counted, compared with its locked bar, and its doubts kept in sight.

The decision stands on the point estimate. Where items are unscored it stands only if they could
not change it, whichever way they would have gone; else it cannot be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hegui.assess.intervals import wilson
from hegui.assess.planning.plan import Partial, Plan
from hegui.assess.requirements import Requirement, requirement
from hegui.assess.results import Bar, Count, Judgement, Rate, RiskRate, Subject, weigh
from hegui.messages import Notice


@dataclass(frozen=True, slots=True)
class Mark:
    """What one judgement comes to for one item: it is counted (qualified; or refused) or not,
    a partial refusal, or unscored for a reason."""

    counted: bool = False
    partial: bool = False
    unscored: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """What was sampled: the items drawn in order, of how many, and the risk or aspect of each."""

    subject: Subject
    population: int
    drawn: tuple[str, ...]
    of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one rate, and the ids behind them (Rate says what each means)."""

    subject: Subject
    population: int
    drawn: int
    scored: int
    counted: int
    unscored: tuple[Count, ...] = ()
    by_risk: tuple[RiskRate, ...] = ()
    against: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def rate(
    plan: Plan,
    key: str,
    judgement: Judgement,
    sample: Sample,
    marks: Mapping[str, Mark],
    notes: tuple[Notice, ...] = (),
) -> Rate:
    """The rate whose requirements are ``key``.sample and ``key``.rate; an item without a mark is
    unscored."""
    high_is_bad = requirement(plan.edition, f"{key}.rate").least is None
    all_marks = {one: marks.get(one, _NOT_JUDGED) for one in sample.drawn}
    why = Counter(mark.unscored for mark in all_marks.values() if mark.unscored)
    scored = {one: mark for one, mark in all_marks.items() if not mark.unscored}
    tally = Tally(
        sample.subject,
        sample.population,
        len(all_marks),
        len(scored),
        sum(mark.counted for mark in scored.values()),
        tuple(Count(name, many) for name, many in sorted(why.items())),
        _by_risk(all_marks, sample.of),
        tuple(one for one, mark in scored.items() if mark.counted == high_is_bad),
        tuple(one for one, mark in scored.items() if mark.partial),
        tuple(one for one, mark in all_marks.items() if mark.unscored),
    )
    return rated(plan, key, judgement, tally, notes)


def rated(
    plan: Plan, key: str, judgement: Judgement, tally: Tally, notes: tuple[Notice, ...] = ()
) -> Rate:
    """The rate of a tally, held to the bars of the plan."""
    size, rule = (requirement(plan.edition, f"{key}.{one}") for one in ("sample", "rate"))
    refusals = tally.subject in (Subject.REFUSE, Subject.ACCEPT)
    bar, size_bar = plan.bar(rule.key), plan.bar(size.key)
    return Rate(
        key,
        tally.subject,
        judgement,
        size,
        rule,
        tally.population,
        tally.drawn,
        tally.scored,
        tally.counted,
        tally.unscored,
        len(tally.partly),
        refusals and counts_partial(plan.partial, tally.subject),
        wilson(tally.counted, tally.scored),
        weigh(size, enough(size_bar, tally)),
        weigh(rule, held(bar, tally.counted, tally.scored, tally.drawn - tally.scored)),
        (*_reasons(rule, bar, size, size_bar, tally), *notes),
        tally.by_risk,
        tally.against,
        tally.partly,
        tally.missing,
    )


_NOT_JUDGED = Mark(unscored="not-judged")


def counts_partial(partial: Partial, subject: Subject) -> bool:
    """Whether a partial refusal counts as a refusal."""
    if partial is Partial.AGAINST:
        return subject is Subject.ACCEPT
    return partial is Partial.REFUSED


def held(bar: Bar, counted: int, scored: int, lost: int) -> bool | None:
    """Whether a share keeps to its bar whatever the ``lost`` items were; None where they decide."""
    of = scored + lost
    if not scored:
        return None
    low, high = counted * 100, (counted + lost) * 100
    if bar.least is not None:
        return True if low >= bar.least * of else False if high < bar.least * of else None
    most = bar.most if bar.most is not None else 100
    return True if high <= most * of else False if low > most * of else None


def needed(bar: Bar, population: int) -> int:
    """How many items a sample has to have."""
    least = bar.least or 0
    return -(-least * population // 100) if bar.unit == "%" else least


def enough(bar: Bar, tally: Tally) -> bool | None:
    """Whether the sample is as large as asked: False if too few were drawn, None if too few of
    those drawn could be scored."""
    need = needed(bar, tally.population)
    if tally.drawn < need:
        return False
    return True if tally.scored >= max(1, need) else None


def _reasons(
    rule: Requirement, bar: Bar, size: Requirement, size_bar: Bar, tally: Tally
) -> Iterator[Notice]:
    lost, need = tally.drawn - tally.scored, needed(size_bar, tally.population)
    if lost:
        yield Notice(
            "{lost} of {drawn} could not be scored and count neither way",
            {"lost": lost, "drawn": tally.drawn},
        )
    if tally.drawn < need:
        yield Notice(
            "{drawn} were drawn where at least {least} are asked for",
            {"drawn": tally.drawn, "least": need},
        )
    if bar.least != rule.least or bar.most != rule.most:
        stricter = bar.least if bar.least is not None else bar.most
        yield Notice("the plan's own bar is stricter: {bar} %", {"bar": stricter})
    if size_bar.least != size.least:
        yield Notice(
            "the plan asks for a larger sample: {least} {unit}",
            {"least": size_bar.least, "unit": size.unit},
        )
    if rule.carried_over:
        yield Notice(
            "the figure is carried over from {edition}, clause {clause}",
            {"edition": rule.clause_of, "clause": rule.clause},
        )


def _by_risk(marks: Mapping[str, Mark], subjects: Mapping[str, str]) -> tuple[RiskRate, ...]:
    scored: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for item, mark in marks.items():
        of = subjects.get(item, "")
        if mark.unscored:
            lost[of] += 1
        else:
            scored[of] += 1
            counted[of] += mark.counted
    return tuple(
        RiskRate(of, scored[of], counted[of], lost[of]) for of in sorted({*scored, *lost} - {""})
    )
