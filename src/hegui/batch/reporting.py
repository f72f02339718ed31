"""What stands beside a manifest when a run ends: the report, Parquet, and copies of them."""

from __future__ import annotations

import os

from hegui.batch.contract import is_remote
from hegui.batch.jobs import Job
from hegui.batch.places import place_of
from hegui.batch.running import Done
from hegui.batch.summary import Summary
from hegui.errors import CannotWrite
from hegui.extras import needed
from hegui.files.source import printable
from hegui.files.target import TEMPORARY_SUFFIX

FOLDER = ".hegui-batch"
"""Where a manifest stands in a target by default: hidden, so that no walk takes it for a work."""
MANIFEST = "manifest.jsonl"


def preload() -> None:
    """Loads what a report is made with: a batch's last rows go to the disk meanwhile."""
    import hegui.batch.page
    import hegui.messages.zh  # noqa: F401 - loaded, and not used here


def write_report(summary: Summary, job: Job, done: Done, path: str, lang: str) -> None:
    """The report as one page; an older one is replaced. Raises CannotWrite."""
    from hegui.batch.page import page  # see preload

    text = page(summary, job, lang, f"{done.seconds:,.1f} s", done.on)
    temporary = f"{path}.{os.urandom(6).hex()}{TEMPORARY_SUFFIX}"
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError as error:
        cause = error.strerror or str(error)
        raise CannotWrite(
            "cannot be written: {cause}", path=printable(path), cause=cause
        ) from error


def write_parquet(manifest: str) -> str:
    """The manifest as Parquet beside it; its path. Raises MissingExtra, CannotWrite."""
    with needed("parquet"):
        from hegui.batch import parquet
    path = os.path.splitext(manifest)[0] + ".parquet"
    parquet.write_parquet(manifest, path)
    return path


def copy_to_target(job: Job, paths: list[str]) -> None:
    """Copies of the manifest and what was made of it, where the results are remote.

    Raises CannotWrite.
    """
    if is_remote(job.target):
        place = place_of(job.target)
        for path in paths:
            place.deliver(path, f"{FOLDER}/{os.path.basename(path)}")
