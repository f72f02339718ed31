"""What the ledger is told of a task: the service appends it before it gives anything out, for a
worker has no database."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from hegui.ledger.records import Record, WaiverRecord

Told = tuple[str, dict[str, str | bool]]


def told(record: Record) -> Told:
    """A record as its kind and its members that say something."""
    members = {one.name: getattr(record, one.name) for one in fields(record)}
    return record.kind, {key: value for key, value in members.items() if value not in ("", False)}


@dataclass(slots=True)
class Waivers:
    """Takes down what is handed out without explicit label (Labelling Measures art. 9)."""

    told: list[Told] = field(default_factory=list)

    def waived(
        self,
        *,
        producer: str,
        produce_id: str,
        recipient: str,
        agreement: str,
        digest: str = "",
        content: str = "",
        format: str = "",
    ) -> None:
        """One waiver (``hegui.production.waived.WaiverLog``)."""
        record = WaiverRecord(
            producer,
            recipient,
            agreement,
            produce_id=produce_id,
            digest=digest,
            content=content,
            format=format,
        )
        self.told.append(told(record))
