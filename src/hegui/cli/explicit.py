"""What a command line says of explicit labels, and what is said of them."""

from __future__ import annotations

import argparse
import re
from functools import cache
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.explicit.choices import CORNERS, MOMENTS, PAGES, SOUNDS
from hegui.explicit.duty import Because, Request
from hegui.explicit.stock_wording import LANGUAGES
from hegui.messages import Notice, say

if TYPE_CHECKING:
    from hegui.explicit.contract import Applied
    from hegui.explicit.style import HouseStyle

_METHODS = {
    "lossless": "all else is as it was, sample for sample",
    "exact-blocks": "all else is as it was, coefficient for coefficient",
    "spliced": "all else is as it was, byte for byte",
    "joined": "only what is around the label was encoded anew",
    "re-encoded": "the whole was encoded anew",
}
_COMMAS = {"en": ", ", "zh": "、"}


def add_explicit(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of the house style, and of leaving the explicit label out."""
    without = parser.add_argument_group(say("no explicit label", lang)).add_argument
    without(
        "--implicit-only",
        action="store_true",
        help=say("no explicit label: the work is labelled where it is shown", lang),
    )
    without(
        "--because", choices=[one.value for one in Because], help=say("why none is written", lang)
    )
    without("--recipient", metavar="WHO", help=say("of waived: who asked for it", lang))
    without("--agreement", metavar="REF", help=say("of waived: the agreement with them", lang))
    option = parser.add_argument_group(say("explicit label (clause 5)", lang)).add_argument
    option("--text", metavar="WORDING", help=say("a wording of your own", lang))
    option("--wording", choices=LANGUAGES, help=say("language of the stock wording", lang))
    option("--corner", choices=CORNERS, help=say("where on pictures and videos", lang))
    option("--moment", choices=MOMENTS, help=say("where in text and sound", lang))
    option("--sound", choices=SOUNDS, help=say("a spoken prompt or the rhythm", lang))
    option("--pages", choices=PAGES, help=say("which pages of a document", lang))
    option("--height", metavar="PERCENT", help=say("of the text, of the shortest side", lang))
    option("--font", metavar="FILE", help=say("a font file for your own wording", lang))


def style_from(arguments: argparse.Namespace) -> HouseStyle:
    """The style that the options say, over that of hegui.toml. Raises UsageError, ConfigError."""
    from hegui.explicit.house_style import style_of  # --implicit-only needs none

    return style_of(
        arguments.config,
        text=arguments.text,
        language=arguments.wording,
        corner=arguments.corner,
        moment=arguments.moment,
        sound=arguments.sound,
        pages=arguments.pages,
        height=arguments.height,
        font=arguments.font,
    )


def request_from(arguments: argparse.Namespace) -> Request:
    """What is asked of the explicit label, and why none is where none is wanted."""
    because = Because(arguments.because) if arguments.because else None
    return Request(arguments.implicit_only, because, arguments.recipient, arguments.agreement)


def applied_line(applied: Applied, output: Output) -> str:
    """What was put on the work, where, and what became of the rest."""
    say = output.say
    said = f"“{applied.wording}”" if applied.wording else say("the rhythm label")
    place = _place(applied.place, output)
    parts = [
        say(
            "explicit label {said}, {place} ({clause})",
            said=said,
            place=place,
            clause=applied.clause,
        )
    ]
    if applied.height is not None:
        parts.append(say("{height:.1f} % of the shortest side high", height=applied.height))
    if applied.seconds is not None:
        parts.append(say("for {seconds:.1f} s", seconds=applied.seconds))
    parts.append(say(_METHODS[applied.method]))
    separator = "；" if output.lang == "zh" else "; "
    return "  " + separator.join(parts)


def _place(place: str, output: Output) -> str:
    """Where the label stands, in the language of the output: all of it, or each of a list."""
    return _COMMAS[output.lang].join(_one_place(one, output) for one in place.split(", "))


def _one_place(place: str, output: Output) -> str:
    for said, pattern in _places():
        if found := pattern.fullmatch(place):
            return output.say(said.template, **found.groupdict())
    return output.say(place)


@cache
def _places() -> tuple[tuple[Notice, re.Pattern[str]], ...]:
    """Places as the rooms say them, some with a name or a number in them."""
    return (
        (Notice("start"), re.compile("start")),
        (Notice("middle"), re.compile("middle")),
        (Notice("end"), re.compile("end")),
        (Notice("top"), re.compile("top")),
        (Notice("left"), re.compile("left")),
        (Notice("right"), re.compile("right")),
        (Notice("bottom"), re.compile("bottom")),
        (Notice("page {number}"), re.compile(r"page (?P<number>\d+)")),
        (
            Notice("pages {first} to {last}"),
            re.compile(r"pages (?P<first>\d+) to (?P<last>\d+)"),
        ),
        (
            Notice("slides {first} to {last}"),
            re.compile(r"slides (?P<first>\d+) to (?P<last>\d+)"),
        ),
        (Notice("slide {number}"), re.compile(r"slide (?P<number>\d+)")),
        (Notice("sheet {name}: header"), re.compile(r"sheet (?P<name>.+): header")),
        (Notice("sheet {name}: text box"), re.compile(r"sheet (?P<name>.+): text box")),
        (Notice("{seconds} s"), re.compile(r"(?P<seconds>[\d.]+) s")),
    )
