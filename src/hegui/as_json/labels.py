"""Labels and where they stand, as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.messages import Notice, say

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.aigc import Label, ParsedLabel
    from hegui.implicit.container import Blind, Site


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


def notice_records(notices: tuple[Notice, ...], lang: str) -> list[str]:
    """Notices as sentences."""
    return [notice.say(lang) for notice in notices]
