"""A stock wording in the language that is asked for."""

from __future__ import annotations

from hegui.errors import InvalidWording
from hegui.explicit.stock_wording import LANGUAGES


def in_language(texts: dict[str, str], lang: str) -> str:
    """One of the stock texts in ``lang``. Raises InvalidWording where there is none."""
    if lang not in texts:
        raise InvalidWording(
            "no stock wording in {lang!r}; there are {choices}",
            lang=lang,
            choices=", ".join(LANGUAGES),
        )
    return texts[lang]
