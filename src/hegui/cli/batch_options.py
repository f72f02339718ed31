"""The options of ``hegui batch`` and its four verbs."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from hegui.batch.jobs import Digest, Limits, Verb
from hegui.cli.batch_numbers import batch_number, number, size, whole
from hegui.cli.output import Output
from hegui.cli.signers import add_key
from hegui.messages import Notice, say

if TYPE_CHECKING:
    _Kinds = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    _Kinds = argparse._SubParsersAction
_PROCESSES = 1024  # each has two pipes, and none is worth more than a processor
_TRIES = 100  # the wait in between doubles
_HELP = {
    Verb.LABEL: Notice("write the label of GB 45438-2025 into files you generated"),
    Verb.CHECK: Notice("the platform's verdict on uploads, and its evidence"),
    Verb.PROPAGATE: Notice("hand uploads on with the platform's elements"),
    Verb.AUDIT: Notice("whether files conform, clause by clause"),
}


class Kinds(_Kinds):
    """The four verbs: the options of the one that is asked for are loaded, and no other's. What
    they import would take longer than hundreds of files do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late: dict[str, Callable[[], None]] = {}

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Adds the options of the verb, and parses them."""
        add = self.late.pop(values[0], None) if values else None
        if add is not None:
            add()
        super().__call__(parser, namespace, values, option_string)


def add_verb(
    kinds: Kinds,
    verb: Verb,
    shared: argparse.ArgumentParser,
    lang: str,
    go: Callable[[argparse.Namespace, Output], int],
) -> None:
    """Adds one of the four verbs with its own options and those of every batch."""
    said = _HELP[verb].say(lang)
    parser = kinds.add_parser(verb.value, parents=[shared], help=said, description=said)
    parser.set_defaults(run=go)
    kinds.late[verb.value] = lambda: _add_options(parser, verb, lang)


def _add_options(parser: argparse.ArgumentParser, verb: Verb, lang: str) -> None:
    option = parser.add_argument
    option("source", metavar="SRC", help=say("a folder, or an address such as s3://…", lang))
    if verb.writes:
        told = say("where the new files go; the manifest beside them in .hegui-batch", lang)
    else:
        told = say("a folder for the manifest and the report", lang)
    option("target", metavar="DST", help=told)
    _OF_VERB[verb](parser, lang)
    _add_batch(parser, verb, lang)


def _add_label(parser: argparse.ArgumentParser, lang: str) -> None:
    from hegui.cli.explicit import add_explicit
    from hegui.cli.marks import add_marks

    option = parser.add_argument
    option("--producer", metavar="CODE", help=say("provider code, or overseas name", lang))
    option("--propagator", metavar="CODE", help=say("code for the propagation members", lang))
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    option(
        "--sidecar",
        action="store_true",
        help=say("an XMP file beside files whose format has no place for a label", lang),
    )
    _add_seal(parser, lang)
    add_marks(parser, lang)
    add_explicit(parser, lang)


def _add_propagate(parser: argparse.ArgumentParser, lang: str) -> None:
    from hegui.cli.check import add_options
    from hegui.cli.marks import add_allow_break

    option = parser.add_argument
    option("--propagator", metavar="CODE", help=say("provider code, or overseas name", lang))
    add_options(parser, lang)
    option(
        "--notice",
        action="store_true",
        help=say("put the public notice on the content itself, in the house style", lang),
    )
    add_allow_break(option, lang)
    _add_seal(parser, lang)


def _add_seal(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--seal", action="store_true", help=say("seal the label (TC260-PG-202511A)", lang)
    )
    add_key(parser, lang)


def _add_check(parser: argparse.ArgumentParser, lang: str) -> None:
    from hegui.cli.check import add_options

    add_options(parser, lang)
    parser.add_argument(
        "--detect",
        action="store_true",
        help=say("ask the detectors that are installed as well", lang),
    )
    parser.add_argument(
        "--fail-on",
        metavar="VERDICT[,…]",
        default="",
        help=say("exit with status 1 where one of these verdicts is reached", lang),
    )


def _add_audit(parser: argparse.ArgumentParser, lang: str) -> None:
    option = parser.add_argument
    option(
        "--on",
        metavar="DATE",
        help=say(
            "judge as of this day, YYYY-MM-DD; default: today, or the day of the manifest that is "
            "resumed",
            lang,
        ),
    )
    option(
        "--role",
        choices=("provider", "platform"),
        default="provider",
        help=say("whose work it is; platforms owe members of their own", lang),
    )
    option(
        "--explicit",
        action="store_true",
        help=say("look for explicit labels too (decodes the content; needs extras)", lang),
    )
    option(
        "--trust",
        metavar="FILE",
        action="append",
        default=[],
        help=say("whose keys seals are made with (hegui key trust)", lang),
    )


_OF_VERB: dict[Verb, Callable[[argparse.ArgumentParser, str], None]] = {
    Verb.LABEL: _add_label,
    Verb.PROPAGATE: _add_propagate,
    Verb.CHECK: _add_check,
    Verb.AUDIT: _add_audit,
}


def _add_batch(parser: argparse.ArgumentParser, verb: Verb, lang: str) -> None:
    limits = Limits()
    option = parser.add_argument_group(say("the batch", lang)).add_argument
    option("--manifest", metavar="FILE", help=say("the manifest's place (….jsonl)", lang))
    option("--parquet", action="store_true", help=say("the manifest as Parquet as well", lang))
    option(
        "--digest",
        choices=[one.value for one in Digest],
        default=Digest.CONTENT.value,
        help=say("files are told by their content, or by size and times (none)", lang),
    )
    if verb.writes:
        option(
            "--overwrite",
            action="store_true",
            help=say("replace files in DST that this batch has not written", lang),
        )
        option(
            "--batch-id",
            type=batch_number(lang),
            metavar="HEX",
            help=say("content numbers are derived from this; default: random", lang),
        )
    else:
        parser.set_defaults(batch_id=None)
    option("--dry-run", action="store_true", help=say("say what would be done", lang))
    option(
        "--engine",
        choices=("pool", "dask"),
        default="pool",
        help=say("processes of this machine, or a Dask cluster", lang),
    )
    option("--scheduler", metavar="ADDRESS", help=say("of the Dask cluster", lang))
    option(
        "--processes",
        type=whole(1, _PROCESSES, lang),
        default=_processors(),
        metavar="N",
        help=say("how many work at once; default: one a processor", lang),
    )
    option(
        "--rate",
        type=number(lang),
        default=0.0,
        metavar="N",
        help=say("begin at most so many files a second; 0 is no limit", lang),
    )
    option(
        "--time-limit",
        type=number(lang),
        default=limits.seconds,
        metavar="SECONDS",
        help=say("for one file; 0 is none", lang),
    )
    option(
        "--memory-limit",
        type=size(lang),
        default="2G",
        metavar="BYTES",
        help=say("of one worker (500M, 2G); 0 is none", lang),
    )
    option(
        "--tries",
        type=whole(1, _TRIES, lang),
        default=limits.tries,
        metavar="N",
        help=say("how often storage that errs is asked", lang),
    )


def _processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1
