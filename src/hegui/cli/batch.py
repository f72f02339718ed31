"""``hegui batch``: one verb on every file of a tree, resumed where it stopped."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from dataclasses import fields
from functools import partial

from hegui.batch.contract import is_remote
from hegui.batch.jobs import Digest, Job, Limits, Options, Verb
from hegui.batch.manifest import REPORT
from hegui.batch.numbers import new_number
from hegui.batch.places import check_address
from hegui.batch.reporting import (
    FOLDER,
    MANIFEST,
    copy_to_target,
    preload,
    write_parquet,
    write_report,
)
from hegui.batch.running import Done, Engines, Watcher, check_places, run
from hegui.batch.summary import Summary
from hegui.cli.batch_options import Kinds, add_verb
from hegui.cli.batch_progress import Progress
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.extras import needed
from hegui.files.source import printable
from hegui.messages import Notice, say

_PATHS = ("config", "key", "passphrase_file", "font")


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "batch",
        parents=[shared],
        help=say("millions of files: resumed, within limits, on one machine or a cluster", lang),
        description=say(
            "Does one verb on every file below SRC. What came of each stands in a manifest; a run "
            "that was stopped goes on with it, and does again only what changed.",
            lang,
        ),
    )
    # With ``prog`` argparse need not format a usage first, for which it imports shutil.
    kinds = parser.add_subparsers(
        dest="kind", required=True, metavar="|".join(Verb), prog=parser.prog, action=Kinds
    )
    assert isinstance(kinds, Kinds)
    for verb in Verb:
        add_verb(kinds, verb, shared, lang, go)


def go(arguments: argparse.Namespace, output: Output) -> int:
    """Runs or resumes the batch."""
    failing = _failing(arguments)
    job = job_of(arguments, output.lang)
    check_places(job)
    path = manifest_of(arguments, job)
    if arguments.dry_run:
        return _dry(job, path, output)
    engines = _engines(arguments, job)
    notices: list[Notice] = []

    def tell(some: tuple[Notice, ...]) -> None:
        notices.extend(some)
        for notice in some:
            output.notice(notice)

    with Progress(job, output, quiet=arguments.json) as shown:
        waiting = partial(_waiting, output)
        watcher = Watcher(shown.rows, shown.kept, preload, waiting, tell)
        try:
            done = run(job, path, engines, rate=arguments.rate, told=watcher)
        except KeyboardInterrupt:
            shown.close()
            _stopped(shown.done, path, output)
            raise
    summary = done.summary or shown.summary
    made = [path, os.path.join(os.path.dirname(path), REPORT)]
    write_report(summary, job, done, made[1], output.lang)
    if arguments.parquet:
        made.append(write_parquet(path))
    copy_to_target(job, made)
    _tell(summary, done, made, notices, output)
    _reach(summary, failing, output)
    return output.status


def job_of(arguments: argparse.Namespace, lang: str) -> Job:
    """The job that a command line says. Raises UsageError, ConfigError."""
    verb = Verb(arguments.kind)
    known = {one.name for one in fields(Options)}
    said = {key: value for key, value in vars(arguments).items() if key in known}
    for key in _PATHS:  # workers may stand in another directory
        if said.get(key) is not None and not said[key].startswith("pkcs11:"):
            said[key] = os.path.abspath(said[key])
    said["trust"] = tuple(map(os.path.abspath, said.get("trust") or ()))
    return Job(
        verb,
        _address(arguments.source),
        _address(arguments.target),
        arguments.batch_id or new_number(),
        Digest(arguments.digest),
        getattr(arguments, "overwrite", False),
        Options(**said),
        Limits(arguments.time_limit, arguments.memory_limit, arguments.tries),
        lang,
    )


def _address(word: str) -> str:
    """A word of the command line as a job has it. Raises UsageError."""
    if "://" in word:
        check_address(word)
    return word.rstrip("/") if is_remote(word) else os.path.abspath(word.removeprefix("file://"))


def manifest_of(arguments: argparse.Namespace, job: Job) -> str:
    """The manifest's path: in the target, or in the working directory where that is remote."""
    if arguments.manifest is not None:
        if is_remote(arguments.manifest) or not arguments.manifest.endswith(".jsonl"):
            raise UsageError("a manifest is a local file whose name ends in .jsonl")
        return os.path.abspath(str(arguments.manifest))
    if is_remote(job.target):
        said = "\0".join((job.verb.value, job.source, job.target)).encode()
        folder = f"hegui-batch-{hashlib.sha256(said).hexdigest()[:12]}"
        return os.path.join(os.getcwd(), folder, MANIFEST)
    return os.path.join(job.target, FOLDER if job.verb.writes else "", MANIFEST)


