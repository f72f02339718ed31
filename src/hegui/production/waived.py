"""Content handed out without explicit label, recorded before it is (Labelling Measures art. 9)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from hegui.errors import HeguiError
from hegui.explicit.duty import Waiver
from hegui.files.digests import file_digest
from hegui.files.in_place import InPlace
from hegui.files.source import open_source
from hegui.implicit.container import Container, Reading, Site
from hegui.implicit.embedding import Guard
from hegui.implicit.essence import digest


class WaiverLog(Protocol):
    """What keeps the records: a :class:`hegui.ledger.ledger.Ledger`."""

    def waived(
        self,
        *,
        producer: str,
        produce_id: str,
        recipient: str,
        agreement: str,
        digest: str,
        content: str,
        format: str,
    ) -> object:
        """Records one work, and returns when that is on the disk. Raises where it is not."""


@dataclass(slots=True)
class WaiverGuard:
    """A guard that has the new file recorded when it is complete and read back, but has not taken
    its name yet: without the record nothing is handed out.

    Where the file then cannot take its name, the record says more than happened, never less.
    ``changes_later``: the file's bytes change once more after it was recorded (a C2PA manifest is
    written behind), so the digest of its content alone is recorded.
    """

    guard: Guard
    log: WaiverLog
    waiver: Waiver
    producer: str
    path: str
    changes_later: bool = False
    _recorded: bool = False

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """What the guard within says; a label that goes into a sidecar is recorded here."""
        settled = self.guard.settle(text, before, container)
        if container is None:
            with open_source(self.path) as source:
                number = json.loads(settled)["ProduceID"]
                self._record(number, file_digest(source), "", "")
        return settled

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """Records the new file. Raises what the log raises."""
        self.guard.confirm(site, new, change)
        whole = "" if self.changes_later else file_digest(new.source)
        try:
            content = f"sha256:{digest(new)}"
        except HeguiError:  # the file's own digest says which it is
            content = ""
        number = site.parsed.label.produce_id if site.parsed else ""
        self._record(number, whole, content, new.kind.id)

    def _record(self, number: str, whole: str, content: str, kind: str) -> None:
        if self._recorded:
            return
        self.log.waived(
            producer=self.producer,
            produce_id=number,
            recipient=self.waiver.recipient,
            agreement=self.waiver.agreement,
            digest=whole,
            content=content,
            format=kind,
        )
        self._recorded = True
