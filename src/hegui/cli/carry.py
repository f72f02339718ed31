"""``hegui carry``: the original's label onto its converted copy."""

from __future__ import annotations

import argparse

from hegui.aigc import transcribe
from hegui.as_json.labels import blind_record, notice_records, parsed_record, site_record
from hegui.as_json.seals import seal_record
from hegui.as_json.written import manifest_record
from hegui.carrying import carry
from hegui.cli.inputs import check_directory
from hegui.cli.marks import add_c2pa, manifest_line
from hegui.cli.output import Output
from hegui.cli.seals import seal_lines
from hegui.cli.signers import add_key, add_trust, signer_of
from hegui.files.source import printable
from hegui.files.target import make_directory
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "carry",
        parents=[shared],
        help=say("put an original's label on its converted copy", lang),
        description=say(
            "Puts the label of ORIGINAL on DERIVED, its resized, converted or transcoded copy, "
            "in the slot of that copy's own format. DERIVED is replaced unless -o is given.",
            lang,
        ),
    )
    parser.add_argument("original", metavar="ORIGINAL", help=say("the labelled file", lang))
    parser.add_argument("derived", metavar="DERIVED", help=say("its converted copy", lang))
    parser.add_argument(
        "-o", "--output", metavar="DIR", help=say("write a new file into this directory", lang)
    )
    parser.add_argument(
        "--overwrite", action="store_true", help=say("replace a file already in DIR", lang)
    )
    add_key(parser, lang)
    add_trust(parser, lang)
    option = parser.add_argument
    add_c2pa(option, lang)
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Carries one label."""
    check_directory(arguments.output)
    if arguments.output is not None:
        make_directory(arguments.output)
    result = carry(
        arguments.original,
        arguments.derived,
        output=arguments.output,
        overwrite=arguments.overwrite,
        key=signer_of(arguments, output, None) if arguments.key is not None else None,
        trust=arguments.trust,
        config=arguments.config,
        c2pa=arguments.c2pa,
        allow_break_c2pa=arguments.allow_break_c2pa,
    )
    assert result.site.parsed is not None
    text = transcribe(result.site.parsed)
    seal = result.seal
    for notice in result.notices:
        output.notice(notice)
    output.record(
        {
            "file": arguments.derived,
            "outcome": "carried",
            "original": arguments.original,
            "target": result.target,
            "format": result.kind.id,
            **parsed_record(result.parsed),
            "origin": site_record(result.origin, output.lang),
            "site": site_record(result.site, output.lang),
            "replaced": [site_record(site, output.lang) for site in result.replaced],
            "could_not_look": [blind_record(blind, output.lang) for blind in result.blind],
            "seal": seal_record(seal, output.lang) if seal else None,
            "c2pa": manifest_record(result.manifest),
            "notices": notice_records(result.notices, output.lang),
        },
        f"{printable(arguments.original)} → {printable(result.target or '')}",
        f"  {output.say(result.kind.title)}, {output.place(result.site.place)}",
        f"  {text}",
        *(line[2:] for line in (seal_lines(seal, output) if seal else ())),
        *((manifest_line(result.manifest, output),) if result.manifest else ()),
        *(
            "  " + output.say("replaces the older label at {place}", place=site.place)
            for site in result.replaced
            if site.parsed is None or transcribe(site.parsed) != text
        ),
    )
    return output.status
