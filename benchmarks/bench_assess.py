"""Assessment: keywords over text, captured pairs scored, a corpus sampled, questions asked.

    python benchmarks/bench_assess.py [--small]

Figures are of one process; the service of the last one runs in a process of its own and answers
after 200 ms.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hegui.assess.banks.item import BankKind, Item
from hegui.assess.corpus.records import records
from hegui.assess.corpus.sampling import reservoir
from hegui.assess.judgements.keywords import KeywordSearch
from hegui.assess.targets.adapter import openai
from hegui.assess.targets.answers import journal
from hegui.assess.targets.asking import Pace, Question, ask
from hegui.assess.targets.http_service import HttpService

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x6E00)]
SERVICE = """
import sys, time
sys.path.insert(0, ".")
from tests.assess.mock_service import serving
with serving(lambda question: "answer", 0.2) as service:
    print(service.address, flush=True)
    time.sleep(600)
"""


def keywords(megabytes: int) -> None:
    chance = random.Random(1)
    library = ["".join(chance.choices(IDEOGRAPHS, k=chance.randint(2, 6))) for _ in range(20_000)]
    search = KeywordSearch(Item(one, one) for one in library)
    text = "".join(chance.choices(IDEOGRAPHS, k=megabytes * 1_000_000 // 3))
    search.find(text[:1000])
    begun = time.perf_counter()
    hits = len(search.find(text))
    took = time.perf_counter() - begun
    print(f"keywords: {len(text.encode()) / 1e6 / took:.0f} MB/s, {hits} hits (bound: 50 MB/s)")
    pairs = ["".join(chance.choices(IDEOGRAPHS, k=300)) for _ in range(10_000)]
    begun = time.perf_counter()
    sum(1 for _ in search.find_all(pairs))
    print(f"10,000 captured answers: {time.perf_counter() - begun:.2f} s (bound: 5 s)")


def corpus(lines: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        with path.open("wb") as file:
            for at in range(lines):
                file.write(b'{"text": "line %d of the corpus"}\n' % at)
        begun = time.perf_counter()
        drawn = reservoir(records(str(path)), 4000, 1)
        took = time.perf_counter() - begun
    print(f"4,000 of {drawn.population:,} lines in one pass: {took:.1f} s")


def asking(questions: int) -> None:
    command = [sys.executable, "-c", SERVICE]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service,
        tempfile.TemporaryDirectory() as folder,
    ):
        assert service.stdout is not None
        address = service.stdout.readline().strip()
        put = [Question(BankKind.CONTENT, f"q{at}", f"question {at}") for at in range(questions)]
        begun, busy = time.perf_counter(), time.process_time()
        with journal(str(Path(folder) / "answers.jsonl"), "plan", "bench") as file:
            faults = ask(HttpService(openai(address, "mock"), "mock"), put, file, folder, Pace())
        took, busy = time.perf_counter() - begun, time.process_time() - busy
        service.kill()
    print(
        f"{questions} questions at 200 ms, 32 in flight: {took:.1f} s ({busy:.1f} s of processor "
        f"time), {faults} faults (bound: 15 s)"
    )


if __name__ == "__main__":
    small = "--small" in sys.argv
    keywords(6 if small else 60)
    corpus(100_000 if small else 10_000_000)
    asking(100 if small else 1000)
