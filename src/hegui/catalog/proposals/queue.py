"""The queue: a directory with one small file a proposal, kept after it was decided, so that
what was turned down is not proposed again."""

from __future__ import annotations

import json
import os
import re
from datetime import date

from hegui.catalog.proposals.proposal import LONGEST_VALUE, Difference, Proposal, State
from hegui.errors import UnknownRecord
from hegui.files.source import Source, open_source
from hegui.files.target import Target, make_directory
from hegui.files.writing import write_edited

_NAME = re.compile(r"[0-9a-f]{12}\.json")
_LARGEST = 256 * 1024
_FIELDS = 64


class Queue:
    """Proposals in one directory, which is made when the first is added."""

    def __init__(self, directory: str) -> None:
        self.directory = directory

    def add(self, proposal: Proposal) -> bool:
        """Keeps a proposal; False where it is there already, decided or not.

        Raises CannotWrite.
        """
        path = self._path(proposal.id)
        if os.path.lexists(path):
            return False
        make_directory(self.directory)
        self._write(proposal, replace=False)
        return True

    def all(self) -> tuple[Proposal, ...]:
        """Every proposal, by kind and name. Raises CannotRead, BrokenFile."""
        try:
            names = sorted(os.listdir(self.directory))
        except FileNotFoundError:
            return ()
        found = [
            _read(os.path.join(self.directory, name)) for name in names if _NAME.fullmatch(name)
        ]
        return tuple(sorted(found, key=lambda one: (one.kind, one.name)))

    def get(self, proposal_id: str) -> Proposal:
        """One proposal. Raises UnknownRecord, CannotRead, BrokenFile."""
        path = self._path(proposal_id)
        if not _NAME.fullmatch(f"{proposal_id}.json") or not os.path.lexists(path):
            raise UnknownRecord("the queue has no proposal {id!r}", id=proposal_id)
        return _read(path)

    def decide(self, proposal_id: str, state: State) -> Proposal:
        """Marks a proposal accepted or rejected. Raises what ``get`` does, CannotWrite."""
        decided = self.get(proposal_id).decided(state)
        self._write(decided, replace=True)
        return decided

    def _path(self, proposal_id: str) -> str:
        return os.path.join(self.directory, f"{proposal_id}.json")

    def _write(self, proposal: Proposal, *, replace: bool) -> None:
        path = self._path(proposal.id)
        document = {
            "kind": proposal.kind,
            "record": proposal.record,
            "row": dict(proposal.row),
            "differences": [[one.field, one.ours, one.theirs] for one in proposal.differences],
            "file": proposal.file,
            "digest": proposal.digest,
            "found_on": proposal.found_on.isoformat(),
            "state": proposal.state.value,
        }
        data = (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

        def verify(made: Source) -> None:
            if made.read(0, made.size) != data:
                raise made.broken("does not read back as it was written", "")

        target = Target(path, replace=replace)
        write_edited(Source.of_bytes(data, path), (), target, original=None, verify=verify)


def _read(path: str) -> Proposal:
    with open_source(path) as source:
        if source.size > _LARGEST:
            raise source.broken("is too large for a proposal", "")
        try:
            document = json.loads(source.read(0, source.size))
            row = {_short(key): _short(value) for key, value in document["row"].items()}
            if "id" not in row or len(row) > _FIELDS:
                raise ValueError("row")
            return Proposal(
                _short(document["kind"]),
                tuple(sorted(row.items())),
                _short(document["record"]),
                tuple(Difference(*map(_short, one)) for one in document["differences"][:_FIELDS]),
                _short(document["file"]),
                _short(document["digest"]),
                date.fromisoformat(document["found_on"]),
                State(document["state"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise source.broken("is no proposal: {cause}", "", cause=str(error)) from None


def _short(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise ValueError("text")
    return value
