"""Text of unknown origin as a page shows it: cut where it is very long, and what would not be
seen, or would change how the rest is seen, made visible."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 100_000
"""Characters of one text that a page shows; the whole can be saved."""

# Controls but for tab and line feed; what turns the direction of text (Unicode UAX 9); what has
# no width and no use; separators that a browser draws as nothing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_PICTURES = 0x2400  # the block Control Pictures, in the order of the controls


@dataclass(frozen=True, slots=True)
class ShownText:
    """``text`` is shown, of ``total`` characters ``shown``."""

    text: str
    shown: int
    total: int

    @property
    def cut(self) -> bool:
        """Whether some of it is left out."""
        return self.shown < self.total


def shown_text(text: str, most: int = MOST) -> ShownText:
    """A text for a page."""
    head = text[:most]
    return ShownText(_UNSEEN.sub(_seen, head.replace("\r\n", "\n")), len(head), len(text))


def _seen(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"
