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

# Labels, whole and in part, that mutations put anywhere (libFuzzer takes up to 64 bytes each).
WORDS = (
    '{"AIGC":{"ProduceID":"1"}}',
    'AIGC={"Label":"1","ProduceID":""}',
    '{\\"AIGC\\":{\\"Label\\":\\"1\\"}}',
    '{"AIGC":{"ProduceID":"',
    "eyJBSUdDIjp7IkxhYmVsIjoiMSIsIlByb2R1Y2VJRCI6IiJ9fQ==",
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"',
    '<TC260:AIGC>{"ProduceID":""}</TC260:AIGC>',
    ' TC260:AIGC="{}"',
    "AIGC",
    "TXXX",
)


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

    with tempfile.TemporaryDirectory() as seeds, tempfile.TemporaryDirectory() as other:
        dictionary = Path(other, "words")
        dictionary.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS))
        for sample in OWN:
            Path(seeds, sample.name).write_bytes(sample.build())
        atheris.Setup([*sys.argv, f"-dict={dictionary}", seeds], one_input)
        atheris.Fuzz()


def _escaped(word: str) -> str:
    """A word as a line of libFuzzer's dictionary has it."""
    return word.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    main()
