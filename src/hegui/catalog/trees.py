"""Trees: standards systems with the standards in their parts, committees with their groups."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class Branch:
    """A record of a tree, what hangs on it, and the standards that stand there."""

    record: types.SystemNode | types.Body | types.WorkingGroup
    branches: tuple[Branch, ...]
    standards: tuple[types.Standard, ...] = ()


def systems(catalog: Catalog) -> tuple[Branch, ...]:
    """Every standards system as a tree; standards stand at the part they belong to."""
    nodes = catalog.of(types.SystemNode)
    below: dict[str, list[types.SystemNode]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    at: dict[str, list[types.Standard]] = {}
    for standard in catalog.of(types.Standard):
        if standard.node:
            at.setdefault(standard.node, []).append(standard)

    def grown(node: types.SystemNode) -> Branch:
        branches = tuple(map(grown, below.get(node.id, ())))
        return Branch(node, branches, tuple(at.get(node.id, ())))

    return tuple(map(grown, below.get("", ())))


def committees(catalog: Catalog) -> tuple[Branch, ...]:
    """Every body that keeps or oversees others, its committees and working groups, as trees.

    A committee's standards stand at it. Bodies that neither have nor are a part are left out.
    """
    bodies = catalog.of(types.Body)
    below: dict[str, list[types.Body | types.WorkingGroup]] = {}
    for body in bodies:
        if body.parent:
            below.setdefault(body.parent, []).append(body)
    for group in catalog.of(types.WorkingGroup):
        below.setdefault(group.body, []).append(group)
    kept: dict[str, list[types.Standard]] = {}
    for standard in catalog.of(types.Standard):
        if standard.committee:
            kept.setdefault(standard.committee, []).append(standard)

    def grown(one: types.Body | types.WorkingGroup) -> Branch:
        branches = tuple(map(grown, below.get(one.id, ())))
        return Branch(one, branches, tuple(kept.get(one.id, ())))

    roots = [body for body in bodies if not body.parent and (body.id in below or body.id in kept)]
    return tuple(map(grown, roots))
