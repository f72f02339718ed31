"""Which part of the catalogue is wanted, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.markets import in_market
from hegui.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class Selection:
    """``markets`` are jurisdictions, all if empty; ``lang`` is for forms of one language."""

    markets: tuple[str, ...] = ()
    lang: str = "en"

    def documents(self, catalog: Catalog) -> tuple[types.Document, ...]:
        """The instruments and standards wanted."""
        return tuple(one for one in catalog.documents if in_market(one, self.markets))

    def holds(self, catalog: Catalog, record: types.AnyRecord) -> bool:
        """Whether a record is wanted: documents by market, what hangs on them with them."""
        match record:
            case types.Instrument() | types.Standard():
                return in_market(record, self.markets)
            case types.Obligation():
                return in_market(catalog.document(record.instrument), self.markets)
            case types.Event():
                subject = catalog.find(record.subject)
                if isinstance(subject, types.Instrument | types.Standard):
                    return in_market(subject, self.markets)
                return not self.markets  # committees have no market
            case _:
                return True
