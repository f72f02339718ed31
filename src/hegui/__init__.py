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

__version__ = "0.1.0"

TYPE_CHECKING = False  # typing itself takes longer to load than all else before a command's start
if TYPE_CHECKING:
    from hegui.aigc import Label, Likelihood, ParsedLabel, Tolerance
    from hegui.carrying import Carried, carry
    from hegui.checking import check
    from hegui.conformance.auditing import Audit, audit
    from hegui.errors import FileError, HeguiError, UsageError
    from hegui.evidence.contract import Evidence
    from hegui.implicit.container import Blind, Reading, Site
    from hegui.ledger.opening import open_ledger
    from hegui.production import Labelled, label
    from hegui.propagation import Propagated, propagate
    from hegui.reading import FileReading, read
    from hegui.seal.answers import Answer, Seals, Verification
    from hegui.seal.trust import Trust
    from hegui.seal.trust_file import load_trust
    from hegui.verdict import Judgement, Verdict

_HOMES = {
    "Answer": "hegui.seal.answers",
    "Audit": "hegui.conformance.auditing",
    "Blind": "hegui.implicit.container",
    "Carried": "hegui.carrying",
    "Evidence": "hegui.evidence.contract",
    "FileError": "hegui.errors",
    "FileReading": "hegui.reading",
    "HeguiError": "hegui.errors",
    "Judgement": "hegui.verdict",
    "Label": "hegui.aigc",
    "Labelled": "hegui.production",
    "Likelihood": "hegui.aigc",
    "ParsedLabel": "hegui.aigc",
    "Propagated": "hegui.propagation",
    "Reading": "hegui.implicit.container",
    "Seals": "hegui.seal.answers",
    "Site": "hegui.implicit.container",
    "Tolerance": "hegui.aigc",
    "Trust": "hegui.seal.trust",
    "UsageError": "hegui.errors",
    "Verdict": "hegui.verdict",
    "Verification": "hegui.seal.answers",
    "audit": "hegui.conformance.auditing",
    "carry": "hegui.carrying",
    "check": "hegui.checking",
    "label": "hegui.production",
    "load_trust": "hegui.seal.trust_file",
    "open_ledger": "hegui.ledger.opening",
    "propagate": "hegui.propagation",
    "read": "hegui.reading",
}

__all__ = [
    "Answer",
    "Audit",
    "Blind",
    "Carried",
    "Evidence",
    "FileError",
    "FileReading",
    "HeguiError",
    "Judgement",
    "Label",
    "Labelled",
    "Likelihood",
    "ParsedLabel",
    "Propagated",
    "Reading",
    "Seals",
    "Site",
    "Tolerance",
    "Trust",
    "UsageError",
    "Verdict",
    "Verification",
    "__version__",
    "audit",
    "carry",
    "check",
    "label",
    "load_trust",
    "open_ledger",
    "propagate",
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
