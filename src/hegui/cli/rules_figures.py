"""``hegui rules targets``: targets beside reported figures, and what contradicts what."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from hegui.catalog import load, types
from hegui.catalog.figures import Figures, figures
from hegui.catalog.naming import amount, title
from hegui.catalog.plain import plain, record
from hegui.cli.output import Output
from hegui.cli.rules_lines import Speaker


def targets(arguments: argparse.Namespace, output: Output) -> int:
    """All targets and figures."""
    catalog = load()
    found = figures(catalog)
    told: dict[str, object] = {
        "aims": [
            {"target": record(one.target), "reported": [record(each) for each in one.reported]}
            for one in found.aims
        ],
        "contradictions": [
            [record(each) for each in one.statistics] for one in found.contradictions
        ],
        "others": plain(found.others),
    }
    output.record(told, *_lines(Speaker(catalog, output), found))
    return output.status


def _lines(speaker: Speaker, found: Figures) -> Iterator[str]:
    yield speaker.heading("Targets, and what is reported")
    for aim in found.aims:
        target = aim.target
        by = target.by or "–"
        yield f"  {by}  {title(target, speaker.lang)}: {_value(speaker, target)}"
        for one in aim.reported:
            yield f"        {_reported(speaker, one)}"
    yield speaker.heading("Contradictions, side by side")
    for each in found.contradictions:
        yield from (f"  {_reported(speaker, one)}" for one in each.statistics)
        for one in each.statistics:
            yield from (f"      {remark}" for remark in one.remarks)
        yield ""
    yield speaker.heading("Other figures")
    for one in found.others:
        yield f"  {_reported(speaker, one)}"


def _value(speaker: Speaker, target: types.Target) -> str:
    value = amount(target) or speaker.output.say("in words only")
    return value + speaker.mark(target.origin("value").confidence)


def _reported(speaker: Speaker, one: types.Statistic) -> str:
    """The figure, whose it is, and as of when: its scope."""
    mark = speaker.mark(one.origin("value").confidence)
    scope = speaker.name(one.subject)
    return f"{speaker.figure(one)}  {title(one, speaker.lang)} ({scope}){mark}"
