"""What changed between two states of a bank."""

from __future__ import annotations

from dataclasses import dataclass, fields

from hegui.assess.banks.item import Bank, Item


@dataclass(frozen=True, slots=True)
class Change:
    """One item whose members differ; ``members`` names which."""

    before: Item
    after: Item
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Items only in the new bank, only in the old one, and in both but not the same."""

    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    changed: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs but the order."""
        return not (self.added or self.removed or self.changed)


_COMPARED = tuple(one.name for one in fields(Item) if one.name != "row")


def compare(old: Bank, new: Bank) -> Difference:
    """By id; an item without one has the id of its text."""
    before = {one.id: one for one in old.items}
    after = {one.id: one for one in new.items}
    changed = []
    for key, item in after.items():
        if key in before:
            differing = tuple(
                name for name in _COMPARED if getattr(item, name) != getattr(before[key], name)
            )
            if differing:
                changed.append(Change(before[key], item, differing))
    return Difference(
        tuple(one for key, one in after.items() if key not in before),
        tuple(one for key, one in before.items() if key not in after),
        tuple(changed),
    )
