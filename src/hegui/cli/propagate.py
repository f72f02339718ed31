"""``hegui propagate``: uploads handed on with the platform's elements (Measures art. 6)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hegui.aigc import transcribe
from hegui.as_json.written import propagated_record
from hegui.cli.check import VERDICTS, add_options, judgement_lines
from hegui.cli.explicit import applied_line
from hegui.cli.inputs import Input, inputs, once
from hegui.cli.marks import add_allow_break
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.recorder import Recorder, recorder_of
from hegui.cli.results import Results, add_results, check_number
from hegui.cli.signers import add_key, signer_of
from hegui.errors import HeguiError, UsageError
from hegui.explicit.house_style import style_of
from hegui.files.source import printable
from hegui.messages import say
from hegui.propagation import Platform, Propagated

if TYPE_CHECKING:
    from hegui.ledger.records import Record


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "propagate",
        parents=[shared],
        help=say("hand uploads on with the platform's elements", lang),
        description=say(
            "Checks each upload and adds the platform's code, content number and what the content "
            "is to its metadata. A producer's label stays as it is; content without any sign goes "
            "on unchanged.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="+", metavar="FILE", help=say("file, directory or pattern", lang))
    add_results(parser, lang, required=True)
    option("--propagator", metavar="CODE", help=say("provider code, or overseas name", lang))
    option("--id", metavar="ID", help=say("content number (PropagateID); default: random", lang))
    add_options(parser, lang)
    option(
        "--notice",
        action="store_true",
        help=say("put the public notice on the content itself, in the house style", lang),
    )
    add_allow_break(option, lang)
    option("--seal", action="store_true", help=say("seal the label (TC260-PG-202511A)", lang))
    add_key(parser, lang)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Propagates every file; one that fails does not stop the others."""
    check_number(arguments)
    results = Results.of(arguments)
    signer = None
    if arguments.seal or arguments.key is not None:
        signer = signer_of(arguments, output, arguments.config)
    platform = Platform.of(
        arguments.propagator,
        declared=arguments.declared,
        trust=arguments.trust,
        config=arguments.config,
        signer=signer,
        allow_break_c2pa=arguments.allow_break_c2pa,
        explicit=arguments.explicit,
        style=style_of(arguments.config) if arguments.notice else None,
    )
    for notice in platform.notices:
        output.notice(notice)
    with recorder_of(arguments) as recorder:
        job = _Job(platform, arguments, output, results, recorder)
        files = once(inputs(arguments.files, output=arguments.output), arguments.files)
        job.run(progress(files, output.lang))
    return output.status


@dataclass(frozen=True, slots=True)
class _Job:
    """One run of the verb: who propagates, with which options, and where it is told."""

    platform: Platform
    arguments: argparse.Namespace
    output: Output
    results: Results
    recorder: Recorder

    def run(self, files: Iterator[Input]) -> None:
        """Propagates ``files`` one by one; of many, the new files are synced together."""
        with self.results.together() as behind:
            for file in files:
                try:
                    result = self._propagate(file)
                except HeguiError as error:
                    self.output.failure(printable(file.path), error)
                    continue
                if behind is not None:
                    behind.wrote()
                self.recorder.add(
                    partial(self._recorded, result),
                    partial(self._tell, file, result),
                    partial(self.output.failure, printable(file.path)),
                )
            self.recorder.flush()

    def _recorded(self, result: Propagated) -> Record:
        from hegui.recording import propagation_record  # only where there is a ledger

        return propagation_record(result, declared=self.arguments.declared)

    def _propagate(self, file: Input) -> Propagated:
        if file.fault:
            raise file.fault
        if file.standard:
            raise UsageError("standard input is not propagated: give a file")
        return self.platform.propagate_file(
            file.path, self.results.target(file), propagate_id=self.arguments.id
        )

    def _tell(self, file: Input, result: Propagated) -> None:
        for notice in result.notices:
            self.output.notice(notice, printable(file.path))
        self.output.record(self._record(file.path, result), *self._lines(file, result))

    def _lines(self, file: Input, result: Propagated) -> Iterator[str]:
        say = self.output.say
        verdict = say(VERDICTS[result.judgement.verdict])
        yield f"{printable(file.path)} → {printable(result.target or '')}: {verdict}"
        if result.parsed is None:
            yield "  " + say("handed on as it is")
            return
        yield from judgement_lines(result.judgement, self.output)
        assert result.site is not None
        if result.shown is not None:
            yield applied_line(result.shown, self.output)
        yield f"  {self.output.place(result.site.place)}"
        yield f"  {transcribe(result.parsed)}"
        if result.earlier is not None:
            yield "  " + say(
                "replaces the elements of {propagator} (number {number})",
                propagator=result.earlier.content_propagator or "?",
                number=result.earlier.propagate_id or "?",
            )
        if result.manifest == "signed":
            yield "  " + say("signed anew; the older C2PA manifest is kept as an ingredient's")

    def _record(self, path: str, result: Propagated) -> dict[str, object]:
        return {"file": path} | propagated_record(result, self.output.lang)
