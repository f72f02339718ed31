"""What a record is called, and in a line what it is."""

from __future__ import annotations

from hegui.catalog import types
from hegui.catalog.store import Catalog
from hegui.catalog.vocabulary import word


def title(record: types.AnyRecord, lang: str = "en") -> str:
    """A record's title, name or sentence in one language, or the one there is."""
    match record:
        case types.Instrument() | types.Standard():
            return record.title.said(lang)
        case types.Body() | types.WorkingGroup() | types.SystemNode():
            return record.name.said(lang)
        case types.Obligation() | types.Event() | types.Finding() | types.Mapping():
            return record.text.said(lang)
        case types.Target() | types.Statistic():
            return record.metric.said(lang)
        case types.Source():
            return record.note


def number(record: types.AnyRecord) -> str:
    """The official number or document number, empty where there is none."""
    match record:
        case types.Standard():
            return record.number
        case types.Instrument():
            return next((one.value for one in record.identifiers), "")
        case types.SystemNode():
            return record.code
        case _:
            return ""


def called(record: types.AnyRecord, lang: str = "en") -> str:
    """Number and title in one line."""
    return " ".join(one for one in (number(record), title(record, lang)) if one)


def called_by_id(catalog: Catalog, record_id: str, lang: str = "en") -> str:
    """The same of an id; the id itself where no record has it."""
    record = catalog.find(record_id)
    return record_id if record is None else called(record, lang)


def kind(record: types.AnyRecord, lang: str = "en") -> str:
    """What kind of record it is: a standard's level, an instrument's type, a body's kind."""
    match record:
        case types.Standard():
            return word(record.level, lang)
        case types.Instrument():
            return word(record.type, lang)
        case types.Body():
            return word(record.kind, lang)
        case _:
            return word(type(record).__name__, lang)


def amount(record: types.Target | types.Statistic) -> str:
    """A figure with its sign and unit: ">70 %"; empty for a target in words."""
    if isinstance(record, types.Statistic):
        value = record.value_text
    else:
        value = "" if record.value is None else f"{record.value:g}"
    return f"{record.op}{value} {record.unit}".strip() if value else ""
