"""The three who sign a self-assessment (TC260-003 9.1), before anyone has."""

from __future__ import annotations

from hegui.assess.results import Signature

SIGNATURES = (
    Signature("Legal representative", "法定代表人"),
    Signature(
        "Person in charge of the security assessment as a whole",
        "整体负责安全评估工作的负责人",
    ),
    Signature(
        "Person in charge of the assessment of legality",
        "安全评估工作中合法性评估部分的负责人",
    ),
)
