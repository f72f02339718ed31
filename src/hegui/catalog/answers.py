"""What of hegui answers an obligation: checks, computed from the checks, and commands.

The checks cite provisions; which of them answer an obligation is never stored. Commands are
about hegui, not about the rules, and so they stand here and not in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hegui.catalog.types import Obligation

_LABEL = "hegui label FILE -o DIR"
_PROPAGATE = "hegui propagate FILE -o DIR"
_MEASURES, _GB, _DEEP = "cn-labelling-measures-2025/", "gb-45438-2025/", "cn-deep-synthesis-2022/"
_BASIC = "gbt-45654-2025/"
# Beginnings of obligations' ids and the commands that meet them; the longest beginning counts.
_COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_MEASURES + "4-1", (_LABEL,)),
    (_MEASURES + "4-1-5", ("hegui page scene",)),
    (_MEASURES + "4-2", (_LABEL,)),
    (_MEASURES + "5", (_LABEL,)),
    (_MEASURES + "5-watermark", ()),
    (_MEASURES + "6-1-", ("hegui check FILE", "hegui propagate FILE -o DIR --notice")),
    (_MEASURES + "6-1-4", ("hegui page upload",)),
    (_MEASURES + "6-2", (_PROPAGATE,)),
    (_MEASURES + "7", ("hegui audit --materials FILE",)),
    (_MEASURES + "8", ("hegui init --agreement",)),
    (_MEASURES + "9", ("hegui label FILE -o DIR --implicit-only",)),
    (_MEASURES + "9-log", ("hegui records list",)),
    (_MEASURES + "10-declare", ("hegui page upload",)),
    (_MEASURES + "10-integrity", ("hegui audit --before DIR DIR",)),
    (_MEASURES + "12", ("hegui audit FILE --dossier DIR",)),
    (_GB + "5", (_LABEL,)),
    (_GB + "5.5", ("hegui page scene",)),
    (_GB + "5.6", ("hegui page notice",)),
    (_GB + "6", (_LABEL, _PROPAGATE)),
    (_GB + "E-", (_LABEL, _PROPAGATE)),
    (_GB + "E-ContentProp", (_PROPAGATE,)),
    (_GB + "E-Propagate", (_PROPAGATE,)),
    (_GB + "E-ReservedCode", ("hegui label FILE -o DIR --seal",)),
    ("tc260-pg-20252a/", ("hegui code make --credit-code CODE",)),
    ("tc260-pg-20257a/", (_LABEL,)),
    ("tc260-pg-20258a/", (_LABEL,)),
    ("tc260-pg-20259a/", (_LABEL,)),
    ("tc260-pg-202510a/", (_LABEL,)),
    ("tc260-pg-202511a/", ("hegui label FILE -o DIR --seal", "hegui read FILE --trust FILE")),
    ("tc260-pg-202512a/", ("hegui check FILE --explicit",)),
    (_DEEP + "16", (_LABEL,)),
    (_DEEP + "17-", (_LABEL,)),
    (_DEEP + "17-1-4", ("hegui page scene",)),
    ("cn-genai-interim-2023/12", (_LABEL,)),
    ("cn-genai-interim-2023/15", ("hegui records complain --subject TEXT",)),
    (
        "cn-genai-interim-2023/17",
        ("hegui assess report DIR -o FILE", "hegui assess package DIR TARGET"),
    ),
    (_BASIC, ("hegui assess score DIR",)),
    (_BASIC + "source-contamination", ("hegui assess corpus source DIR FILE --phase before",)),
    (_BASIC + "corpus-", ("hegui assess corpus check DIR FILE",)),
    (_BASIC + "keyword", ("hegui assess bank check FILE --kind keywords",)),
    (_BASIC + "content-bank", ("hegui assess bank check FILE --kind content",)),
    (_BASIC + "refuse-bank", ("hegui assess bank check FILE --kind refuse",)),
    (_BASIC + "answer-bank", ("hegui assess bank check FILE --kind accept",)),
    (_BASIC + "classifiers", ("hegui assess validate DIR FILE --classifier NAME",)),
    (_BASIC + "illegal-input", ("hegui assess clauses DIR",)),
    (_BASIC + "self-assessment", ("hegui assess clauses DIR", "hegui assess report DIR -o FILE")),
    ("eu-ai-act/50-1", ("hegui page notice",)),
    ("eu-ai-act/50-2", ("hegui label FILE -o DIR --iptc --c2pa",)),
    ("eu-ai-act/50-4", (_LABEL,)),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of hegui's checks that examine an obligation, and commands that meet it."""

    checks: tuple[str, ...]
    commands: tuple[str, ...]


def answer(obligation: Obligation) -> Answer:
    """What of hegui answers an obligation; empty where nothing does."""
    checks = _checks().get(obligation.provision, ()) if obligation.provision else ()
    return Answer(checks, _commands(obligation.id))


def _commands(obligation_id: str) -> tuple[str, ...]:
    best = max(
        (one for one in _COMMANDS if obligation_id.startswith(one[0])),
        key=lambda one: len(one[0]),
        default=("", ()),
    )
    return best[1]


@cache
def _checks() -> dict[str, tuple[str, ...]]:
    """Provision → the checks that examine it, in the order of reports."""
    # Only who asks for checks loads them.
    from hegui.conformance import comparing, materials, table

    checks = [(one.provision.id, one.id) for one in table.CHECKS]
    checks += [(one.provision.id, one.id) for one in comparing.CHECKS]
    checks += [(one.provision.id, one.id) for one in materials.CHECKS]
    found: dict[str, list[str]] = {}
    for provision, check in checks:
        found.setdefault(provision, []).append(check)
    return {provision: tuple(checks) for provision, checks in found.items()}
