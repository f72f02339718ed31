"""The public surface: what ``import hegui`` promises."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

import pytest

import hegui
from tests.house import twice
from tests.house.modules import PACKAGE, REPOSITORY

PUBLIC_FUNCTIONS = sorted(
    name for name in hegui.__all__ if inspect.isroutine(getattr(hegui, name, None))
)

# `import hegui` comes first in every program that uses it, and in every call of the command.
MOST_OWN_MODULES_AT_IMPORT = 8


def fresh(code: str) -> str:
    """What a fresh interpreter prints for this code, run where no test has imported anything."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", hegui.__all__)
def test_every_public_name_resolves(name: str) -> None:
    assert getattr(hegui, name) is getattr(hegui, name)
    assert name in dir(hegui)


def test_all_is_sorted_and_without_repetition() -> None:
    def key(name: str) -> tuple[int, str]:
        return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)

    assert list(hegui.__all__) == sorted(set(hegui.__all__), key=key)


def test_star_import_gives_exactly_all() -> None:
    names = fresh("from hegui import *; import json; print(json.dumps(sorted(globals())))")
    assert set(hegui.__all__) <= set(json.loads(names))


def test_an_unknown_name_is_an_attribute_error() -> None:
    name = "no_such_name"
    with pytest.raises(AttributeError, match=name):
        getattr(hegui, name)


def test_the_package_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


@pytest.mark.parametrize("name", PUBLIC_FUNCTIONS)
def test_public_functions_are_typed_and_documented(name: str) -> None:
    function = getattr(hegui, name)
    signature = inspect.signature(function)
    bare = [
        parameter.name
        for parameter in signature.parameters.values()
        if parameter.annotation is inspect.Parameter.empty
    ]
    assert not bare
    assert signature.return_annotation is not inspect.Signature.empty
    assert inspect.getdoc(function)


def test_import_is_light() -> None:
    loaded = [
        module
        for module in json.loads(
            fresh("import hegui, json, sys; print(json.dumps([*sys.modules]))")
        )
        if module.split(".")[0] == "hegui"
    ]
    rooms = [module for module in loaded if module.startswith(("hegui.implicit", "hegui.cli"))]
    assert not rooms, f"`import hegui` loads {rooms}"
    assert len(loaded) <= MOST_OWN_MODULES_AT_IMPORT, loaded


def test_every_public_function_has_a_recipe() -> None:
    missing = sorted(set(PUBLIC_FUNCTIONS) - set(twice.RECIPES))
    stale = sorted(set(twice.RECIPES) - set(PUBLIC_FUNCTIONS))
    assert not missing, f"add to RECIPES in tests/house/twice.py: {', '.join(missing)}"
    assert not stale, f"in RECIPES, not in hegui.__all__: {', '.join(stale)}"


def test_every_public_function_can_be_called_twice() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", twice.__file__, *sorted(twice.RECIPES)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
