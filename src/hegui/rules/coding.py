"""TC260-PG-20252A: that providers are named by codes, and how a code is composed.

The parts of a code and their values are data of ``codes``.
"""

from __future__ import annotations

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

_GUIDE = "tc260-pg-20252a"

COMPOSITION = Provision(
    f"{_GUIDE}/composition",
    _GUIDE,
    "",
    "",
    "A provider composes its own code of 27 characters: 00, the kind of subject, the kind of "
    "number, the number in 18 characters, and the service extension in five.",
    "服务提供者编码由提供者自行编制，共27位：标识格式定义码00、主体类型、编码类型、18位主体代码、"
    "5位服务扩展码。",
    Confidence.TEXT2,
    ("S9",),
)

PROVISIONS: tuple[Provision, ...] = (COMPOSITION,)
