"""A file of somebody else's, or a model's drafts, brought into a bank as candidates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hegui.assess.banks.encodings import decoded
from hegui.assess.banks.item import BankKind, Item, State, id_of
from hegui.assess.banks.open_sets import BY_ID, OpenSet
from hegui.assess.banks.reading import read_bank, read_bytes
from hegui.assess.banks.rows import form_of, rows
from hegui.assess.banks.subjects import risk_id
from hegui.errors import BrokenFile, UsageError
from hegui.files.source import printable


def imported(path: str, set_id: str, kind: BankKind, on: date) -> Iterator[Item]:
    """The rows of one file of an openly licensed set, as candidates, each text once.

    Raises UsageError for a set that is not known or cannot seed this kind of bank, and whatever
    reading a table raises.
    """
    chosen = BY_ID.get(set_id)
    if chosen is None:
        raise UsageError(
            "{name} is no set that is known; there are {known}",
            name=set_id,
            known=", ".join(BY_ID),
        )
    if kind not in chosen.kinds:
        raise UsageError("{name} can seed {kinds} only", name=set_id, kinds=", ".join(chosen.kinds))
    name = printable(path)
    text, _ = decoded(read_bytes(path), name)
    seen: set[str] = set()
    for at, row in rows(text, form_of(name), name):
        words = _first(row, chosen.text)
        if words is None:
            raise BrokenFile(
                "has no column {columns}, so it is no file of {set}",
                path=name,
                place=f"line {at}",
                columns=" / ".join(chosen.text),
                set=chosen.title,
            )
        if words.strip() and words not in seen:
            seen.add(words)
            yield _item(chosen, words, row, at, on, kind)


def drafts(path: str, kind: BankKind, model: str, on: date) -> Iterator[Item]:
    """What a model suggested, in the bank's own form, as candidates that only a person releases.

    Raises UsageError where the model is not named, and what reading a bank raises.
    """
    if not model.strip():
        raise UsageError("name the model that suggested the drafts")
    for item in read_bank(path, kind).items:
        yield Item(
            item.id,
            item.text,
            item.of,
            item.source or model,
            item.licence,
            State.CANDIDATE,
            on,
            suggested_by=model,
            note=item.note,
        )


def merged(old: tuple[Item, ...], new: Iterator[Item]) -> tuple[Item, ...]:
    """The old items as they are, and the new ones whose text and id are not there yet."""
    ids, texts = {one.id for one in old}, {one.text for one in old}
    added = []
    for item in new:
        if item.id not in ids and item.text not in texts:
            ids.add(item.id)
            added.append(item)
    return (*old, *added)


def _item(
    chosen: OpenSet, text: str, row: dict[str, object], at: int, on: date, kind: BankKind
) -> Item:
    label = _first(row, chosen.label) or ""
    risk = chosen.risks.get(label) or risk_id(label)
    return Item(
        id_of(f"{chosen.id}\n{text}"),
        text.strip() if kind is BankKind.KEYWORDS else text,
        (risk or "") if kind is not BankKind.ACCEPT else "",
        f"{chosen.title} ({chosen.address})",
        chosen.licence,
        State.CANDIDATE,
        on,
        note=label,
        row=at,
    )


def _first(row: dict[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, str):
            return value
    return None
