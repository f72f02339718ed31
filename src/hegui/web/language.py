"""Which language a request is answered in: Accept-Language (RFC 9110, 12.5.4), or ``lang``."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=256)
def chosen(header: str) -> str:
    """ "zh" or "en": the first of the two by weight, English where neither is named."""
    best, weight = "en", 0.0
    for part in header.split(","):
        tag, _, rest = part.strip().lower().partition(";")
        language = tag.split("-")[0].strip()
        if language in ("zh", "en"):
            q = _weight(rest)
            if q > weight:
                best, weight = language, q
    return best


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
