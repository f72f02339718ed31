"""Real labelled files from the wild, read where they lie, and what hegui must see in each.

The files are other people's and not part of the project: HEGUI_SPECIMENS names their folder,
or it is found beside the checkout. The expected readings are kept by content digest in
``tests/data/specimens.json``; run this module to write them anew, and read the difference.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import hegui

ROOT = Path(__file__).parent.parent
EXPECTED = ROOT / "tests/data/specimens.json"


def folder() -> Path | None:
    """Where the specimens lie; None where they are absent."""
    named = os.environ.get("HEGUI_SPECIMENS")
    path = Path(named) if named else ROOT.parent / "shared" / "samples"
    return path if (path / "index.jsonl").is_file() else None


def specimens(folder: Path) -> list[Path]:
    """Every specimen, in order of name."""
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def digest(path: Path) -> str:
    """The content's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outcome(path: Path) -> dict[str, object]:
    """What hegui sees in a file: its sites, or the error that refuses it; and its verdict."""
    judgement = hegui.check(path, policy={})
    said: dict[str, object] = {
        "verdict": [judgement.verdict, judgement.row.id],
        "evidence": [one.sign for one in judgement.gathered.evidence],
    }
    try:
        reading = hegui.read(path)
    except hegui.HeguiError as error:
        return {**said, "error": error.kind, "template": error.template}
    return {
        **said,
        "format": reading.kind.id,
        "sites": [
            _site(site, seals) for site, seals in zip(reading.sites, reading.seals, strict=True)
        ],
        "could_not_look": [blind.template for blind in reading.blind],
    }


def _site(site: hegui.Site, seals: hegui.Seals | None) -> dict[str, object]:
    seen: dict[str, object] = {
        "slot": site.slot,
        "prescribed": site.prescribed,
        "offset": site.offset,
    }
    if site.parsed is None:
        assert site.problem is not None
        return seen | {"problem": site.problem.template}
    return seen | {
        "likelihood": site.parsed.label.likelihood,
        "producer": site.parsed.label.content_producer,
        "produce_id": site.parsed.label.produce_id,
        "tolerances": [one.id for one in site.parsed.tolerances],
        "seals": [_seal(one) for one in seals.both] if seals else [],
    }


def _seal(one: hegui.Verification) -> dict[str, object]:
    return {
        "answer": one.answer,
        "signatures": [[each.covers, each.outcome] for each in one.signatures],
        "tolerances": [each.id for each in one.tolerances],
    }


def main() -> None:
    """Writes the expected readings anew."""
    found = folder()
    assert found is not None, "HEGUI_SPECIMENS names no folder of specimens"
    expected = {digest(path): {"name": path.name, **outcome(path)} for path in specimens(found)}
    EXPECTED.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
