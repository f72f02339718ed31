"""docs/formats.md says what the code does."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

from hegui.implicit.container import Container
from hegui.implicit.table import containers
from hegui.rules import SLOTS

SCRIPT = Path(__file__).parents[2] / "scripts" / "format_table.py"


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("format_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says() -> None:
    made = generator()
    assert made.PAGE.read_text("utf-8") == made.page(), "run scripts/format_table.py"


def test_every_slot_belongs_to_a_container_and_every_container_has_one() -> None:
    kinds = [container.kind for container in containers()]
    assert all(kind.slot is not None for kind in kinds)
    used = {kind.slot.format for kind in kinds if kind.slot}
    assert {slot.format for slot in SLOTS} == used
    assert len({kind.id for kind in kinds}) == len(kinds)


def test_in_place_is_declared_where_it_is_possible_and_nowhere_else() -> None:
    for container in containers():
        able = container.plan_in_place is not Container.plan_in_place
        assert container.kind.in_place == able, container.kind.id
