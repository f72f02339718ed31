"""A verb loads what it works with: a command on one small file must start at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import png

CODE = """
import sys
from hegui.cli import main
status = main(sys.argv[1:])
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
raise SystemExit(status)
"""
PRODUCER = "001191350100M000100Y4300000"
# Rooms that reading a label needs nothing of, and modules of Python that take long to load.
OTHERS = ("catalog", "conformance", "evidence", "marks", "production", "propagation", "render")
SLOW = {"ctypes", "hashlib", "html", "http", "shutil", "ssl", "tempfile", "tomllib", "uuid", "xml"}


def loaded(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.splitlines())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    return path


def test_reading_loads_no_other_verbs_rooms(picture: Path) -> None:
    modules = loaded("read", str(picture))
    rooms = {name.split(".")[1] for name in modules if name.startswith("hegui.")}
    assert not rooms & {*OTHERS, "explicit", "seal", "verdict", "codes", "checking"}
    assert not modules & {*SLOW, "platform", "pyexpat"}


def test_an_implicit_label_loads_nothing_of_explicit_labels_or_seals(picture: Path) -> None:
    modules = loaded("label", "--implicit-only", "--in-place", "--producer", PRODUCER, str(picture))
    assert not {name for name in modules if name.startswith("hegui.seal.")}
    explicit = {"choices", "duty", "stock_wording"}  # what the options are called, and the reason
    assert {name for name in modules if name.startswith("hegui.explicit.")} <= {
        f"hegui.explicit.{name}" for name in explicit
    }
    rules = {"codes", "confidence", "label_strings", "slots"}
    assert {name for name in modules if name.startswith("hegui.rules.")} <= {
        f"hegui.rules.{name}" for name in rules
    }
    assert not modules & {"hegui.codes.explaining", "hegui.ledger.opening"}
    # What many files and patterns need, and a catalogue of argparse's words.
    assert not modules & {"threading", "glob", "fnmatch", "locale"}
    # Nor what only packets of others, sidecars and huge files need.
    assert not modules & {"pyexpat", "hegui.implicit.formats.xmp_file", "hegui.files.in_place"}
    assert not modules & {*SLOW, "platform"}
    assert not modules & {"PIL", "numpy", "av", "fontTools", "jpeglib", "tempfile", "html"}


def test_a_level_of_risk_loads_nothing_of_documents(tmp_path: Path) -> None:
    answers = str(tmp_path / "answers.toml")
    loaded("grade", "new", answers)
    modules = loaded("grade", "level", answers)

    assert not {name for name in modules if name.startswith("hegui.render.document")}
    assert not {name for name in modules if name.startswith(("hegui.ledger", "hegui.assess"))}
    assert not modules & {"PIL", "fontTools", "weasyprint", "docx", "sqlalchemy"}
