"""The page of methods in a filing (Measures art. 12): how content is labelled, by format.

It says what the rules prescribe and what the audit found, in Chinese and then in English; what
only the provider can say (its service, its interface) it leaves to the provider's own papers.
"""

from __future__ import annotations

from collections.abc import Iterable

from hegui import __version__
from hegui.config import Config
from hegui.explicit.contract import Modality
from hegui.explicit.table import modality_of
from hegui.implicit.container import Kind
from hegui.messages import say
from hegui.render.plain import OUTCOME_NAMES
from hegui.render.report import OUTCOMES, Summary

_CLAUSES = {
    Modality.TEXT: "5.1",
    Modality.IMAGE: "5.2",
    Modality.AUDIO: "5.3",
    Modality.VIDEO: "5.4",
}


def methods(kinds: Iterable[Kind], config: Config, on: str, summary: Summary) -> str:
    """The page in Markdown: ``kinds`` are the formats that were audited."""
    ordered = sorted(kinds, key=lambda kind: kind.id)
    return "\n".join("\n".join(_in(lang, ordered, config, on, summary)) for lang in ("zh", "en"))


def _in(lang: str, kinds: list[Kind], config: Config, on: str, summary: Summary) -> Iterable[str]:
    yield "# " + say("Methods of labelling", lang)
    yield ""
    yield say("Drawn up on {day} with hegui {version}.", lang, day=on, version=__version__)
    yield ""
    unset = say("not set", lang)
    for name, value in (
        (say("Service class", lang), config.service_class),
        ("ContentProducer", config.producer),
        ("ContentPropagator", config.propagator),
    ):
        yield f"- {name}: {_cell(value or unset)}"
    yield ""
    heads = (
        say("Format", lang),
        say("Implicit label stands in", lang),
        say("Guide", lang),
        say("Explicit label: clause of GB 45438-2025", lang),
    )
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for kind in kinds:
        slot, modality = kind.slot, modality_of(kind.id)
        cells = (
            say(kind.title, lang),
            slot.place if slot else "–",
            f"{slot.guide} {slot.clause}".strip() if slot else "–",
            _CLAUSES.get(modality, "–") if modality else "–",
        )
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield ""
    counts = ", ".join(
        f"{OUTCOME_NAMES[one].say(lang)} {summary.files[one]}"
        for one in OUTCOMES
        if summary.files[one]
    )
    yield say("{count} files", lang, count=summary.count) + f" ({counts})"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
