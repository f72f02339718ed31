"""Results as JSON objects: the stable shape that ``--json`` promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.cli.seals import seals_record
from hegui.messages import Notice, say

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.aigc import Label, ParsedLabel
    from hegui.evidence.contract import Evidence
    from hegui.implicit.container import Blind, Site
    from hegui.propagation.result import Elements
    from hegui.reading import FileReading
    from hegui.verdict import Judgement


def label_record(label: Label) -> dict[str, object]:
    """The seven members under their names in Annex E; Label is null where it is none of 1/2/3."""
    members: dict[str, object] = dict(label.members())
    if label.likelihood is None:
        members["Label"] = None
    return members


def parsed_record(parsed: ParsedLabel) -> dict[str, object]:
    """A label as read, its members as found in pairs (a name may stand twice), its tolerances."""
    return {
        "label": label_record(parsed.label),
        "as_found": [list(pair) for pair in parsed.members],
        "tolerances": [{"id": one.id, "detail": one.detail} for one in parsed.tolerances],
    }


def site_record(site: Site, lang: str) -> dict[str, object]:
    """A site: where, in which dialect, and the label or why it could not be read."""
    record: dict[str, object] = {
        "slot": site.slot,
        "prescribed": site.prescribed,
        "place": site.place,
        "offset": site.offset,
        "length": site.length,
        "dialect": site.dialect,
    }
    if site.parsed is not None:
        record |= parsed_record(site.parsed)
    elif site.problem is not None:
        record |= {
            "text": site.text[:2000],
            "problem": say(site.problem.template, lang, **site.problem.facts),
        }
    return record


def blind_record(blind: Blind, lang: str) -> dict[str, object]:
    """A place that could not be looked at, and why."""
    return {
        "place": blind.place,
        "offset": blind.offset,
        "reason": say(blind.template, lang, **blind.facts),
    }


def reading_record(reading: FileReading, lang: str) -> dict[str, object]:
    """What one file says, and with each label what its seals prove."""
    sites = []
    for site, seals in zip(reading.sites, reading.seals, strict=True):
        record = site_record(site, lang)
        if site.parsed is not None:
            record["seals"] = seals_record(seals, lang)
        sites.append(record)
    return {
        "format": reading.kind.id,
        "sites": sites,
        "could_not_look": [blind_record(blind, lang) for blind in reading.blind],
    }


def notice_records(notices: tuple[Notice, ...], lang: str) -> list[str]:
    """Notices as sentences."""
    return [notice.say(lang) for notice in notices]


def evidence_record(one: Evidence, lang: str) -> dict[str, object]:
    """One sign: what, where, how strong, and what its reading rests on."""
    return {
        "kind": one.kind,
        "sign": one.sign,
        "says": one.says,
        "strength": one.strength,
        "place": one.place,
        "offset": one.offset if one.offset >= 0 else None,
        "sentence": say(one.template, lang, **one.facts),
        "source": one.source,
    }


def judgement_record(judgement: Judgement, lang: str) -> dict[str, object]:
    """A verdict with everything that it rests on and that follows from it."""
    row, gathered = judgement.row, judgement.gathered
    indexes = {id(one): at for at, one in enumerate(gathered.evidence)}
    notice = {each: judgement.notice(each) for each in ("zh", "en")} if judgement.label else None
    return {
        "format": gathered.reading.kind.id if gathered.reading else None,
        "verdict": judgement.verdict,
        "row": row.id,
        "article": judgement.article,
        "settled": row.settled,
        "policy": None if row.settled else {row.setting: judgement.chosen},
        "notice": notice,
        "label": judgement.label or None,
        "evidence": [evidence_record(one, lang) for one in gathered.evidence],
        "rests_on": [indexes[id(one)] for one in judgement.evidence],
        "against": [indexes[id(one)] for one in judgement.against],
        "seal_failed": judgement.seal_failed,
        "could_not_look": [
            {
                "what": one.what,
                "place": one.place,
                "reason": say(one.template, lang, **one.facts),
            }
            for one in gathered.unexamined
        ],
        "not_asked": list(gathered.not_asked),
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
