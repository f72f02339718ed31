"""``hegui label``: the provider's labels into files."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hegui.aigc import encode
from hegui.as_json.written import labelled_record
from hegui.cli.explicit import add_explicit, applied_line, request_from, style_from
from hegui.cli.inputs import STANDARD, Input, inputs, once
from hegui.cli.marks import add_marks, manifest_line, regimes_from
from hegui.cli.output import Output
from hegui.cli.progress import of_one_work, progress
from hegui.cli.recorder import Recorder, add_ledger, recorder_of
from hegui.cli.results import Results, add_results, check_number
from hegui.cli.seals import seal_lines
from hegui.cli.signers import add_key, signer_of
from hegui.errors import HeguiError, UsageError
from hegui.files.source import printable
from hegui.messages import say
from hegui.production import Labelled, Producer

if TYPE_CHECKING:
    from hegui.ledger.records import ProductionRecord


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "label",
        parents=[shared],
        help=say("write the label of GB 45438-2025 into files you generated", lang),
        description=say(
            "Puts the explicit label (GB 45438-2025 clause 5) on each work and the implicit one "
            "(clause 6) into its file, and reads both back.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="+", metavar="FILE", help=say("file, directory, pattern, or -", lang))
    add_results(parser, lang)
    option("--id", metavar="ID", help=say("content number (ProduceID); default: random", lang))
    option("--producer", metavar="CODE", help=say("provider code, or overseas name", lang))
    option("--propagator", metavar="CODE", help=say("code for the propagation members", lang))
    option("--config", metavar="FILE", help=say("this hegui.toml instead of the one found", lang))
    option(
        "--sidecar",
        action="store_true",
        help=say("an XMP file beside files whose format has no place for a label", lang),
    )
    option("--seal", action="store_true", help=say("seal the label (TC260-PG-202511A)", lang))
    add_key(parser, lang)
    add_ledger(parser, lang)
    add_marks(parser, lang)
    add_explicit(parser, lang)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Labels every file; one that fails does not stop the others."""
    check_number(arguments)
    standard = arguments.files == [STANDARD] and arguments.output is None
    if not standard and arguments.output is None and not arguments.in_place:
        raise UsageError("say -o DIR for new files, or --in-place to replace the originals")
    if STANDARD in arguments.files and (not standard or arguments.in_place or arguments.sidecar):
        raise UsageError("standard input (-) is labelled to standard output, alone")
    if standard and sys.stdout.isatty():
        raise UsageError("a labelled file is not written to a terminal: redirect standard output")
    results = Results.of(arguments)
    signer = None
    if arguments.seal or arguments.key is not None:
        signer = signer_of(arguments, output, arguments.config)
    with recorder_of(arguments) as recorder:
        who = Producer.of(
            arguments.producer,
            arguments.propagator,
            arguments.config,
            signer,
            None if arguments.implicit_only else style_from(arguments),
            request_from(arguments),
            regimes_from(arguments),
            recorder.ledger,
        )
        job = _Job(who, arguments, output, results, recorder)
        for notice in who.notices:
            output.notice(notice)
        if standard:
            job.pass_through()
        else:
            files = once(inputs(arguments.files, output=arguments.output), arguments.files)
            job.run(progress(files, output.lang))
    return output.status


class _Job(NamedTuple):
    """One run of the verb: who labels, with which options, and where it is told."""

    who: Producer
    arguments: argparse.Namespace
    output: Output
    results: Results
    recorder: Recorder

    def run(self, files: Iterator[Input]) -> None:
        """Labels ``files`` one by one; of many, the new files are synced together."""
        told: list[bool] = []
        with self.results.together() as behind:
            for file in files:
                try:
                    result = self._label(file)
                except HeguiError as error:
                    self._failed(file, error, told)
                    continue
                if behind is not None:
                    behind.wrote()
                self.recorder.add(
                    partial(self._recorded, result),
                    partial(self._done, file, result, told),
                    partial(self._failed, file, told=told),
                )
            self.recorder.flush()
        if len(told) > 1:
            done = sum(told)
            self.output.aside("{done} labelled, {failed} not", done=done, failed=len(told) - done)

    def pass_through(self) -> None:
        """Labels standard input to standard output; what else there is to say goes to stderr."""
        result = self.who.label_bytes(
            sys.stdin.buffer.read(), STANDARD, produce_id=self.arguments.id
        )
        self.recorder.add(
            partial(self._recorded, result),
            partial(self._pass_on, result),
            partial(self.output.failure, STANDARD),
        )
        self.recorder.flush()

    def _pass_on(self, result: Labelled) -> None:
        assert result.data is not None
        for notice in result.notices:
            self.output.notice(notice, STANDARD)
        sys.stdout.buffer.write(result.data)
        if self.output.as_json:  # the picture itself is what standard output is for
            print(json.dumps(self._record(STANDARD, result), ensure_ascii=False), file=sys.stderr)

    def _recorded(self, result: Labelled) -> ProductionRecord:
        from hegui.recording import production_record  # only where there is a ledger

        request = self.who.request
        why = request.because.value if request.because else "implicit-only"
        return production_record(result, self.who.producer, why)

    def _done(self, file: Input, result: Labelled, told: list[bool]) -> None:
        self._tell(file, result)
        told.append(True)

    def _failed(self, file: Input, error: HeguiError, told: list[bool]) -> None:
        self.output.failure(printable(file.path), error)
        told.append(False)

    def _label(self, file: Input) -> Labelled:
        if file.fault:
            raise file.fault
        return self.who.label_file(
            file.path,
            self.results.target(file),
            produce_id=self.arguments.id,
            sidecar=self.arguments.sidecar,
            progress=of_one_work(printable(file.path), self.output.lang),
        )

    def _tell(self, file: Input, result: Labelled) -> None:
        if self.output.as_json:
            self.output.record(self._record(file.path, result))
        else:
            self.output.lines(*self._lines(file, result))
            for notice in result.notices:
                self.output.notice(notice, printable(file.path))

    def _lines(self, file: Input, result: Labelled) -> list[str]:
        say = self.output.say
        lines = [f"{printable(file.path)} → {printable(result.target or '')}"]
        if result.explicit is not None:
            lines.append(applied_line(result.explicit, self.output))
        if result.site is None or result.label is None:
            lines.append("  " + say("no place for an implicit label exists in plain text"))
        else:
            lines.append(f"  {say(result.kind.title)}, {self.output.place(result.site.place)}")
            lines.append(f"  {encode(result.label)}")
        if result.sidecar:
            lines.append("  " + say("the file itself stays unlabelled"))
        if result.seal is not None:
            lines += [line[2:] for line in seal_lines(result.seal, self.output)]
        if result.manifest is not None:
            lines.append(manifest_line(result.manifest, self.output))
        lines += [
            "  " + say("replaces the older label at {place}", place=site.place)
            for site in result.replaced
        ]
        lines += [
            "  " + say("could not look at {place}: {reason}", place=blind.place, reason=blind)
            for blind in result.blind
        ]
        return lines

    def _record(self, path: str, result: Labelled) -> dict[str, object]:
        return {"file": path} | labelled_record(result, self.output.lang)
