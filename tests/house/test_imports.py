"""The import rule of docs/architecture.md, proved from the source."""

from __future__ import annotations

import graphlib
import sys

import pytest

from tests.house.modules import PACKAGE, REPOSITORY, Import, imports, modules

# From the top. Imports go down: never up, never sideways between rooms of one floor.
FLOORS = (
    ("cli",),
    ("web",),
    ("batch", "assess", "grade"),
    ("catalog", "as_json", "recording"),
    ("conformance", "production", "propagation", "carrying", "reading", "ledger"),
    ("checking",),
    ("verdict",),
    ("evidence",),
    ("sealing", "signing"),
    ("explicit", "implicit", "seal", "marks"),
    ("structures",),
    ("config", "identity", "render", "files"),
    ("aigc", "codes", "extras", "messages"),
    ("rules",),
    ("errors",),
)
FLOOR_OF = {room: -depth for depth, floor in enumerate(FLOORS) for room in floor}

# What the rooms of optional abilities may import besides the standard library (hegui/extras.py).
EXTRAS_OF = {
    "explicit": frozenset(
        ("PIL", "fontTools", "jpeglib", "numpy", "pillow_heif", "av", "rapidocr")
    ),
    "seal": frozenset(("pkcs11",)),
    "marks": frozenset(("c2pa",)),
    "evidence": frozenset(("c2pa", "rapidocr", "numpy", "PIL", "av")),
    "render": frozenset(("jinja2", "weasyprint", "docx", "PIL", "fontTools")),
    "ledger": frozenset(("sqlalchemy", "alembic")),
    "batch": frozenset(("fsspec", "pyarrow", "distributed")),
    "assess": frozenset(
        (
            "inspect_ai",
            "httpx",
            "numpy",
            "ahocorasick",
            "opencc",
            "rapidfuzz",
            "yaml",
            "pyarrow",
            "fsspec",
        )
    ),
    "web": frozenset(
        (
            "fastapi",
            "starlette",
            "uvicorn",
            "jinja2",
            "prometheus_client",
            "pydantic",
            "python_multipart",
            "fsspec",
            "sqlalchemy",
            "alembic",
        )
    ),
}

# hegui/__init__.py and hegui/__main__.py stand above all floors.
ABOVE = ("hegui", "hegui.__main__")
LONGEST_FILE = 400


def room(module: str) -> str:
    return module.split(".")[1]


def inside() -> list[Import]:
    """Imports from within hegui to within hegui."""
    return [item for item in imports() if item.target.split(".")[0] == "hegui"]


def objection(item: Import) -> str | None:
    """What the rule has against this import, if anything."""
    if item.importer in ABOVE:
        return None
    if item.target in ABOVE:
        # The version is a literal in the package's first lines: nothing is pulled in with it.
        return None if item.name == "__version__" else "goes up, to the package itself"
    here, there = room(item.importer), room(item.target)
    if here not in FLOOR_OF or there not in FLOOR_OF:
        return None  # test_every_room_has_a_floor names it
    if here == there:
        return None
    if FLOOR_OF[here] == FLOOR_OF[there]:
        return "goes sideways"
    if FLOOR_OF[here] < FLOOR_OF[there]:
        return "goes up"
    return None


def test_every_room_has_a_floor() -> None:
    rooms = {room(module) for module in modules() if module not in ABOVE}
    strangers = sorted(rooms - set(FLOOR_OF))
    assert not strangers, f"no floor in docs/architecture.md for: {', '.join(strangers)}"


def test_imports_go_down() -> None:
    broken = [f"{item}: {why}" for item in inside() if (why := objection(item))]
    assert not broken, "\n".join(broken)


def test_imports_name_modules_that_exist() -> None:
    lost = [str(item) for item in inside() if item.target not in modules()]
    assert not lost, "\n".join(lost)


def test_no_cycles_at_runtime() -> None:
    graph: dict[str, set[str]] = {module: set() for module in modules()}
    for item in inside():
        runs = not item.typing_only and not item.by_text
        # Taking a name from one's own package's __init__ counts; being in the package does not.
        if runs and item.target != item.importer and item.name != "__version__":
            graph[item.importer].add(item.target)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail("modules import one another: " + " ← ".join(error.args[1]))


def test_only_the_rooms_of_extras_need_more_than_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"hegui"}
    foreign = [
        str(item)
        for item in imports()
        if (package := item.target.split(".")[0]) not in allowed
        and package not in EXTRAS_OF.get(room(item.importer), frozenset())
    ]
    assert not foreign, "\n".join(foreign)


def test_no_module_bears_a_public_functions_name() -> None:
    """Once ``hegui.x`` is imported as a module, the name ``hegui.x`` is that module."""
    import hegui

    clash = sorted(set(hegui.__all__) & {room(module) for module in modules() if module != "hegui"})
    assert not clash, f"both a module and a public name of hegui: {', '.join(clash)}"


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in modules().values()}
    too_long = [
        f"{path.relative_to(REPOSITORY)}: {lines} lines, the limit is {LONGEST_FILE}; split by idea"
        for path, lines in lengths.items()
        if lines > LONGEST_FILE
    ]
    assert not too_long, "\n".join(too_long)


@pytest.mark.parametrize(
    ("importer", "target", "name", "expected"),
    [
        ("hegui.cli.label", "hegui.production", None, None),
        ("hegui.implicit.xmp", "hegui.files.source", "Source", None),
        ("hegui.implicit.xmp", "hegui.implicit.container", "Site", None),
        ("hegui", "hegui.production", "label", None),
        ("hegui.cli", "hegui", "__version__", None),
        ("hegui.cli", "hegui", "label", "goes up, to the package itself"),
        ("hegui.files.source", "hegui.implicit", None, "goes up"),
        ("hegui.seal.sm2", "hegui.implicit", "look", "goes sideways"),
        ("hegui.carrying", "hegui.production", None, "goes sideways"),
        ("hegui.errors", "hegui.messages", None, "goes up"),
    ],
)
def test_the_rule_itself(
    importer: str, target: str, name: str | None, expected: str | None
) -> None:
    assert objection(Import(importer, 1, target, name)) == expected


def test_it_read_the_package() -> None:
    assert PACKAGE.is_dir()
    assert {"hegui", "hegui.errors"} <= set(modules())
