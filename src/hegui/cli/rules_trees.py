"""``hegui rules tree``: standards systems, committees and working groups."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from hegui.catalog import load
from hegui.catalog.plain import Plain, plain
from hegui.catalog.trees import Branch, committees, systems
from hegui.cli.output import Output
from hegui.cli.rules_lines import Speaker


def tree(arguments: argparse.Namespace, output: Output) -> int:
    """Every tree, or the branch asked for."""
    catalog = load()
    trees = (*systems(catalog), *committees(catalog))
    if arguments.root is not None:
        wanted = catalog.get(arguments.root).id
        trees = tuple(branch for one in trees for branch in _branches(one, wanted))
    speaker = Speaker(catalog, output)
    for one in trees:
        told = plain_branch(one)
        output.record(told, *_lines(speaker, one, 0, arguments.standards))
    return output.status


def _branches(branch: Branch, wanted: str) -> Iterator[Branch]:
    if branch.record.id == wanted:
        yield branch
        return
    for one in branch.branches:
        yield from _branches(one, wanted)


def plain_branch(branch: Branch) -> dict[str, object]:
    """A tree as JSON: id, name in both languages, parts and standards."""
    told: dict[str, Plain] = {"id": branch.record.id, "name": plain(branch.record.name)}
    out: dict[str, object] = dict(told)
    if branch.branches:
        out["parts"] = [plain_branch(one) for one in branch.branches]
    if branch.standards:
        out["standards"] = [one.id for one in branch.standards]
    return out


def _lines(speaker: Speaker, branch: Branch, depth: int, standards: bool) -> Iterator[str]:
    record, indent = branch.record, "  " * depth
    count = f"  ({len(branch.standards)})" if branch.standards else ""
    yield f"{indent}{speaker.titled(record)}{count}"
    if standards:
        for one in branch.standards:
            yield f"{indent}    – {speaker.titled(one)}"
    for below in branch.branches:
        yield from _lines(speaker, below, depth + 1, standards)
