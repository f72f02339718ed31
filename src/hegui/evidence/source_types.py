"""IPTC's Digital Source Type as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hegui.evidence.contract import Evidence, Kind, Says, Strength
from hegui.implicit.foreign.statement import Statement
from hegui.marks import iptc

_SOURCE = "IPTC Photo Metadata Standard, Digital Source Type"
_NEEDLE = b"DigitalSource"


def may_hold(packet: bytes) -> bool:
    """Whether an XMP packet without its NULs may have the property in it."""
    return _NEEDLE in packet


def find(statements: Iterable[Statement]) -> Iterator[Evidence]:
    """One piece for every different value of the property at one place."""
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        if not iptc.is_source_type(statement.space, statement.name):
            continue
        if (statement.place, statement.text) in seen:
            continue
        seen.add((statement.place, statement.text))
        term = iptc.term_of(statement.text)
        says = term.says if term else Says.UNKNOWN
        if term is None:
            template = "IPTC Digital Source Type has a value of no known term: {value}"
            facts: dict[str, object] = {"value": statement.text[:120]}
        else:
            template = "IPTC Digital Source Type says: {title} ({code})"
            facts = {"title": term.title, "code": term.code}
        yield Evidence(
            Kind.IPTC,
            f"iptc.{says}",
            says,
            Strength.DECLARES,
            statement.place,
            statement.offset,
            template,
            facts,
            _SOURCE,
        )
