"""Writes the measured tables and pictures of docs/performance.md from benchmarks/results/.

    .venv/bin/python benchmarks/performance_page.py [--check]

A table stands between `<!-- begin NAME -->` and `<!-- end NAME -->`; the words around it are
written by hand. With --check nothing is written, and the exit status is 1 where the page is not
what the results say.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
PICTURES = ROOT / "docs" / "performance"
RESULTS = ROOT / "benchmarks" / "results"
_WIDTH, _ROW, _NAMES, _ROOM = 760, 26, 300, 360


def main() -> None:
    check = "--check" in sys.argv[1:]
    page = old = PAGE.read_text("utf-8")
    told = json.loads((RESULTS / "peers.json").read_text("utf-8"))
    page = replaced(page, "machine", machine(told))
    for task in told["tasks"]:
        name = task["task"].replace(" ", "-").lower()
        page = replaced(page, name, table(task) + f"\n![{task['task']}](performance/{name}.svg)\n")
        if not check:
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{name}.svg").write_text(picture(task), "utf-8")
    page = replaced(page, "batch", batch(json.loads((RESULTS / "batch.json").read_text("utf-8"))))
    if check:
        sys.exit(page != old)
    PAGE.write_text(page, "utf-8")


def replaced(page: str, name: str, text: str) -> str:
    """The page with other words between two marks. Ends the program where they are not there."""
    marks = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    if not marks.search(page):
        sys.exit(f"{PAGE.name} has no place for {name}")
    return marks.sub(lambda found: f"{found[1]}{text}{found[2]}", page)


def machine(told: dict[str, Any]) -> str:
    of = told["machine"]
    return (
        f"{of['processors']} processors, {of['memory_gb']} GB of memory, Python {of['python']}, "
        f"{told['runs']} runs after a warm-up; load when it began: {of['load_at_begin']:.1f}.\n"
    )


def batch(told: dict[str, Any]) -> str:
    """How fast each is, and who is how many times as fast as whom."""
    more = told.get("steady", {"files": 0, "rates": {}})  # it is measured where that is asked for
    lines = [
        f"{told['files']:,} JPEGs of 181 kB; {machine(told)}",
        "| what | files a second | steady, of {:,} |".format(more["files"]),
        "|---|---|---|",
    ]
    for name, seconds in told["seconds"].items():
        rates = spread([told["files"] / each for each in seconds], ",.0f")
        steady = spread(more["rates"][name], ",.0f") if more["rates"].get(name) else ""
        lines.append(f"| {name} | {rates} | {steady} |")
    lines += ["", "| as fast as | times | goal |", "|---|---|---|"]
    lines += [
        f"| {one['of']}, beside {one['to']} | {spread(one['ratio'], '.2f')} | {one['goal'] or ''} |"
        for one in told["goals"]
    ]
    return "\n".join(lines) + "\n"


def table(task: dict[str, Any]) -> str:
    """One task: every figure a median with its range, but peak memory and what strace counted."""
    lines = [
        f"{task['files']} files of {task['size'] / 1000:,.0f} kB.\n",
        (
            "| program | files a second | time, as a ratio to the first | ms of processor a file "
            "| peak MB | system calls a file | kB read, written a file | on the disk at the end |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in task["contenders"]:
        files = task["files"]
        rates = spread([files / seconds for seconds in one["seconds"]], ",.0f")
        cpu = spread([1000 * each / files for each in one["cpu"]], ".2f")
        calls = f"{one['calls']:,.0f}" if "calls" in one else ""
        moved = (
            f"{one['bytes_read'] / 1000:,.0f}, {one['bytes_written'] / 1000:,.0f}"
            if "calls" in one
            else ""
        )
        lines.append(
            f"| {one['name']} | {rates} | {spread(one['ratio'], '.2f')} | {cpu} "
            f"| {one['memory'] / 1e6:,.0f} | {calls} | {moved} | {'yes' if one['synced'] else ''} |"
        )
    return "\n".join(lines) + "\n"


def spread(values: list[float], form: str) -> str:
    if len(values) == 1:
        return f"{values[0]:{form}}"
    return f"{statistics.median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def picture(task: dict[str, Any]) -> str:
    """Files a second as bars, with a line from the slowest to the fastest run."""
    drawn = "".join(_bars(task))
    height = _ROW * (len(task["contenders"]) + 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="system-ui, sans-serif" font-size="12">\n'
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="{_NAMES}" y="17" fill="#555555">{task["task"]}: files a second</text>\n'
        f"{drawn}</svg>\n"
    )


def _bars(task: dict[str, Any]) -> Iterator[str]:
    rates = [[task["files"] / each for each in one["seconds"]] for one in task["contenders"]]
    most = max(max(each) for each in rates)
    for at, (one, found) in enumerate(zip(task["contenders"], rates, strict=True), 1):
        top = at * _ROW
        middle, width = top + _ROW / 2, _ROOM * statistics.median(found) / most
        low, high = (_NAMES + _ROOM * end / most for end in (min(found), max(found)))
        fill = "#1f4e79" if one["name"].startswith("hegui") else "#9aa4ae"
        name = one["name"].replace("&", "&amp;")
        yield (
            f'<text x="{_NAMES - 8}" y="{middle + 4}" text-anchor="end">{name}</text>'
            f'<rect x="{_NAMES}" y="{top + 4}" width="{width:.1f}" height="{_ROW - 8}" '
            f'fill="{fill}"/><path d="M{low:.1f} {middle}H{high:.1f}" stroke="#b3261e" '
            f'stroke-width="2"/><text x="{max(high, _NAMES + width) + 6:.1f}" y="{middle + 4}">'
            f"{statistics.median(found):,.0f}</text>\n"
        )


if __name__ == "__main__":
    main()
