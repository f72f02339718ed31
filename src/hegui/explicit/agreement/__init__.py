"""The part of a user agreement that Measures art. 8 asks for, from the settings in force.

The article asks that the agreement state the methods, styles and other specifications of
labelling, and prompt users to read them. Figures come from the rules, the words from the files
beside this one. It is a draft for those who know the service, and no legal advice.
"""

from __future__ import annotations

from importlib import resources

from hegui.config import Config
from hegui.errors import ConfigError
from hegui.explicit.wording import corner_mark, stock
from hegui.messages import LANGUAGES, say
from hegui.rules import NUMBERS, service_class

_FIGURES = {number.id: number for number in NUMBERS}
_GB = "gb-45438-2025"
_LOG = "cn-labelling-measures-2025/9-log"


def agreement(config: Config, lang: str) -> str:
    """The text in ``lang`` ("zh", "en").

    Raises ConfigError where the settings do not say who provides the service, or its class.
    """
    if lang not in LANGUAGES:
        raise ConfigError("there is no agreement in {lang!r}", lang=lang)
    producer = config.producer or config.propagator
    if not producer or not config.service_class:
        raise ConfigError(
            "the agreement names the provider and the class of service: run hegui init first",
            path=config.path,
        )
    chosen = service_class(config.service_class)
    chinese = lang == "zh"
    template = resources.files("hegui.explicit.agreement").joinpath(f"{lang}.txt")
    return template.read_text("utf-8").format(
        provider=producer,
        producer=producer,
        service=chosen.zh.rstrip("。") if chinese else chosen.en,
        service_place=chosen.place_zh if chinese else chosen.place,
        duty=_duty(chosen.explicit, lang),
        long=stock("zh").text if chinese else stock("bilingual").text,
        short=stock("zh", short=True).text,
        corner=corner_mark().text,
        image_height=_least(f"{_GB}/5.2-e"),
        video_height=_least(f"{_GB}/5.4-f"),
        video_seconds=_least(f"{_GB}/5.4-g"),
        scene_height=_least(f"{_GB}/5.5-f"),
        speech_least=_least(f"{_GB}/5.3-note-4"),
        speech_most=_FIGURES[f"{_GB}/5.3-note-4"].most,
        log_months=_least(_LOG),
    )


def _least(identity: str) -> float | None:
    return _FIGURES[identity].least


def _duty(explicit: bool, lang: str) -> str:
    """Who adds explicit labels: the service, or its users by the function it offers (art. 17)."""
    return say(
        "the service adds explicit labels."
        if explicit
        else "the service offers a function by which you may add explicit labels.",
        lang,
    )
