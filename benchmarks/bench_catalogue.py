"""The catalogue: searches in a running process, and questions from the shell.

    .venv/bin/python benchmarks/bench_catalogue.py

Searches are those of SEARCHES and titles of records, each asked ROUNDS times, by processor time,
which other work on the machine does not count into; a question from the shell is a process of its
own, by the clock and by its processor time.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.timing import hegui, in_turn, measured, spread
from hegui.catalog import load
from hegui.catalog.naming import title
from hegui.catalog.searching import searcher

ROUNDS = 50
SEARCHES = (
    "45438",
    "GB/T 45654",
    "标识办法",
    "labeling measures",
    "国信办通字〔2025〕2号",
    "AI标识",
)
QUESTIONS = {
    "search": ("search", "标识办法"),
    "show": ("show", "gb-45438-2025"),
    "on": ("on", "2026-11-29"),
    "mine": ("mine", "--role", "provider", "--content", "image,video", "--market", "CN,EU"),
    "compare": ("compare", "CN", "EU"),
}


def main() -> None:
    """Measures and prints."""
    begun = time.perf_counter()
    catalog, ask = load(), searcher()
    print(f"load and index: {(time.perf_counter() - begun) * 1000:.1f} ms, {len(catalog)} records")
    queries = [*SEARCHES, *(title(one, "zh") for one in list(catalog)[:60])]
    spent: list[float] = []
    for query in queries:
        for _ in range(ROUNDS):
            before = time.process_time()
            ask.search(query)
            spent.append((time.process_time() - before) * 1000)
    worst = statistics.quantiles(spent, n=100)[98]
    median = statistics.median(spent)
    print(f"search, {len(queries)} queries: median {median:.1f} ms, 99 of 100 under {worst:.1f} ms")
    results = in_turn(
        {
            name: lambda words=words: measured(hegui("rules", *words))  # type: ignore[misc]
            for name, words in QUESTIONS.items()
        }
    )
    for name, runs in results.items():
        clock = spread([one.seconds * 1000 for one in runs], ".0f")
        cpu = spread([one.cpu * 1000 for one in runs], ".0f")
        print(f"hegui rules {name}: {clock} ms, processor {cpu} ms")


if __name__ == "__main__":
    main()
