"""The other things ``hegui audit`` holds to the rules: a pipeline, an app's materials, a filing."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from itertools import chain
from typing import TextIO

from hegui.cli.audited import audits, shown
from hegui.cli.inputs import Input, inputs
from hegui.cli.output import Output
from hegui.cli.progress import progress
from hegui.cli.reports import form_of, into, thumbnails
from hegui.config import load_config
from hegui.conformance.auditing import Auditor
from hegui.conformance.check import Outcome
from hegui.conformance.comparing import Pair, Side, compare
from hegui.conformance.dossier import methods
from hegui.conformance.materials import load_materials
from hegui.conformance.pairing import pairs
from hegui.conformance.reporting import (
    checklist_report,
    comparing_head,
    head,
    materials_head,
    pair_report,
)
from hegui.conformance.sampling import sample
from hegui.errors import CannotRead, CannotWrite, UsageError
from hegui.evidence.gathering import Look, gather
from hegui.files.source import printable
from hegui.files.target import make_directory
from hegui.implicit.container import Kind
from hegui.render.forms import FORMS
from hegui.render.report import FileReport, Head, Summary

_SAMPLES, _SEED = 20, 1


def before_and_after(
    arguments: argparse.Namespace, judges: Auditor, output: Output
) -> tuple[Head, Iterator[FileReport]]:
    """What a pipeline kept between two folders. Raises UsageError for anything but folders."""
    if len(arguments.files) != 1:
        raise UsageError("--before DIR takes one other directory: what came out")
    for folder in (arguments.before, arguments.files[0]):
        if not os.path.isdir(folder):
            raise UsageError("{name} is no directory", name=printable(folder))

    def named(folder: str) -> Iterator[tuple[str, str]]:
        return ((one.below, one.path) for one in inputs([folder]) if not one.fault)

    def reports() -> Iterator[FileReport]:
        found = pairs(named(arguments.before), named(arguments.files[0]))
        for one in progress(found, output.lang):
            pair = Pair(
                printable(one.name),
                _side(one.before, judges, output),
                _side(one.after, judges, output),
            )
            report = pair_report(pair, compare(pair, judges.on))
            if pair.slotless:
                pass  # as in an audit: there was nothing to look at
            elif any(row.outcome == Outcome.COULD_NOT_TELL for row in report.rows):
                output.reach(3)
            elif report.outcome == Outcome.FAIL:
                output.reach(1)
            yield report

    return comparing_head(judges), reports()


def _side(path: str | None, judges: Auditor, output: Output) -> Side | None:
    if path is None:
        return None
    name = printable(path)
    try:
        subject = judges.examiner.examine(path, name)
        return Side(subject, gather(path, Look()).evidence)
    except CannotRead as error:
        output.failure(name, error)
        return Side(judges.unreadable(name, error).subject)


def materials(
    arguments: argparse.Namespace, judges: Auditor, output: Output
) -> tuple[Head, Iterator[FileReport]]:
    """An app's checklist, and the audit of samples. Raises ConfigError, UsageError."""
    if arguments.files:
        raise UsageError("--materials names the samples itself: give no other files")
    said = load_materials(arguments.materials)
    output.as_json = False  # a report follows, and it is the one JSON object
    count = 0

    def counted() -> Iterator[Input]:
        nonlocal count
        for one in inputs(list(said.paths)):
            if one.fault is not None:
                output.failure(printable(one.path), one.fault)
                continue
            count += 1
            yield one

    drawn = sample(counted(), said.count, said.seed)
    checklist = checklist_report(replace(said, samples=count), judges.on)
    if checklist.outcome == Outcome.FAIL:
        output.reach(1)
    found = audits(drawn, judges, output, arguments.output)
    pictures = thumbnails(form_of(arguments))
    return materials_head(judges), chain((checklist,), shown(found, pictures))


def dossier(arguments: argparse.Namespace, judges: Auditor, output: Output) -> None:
    """A filing in a directory that is new or empty: methods, settings, samples, audit.

    Raises UsageError, CannotWrite, ConfigError.
    """
    folder = arguments.dossier
    if arguments.output or arguments.format or arguments.json:
        raise UsageError("--dossier writes its own reports: leave -o, --format and --json away")
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise CannotWrite("is there already and is no empty directory", path=printable(folder))
    make_directory(os.path.join(folder, "samples"))
    config = load_config()
    kinds: dict[str, Kind] = {}
    summary = Summary()
    picture = thumbnails("html")
    with ExitStack() as stack:
        writers = [
            FORMS[form](stack.enter_context(_new(folder, f"audit.{form}")), output.lang)
            for form in ("html", "json", "csv")
        ]
        for writer in writers:
            writer.begin(head(judges))

        def audited() -> Iterator[Input]:
            for one in audits(inputs(arguments.files, output=folder), judges, output, None):
                file, audit = one
                if audit.subject.kind:
                    kinds[audit.subject.kind.id] = audit.subject.kind
                for report in shown((one,), picture):
                    summary.add(report)
                    for writer in writers:
                        writer.file(report)
                if audit.subject.kind:
                    yield file

        drawn = sample(audited(), _SAMPLES, _SEED)
        for writer in writers:
            writer.end(summary)
    with _new(folder, "methods.md") as page:
        page.write(methods(kinds.values(), config, judges.on.isoformat(), summary))
    if config.path:
        _copy(config.path, os.path.join(folder, "hegui.toml"))
    for number, file in enumerate(drawn, start=1):
        name = f"{number:03d}-{os.path.basename(file.path)}"
        _copy(file.path, os.path.join(folder, "samples", name))
    _sums(folder)
    output.lines(
        output.say(
            "{folder}: {count} files audited, {samples} of them enclosed",
            folder=printable(folder),
            count=summary.count,
            samples=len(drawn),
        )
    )


def _new(folder: str, name: str) -> AbstractContextManager[TextIO]:
    return into(os.path.join(folder, name), overwrite=False)


def _copy(source: str, target: str) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        cause = error.strerror or str(error)
        name = printable(target)
        raise CannotWrite("cannot be written: {cause}", path=name, cause=cause) from error


def _sums(folder: str) -> None:
    """SHA256SUMS over everything, as ``sha256sum --check`` reads it."""
    names = sorted(
        os.path.relpath(os.path.join(at, name), folder)
        for at, _, found in os.walk(folder)
        for name in found
    )
    lines = []
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        escaped = name.replace("\\", "\\\\").replace("\n", "\\n")  # as coreutils do
        lines.append(("\\" if escaped != name else "") + f"{digest}  {escaped}\n")
    with _new(folder, "SHA256SUMS") as page:
        page.writelines(lines)
