"""Every provision of every instrument, in the order of the instruments' own text."""

from __future__ import annotations

from datetime import date

from hegui.rules import coding, deep_synthesis, gb_45438, guides, measures, security
from hegui.rules.instruments import instrument
from hegui.rules.provision import Provision

PROVISIONS: tuple[Provision, ...] = (
    *deep_synthesis.PROVISIONS,
    *measures.ARTICLES,
    *gb_45438.CLAUSES,
    *coding.PROVISIONS,
    *guides.PROVISIONS,
    *security.PROVISIONS,
)

_BY_ID = {provision.id: provision for provision in PROVISIONS}


def clause(clause_id: str) -> Provision:
    """The provision of this id. Raises KeyError for an unknown one."""
    return _BY_ID[clause_id]


def clauses_of(instrument_id: str) -> tuple[Provision, ...]:
    """An instrument's provisions in its own order. Raises KeyError for an unknown instrument."""
    known = instrument(instrument_id).id
    return tuple(provision for provision in PROVISIONS if provision.instrument == known)


def in_force(rule_id: str, on: date) -> bool:
    """Whether an instrument, or a provision, applies on a day in China.

    A practice guide names no day of entry into force and counts from its publication. Raises
    KeyError for an unknown id.
    """
    rule = clause(rule_id) if "/" in rule_id else instrument(rule_id)
    return rule.applies_from <= on
