"""``hegui read``: what files say about their origin, where, and in which dialect."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from hegui.aigc import KEYS, ParsedLabel
from hegui.as_json.readings import reading_record
from hegui.cli.inputs import STANDARD, inputs
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.seals import seals_lines
from hegui.cli.signers import add_trust
from hegui.errors import HeguiError
from hegui.files.source import printable
from hegui.implicit.container import Site
from hegui.messages import colon, say
from hegui.reading import FileReading, read

_LIKELIHOODS = {
    "1": "is AI-generated",
    "2": "may be AI-generated",
    "3": "is suspected to be AI-generated",
}


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "read",
        parents=[shared],
        help=say("show the labels that files carry", lang),
        description=say(
            "Shows every implicit label in each file, where it stands and what reading it had to "
            "tolerate, and verifies its seals. Exit status 1 where a file holds none, which "
            "never means that a person made it, and where a seal is not valid.",
            lang,
        ),
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help=say("file, directory, pattern, or -", lang)
    )
    add_trust(parser, lang)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Reads every file; one that fails does not stop the others."""
    trust = None
    if arguments.trust is not None:
        from hegui.sealing.finding import find_trust

        trust = find_trust(arguments.trust)
    for file in progress(inputs(arguments.files), output.lang):
        try:
            if file.fault:
                raise file.fault
            if file.standard:
                reading = read(sys.stdin.buffer.read(), name=STANDARD, trust=trust)
            else:
                reading = read(file.path, trust=trust)
        except HeguiError as error:
            output.failure(printable(file.path), error)
            continue
        if not any(site.parsed for site in reading.sites):
            # Not found and could not look are different answers.
            output.reach(3 if reading.blind else 1)
        if any(seals and seals.disbelieved for seals in reading.seals):
            output.reach(1)
        if output.as_json:
            record = reading_record(reading, output.lang)
            output.record({"file": file.path, "outcome": "read"} | record)
        else:
            output.lines(*_lines(printable(file.path), reading, output))
    return output.status


def _lines(name: str, reading: FileReading, output: Output) -> Iterator[str]:
    title = output.say(reading.kind.title)
    if reading.sites and all(site.slot == "sidecar" for site in reading.sites):
        title = output.say("no label in the file itself, only beside it")
    if not reading.sites and not reading.blind:
        found = output.say("no label found (which does not mean that a person made it)")
    elif not any(site.parsed for site in reading.sites):
        found = output.say("no label that can be read")
    elif len(reading.sites) == 1:
        found = output.say("one label")
    else:
        found = output.say("{count} labels", count=len(reading.sites))
    yield f"{name}: {title}; {found}"
    for site, seals in zip(reading.sites, reading.seals, strict=True):
        yield from _site_lines(site, output)
        if seals is not None:
            yield from seals_lines(seals, output)
    for blind in reading.blind:
        yield "  " + output.say(
            "could not look at {place}: {reason}", place=blind.place, reason=blind
        )


def _site_lines(site: Site, output: Output) -> Iterator[str]:
    slot = output.say("the prescribed slot" if site.prescribed else "not the prescribed slot")
    yield f"  {output.place(site.place)}{colon(output.lang)}{slot} ({site.dialect})"
    if site.problem is not None:
        yield "    " + output.say("cannot be read: {reason}", reason=site.problem)
    if site.parsed is not None:
        yield from _label_lines(site.parsed, output)


def _label_lines(parsed: ParsedLabel, output: Output) -> Iterator[str]:
    found = {**dict(parsed.label.members()), "Label": parsed.label_value}
    width = max(len(key) for key in KEYS)
    for key in KEYS:
        value = printable(found[key])
        if key == "Label":
            meaning = _LIKELIHOODS.get(found[key], "none of the values of Annex E")
            value = f"{value} ({output.say(meaning)})"
        yield f"    {key:<{width}}  {value}".rstrip()
    if parsed.tolerances:
        from hegui.aigc.tolerances import deviation_of  # most labels need none
    for tolerance in parsed.tolerances:
        sentence = output.say(deviation_of(tolerance).sentence, detail=tolerance.detail)
        yield "    " + output.say("tolerated: {sentence}", sentence=sentence) + f" [{tolerance.id}]"
