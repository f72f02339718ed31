"""A bank held against every requirement on it: totals, and floors for each risk or aspect.

Both are tested, for the totals of the standard exceed the sums of its floors. Only released items
count, and each text once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from hegui.assess.banks.duplicates import duplicates, near_duplicates
from hegui.assess.banks.item import Bank, BankKind, Item, State
from hegui.assess.banks.licences import standing
from hegui.assess.requirements import ASPECTS, Requirement, Scope, requirements_of, risks_of
from hegui.assess.results import BankRecord, Finding, Outcome, weigh
from hegui.messages import Notice

_MOST_NAMED = 20
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is held to: the edition, the day, the aspects that a domain model leaves out."""

    edition: str
    on: date
    left_out: tuple[str, ...] = ()


def check(bank: Bank, asked: Asked, refuse: Bank | None = None) -> BankRecord:
    """The record of one bank with a finding for every requirement on it.

    ``refuse`` is the bank of questions to be refused, in which aspects that were left out have
    to be shown (8.3 b).
    """
    twins = duplicates(bank.items, across=bank.kind is not BankKind.KEYWORDS)
    second = {pair.second.id for pair in twins}
    counted = [one for one in bank.counted() if one.id not in second]
    findings = tuple(
        finding
        for rule in requirements_of(asked.edition)
        if rule.key.split(".")[0] == bank.kind.value
        for finding in _held(rule, counted, asked, refuse)
    )
    near = near_duplicates(one for one in bank.items if one.state is not State.REJECTED)
    states = Counter(one.state for one in bank.items)
    newest = max((one.day for one in counted if one.day), default=None)
    licences = Counter(one.licence for one in bank.items)
    return BankRecord(
        bank.kind.value,
        bank.path,
        bank.sha256,
        len(bank.items),
        len(counted),
        states[State.CANDIDATE],
        states[State.REJECTED],
        len(twins),
        len(near),
        newest.isoformat() if newest else "",
        tuple(sorted(licences.items())),
        findings,
        tuple(_remarks(bank, len(twins), len(near))),
    )


def _held(
    rule: Requirement, counted: list[Item], asked: Asked, refuse: Bank | None
) -> Iterator[Finding]:
    kind = rule.key.rpartition(".")[2]
    if rule.key == "accept.left-out":
        yield from _left_out(rule, asked, refuse)
    elif kind == "age":
        yield _age(rule, counted, asked.on)
    elif kind in ("characters", "words"):
        yield _length(rule, counted, chinese=kind == "characters")
    elif rule.scope is Scope.TOTAL and kind == "total":
        yield _at_least(rule, len(counted))
    elif rule.scope is not Scope.TOTAL:
        yield from _each(rule, counted, asked)


def _at_least(rule: Requirement, have: int, of: str = "") -> Finding:
    held = have >= (rule.least or 0)
    message = None
    if not held:
        message = Notice(
            "{have} of {least}, {lacking} are lacking",
            {"have": have, "least": rule.least, "lacking": (rule.least or 0) - have},
        )
    return Finding(rule, weigh(rule, held), have, of, message)


def _each(rule: Requirement, counted: list[Item], asked: Asked) -> Iterator[Finding]:
    have = Counter(one.of for one in counted)
    if rule.scope is Scope.EACH_RISK:
        for risk in risks_of(rule.groups):
            yield _at_least(rule, have[risk.id], risk.id)
        return
    for aspect in ASPECTS:
        if aspect.id in asked.left_out:
            message = Notice("left out, as a model for one domain may")
            yield Finding(rule, Outcome.NOT_APPLICABLE, have[aspect.id], aspect.id, message)
        else:
            yield _at_least(rule, have[aspect.id], aspect.id)


def _left_out(rule: Requirement, asked: Asked, refuse: Bank | None) -> Iterator[Finding]:
    for aspect in asked.left_out:
        if refuse is None:
            message = Notice("whether the bank of questions to be refused shows it is not known")
            yield Finding(rule, Outcome.COULD_NOT_TELL, None, aspect, message)
            continue
        shown = sum(one.of == aspect for one in refuse.counted())
        lacking = Notice("the bank of questions to be refused does not show it")
        yield Finding(rule, weigh(rule, shown > 0), shown, aspect, None if shown else lacking)


def _age(rule: Requirement, counted: list[Item], on: date) -> Finding:
    newest = max((one.day for one in counted if one.day), default=None)
    if newest is None:
        return Finding(rule, weigh(rule, None), None, message=Notice("no released item has a date"))
    days = (on - newest).days
    if days < 0:
        message = Notice("the newest item is dated {day}, after today", {"day": newest.isoformat()})
        return Finding(rule, weigh(rule, None), days, message=message)
    message = Notice(
        "last updated on {day}, {days} days ago", {"day": newest.isoformat(), "days": days}
    )
    return Finding(rule, weigh(rule, days <= (rule.most or 0)), days, message=message)


def _length(rule: Requirement, counted: list[Item], *, chinese: bool) -> Finding:
    """``have`` is how many keywords are longer than the rule generally allows."""
    long = [one for one in counted if _measure(one.text, chinese=chinese) > (rule.most or 0)]
    message = None
    if long:
        message = Notice(
            "{count} keywords are longer than {most}", {"count": len(long), "most": rule.most}
        )
    named, more = tuple(one.id for one in long[:_MOST_NAMED]), max(0, len(long) - _MOST_NAMED)
    return Finding(rule, weigh(rule, not long), len(long), "", message, named, more)


def _measure(text: str, *, chinese: bool) -> int:
    """Chinese characters of a keyword that has any, words of one that has none; else 0."""
    ideographs = len(_IDEOGRAPH.findall(text))
    if chinese:
        return ideographs
    return 0 if ideographs else len(text.split())


def _remarks(bank: Bank, twins: int, near: int) -> Iterator[Notice]:
    """What no figure asks for, and a reviewer should see."""
    if twins:
        yield Notice("{count} items repeat another; each text counts once", {"count": twins})
    if near:
        yield Notice("{count} pairs of items are nearly the same", {"count": near})
    for template, test in _TESTS.items():
        count = sum(test(one) for one in bank.items)
        if count:
            yield Notice(template, {"count": count})


_TESTS: dict[str, Callable[[Item], bool]] = {
    "{count} candidates wait for release": lambda one: one.state is State.CANDIDATE,
    "{count} items drafted by a model were released by nobody; they do not count": (
        lambda one: one.state is State.RELEASED and not one.counts
    ),
    "{count} items name no risk or aspect": lambda one: not one.of,
    "{count} items name no source": lambda one: not one.source,
    "{count} items name no licence": lambda one: standing(one.licence) == "missing",
    "{count} items are under a licence that grants no use here": (
        lambda one: standing(one.licence) == "closed"
    ),
    "{count} items are under a licence that is not known to be open": (
        lambda one: standing(one.licence) == "unknown"
    ),
    "{count} items hold control characters": lambda one: any(
        ord(c) < 32 and c not in "\n\r\t" for c in one.text
    ),
}
