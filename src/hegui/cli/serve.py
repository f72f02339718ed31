"""``hegui serve``: the HTTP service, and the keys that it takes."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.config import find_config
from hegui.extras import needed
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.web.settings import Settings

_OPTIONS = ("host", "port", "data", "database", "workers", "hosts", "storage", "largest", "reviews")


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "serve",
        parents=[shared],
        help=say("the HTTP service: API and pages", lang),
        description=say(
            "Serves hegui's verbs over HTTP, and pages for people. Nothing has to be set up; "
            "without --host only this machine can reach it, and needs no key. Every option can "
            "stand in the environment as HEGUI_SERVE_ and its name.",
            lang,
        ),
    )
    option = parser.add_argument
    option("--host", metavar="HOST", help=say("address to listen at; 127.0.0.1", lang))
    option("--port", metavar="PORT", help=say("port to listen at; 8340", lang))
    option(
        "--hosts",
        metavar="NAME[,…]",
        help=say("names that the service is reached by, as behind a proxy: needs keys", lang),
    )
    option("--workers", metavar="N", help=say("processes that look into uploads", lang))
    option("--largest", metavar="BYTES", help=say("the largest upload (4G)", lang))
    option(
        "--storage",
        metavar="PLACE[,…]",
        help=say("directories and fsspec addresses that files may be read from", lang),
    )
    option(
        "--reviews",
        metavar="DIR[,…]",
        help=say("assessments whose answers people judge on the pages", lang),
    )
    _add_place(parser, lang)
    parser.set_defaults(run=run)
    actions = parser.add_subparsers(dest="action", metavar="key", prog="hegui serve")
    key = actions.add_parser(
        "key", parents=[shared], help=say("API keys: make, list and revoke them", lang)
    )
    _add_key(key, shared, lang)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Serves until it is told to stop."""
    with needed("serve"):
        from hegui.web.serving import serve
    settings = _settings(arguments)

    def announce() -> None:
        output.aside(
            "hegui serves at http://{host}:{port}/ (Ctrl-C stops it)",
            host=f"[{settings.host}]" if ":" in settings.host else settings.host,
            port=settings.port,
        )
        if not settings.open:
            output.aside("whoever asks needs an API key: hegui serve key new")

    serve(settings, announce)
    return output.status


def _add_place(parser: argparse.ArgumentParser, lang: str) -> None:
    option = parser.add_argument
    option("--data", metavar="DIR", help=say("where the service keeps its own files", lang))
    option(
        "--database",
        metavar="ADDRESS",
        help=say("the ledger: a path, sqlite:///… or postgresql://…", lang),
    )
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))


def _add_key(parser: argparse.ArgumentParser, shared: argparse.ArgumentParser, lang: str) -> None:
    actions = parser.add_subparsers(
        dest="key_action", required=True, metavar="ACTION", prog="hegui serve key"
    )
    new = actions.add_parser("new", parents=[shared], help=say("make a key", lang))
    new.add_argument("name", metavar="NAME", help=say("whose key it is", lang))
    new.add_argument(
        "--scopes",
        metavar="SCOPE[,…]",
        required=True,
        help=say("what it is good for: label, read, check, …, or admin for everything", lang),
    )
    new.add_argument(
        "--rate", metavar="N", type=int, default=600, help=say("requests a minute; 600", lang)
    )
    listed = actions.add_parser("list", parents=[shared], help=say("list the keys", lang))
    revoke = actions.add_parser("revoke", parents=[shared], help=say("revoke a key", lang))
    revoke.add_argument("id", metavar="ID", help=say("the key's id, as list shows it", lang))
    for one, work in ((new, _new), (listed, _list), (revoke, _revoke)):
        _add_place(one, lang)
        one.set_defaults(run=work)


def _new(arguments: argparse.Namespace, output: Output) -> int:
    from hegui.cli.serve_keys import new

    return new(arguments, output, _settings(arguments))


def _list(arguments: argparse.Namespace, output: Output) -> int:
    from hegui.cli.serve_keys import listed

    return listed(output, _settings(arguments))


def _revoke(arguments: argparse.Namespace, output: Output) -> int:
    from hegui.cli.serve_keys import revoke

    return revoke(arguments, output, _settings(arguments))


def _settings(arguments: argparse.Namespace) -> Settings:
    with needed("serve"):
        from hegui.web.configured import settings_of
    config = arguments.config or find_config(os.getcwd())
    said = {name: getattr(arguments, name, None) for name in _OPTIONS}
    return settings_of(said, os.path.abspath(config) if config else None)
