"""Measures art. 6 as a table: what a platform concludes from the evidence, and why.

Each row is one case. It says when it applies, what follows, by which article, and whether public
sources settle that; where they do not, a setting of ``[policy]`` in hegui.toml decides, whose
default stands in ``policy``. Of all rows that apply the strongest answer holds (*is* before *may
be* before *suspected*), which is the order of art. 6 (1) to (3); among equals the first row.

*None* means that nothing was found, never that a person made it. docs/verdict.md is made from
this table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hegui.evidence.contract import Kind
from hegui.rules import NOTICES
from hegui.verdict.case import Case
from hegui.verdict.policy import KEEP, STRONGEST, Policy, Verdict

STRENGTH = list(Verdict)
_OF_VALUE = {"1": Verdict.IS, "2": Verdict.MAY_BE, "3": Verdict.SUSPECTED}


class Row(NamedTuple):
    """One case of the table.

    ``applies`` says whether it is the case at hand. ``answer`` is the verdict that art. 6 gives;
    None where public sources do not settle it: then ``setting`` names the policy that does.
    ``article`` is where the case belongs, ``rests_on`` the kinds of evidence that speak for it.
    """

    id: str
    en: str
    zh: str
    applies: Callable[[Case], bool]
    answer: Verdict | None
    article: str
    rests_on: tuple[Kind, ...]
    setting: str = ""

    @property
    def settled(self) -> bool:
        """Whether public sources say what follows."""
        return self.answer is not None

    def verdict(self, case: Case, policy: Policy) -> Verdict | None:
        """What follows; None where the policy leaves it to the other rows."""
        if self.answer is not None:
            return self.answer
        chosen: str = getattr(policy, self.setting)
        if chosen == KEEP:
            return None
        if chosen == STRONGEST:
            return min((_OF_VALUE[one] for one in case.labels), key=STRENGTH.index)
        return Verdict(chosen)


def _only(value: str) -> Callable[[Case], bool]:
    return lambda case: case.labels == {value}


_LABELS = (Kind.LABEL,)
_A1, _A2, _A3 = (notice.place for notice in NOTICES)
_A6 = "art. 6"

ROWS: tuple[Row, ...] = (
    Row(
        "label-1",
        "a label with Label 1, whether declared or not",
        "元数据标识 Label 为 1，无论用户是否声明",
        _only("1"),
        Verdict.IS,
        _A1,
        _LABELS,
    ),
    Row(
        "label-2",
        "a label with Label 2",
        "元数据标识 Label 为 2",
        _only("2"),
        None,
        _A1,
        _LABELS,
        "label_2",
    ),
    Row(
        "label-3",
        "a label with Label 3",
        "元数据标识 Label 为 3",
        _only("3"),
        None,
        _A1,
        _LABELS,
        "label_3",
    ),
    Row(
        "labels-contradict",
        "several labels in the file whose Label differs",
        "文件内多个标识的 Label 互相矛盾",
        lambda case: len(case.labels) > 1,
        None,
        _A1,
        _LABELS,
        "contradicting_labels",
    ),
    Row(
        "seal-failed",
        "a label whose seal does not hold",
        "标识的防护签名未通过验证",
        lambda case: case.seal_failed,
        None,
        _A1,
        (Kind.LABEL, Kind.SEAL),
        "failed_seal",
    ),
    Row(
        "label-and-declaration",
        "a label with Label 2 or 3, and the user declares",
        "元数据标识 Label 为 2 或 3，且用户声明",
        lambda case: bool(case.labels) and "1" not in case.labels and case.declared,
        None,
        _A2,
        (Kind.LABEL, Kind.DECLARATION),
        "label_and_declaration",
    ),
    Row(
        "declaration",
        "no label that says 1, 2 or 3, and the user declares",
        "未见有效元数据标识，用户声明",
        lambda case: not case.labels and case.declared and not case.unreadable,
        Verdict.MAY_BE,
        _A2,
        (Kind.DECLARATION,),
    ),
    Row(
        "unreadable-declared",
        "a file that cannot be read, and the user declares",
        "文件无法读取，用户声明",
        lambda case: case.unreadable and case.declared,
        None,
        _A2,
        (Kind.DECLARATION,),
        "unreadable_declared",
    ),
    Row(
        "explicit",
        "neither label nor declaration, and an explicit label is found",
        "无元数据标识、无声明，检测到显式标识",
        lambda case: case.explicit and not case.labels and not case.declared,
        Verdict.SUSPECTED,
        _A3,
        (Kind.EXPLICIT,),
    ),
    Row(
        "traces",
        "neither label nor declaration, and traces of a generator are found",
        "无元数据标识、无声明，检测到其他生成合成痕迹",
        lambda case: case.traces and not case.labels and not case.declared,
        Verdict.SUSPECTED,
        _A3,
        (Kind.TRACE,),
    ),
    Row(
        "label-invalid",
        "a label that is none of 1, 2, 3 (AIGC, true) or cannot be read, and no valid one",
        "只有无效标识（如 Label 为 AIGC、true）或无法解析的标识",
        lambda case: case.invalid and not case.labels,
        None,
        _A3,
        _LABELS,
        "invalid_label",
    ),
    Row(
        "label-beside",
        "a label beside the file only (XMP sidecar)",
        "仅在文件旁（XMP 附属文件）有标识",
        lambda case: case.sidecar and not case.labels,
        None,
        _A3,
        (Kind.SIDECAR,),
        "sidecar_label",
    ),
    Row(
        "c2pa-trusted",
        "a C2PA manifest of a trusted signer says generated",
        "受信签名者的 C2PA 清单表明为生成",
        lambda case: case.c2pa_trusted,
        None,
        _A3,
        (Kind.C2PA,),
        "c2pa_trusted",
    ),
    Row(
        "c2pa-unknown",
        "a C2PA manifest of an unknown signer says generated",
        "未知签名者的 C2PA 清单表明为生成",
        lambda case: case.c2pa_unknown,
        None,
        _A3,
        (Kind.C2PA,),
        "c2pa_unknown",
    ),
    Row(
        "c2pa-broken",
        "a C2PA manifest that does not validate says generated",
        "未通过验证的 C2PA 清单表明为生成",
        lambda case: case.c2pa_broken,
        None,
        _A3,
        (Kind.C2PA,),
        "c2pa_broken",
    ),
    Row(
        "iptc",
        "IPTC Digital Source Type says generated",
        "IPTC 数字来源类型表明为生成",
        lambda case: case.iptc,
        None,
        _A3,
        (Kind.IPTC,),
        "iptc",
    ),
    Row(
        "detector",
        "a detector's score reaches its own threshold",
        "检测器评分达到其自身阈值",
        lambda case: case.detector,
        None,
        _A3,
        (Kind.DETECTOR,),
        "detector",
    ),
    Row(
        "unreadable",
        "a file that cannot be read",
        "文件无法读取",
        lambda case: case.unreadable,
        Verdict.UNDETERMINED,
        _A6,
        (),
    ),
    Row(
        "incomplete",
        "nothing found, and parts could not be looked at",
        "未发现标识或痕迹，但部分内容无法查看",
        lambda case: case.blind and not case.unreadable,
        None,
        _A6,
        (),
        "incomplete",
    ),
    Row(
        "nothing",
        "nothing found (which does not mean that a person made it)",
        "未发现标识或痕迹（不代表由人创作）",
        lambda case: True,
        Verdict.NONE,
        _A6,
        (),
    ),
)
