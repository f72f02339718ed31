"""The room's public names, and that labelling loads no more of the rules than it needs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import hegui.rules


def loaded_by(code: str) -> set[str]:
    """Modules of the rules that a fresh interpreter has loaded after this code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import json, sys; print(json.dumps([*sys.modules]))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name for name in json.loads(done.stdout) if name.startswith("hegui.rules.")}


@pytest.mark.parametrize("name", hegui.rules.__all__)
def test_every_public_name_resolves(name: str) -> None:
    assert getattr(hegui.rules, name) is getattr(hegui.rules, name)
    assert name in dir(hegui.rules)


def test_an_unknown_name_is_an_attribute_error() -> None:
    name = "no_such_name"
    with pytest.raises(AttributeError, match=name):
        getattr(hegui.rules, name)


def test_the_room_loads_nothing_before_it_is_asked() -> None:
    assert loaded_by("import hegui.rules") == set()


def test_the_label_needs_the_strings_of_annex_e_alone() -> None:
    assert loaded_by("import hegui.aigc.writing") == {"hegui.rules.label_strings"}


def test_the_core_of_the_rules_is_the_standard_librarys() -> None:
    """Loading every table pulls in no other room of hegui."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import hegui.rules.clauses, sys; print(*[m for m in sys.modules if m[:5] == 'hegui'])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    others = [name for name in done.stdout.split() if not name.startswith("hegui.rules")]
    assert others == ["hegui"]
