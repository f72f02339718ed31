"""Every user-facing sentence, in English and Chinese.

The English sentence stands where it is said, as a template with ``{named}`` places; it is also
the key of the Chinese one in ``hegui.messages.zh``. A test proves that none is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from hegui.errors import HeguiError

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a user should know that is no error: an English template and its facts."""

    template: str
    facts: dict[str, object] = field(default_factory=dict)

    def say(self, lang: str = "en") -> str:
        """The sentence in ``lang``."""
        return say(self.template, lang, **self.facts)


def say(template: str, lang: str = "en", /, **facts: object) -> str:
    """The sentence of an English template in ``lang``, its places filled with ``facts``.

    A fact that is itself a known sentence or word ("a directory") is translated too.
    """
    if lang == "zh":
        sentences = _chinese()
        template = sentences.get(template, template)
        facts = {
            key: sentences.get(value, value) if isinstance(value, str) else value
            for key, value in facts.items()
        }
    return template.format(**facts) if facts else template


def explain(error: HeguiError, lang: str = "en") -> str:
    """An error with its file and place, in ``lang``."""
    colon = "：" if lang == "zh" else ": "
    reason = say(error.template, lang, **error.facts)
    return colon.join(part for part in (error.path, error.place, reason) if part)


@cache
def _chinese() -> dict[str, str]:
    from hegui.messages.zh import SENTENCES  # only who asks for Chinese pays for it

    return SENTENCES
