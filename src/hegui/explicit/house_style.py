"""The house style in force: what a call says, over what hegui.toml says in [explicit]."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TypeVar

from hegui.config import load_config
from hegui.errors import UsageError
from hegui.explicit.style import Corner, HouseStyle, Moment, Pages, Sound

_Choice = TypeVar("_Choice", bound=StrEnum)


def style_of(config: str | None = None, **given: str | None) -> HouseStyle:
    """The style of ``given`` settings (those of [explicit], as text), else of hegui.toml.

    A ``text`` of one's own and a ``language`` of the stock wording exclude one another: what is
    given hides the other where hegui.toml says it. Raises UsageError for a value that none can
    have, ConfigError.
    """
    found = load_config(config)
    said = {key: value for key, value in given.items() if value is not None}
    settings = dict(found.explicit)
    if "language" in said:
        settings.pop("text", None)
    if "font" in settings and found.path:
        settings["font"] = os.path.join(os.path.dirname(found.path), settings["font"])
    settings |= said
    if settings.get("text") == "":
        raise UsageError("an explicit label whose text is empty says nothing")
    return HouseStyle(
        language=settings.get("language", "zh"),
        text=settings.get("text", ""),
        corner=_choice(Corner, "corner", settings.get("corner", Corner.BOTTOM_RIGHT)),
        moment=_choice(Moment, "moment", settings.get("moment", Moment.START)),
        sound=_choice(Sound, "sound", settings.get("sound", Sound.SPEECH)),
        pages=_choice(Pages, "pages", settings.get("pages", Pages.FIRST)),
        height=_percent(settings.get("height")),
        font=settings.get("font"),
    )


def _choice(choices: type[_Choice], key: str, value: str) -> _Choice:
    try:
        return choices(value)
    except ValueError:
        raise UsageError(
            "{key} is {value!r}; it must be one of {choices}",
            key=key,
            value=value,
            choices=", ".join(choices),
        ) from None


def _percent(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        return float(value.removesuffix("%").strip())
    except ValueError:
        raise UsageError("a height of {value!r} is no number of percent", value=value) from None
