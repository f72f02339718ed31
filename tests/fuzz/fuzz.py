"""Coverage-guided fuzzing of one format's parser with atheris.

    python tests/fuzz/fuzz.py FORMAT SECONDS [libFuzzer option or corpus directory …]

The seeds are the format's sample files; new inputs that reach new code are kept in the first
corpus directory. Whatever the bytes, reading and planning end in a
result that reads back or in one of hegui's own errors; anything else is a finding.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

FORMAT, SECONDS = sys.argv.pop(1), float(sys.argv.pop(1))

with atheris.instrument_imports(include=["hegui"]):
    from hegui.files.source import Ceilings, Source
    from hegui.implicit.table import open_container
    from tests.attempts import attempt
    from tests.builders.samples import samples

    OWN = [sample for sample in samples() if sample.format == FORMAT]
    for sample in OWN:  # loads the format's modules, and only those, instrumented
        open_container(Source.of_bytes(sample.build(), FORMAT + sample.suffix))

# Small ceilings, so that a run explores paths instead of waiting for bombs to be refused.
CEILINGS = Ceilings(total=64 * 1024**2, allocation=4 * 1024**2, count=20_000)


def main() -> None:
    if not OWN:
        sys.exit(f"no samples of {FORMAT}")
    suffix = OWN[0].suffix
    end = time.monotonic() + SECONDS
    done = 0

    def one_input(data: bytes) -> None:
        nonlocal done
        # libFuzzer's own -max_total_time does not end a run under atheris 3.0.
        if time.monotonic() > end:
            print(f"{FORMAT}: {done} inputs, no finding", flush=True)
            os._exit(0)
        attempt(data, suffix, CEILINGS)
        done += 1

    with tempfile.TemporaryDirectory() as seeds:
        for sample in OWN:
            Path(seeds, sample.name).write_bytes(sample.build())
        atheris.Setup([*sys.argv, seeds], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