def _engines(arguments: argparse.Namespace, job: Job) -> Engines:
    if arguments.engine == "dask":
        with needed("dask"):
            from hegui.batch.cluster import Cluster
        if arguments.scheduler is None:
            raise UsageError("--engine dask needs --scheduler ADDRESS")
        return lambda given: Cluster(given, arguments.scheduler)
    if arguments.scheduler is not None:
        raise UsageError("--scheduler is for --engine dask")
    from hegui.batch.pool import Pool

    return lambda given: Pool(given, arguments.processes)


def _waiting(output: Output, seconds: float) -> None:
    """Says that another run has the manifest."""
    said = output.say(
        "another run is at work on this batch: waiting for its end, {seconds:.0f} s at most",
        seconds=seconds,
    )
    print("hegui: " + said, file=sys.stderr, flush=True)


def _stopped(count: int, path: str, output: Output) -> None:
    """Says where Ctrl-C stopped the batch: every row is in the manifest by now."""
    said = output.say(
        "stopped: {count} files are done, as {name} says; the same command goes on from there",
        count=count,
        name=printable(path),
    )
    print("hegui: " + said, file=sys.stderr, flush=True)


def _dry(job: Job, path: str, output: Output) -> int:
    """What a run would do, and nothing of it done."""
    from hegui.batch.planning import planned

    plan = planned(job, path)
    output.record(
        {"dry_run": plan.record()},
        output.say(
            "{files} files: {fresh} to do, {again} to look at again, {taken} names taken by files "
            "that are not this batch's",
            files=plan.files,
            fresh=plan.fresh,
            again=plan.again,
            taken=plan.taken,
        ),
        *(f"  {printable(name)}" for name in plan.examples),
    )
    return 0


def _tell(
    summary: Summary, done: Done, made: list[str], notices: list[Notice], output: Output
) -> None:
    files = [printable(path) for path in made]
    record = {
        "written": done.written,
        "kept": done.kept,
        "errors": done.errors,
        "seconds": round(done.seconds, 3),
        "resumed": done.resumed,
        **({"on": done.on} if done.on else {}),
        "leftovers_removed": done.removed,
        "torn_bytes": done.torn,
        "files": files,
        "notices": [notice.say(output.lang) for notice in notices],
        "summary": summary.record(),
    }
    lines = [
        output.say(
            "{written} done, {errors} failed, {kept} done before, in {seconds:.1f} s",
            written=done.written - done.errors,
            errors=done.errors,
            kept=done.kept,
            seconds=done.seconds,
        )
    ]
    if done.on:
        lines.append(output.say("judged as of {day}", day=done.on))
    if done.torn or done.removed:
        lines.append(
            output.say(
                "of a run that was cut off: {torn} bytes of an unfinished line and {removed} "
                "temporary files went",
                torn=done.torn,
                removed=done.removed,
            )
        )
    if summary.gone:
        lines.append(
            output.say(
                "of files no longer in the source, and not counted: {count} rows",
                count=summary.gone,
            )
        )
    if summary.unread:
        lines.append(
            output.say(
                "{count} of all files could not be read: what they are is not known",
                count=summary.unread,
            )
        )
    lines += [f"  {kind}: {count}" for kind, count in sorted(done.faults.items())]
    lines += [f"  {name}" for name in files]
    output.record(record, *lines)


def _failing(arguments: argparse.Namespace) -> frozenset[str]:
    """The verdicts of --fail-on. Raises UsageError, before any file is begun."""
    wanted = getattr(arguments, "fail_on", "")
    if not wanted:
        return frozenset()
    from hegui.cli.check import fail_on  # only who asks for verdicts pays for them

    return frozenset(verdict.value for verdict in fail_on(wanted))


def _reach(summary: Summary, failing: frozenset[str], output: Output) -> None:
    """The exit status, of everything that the manifest tells of files that are there."""
    if summary.errors or summary.unread:
        output.reach(3)
    if summary.failed or failing.intersection(summary.verdicts):
        output.reach(1)
