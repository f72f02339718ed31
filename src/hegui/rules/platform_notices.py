"""Measures art. 6: what a platform tells the public, and the Label that follows.

The table is the engineering reading of art. 6 with the values of Annex E. Its first row is a
metadata label that says "is" (Label "1"). What follows from a label found with "2" or "3",
the article does not say: ask ``notice_for`` only about labels of the first kind or none.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

MEASURES = "cn-labelling-measures-2025"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Notice(Provision):
    """One case of art. 6: its conditions, the word of its notice, the Label written.

    ``labelled``, ``declared`` and ``traces`` are the conditions; None is no condition.
    """

    labelled: bool
    declared: bool | None
    traces: bool | None
    word_en: str
    word_zh: str
    label: str

    def fits(self, *, labelled: bool, declared: bool, traces: bool) -> bool:
        """Whether this case is the one at hand."""
        return (
            labelled is self.labelled
            and self.declared in (None, declared)
            and self.traces in (None, traces)
        )


NOTICES: tuple[Notice, ...] = (
    Notice(
        f"{MEASURES}/6-1-1",
        MEASURES,
        "art. 6 (1)",
        "第六条第一款第（一）项",
        "Where the metadata says that the content is generated, the platform marks it "
        "prominently as generated content.",
        "文件元数据明确标明为生成合成内容的，以显著标识提醒公众该内容属于生成合成内容。",
        Confidence.TEXT,
        ("S11",),
        labelled=True,
        declared=None,
        traces=None,
        word_en="is",
        word_zh="属于",
        label="1",
    ),
    Notice(
        f"{MEASURES}/6-1-2",
        MEASURES,
        "art. 6 (2)",
        "第六条第一款第（二）项",
        "Where the metadata holds no label and the user declares the content as generated, the "
        "platform marks it prominently as possibly generated content.",
        "文件元数据中未见隐式标识而用户声明的，以显著标识提醒公众该内容可能为生成合成内容。",
        Confidence.TEXT,
        ("S11",),
        labelled=False,
        declared=True,
        traces=None,
        word_en="may be",
        word_zh="可能为",
        label="2",
    ),
    Notice(
        f"{MEASURES}/6-1-3",
        MEASURES,
        "art. 6 (3)",
        "第六条第一款第（三）项",
        "Where there is neither a label in the metadata nor a declaration, but an explicit label "
        "or other traces are found, the platform marks the content prominently as suspected "
        "generated content.",
        "既未见隐式标识、用户也未声明，但检测到显式标识或其他生成合成痕迹的，以显著标识提醒"
        "公众该内容疑似生成合成内容。",
        Confidence.TEXT,
        ("S11",),
        labelled=False,
        declared=False,
        traces=True,
        word_en="suspected",
        word_zh="疑似",
        label="3",
    ),
)


def notice_for(*, labelled: bool, declared: bool, traces: bool) -> Notice | None:
    """The case of art. 6 (1) to (3) at hand; None where the article asks for no notice.

    ``labelled``: the metadata holds a label that says "is". ``declared``: the user declares the
    content as generated. ``traces``: an explicit label or other traces were found.
    """
    for notice in NOTICES:
        if notice.fits(labelled=labelled, declared=declared, traces=traces):
            return notice
    return None
