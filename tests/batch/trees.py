"""Trees of files for batches, and how tests run them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from hegui.batch.jobs import Digest, Job, Options, Verb
from hegui.batch.numbers import new_number
from hegui.batch.pool import Pool
from hegui.batch.rows import Row
from hegui.batch.running import Done, run
from tests.builders import jpeg, png
from tests.builders.labels import PRODUCER

__all__ = [
    "PRODUCER",
    "job",
    "last_rows",
    "lines",
    "manifest_of",
    "numbered",
    "rows",
    "run_pool",
    "tree",
]


def numbered(number: int) -> bytes:
    """A picture like no other."""
    said = b"%d" % number
    if number % 2:
        return jpeg.jpeg(jpeg.comment(said))
    return png.png(png.text(b"Comment", said))


def tree(folder: Path, count: int) -> Path:
    """So many pictures, ten a folder."""
    for number in range(count):
        at = folder / f"{number // 10:02}"
        at.mkdir(parents=True, exist_ok=True)
        (at / f"{number:04}.{'jpg' if number % 2 else 'png'}").write_bytes(numbered(number))
    return folder


def job(source: Path | str, target: Path | str, verb: Verb = Verb.LABEL, **options: object) -> Job:
    """A job with implicit labels."""
    digest = Digest(str(options.pop("digest", "content")))
    settings = {"producer": PRODUCER, "propagator": PRODUCER, "implicit_only": True, **options}
    chosen = Options(**settings)  # type: ignore[arg-type]  # a test names what it sets
    return Job(verb, str(source), str(target), new_number(), digest, options=chosen)


def manifest_of(given: Job) -> str:
    return f"{given.target}/.hegui-batch/manifest.jsonl"


def run_pool(given: Job, processes: int = 2, *, rate: float = 0.0) -> Done:
    """A run with worker processes, forked of this one: what a test has patched is patched there,
    whatever threads other tests have left."""
    return run(given, manifest_of(given), lambda one: Pool(one, processes, forked=True), rate=rate)


def lines(*rows: Row) -> list[bytes]:
    """Rows as a manifest takes them."""
    return [row.line().encode() for row in rows]


def rows(given: Job) -> Iterator[dict[str, object]]:
    """The rows of a manifest, as JSON."""
    for line in Path(manifest_of(given)).read_bytes().splitlines()[1:]:
        record = json.loads(line)
        if "begun" not in record:
            yield record


def last_rows(given: Job) -> dict[str, dict[str, object]]:
    """The last row of every name, without its time."""
    return {str(row["name"]): {**row, "seconds": 0} for row in rows(given)}
