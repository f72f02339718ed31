"""A verdict and its evidence, as JSON objects."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hegui.messages import say

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.evidence.contract import Evidence
    from hegui.verdict import Judgement


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
        "region": asdict(one.region) if one.region else None,
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
        "rule": judgement.rule,
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
