"""What was done to a file, as the record that the ledger keeps of it.

A record holds numbers, codes and digests: no content, no file name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import HeguiError
from hegui.files.digests import file_digest
from hegui.files.source import Source, open_source
from hegui.implicit.essence import digest
from hegui.implicit.table import open_container
from hegui.ledger.records import (
    ProductionRecord,
    PropagationRecord,
    VerdictRecord,
)

if TYPE_CHECKING:
    from hegui.aigc import Label
    from hegui.implicit.container import Site
    from hegui.production import Labelled
    from hegui.propagation.result import Propagated
    from hegui.verdict import Judgement

_SIDECAR = ".xmp"
_WHOLE = 1024 * 1024


def production_record(result: Labelled, producer: str, explicit: str = "") -> ProductionRecord:
    """That of a work that ``producer`` labelled.

    ``explicit`` is why no explicit label was written (one of ``Because``, or "implicit-only").
    The digests are those of the new file. Raises FileError where it cannot be read again.
    """
    label = result.label
    target = result.target
    if result.sidecar and target is not None:
        target = target.removesuffix(_SIDECAR)
    whole, content = digests(target if result.data is None else result.data)
    return ProductionRecord(
        producer,
        label.produce_id if label else "",
        digest=whole,
        content=content,
        propagator=label.content_propagator if label else "",
        propagate_id=label.propagate_id if label else "",
        label=_likelihood(label),
        format=result.kind.id,
        explicit="written" if result.explicit is not None else explicit,
        sealed=result.seal is not None,
    )


def verdict_record(
    judgement: Judgement, file: str | bytes | None, *, declared: bool = False
) -> VerdictRecord:
    """That of an upload that was checked, ``file`` at a path or in memory. Raises FileError."""
    whole, content = digests(file)
    reading = judgement.gathered.reading
    label = _label(reading.sites if reading else ())
    return VerdictRecord(
        judgement.verdict.value,
        digest=whole,
        content=content,
        row=judgement.row.id,
        label=judgement.label,
        declared=declared,
        producer=label.content_producer if label else "",
        produce_id=label.produce_id if label else "",
        propagator=label.content_propagator if label else "",
        propagate_id=label.propagate_id if label else "",
        format=reading.kind.id if reading else "",
    )


def propagation_record(
    result: Propagated, *, declared: bool = False
) -> PropagationRecord | VerdictRecord:
    """That of an upload that was handed on; its verdict alone where nothing was added to it.

    The digests are those of the file as it went on. Raises FileError.
    """
    file = result.target if result.data is None else result.data
    if result.parsed is None or result.written is None:
        return verdict_record(result.judgement, file, declared=declared)
    whole, content = digests(file)
    label, earlier = result.parsed.label, result.earlier
    return PropagationRecord(
        result.written.content_propagator,
        result.written.propagate_id,
        verdict=result.judgement.verdict.value,
        digest=whole,
        content=content,
        producer=label.content_producer,
        produce_id=label.produce_id,
        replaced_propagator=earlier.content_propagator if earlier else "",
        replaced_propagate_id=earlier.propagate_id if earlier else "",
        label=_likelihood(label),
        format=result.kind.id if result.kind else "",
        sealed=result.seal is not None,
    )


def digests(file: str | bytes | None) -> tuple[str, str]:
    """The digests of a file as it is and of its content alone; the second is empty where hegui
    does not know its format. Raises CannotRead."""
    if file is None:
        return "", ""
    if isinstance(file, bytes):
        return _digests(Source.of_bytes(file, "<bytes>"))
    with open_source(file, whole_up_to=_WHOLE) as source:
        return _digests(source)


def _digests(source: Source) -> tuple[str, str]:
    whole = file_digest(source)
    try:
        return whole, f"sha256:{digest(open_container(source))}"
    except HeguiError:
        return whole, ""


def _label(sites: tuple[Site, ...]) -> Label | None:
    """The label to record of those in a file: the prescribed one, else the first."""
    read = [site for site in sites if site.parsed]
    best = next((site for site in read if site.prescribed), read[0] if read else None)
    return best.parsed.label if best and best.parsed else None


def _likelihood(label: Label | None) -> str:
    return label.likelihood.value if label and label.likelihood else ""
