"""Candidates released or rejected by a person, whose name stays with the item."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from hegui.assess.banks.item import Bank, Item, State
from hegui.errors import UsageError


def decide(
    bank: Bank, ids: Collection[str] | None, state: State, by: str, on: date
) -> Iterator[Item]:
    """The bank's items with those of ``ids`` (None: every candidate) set to ``state`` by a person.

    Raises UsageError for an id that is not there, a name that is empty, or a candidate without
    risk or aspect that would be released: nobody could say which floor it counts for.
    """
    if not by.strip():
        raise UsageError("name the person who decides (--by)")
    unknown = sorted(set(ids or ()) - {one.id for one in bank.items})
    if unknown:
        raise UsageError("{id} is no item of {bank}", id=unknown[0], bank=bank.path)
    for item in bank.items:
        chosen = item.state is State.CANDIDATE if ids is None else item.id in ids
        if not chosen:
            yield item
            continue
        if state is State.RELEASED and not item.of:
            raise UsageError(
                "{id} names no risk or aspect; write one into the bank first", id=item.id
            )
        yield replace(item, state=state, released_by=by, day=on)
