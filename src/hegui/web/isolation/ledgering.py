"""What the ledger is told of a task: records by their kind and members (hegui.ledger.records)."""

from __future__ import annotations

from hegui.aigc import Label
from hegui.production import Labelled
from hegui.propagation import Propagated
from hegui.verdict import Judgement
from hegui.web.isolation.wire import Task, Written

Told = tuple[str, dict[str, str | bool]]


def verdict_record(judgement: Judgement, task: Task, *, declared: bool) -> Told:
    """A verdict that was reached."""
    label = _found(judgement)
    return "verdict", _said(
        verdict=judgement.verdict.value,
        digest=_digest(task.sha256),
        row=judgement.row.id,
        label=judgement.label,
        declared=declared,
        format=_format(judgement),
        **_identities(label),
    )


def production_record(result: Labelled, written: Written, *, explicit: str) -> Told | None:
    """A work that was labelled; None where it has no implicit label to be found by."""
    label = result.label
    if label is None:
        return None
    return "production", _said(
        producer=label.content_producer,
        produce_id=label.produce_id,
        propagator=label.content_propagator,
        propagate_id=label.propagate_id,
        digest=_digest(written.sha256),
        label=label.likelihood.value if label.likelihood else "",
        format=result.kind.id,
        explicit=explicit,
        sealed=result.seal is not None,
    )


def propagation_record(result: Propagated, digest: str) -> Told | None:
    """An upload that was handed on; None where nothing was written into it."""
    if result.written is None or result.parsed is None:
        return None
    earlier, label = result.earlier, result.parsed.label
    return "propagation", _said(
        propagator=result.written.content_propagator,
        propagate_id=result.written.propagate_id,
        verdict=result.judgement.verdict.value,
        digest=_digest(digest),
        producer=label.content_producer,
        produce_id=label.produce_id,
        replaced_propagator=earlier.content_propagator if earlier else "",
        replaced_propagate_id=earlier.propagate_id if earlier else "",
        label=result.parsed.label_value or "",
        format=result.kind.id if result.kind else "",
        sealed=result.seal is not None,
    )


def _found(judgement: Judgement) -> Label | None:
    """The label that an upload carried, where it carried one that can be read."""
    reading = judgement.gathered.reading
    sites = reading.sites if reading else ()
    parsed = [one.parsed for one in sites if one.parsed is not None]
    return parsed[0].label if parsed else None


def _identities(label: Label | None) -> dict[str, str]:
    if label is None:
        return {}
    return {
        "producer": label.content_producer,
        "produce_id": label.produce_id,
        "propagator": label.content_propagator,
        "propagate_id": label.propagate_id,
    }


def _format(judgement: Judgement) -> str:
    reading = judgement.gathered.reading
    return reading.kind.id if reading else ""


def _digest(sha256: str) -> str:
    return f"sha256:{sha256}"


_LONGEST = 4096  # of a member of a record; what an upload says may be longer


def _said(**members: str | bool) -> dict[str, str | bool]:
    """The members that say something; a text of an upload's at most as long as a record takes."""
    return {
        key: value[:_LONGEST] if isinstance(value, str) else value
        for key, value in members.items()
        if value
    }
