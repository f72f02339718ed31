"""What a filing holds: the form's name apart, five annexes (their names vary by province)."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex: its number, its name in both languages, what it is made from."""

    number: int
    key: str
    en: str
    zh: str
    from_en: str
    from_zh: str
    confidence: Confidence = Confidence.SECONDARY

    @property
    def folder(self) -> str:
        """The folder or file name it has in the package."""
        return f"附件{self.number}-{self.zh}"


ANNEXES: tuple[Annex, ...] = (
    Annex(
        1,
        "report",
        "Security assessment report",
        "安全评估报告",
        "made from the assessment",
        "由评估结果生成",
    ),
    Annex(
        2,
        "agreement",
        "Model service agreement",
        "模型服务协议",
        "the provider's own file, given with --agreement",
        "由提供者提供，用--agreement给出",
    ),
    Annex(
        3,
        "annotation",
        "Corpus annotation rules",
        "语料标注规则",
        "the provider's own file, given with --annotation",
        "由提供者提供，用--annotation给出",
    ),
    Annex(
        4,
        "keywords",
        "Keyword list",
        "拦截关键词列表",
        "the keyword library that was assessed, byte for byte",
        "评估所用关键词库原件",
    ),
    Annex(
        5,
        "questions",
        "Test question sets",
        "评估测试题集",
        "the banks that were assessed, byte for byte",
        "评估所用题库原件",
    ),
)
REPORT, AGREEMENT, ANNOTATION, KEYWORDS, QUESTIONS = ANNEXES
