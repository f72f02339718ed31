"""My obligations: by role, content, market and service class, with deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hegui.catalog import types
from hegui.catalog.answers import Answer, answer
from hegui.catalog.markets import in_market
from hegui.catalog.standing import Standing, bound
from hegui.catalog.store import Catalog
from hegui.catalog.words import Content, Role, Status, Verb

_ORDER = (Verb.MUST, Verb.MUST_NOT, Verb.SHOULD, Verb.MAY)


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation of mine, where it stands on the day, and what of hegui answers it.

    ``days`` until it applies, 0 where it does.
    """

    obligation: types.Obligation
    owner: types.Document
    standing: Standing
    days: int
    answer: Answer


def duties(
    catalog: Catalog,
    day: date,
    *,
    roles: tuple[Role, ...] = (),
    contents: tuple[Content, ...] = (),
    markets: tuple[str, ...] = (),
    services: tuple[str, ...] = (),
    known: date | None = None,
) -> tuple[Duty, ...]:
    """What I must, should and may do on a day, or will have to: by rule, what binds most first.

    Nothing named means everything: any role, content, market, class of service (Deep Synthesis
    Provisions art. 17). What has been superseded is left out.
    """
    found: list[Duty] = []
    for one in catalog.of(types.Obligation):
        owner = catalog.document(one.instrument)
        if not (in_market(owner, markets) and _mine(one, roles, contents, services)):
            continue
        stands = bound(one, day, known)
        if stands is None or stands.status is Status.SUPERSEDED or stands.period is None:
            continue
        start = stands.period.applies_from
        days = max(0, (start.first - day).days) if start else 0
        found.append(Duty(one, owner, stands, days, _for(roles, answer(one))))
    order = {owner: index for index, owner in enumerate(dict.fromkeys(d.owner.id for d in found))}
    return tuple(
        sorted(
            found,
            key=lambda duty: (order[duty.owner.id], _ORDER.index(duty.obligation.verb)),
        )
    )


# Verbs of one role's path through hegui: another role has its own.
_PATHS = {Role.PROVIDER: ("label",), Role.PLATFORM: ("propagate", "check")}


def _for(roles: tuple[Role, ...], answered: Answer) -> Answer:
    """An answer without the commands of roles that are not asked for, if another is left."""
    others = [one for role, path in _PATHS.items() if roles and role not in roles for one in path]
    kept = tuple(one for one in answered.commands if one.split()[1] not in others)
    return Answer(answered.checks, kept or answered.commands)


def _mine(
    one: types.Obligation,
    roles: tuple[Role, ...],
    contents: tuple[Content, ...],
    services: tuple[str, ...],
) -> bool:
    return (
        (not roles or not one.who or bool(set(roles) & set(one.who)))
        and (not contents or not one.content or bool(set(contents) & set(one.content)))
        and (not services or not one.service or bool(set(services) & set(one.service)))
    )
