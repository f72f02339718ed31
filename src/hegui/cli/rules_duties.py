"""``hegui rules mine`` and ``compare``: obligations of mine, and those of two markets."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from hegui.catalog import Obligation, load
from hegui.catalog.comparing import Comparison, Pair
from hegui.catalog.comparing import compare as compared
from hegui.catalog.duties import Duty, duties
from hegui.catalog.naming import called
from hegui.catalog.plain import plain, record
from hegui.catalog.vocabulary import word
from hegui.catalog.words import Content, Role
from hegui.cli.days import day
from hegui.cli.output import Output
from hegui.cli.rules_days import markets
from hegui.cli.rules_lines import Speaker, listed
from hegui.config import load_config
from hegui.errors import UsageError
from hegui.rules import SERVICE_CLASSES
from hegui.rules.days import today

_Word = TypeVar("_Word", bound=StrEnum)


def mine(arguments: argparse.Namespace, output: Output) -> int:
    """My obligations, their deadlines, and the commands that meet each."""
    catalog = load()
    role, service = _own(arguments, output)
    found = duties(
        catalog,
        today() if arguments.on is None else day(arguments.on),
        roles=_words(Role, role, "--role"),
        contents=_words(Content, arguments.content, "--content"),
        markets=markets(catalog, arguments.market),
        services=_services(service),
        known=None if arguments.known is None else day(arguments.known),
    )
    speaker = Speaker(catalog, output)
    if not found:
        output.aside("the catalogue holds no such obligation")
    if output.as_json:
        for one in found:
            told = {**record(one.obligation), "days": one.days, "answer": plain(one.answer)}
            output.record({**told, "standing": plain(one.standing)})
    else:
        for owner, each in groupby(found, key=lambda one: one.owner):
            output.lines(called(owner, output.lang) + _binding(speaker, owner.id))
            for one in each:
                output.lines(*_duty(speaker, one))
    return output.status


def _own(arguments: argparse.Namespace, output: Output) -> tuple[str | None, str | None]:
    """Role and class of service: those asked for, else what hegui.toml says, if there is one."""
    role: str | None = arguments.role
    service: str | None = arguments.service
    config = load_config(arguments.config)
    if role is None and config.role is not None:
        role = "provider,platform" if config.role == "both" else config.role
        output.aside("role by hegui.toml: {role}", role=role)
    if service is None and config.service_class is not None:
        service = config.service_class
        output.aside("class of service by hegui.toml: {service}", service=service)
    return role, service


def _binding(speaker: Speaker, owner_id: str) -> str:
    """How a rule binds as a whole: a "must" of a recommended standard binds who claims it."""
    owner = speaker.catalog.document(owner_id)
    said = word(getattr(owner, "level", "") or getattr(owner, "binding", ""), speaker.lang)
    return f"  ({said})"


def _duty(speaker: Speaker, one: Duty) -> Iterator[str]:
    obligation = one.obligation
    place = obligation.place.said(speaker.lang)
    mark = speaker.mark(obligation.confidence)
    yield f"  {place}  {speaker.asked(obligation)}{mark}"
    if one.days and one.standing.period is not None:
        start = one.standing.period.applies_from
        left = speaker.output.say("from {day}, in {count} days", day=start, count=one.days)
        yield f"        {left}"
    if one.answer.checks:
        checks = ", ".join(one.answer.checks)
        yield "        " + speaker.output.say("checked by hegui audit: {checks}", checks=checks)
    for command in one.answer.commands:
        yield f"        $ {command}"


def _words(kind: type[_Word], text: str | None, option: str) -> tuple[_Word, ...]:
    found = []
    for one in listed(text):
        try:
            found.append(kind(one.lower().replace("-", "_")))
        except ValueError:
            raise UsageError(
                "{option} knows no {value!r}; it knows {values}",
                option=option,
                value=one,
                values=", ".join(each.value for each in kind),
            ) from None
    return tuple(found)


def _services(text: str | None) -> tuple[str, ...]:
    named = listed(text)
    keys = [one.key for one in SERVICE_CLASSES]
    for one in named:
        if one not in keys:
            raise UsageError(
                "{option} knows no {value!r}; it knows {values}",
                option="--service",
                value=one,
                values=", ".join(keys),
            )
    return named


def compare(arguments: argparse.Namespace, output: Output) -> int:
    """Two markets, obligation by obligation."""
    catalog = load()
    found = compared(catalog, arguments.left.upper(), arguments.right.upper())
    speaker = Speaker(catalog, output)
    if output.as_json:
        for pair in found.pairs:
            told = plain(pair)
            assert isinstance(told, dict)
            output.record(dict(told))
    else:
        output.lines(*_compared(speaker, found))
    return output.status


def _compared(speaker: Speaker, found: Comparison) -> Iterator[str]:
    yield speaker.output.say("Mappings are hegui's own reading; no authority has confirmed them.")
    for pair in found.pairs:
        yield from _pair(speaker, pair, found)


def _pair(speaker: Speaker, pair: Pair, found: Comparison) -> Iterator[str]:
    strength = "" if pair.strength is None else word(pair.strength, speaker.lang)
    strength = strength or speaker.output.say("not compared")
    yield f"[{strength}]"
    for market, one in ((found.left, pair.left), (found.right, pair.right)):
        yield f"  {market}  {_said(speaker, one)}"
    if pair.mapping is not None:
        yield f"      {pair.mapping.text.said(speaker.lang)}"


def _said(speaker: Speaker, one: Obligation | None) -> str:
    if one is None:
        return "–"
    return f"{speaker.cited(one)}  {speaker.asked(one)}{speaker.mark(one.confidence)}"
