"""The repository itself: nothing of one machine in it, and pages that say the same thing."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

import hegui
from tests.house.modules import REPOSITORY

# Put together here, so that this file does not hold what it looks for.
DEVELOPERS_PATH = re.compile(
    r"(?<![\w.~$}-])/(?:" + "|".join(["work", "root", r"home/\w[\w.-]*", r"Users/\w[\w.-]*"]) + ")/"
)
PACKAGE_INDEX = re.compile(
    "|".join(["--(?:extra-)?" + "index-url", "files." + "pythonhosted", "--trusted" + "-host"])
)


@cache
def files() -> list[Path]:
    """What git tracks, or would if it were added now."""
    # A checkout may belong to someone else than the one who tests it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout")
    names = sorted(set(done.stdout.split("\0")) - {""})
    return [path for name in names if (path := REPOSITORY / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # not text
        for number, line in enumerate(text.splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:120]}")
    return found


def headings(page: str) -> list[str]:
    """The depths of a page's headings, in order; lines inside code blocks are none."""
    text = (REPOSITORY / page).read_text("utf-8")
    outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) ", outside, flags=re.MULTILINE)


def test_no_developers_path() -> None:
    found = lines_with(DEVELOPERS_PATH)
    assert not found, "\n".join(found)


def test_no_package_index() -> None:
    found = lines_with(PACKAGE_INDEX)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/" + "work/main/x", True),
        ("see /" + "home/someone/x", True),
        ("file:///" + "Users/someone/x", True),
        ("https://example.org/" + "work/", False),
        ("artwork/images", False),
    ],
)
def test_what_counts_as_a_developers_path(line: str, expected: bool) -> None:
    assert bool(DEVELOPERS_PATH.search(line)) is expected


@pytest.mark.parametrize("name", ["build", "dev"])
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    text = (REPOSITORY / "requirements" / f"{name}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_both_readmes_have_the_same_headings() -> None:
    assert headings("README.md") == headings("README.zh.md")


def test_the_code_is_apache_2_and_the_catalogues_data_cc_by_4() -> None:
    text = (REPOSITORY / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert project["license"] == "Apache-2.0 AND CC-BY-4.0"
    data = "src/hegui/catalog/data/LICENSE.txt"
    assert data in project["license-files"]
    assert "creativecommons.org/licenses/by/4.0/legalcode" in (REPOSITORY / data).read_text("utf-8")


def test_the_changelog_knows_the_version() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## [{hegui.__version__}]" in changelog
