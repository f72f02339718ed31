"""TOML files as users write them: read within a ceiling, every value held to its kind."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from hegui.errors import BrokenFile, CeilingExceeded
from hegui.files.source import open_source, printable

_MOST_BYTES = 1024 * 1024


class Place:
    """One table of a file, with the words that name it in errors."""

    def __init__(self, path: str, name: str, table: dict[str, object]) -> None:
        self.path = path
        self.name = name
        self._table = table

    def only(self, known: Iterable[str]) -> None:
        """Raises BrokenFile for a key that is none of ``known``: it may be a typo."""
        unknown = sorted(set(self._table) - set(known))
        if unknown:
            raise self.wrong("does not know {key}", key=unknown[0])

    def keys(self) -> tuple[str, ...]:
        """The keys, in the order of the file."""
        return tuple(self._table)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; ``default`` where it is not there. Raises BrokenFile."""
        value = self._table.get(key, default)
        if not isinstance(value, str):
            raise self.wrong("{key} must be text in quotes", key=key)
        return value

    def chosen(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """A text that is one of ``choices``. Raises BrokenFile."""
        value, known = self.text(key, default), tuple(choices)
        if value not in known:
            raise self.wrong(
                "{key} is {value!r}; it must be one of {choices}",
                key=key,
                value=value[:80],
                choices=", ".join(one for one in known if one),
            )
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        """A whole number within bounds; None where it is not there. Raises BrokenFile."""
        value = self._table.get(key)
        if value is None:
            return None
        if type(value) is not int or not least <= value <= most:
            raise self.wrong(
                "{key} must be a whole number from {least} to {most}",
                key=key,
                least=least,
                most=most,
            )
        return value

    def truth(self, key: str) -> bool:
        """true or false; false where it is not there. Raises BrokenFile."""
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong("{key} must be true or false", key=key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of them. Raises BrokenFile."""
        value = self._table.get(key)
        found = [value] if isinstance(value, str) else value
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self.wrong("{key} must be text in quotes, or a list of such", key=key)
        return tuple(found)

    def table(self, key: str) -> Place:
        """A table within; an empty one where it is not there. Raises BrokenFile."""
        value = self._table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong("{key} must be a table", key=key)
        return Place(self.path, self._below(key), value)

    def tables(self, key: str, most: int) -> tuple[Place, ...]:
        """The tables of a list; none where it is not there. Raises BrokenFile."""
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong("{key} must be a list of tables", key=key)
        if len(value) > most:
            raise CeilingExceeded(
                "more than {ceiling} {what}", path=self.path, ceiling=most, what=key
            )
        return tuple(
            Place(self.path, f"{self._below(key)}[{at}]", one) for at, one in enumerate(value, 1)
        )

    def wrong(self, template: str, /, **facts: object) -> BrokenFile:
        """An error that names this place."""
        return BrokenFile(template, path=self.path, place=self.name or None, **facts)

    def _below(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def read_file(path: str, what: str) -> tuple[Place, str]:
    """The top table of a file and the SHA-256 of its bytes (hexadecimal).

    ``what`` is the file's own word for itself (``format = "…"``). Raises CannotRead, BrokenFile,
    CeilingExceeded.
    """
    import tomllib  # the list of verbs needs no parser

    name = printable(path)
    with open_source(path) as source:
        if source.size > _MOST_BYTES:
            raise CeilingExceeded(
                "the file has more than {ceiling} bytes", path=name, ceiling=_MOST_BYTES
            )
        data = bytes(source.read(0, source.size, "data"))
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenFile("is not valid TOML: {cause}", path=name, cause=str(error)) from None
    if table.get("format") != what or table.get("version") != 1:
        raise BrokenFile("is no file of the form {what}, version 1", path=name, what=what)
    return Place(name, "", table), sha256(data).hexdigest()


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    escaped = "".join(
        {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}.get(one)
        or (f"\\u{ord(one):04X}" if ord(one) < 0x20 or ord(one) == 0x7F else one)
        for one in text
    )
    return f'"{escaped}"'
