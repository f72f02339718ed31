"""``hegui serve``: the HTTP service."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.config import find_config
from hegui.extras import needed
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.web.settings import Settings


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
            "without --host only this machine can reach it, and needs no key.",
            lang,
        ),
    )
    option = parser.add_argument
    option("--host", metavar="HOST", default="127.0.0.1", help=say("address to listen at", lang))
    option("--port", metavar="PORT", type=int, default=8340, help=say("port to listen at", lang))
    option("--data", metavar="DIR", help=say("where the service keeps its own files", lang))
    option("--workers", metavar="N", type=int, help=say("processes that look into uploads", lang))
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Serves until it is told to stop."""
    with needed("serve"):
        from hegui.web.serving import serve
    settings = _settings(arguments)
    output.aside(
        "hegui serves at http://{host}:{port}/ (Ctrl-C stops it)",
        host=settings.host,
        port=settings.port,
    )
    serve(settings)
    return output.status


def _settings(arguments: argparse.Namespace) -> Settings:
    from hegui.web.settings import Settings

    said: dict[str, object] = {"host": arguments.host, "port": arguments.port}
    if arguments.data:
        said["data"] = Path(arguments.data).absolute()
    if arguments.workers:
        said["workers"] = arguments.workers
    config = arguments.config or find_config(os.getcwd())
    return Settings(**said, config=config and os.path.abspath(config))  # type: ignore[arg-type]
