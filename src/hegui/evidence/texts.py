"""Explicit labels in text as evidence: what a reader sees (GB 45438-2025, 5.1).

Text is the one content whose explicit label is looked for at every check: it costs no more than
reading. Pictures, sound and video are looked at on request (``perceived``).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.errors import HeguiError
from hegui.evidence.contract import Evidence, Kind, Says, Strength, Unexamined
from hegui.explicit.text.find_text import Found, find
from hegui.explicit.text.find_text import Strength as Weight
from hegui.explicit.text.text import Form
from hegui.explicit.text.text_encoding import decoded
from hegui.files.source import Source

_FORMS = {"markdown": Form.MARKDOWN, "html": Form.HTML}
_LONGEST = 4 * 1024**2
_SOURCE = "GB 45438-2025 5.1"


def find_in(source: Source, kind: str | None) -> Iterator[Evidence | Unexamined]:
    """One piece for every wording; those that only speak of generation decide nothing."""
    if source.size > _LONGEST:
        yield Unexamined(
            "text",
            "",
            "text of more than {ceiling} bytes is not searched for explicit labels",
            {"ceiling": _LONGEST},
        )
        return
    try:
        text = decoded(source.read(0, source.size, "the text"), source.name).text
        found = find(text, _FORMS.get(kind or "", Form.PLAIN))
    except HeguiError as error:
        yield Unexamined("text", error.place or "", error.template, error.facts)
        return
    for one in found:
        if one.strength is not Weight.DENIES:
            yield _evidence(one)


def _evidence(found: Found) -> Evidence:
    label = found.strength is Weight.DECLARES
    return Evidence(
        Kind.EXPLICIT,
        "explicit.text" if label else "explicit.mention",
        Says.GENERATED if label else Says.UNKNOWN,
        Strength.DECLARES if label else Strength.SUGGESTS,
        f"line {found.line}",
        -1,
        "an explicit label can be read: {wording}" if label else "the text mentions: {wording}",
        {"wording": found.wording[:120]},
        _SOURCE,
    )
