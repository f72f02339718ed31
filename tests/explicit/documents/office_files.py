"""Office documents as their own libraries make them, and how the tests label them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from hegui.explicit.contract import Applied
from hegui.explicit.documents.document import label
from hegui.explicit.documents.document_options import Coverage, DocumentOptions
from hegui.explicit.wording import Wording, stock

LONG = stock().text


def word() -> Any:
    """python-docx, which has no types."""
    return pytest.importorskip("docx")


def powerpoint() -> Any:
    """python-pptx, which has no types."""
    return pytest.importorskip("pptx")


def excel() -> Any:
    """openpyxl, which has no types."""
    return pytest.importorskip("openpyxl")


def saved(document: Any) -> bytes:
    """The document as its library writes it."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put(
    folder: Path,
    data: bytes,
    coverage: Coverage = Coverage.FIRST,
    wording: Wording | None = None,
) -> tuple[bytes, Applied]:
    """The labelled document, and what was applied."""
    source, sink = folder / "source", folder / "sink"
    source.write_bytes(data)
    applied = label(str(source), str(sink), wording or stock(), DocumentOptions(coverage))
    assert source.read_bytes() == data
    return sink.read_bytes(), applied
