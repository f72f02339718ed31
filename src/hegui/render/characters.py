"""Characters that documents may hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with "\ufffd" for each character that XML 1.0 (2.2 Characters) has not.

    HTML, SVG and WordprocessingML all keep to it; half of a surrogate pair has no UTF-8 at all.
    """
    return _ILLEGAL.sub("\ufffd", text)
