"""Every user-facing sentence, in English and Chinese.

The English sentence stands where it is said, as a template with ``{named}`` places; it is also
the key of the Chinese one in ``hegui.messages.zh``. A test proves that none is missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from hegui.errors import FileError, HeguiError

LANGUAGES = ("en", "zh")
_OURS = frozenset(("what", "kind", "meaning", "title", "cause"))


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know that is no error: an English template and its facts."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def say(self, lang: str = "en") -> str:
        """The sentence in ``lang``."""
        return say(self.template, lang, **self.facts)

    def __str__(self) -> str:
        """In English: so that a notice can be the reason that an error gives."""
        return self.say()


def advised(error: FileError, template: str) -> FileError:
    """The error with what the user of one verb can do about it: ``template`` has a place
    ``{reason}`` for the error's own sentence."""
    reason = Notice(error.template, error.facts)
    return type(error)(template, path=error.path, place=error.place, reason=reason)


def say(template: str, lang: str = "en", /, **facts: object) -> str:
    """The sentence of an English template in ``lang``, its places filled with ``facts``.

    A fact that is a word of our own ("a directory", under one of the names in ``_OURS``) or
    itself has a template (an error, the problem of a label) is said in ``lang`` as well, and so
    are the words of a ``place``. What comes out of a file is never translated; a ``cause`` that
    another program gives stands in quotation marks.
    """
    if lang == "zh":
        sentences = _chinese()
        template = sentences.get(template, template)
        facts = {key: _said(key, value, lang) for key, value in facts.items()}
    return template.format(**facts) if facts else template


def colon(lang: str) -> str:
    """What stands between a name and what is said of it."""
    return "：" if lang == "zh" else ": "


def explain(error: HeguiError, lang: str = "en") -> str:
    """An error with its file and place, in ``lang``."""
    reason = say(error.template, lang, **error.facts)
    place = said_place(error.place, lang) if error.place else None
    return colon(lang).join(part for part in (error.path, place, reason) if part)


def said_place(place: str, lang: str) -> str:
    """A place within a file, in ``lang``."""
    if lang != "zh":
        return place
    from hegui.messages.places import place_in_chinese  # only who asks for Chinese pays for it

    return _chinese().get(place) or place_in_chinese(place)


def _said(key: str, value: object, lang: str) -> object:
    template, facts = getattr(value, "template", None), getattr(value, "facts", None)
    if isinstance(template, str) and isinstance(facts, dict):
        return say(template, lang, **facts)
    if not isinstance(value, str):
        return value
    if key == "place":
        return said_place(value, lang)
    if key in _OURS:
        ours = _chinese().get(value)
        if ours is None and key == "cause" and re.search("[A-Za-z]", value):
            return f"“{value}”"  # another program's words
        return value if ours is None else ours
    return value


@cache
def _chinese() -> dict[str, str]:
    from hegui.messages.zh import SENTENCES  # only who asks for Chinese pays for it

    return SENTENCES
