"""What code needs from the rules: editions, clauses, numbers, dates, each with its confidence.

Each table is loaded when it is first asked for: to label needs two of them, to audit all.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hegui.rules.annex_e import MEMBERS, Member, members
    from hegui.rules.clauses import PROVISIONS, clause, clauses_of, in_force
    from hegui.rules.confidence import Confidence
    from hegui.rules.deep_synthesis import SERVICE_CLASSES, ServiceClass, service_class
    from hegui.rules.instruments import INSTRUMENTS, Instrument, instrument
    from hegui.rules.label_strings import CHARACTER_RANGES, ESCAPED_QUOTE
    from hegui.rules.numbers import NUMBERS, RHYTHM, Number
    from hegui.rules.platform_notices import NOTICES, Notice, notice_for
    from hegui.rules.provision import Provision
    from hegui.rules.slots import SLOTS, Slot, slot_of
    from hegui.rules.sources import SOURCES
    from hegui.rules.wording import CORNER_MARK, WORDING_ELEMENTS

_HOMES = {
    "CHARACTER_RANGES": "hegui.rules.label_strings",
    "CORNER_MARK": "hegui.rules.wording",
    "ESCAPED_QUOTE": "hegui.rules.label_strings",
    "INSTRUMENTS": "hegui.rules.instruments",
    "MEMBERS": "hegui.rules.annex_e",
    "NOTICES": "hegui.rules.platform_notices",
    "NUMBERS": "hegui.rules.numbers",
    "PROVISIONS": "hegui.rules.clauses",
    "RHYTHM": "hegui.rules.numbers",
    "SERVICE_CLASSES": "hegui.rules.deep_synthesis",
    "SLOTS": "hegui.rules.slots",
    "SOURCES": "hegui.rules.sources",
    "WORDING_ELEMENTS": "hegui.rules.wording",
    "Confidence": "hegui.rules.confidence",
    "Instrument": "hegui.rules.instruments",
    "Member": "hegui.rules.annex_e",
    "Notice": "hegui.rules.platform_notices",
    "Number": "hegui.rules.numbers",
    "Provision": "hegui.rules.provision",
    "ServiceClass": "hegui.rules.deep_synthesis",
    "Slot": "hegui.rules.slots",
    "clause": "hegui.rules.clauses",
    "clauses_of": "hegui.rules.clauses",
    "in_force": "hegui.rules.clauses",
    "instrument": "hegui.rules.instruments",
    "members": "hegui.rules.annex_e",
    "notice_for": "hegui.rules.platform_notices",
    "service_class": "hegui.rules.deep_synthesis",
    "slot_of": "hegui.rules.slots",
}

__all__ = [
    "CHARACTER_RANGES",
    "CORNER_MARK",
    "ESCAPED_QUOTE",
    "INSTRUMENTS",
    "MEMBERS",
    "NOTICES",
    "NUMBERS",
    "PROVISIONS",
    "RHYTHM",
    "SERVICE_CLASSES",
    "SLOTS",
    "SOURCES",
    "WORDING_ELEMENTS",
    "Confidence",
    "Instrument",
    "Member",
    "Notice",
    "Number",
    "Provision",
    "ServiceClass",
    "Slot",
    "clause",
    "clauses_of",
    "in_force",
    "instrument",
    "members",
    "notice_for",
    "service_class",
    "slot_of",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'hegui.rules' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
