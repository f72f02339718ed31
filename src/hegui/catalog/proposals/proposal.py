"""One proposal: a row of the data's YAML, where it was found, and how it differs from what is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hegui.catalog.exports.yaml_writing import Node, written

# Longer is no value of a catalogue.
LONGEST_VALUE = 2000


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a source gives otherwise than the catalogue; ``ours`` is empty if unknown."""

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """``kind`` is the file it belongs into ("standards"), ``row`` its fields as YAML has them.

    ``record`` is the record it would change, empty for a new one. ``file`` is the name of what it
    was read from and ``digest`` that file's SHA-256, so that the reviewer knows what was seen.
    """

    kind: str
    row: tuple[tuple[str, str], ...]
    record: str
    differences: tuple[Difference, ...]
    file: str
    digest: str
    found_on: date
    state: State = State.OPEN

    @property
    def id(self) -> str:
        """The same for the same content, wherever and whenever it was read."""
        said = json.dumps([self.kind, self.record, sorted(self.row)], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def decided(self, state: State) -> Proposal:
        """The same proposal in another state."""
        return replace(self, state=state)

    @property
    def name(self) -> str:
        """What the proposal is about: the record's id."""
        return self.record or dict(self.row)["id"]


def as_yaml(proposals: tuple[Proposal, ...]) -> str:
    """What a contributor takes over, in the form of the data's files: whole rows of what is new,
    the fields to change of what is known. Each names the file it was read from."""
    out: dict[str, list[Node]] = {}
    for one in proposals:
        out.setdefault(one.kind, []).append(_row(one))
    return written({kind: list(rows) for kind, rows in out.items()})


def _row(one: Proposal) -> Node:
    source = {"source": one.file, "confidence": "secondary"}
    checked = one.found_on.isoformat()
    if one.record:
        changed: dict[str, Node] = {each.field: each.theirs for each in one.differences}
        marks: dict[str, Node] = {each.field: dict(source) for each in one.differences}
        return {"id": one.record, **changed, "checked_on": checked, "provenance": marks}
    return {
        **dict(one.row),
        "source": "enrichment",
        "checked_on": checked,
        "provenance": {"*": dict(source)},
    }
