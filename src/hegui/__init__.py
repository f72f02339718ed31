"""hegui (合规): labels for AI-generated content as China's rules require them.

Sources: Labelling Measures (2025), GB 45438-2025, the TC260 practice guides of 2025.

    >>> import hegui
    >>> hegui.label("cat.png", producer="001191440300708461136T1XGW3", output="labelled/")
    >>> hegui.read("labelled/cat.png").sites[0].parsed.label.content_producer
    '001191440300708461136T1XGW3'

Everything here is loaded when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hegui.aigc import Label, Likelihood, ParsedLabel, Tolerance
    from hegui.carrying import Carried, carry
    from hegui.checking import check
    from hegui.errors import FileError, HeguiError, UsageError
    from hegui.evidence.contract import Evidence
    from hegui.implicit.container import Blind, Reading, Site
    from hegui.production import Labelled, label
    from hegui.reading import read
    from hegui.verdict import Judgement, Verdict

_HOMES = {
    "Blind": "hegui.implicit.container",
    "Carried": "hegui.carrying",
    "Evidence": "hegui.evidence.contract",
    "FileError": "hegui.errors",
    "HeguiError": "hegui.errors",
    "Judgement": "hegui.verdict",
    "Label": "hegui.aigc",
    "Labelled": "hegui.production",
    "Likelihood": "hegui.aigc",
    "ParsedLabel": "hegui.aigc",
    "Reading": "hegui.implicit.container",
    "Site": "hegui.implicit.container",
    "Tolerance": "hegui.aigc",
    "UsageError": "hegui.errors",
    "Verdict": "hegui.verdict",
    "carry": "hegui.carrying",
    "check": "hegui.checking",
    "label": "hegui.production",
    "read": "hegui.reading",
}

__all__ = [
    "Blind",
    "Carried",
    "Evidence",
    "FileError",
    "HeguiError",
    "Judgement",
    "Label",
    "Labelled",
    "Likelihood",
    "ParsedLabel",
    "Reading",
    "Site",
    "Tolerance",
    "UsageError",
    "Verdict",
    "__version__",
    "carry",
    "check",
    "label",
    "read",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'hegui' has no attribute {name!r}")
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
