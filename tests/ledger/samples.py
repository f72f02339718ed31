"""Records for tests."""

from __future__ import annotations

from hegui.ledger.records import (
    AppealRecord,
    ComplaintRecord,
    DeclarationRecord,
    ErasureRecord,
    ProductionRecord,
    PropagationRecord,
    Record,
    ResolutionRecord,
    RetentionRecord,
    VerdictRecord,
    WaiverRecord,
)

PRODUCER = "001191350100M000100Y4300000"
PLATFORM = "001191440300MA5G49LC9K20001"
OTHER = "001191110102MACQD9K64020000"


def production(number: int = 0) -> ProductionRecord:
    return ProductionRecord(
        PRODUCER,
        f"made-{number}",
        digest=f"sha256:{number:064x}",
        content=f"sha256:{number + 2**200:064x}",
        propagator=PRODUCER,
        propagate_id=f"made-{number}",
        label="1",
        format="png",
        explicit="written",
    )


def waiver(recipient: str = "Wang Fang", produce_id: str = "made-7") -> WaiverRecord:
    return WaiverRecord(PRODUCER, recipient, "contract 12", produce_id=produce_id)


EVERY_KIND: tuple[Record, ...] = (
    production(),
    PropagationRecord(
        PLATFORM,
        "handed-1",
        verdict="is",
        digest="sha256:" + "ab" * 32,
        producer=PRODUCER,
        produce_id="made-0",
        replaced_propagator=OTHER,
        replaced_propagate_id="theirs-1",
        label="1",
        format="jpeg",
        sealed=True,
    ),
    VerdictRecord("suspected", digest="sha256:" + "cd" * 32, row="traces", label="3"),
    waiver(),
    DeclarationRecord("generated", propagate_id="handed-1", user="user 77"),
    ComplaintRecord(
        "missing label", produce_id="made-0", contact="a@example.com", text="看不到标识"
    ),
    AppealRecord(5, "not generated", contact="b@example.com", text="I drew it"),
    ResolutionRecord(5, "upheld", text="the label was added"),
    ErasureRecord(3, "asked for by the person"),
    RetentionRecord(2, 6),
)
