"""What was written into files, as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.as_json.judgements import judgement_record
from hegui.as_json.labels import (
    blind_record,
    label_record,
    notice_records,
    parsed_record,
    site_record,
)
from hegui.as_json.seals import seal_record

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.explicit.contract import Applied
    from hegui.marks.manifest import Manifest
    from hegui.production import Labelled
    from hegui.propagation.result import Elements, Propagated


def labelled_record(result: Labelled, lang: str) -> dict[str, object]:
    """What a provider's label did to one file."""
    return {
        "outcome": "sidecar" if result.sidecar else "labelled",
        "target": result.target,
        "format": result.kind.id,
        "label": label_record(result.label) if result.label else None,
        "site": site_record(result.site, lang) if result.site else None,
        "replaced": [site_record(site, lang) for site in result.replaced],
        "could_not_look": [blind_record(blind, lang) for blind in result.blind],
        "explicit": applied_record(result.explicit),
        "seal": seal_record(result.seal, lang) if result.seal else None,
        "c2pa": manifest_record(result.manifest),
        "notices": notice_records(result.notices, lang),
    }


def propagated_record(result: Propagated, lang: str) -> dict[str, object]:
    """What a platform did with one upload."""
    marked = result.parsed is not None and result.site is not None
    return {
        "outcome": "propagated" if marked else "unchanged",
        "target": result.target,
        **judgement_record(result.judgement, lang),
        "written": parsed_record(result.parsed) if result.parsed else None,
        "site": site_record(result.site, lang) if result.site else None,
        "elements": elements_record(result.written),
        "earlier": elements_record(result.earlier),
        "before": [site_record(site, lang) for site in result.before],
        "manifest": result.manifest or None,
        "shown": applied_record(result.shown),
        "seal": seal_record(result.seal, lang) if result.seal else None,
        "notices": notice_records(result.notices, lang),
    }


def elements_record(elements: Elements | None) -> dict[str, object] | None:
    """A platform's members under their names in Annex E."""
    if elements is None:
        return None
    return {
        "ContentPropagator": elements.content_propagator,
        "PropagateID": elements.propagate_id,
        "ReservedCode2": elements.reserved_code_2,
    }


def applied_record(applied: Applied | None) -> dict[str, object] | None:
    """The explicit label as JSON; None where there is none."""
    if applied is None:
        return None
    return {
        "modality": applied.modality,
        "wording": applied.wording,
        "place": applied.place,
        "clause": applied.clause,
        "method": applied.method,
        "height_percent": applied.height,
        "seconds": applied.seconds,
    }


def manifest_record(manifest: Manifest | None) -> dict[str, object] | None:
    """The manifest as JSON; None where none was written."""
    if manifest is None:
        return None
    return {
        "signer": manifest.signer,
        "actions": list(manifest.actions),
        "source_types": list(manifest.source_types),
        "ingredients": manifest.ingredients,
    }
