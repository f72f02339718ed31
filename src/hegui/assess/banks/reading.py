"""A bank read from its file."""

from __future__ import annotations

import hashlib
from datetime import date

from hegui.assess.banks.encodings import decoded
from hegui.assess.banks.item import Bank, BankKind, Item, State, id_of
from hegui.assess.banks.rows import Row, form_of, rows
from hegui.assess.banks.subjects import subject_of
from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import open_source, printable

MOST_BYTES = 256 * 1024 * 1024
_NAMES = {
    "id": ("id",),
    "text": ("text", "question", "keyword", "prompt"),
    "of": ("risk", "aspect", "of"),
    "source": ("source",),
    "licence": ("licence", "license"),
    "state": ("state",),
    "day": ("date", "day"),
    "suggested_by": ("suggested_by",),
    "released_by": ("released_by",),
    "note": ("note",),
}
_KEYWORD, _QUESTION = frozenset(("keyword",)), frozenset(("question", "prompt"))
_KNOWN = {one: key for key, names in _NAMES.items() for one in names}


def read_bytes(path: str) -> bytes:
    """All bytes of a file within the ceiling. Raises CannotRead, CeilingExceeded."""
    with open_source(path, whole_up_to=MOST_BYTES) as source:
        if source.whole is None:
            raise CeilingExceeded(
                "is larger than {ceiling} bytes", path=printable(path), ceiling=MOST_BYTES
            )
        return bytes(source.whole)


def read_bank(path: str, kind: BankKind) -> Bank:
    """The bank in a CSV, JSON Lines, JSON or YAML file.

    Raises CannotRead, UnknownFormat, BrokenFile (with the line), CeilingExceeded.
    """
    name = printable(path)
    data = read_bytes(path)
    text, encoding = decoded(data, name)
    seen: dict[str, int] = {}
    items = []
    for row in rows(text, form_of(name), name):
        item = _item(row, kind, name)
        if item.id in seen:
            raise BrokenFile(
                "the id {id} stands at line {other} too",
                path=name,
                place=f"line {item.row}",
                id=item.id,
                other=seen[item.id],
            )
        seen[item.id] = item.row
        items.append(item)
    digest = hashlib.sha256(data).hexdigest()
    return Bank(kind, name, digest, len(data), encoding, tuple(items))


def _item(row: Row, kind: BankKind, path: str) -> Item:
    at, members = row
    place = f"line {at}"
    said: dict[str, str] = {}
    others = _QUESTION if kind is BankKind.KEYWORDS else _KEYWORD
    for name, value in members.items():
        if name.strip().lower() in others and value not in ("", None):
            raise BrokenFile(
                "has a column {key}: it is no bank of the kind {kind}",
                path=path,
                place=place,
                key=name,
                kind=kind.value,
            )
        key = _KNOWN.get(name.strip().lower())
        if key is None:
            if value in ("", None) and not name.strip():
                continue  # the column without a name that spreadsheets leave behind
            raise BrokenFile("{key} is unknown here", path=path, place=place, key=name)
        if value is None:
            continue
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            raise BrokenFile("{key} has a value of another kind", path=path, place=place, key=name)
        said[key] = str(value)
    text = said.get("text", "")
    if not text.strip():
        raise BrokenFile("the text is empty", path=path, place=place)
    text = text.strip() if kind is BankKind.KEYWORDS else text
    return Item(
        said.get("id") or _id(text, said.get("of", ""), kind),
        text,
        subject_of(said.get("of", ""), kind, path, place),
        said.get("source", ""),
        said.get("licence", ""),
        _state(said.get("state", ""), path, place),
        _day(said.get("day", ""), path, place),
        said.get("suggested_by", ""),
        said.get("released_by", ""),
        said.get("note", ""),
        at,
    )


def _id(text: str, of: str, kind: BankKind) -> str:
    # One keyword may stand for several risks; one question stands once.
    return id_of(f"{of}\n{text}" if kind is BankKind.KEYWORDS else text)


def _state(text: str, path: str, place: str) -> State:
    try:
        return State(text.strip().lower() or State.CANDIDATE)
    except ValueError:
        raise BrokenFile(
            "{state} is no review state; there are {known}",
            path=path,
            place=place,
            state=text,
            known=", ".join(State),
        ) from None


def _day(text: str, path: str, place: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise BrokenFile(
            "{text} is no day; days are written YYYY-MM-DD", path=path, place=place, text=text
        ) from None
