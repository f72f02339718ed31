"""``hegui page``: snippets for interfaces, to standard output."""

from __future__ import annotations

import argparse

from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.explicit.interfaces import page
from hegui.explicit.interfaces.page import NoticePlace
from hegui.explicit.wording import Wording, checked
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "page",
        parents=[shared],
        help=say("HTML for interfaces: notice, upload declaration, scene overlay", lang),
        description=say(
            "Writes a snippet to standard output, in the language of --lang: the persistent notice "
            "of an interface (GB 45438-2025 5.6), the declaration and reminder of an upload form "
            "(Labelling Measures art. 6 (4)), or the overlay of a virtual scene (5.5).",
            lang,
        ),
    )
    option = parser.add_argument
    option("snippet", choices=("notice", "upload", "scene"), metavar="notice|upload|scene")
    option(
        "--place",
        choices=[one.value for one in NoticePlace],
        help=say("where the notice stands; default: near the content", lang),
    )
    option("--text", metavar="TEXT", help=say("wording of your own", lang))
    option("--react", action="store_true", help=say("the notice as a React component", lang))
    option("--css", action="store_true", help=say("the notice's style sheet alone", lang))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Writes one snippet."""
    if arguments.snippet != "notice" and (arguments.place or arguments.react or arguments.css):
        raise UsageError("--place, --react and --css belong to the notice")
    if arguments.snippet == "upload" and arguments.text is not None:
        raise UsageError("an upload form has no wording: it asks, and does not label")
    wording = None if arguments.text is None else checked(arguments.text)
    text = _snippet(arguments, output.lang, wording)
    if wording:
        for notice in wording.notices:
            output.notice(notice)
    output.record({"snippet": arguments.snippet, "text": text}, text.rstrip("\n"))
    return output.status


def _snippet(arguments: argparse.Namespace, lang: str, wording: Wording | None) -> str:
    if arguments.snippet == "upload":
        return page.upload(lang)
    if arguments.snippet == "scene":
        return page.scene(lang, wording)
    if arguments.css:
        return page.notice_css()
    if arguments.react:
        return page.notice_react(lang, wording)
    return page.notice(lang, NoticePlace(arguments.place or NoticePlace.NEAR), wording)
