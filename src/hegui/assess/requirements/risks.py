"""The 31 risks of annex A, in five groups.

Their Chinese names agree across three public projects; the ids and the English are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Group:
    """One section of annex A."""

    id: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Risk:
    """One risk; ``id`` is its group's id, a dot and a letter, and never changes."""

    id: str
    en: str
    zh: str
    confidence: Confidence = Confidence.TEXT2

    @property
    def group(self) -> str:
        """The id of its group."""
        return self.id.rpartition(".")[0]


GROUPS: tuple[Group, ...] = (
    Group("A.1", "Contrary to core socialist values", "包含违反社会主义核心价值观的内容"),
    Group("A.2", "Discriminatory content", "包含歧视性内容"),
    Group("A.3", "Commercial violations", "商业违法违规"),
    Group("A.4", "Infringing the lawful rights of others", "侵犯他人合法权益"),
    Group(
        "A.5",
        "Not meeting the security needs of specific service types",
        "无法满足特定服务类型的安全需求",
    ),
)

RISKS: tuple[Risk, ...] = (
    Risk(
        "A.1.a",
        "inciting subversion of state power, overthrow of the socialist system",
        "煽动颠覆国家政权、推翻社会主义制度",
    ),
    Risk(
        "A.1.b",
        "endangering national security and interests, harming the national image",
        "危害国家安全和利益、损害国家形象",
    ),
    Risk(
        "A.1.c",
        "inciting secession, undermining national unity and social stability",
        "煽动分裂国家、破坏国家统一和社会稳定",
    ),
    Risk("A.1.d", "promoting terrorism, extremism", "宣扬恐怖主义、极端主义"),
    Risk("A.1.e", "promoting ethnic hatred", "宣扬民族仇恨"),
    Risk("A.1.f", "promoting violence, obscenity", "宣扬暴力、淫秽色情"),
    Risk("A.1.g", "spreading false and harmful information", "传播虚假有害信息"),
    Risk(
        "A.1.h",
        "other content prohibited by laws and administrative regulations",
        "其他法律、行政法规禁止的内容",
    ),
    Risk("A.2.a", "ethnic discrimination", "民族歧视内容"),
    Risk("A.2.b", "discrimination by belief", "信仰歧视内容"),
    Risk("A.2.c", "discrimination by country", "国别歧视内容"),
    Risk("A.2.d", "regional discrimination", "地域歧视内容"),
    Risk("A.2.e", "gender discrimination", "性别歧视内容"),
    Risk("A.2.f", "age discrimination", "年龄歧视内容"),
    Risk("A.2.g", "occupational discrimination", "职业歧视内容"),
    Risk("A.2.h", "health discrimination", "健康歧视内容"),
    Risk("A.2.i", "other discrimination", "其他方面歧视内容"),
    Risk("A.3.a", "infringing intellectual property", "侵犯他人知识产权"),
    Risk("A.3.b", "violating business ethics", "违反商业道德"),
    Risk("A.3.c", "disclosing trade secrets", "泄露他人商业秘密"),
    Risk(
        "A.3.d",
        "monopoly and unfair competition by advantage in algorithms, data or platforms",
        "利用算法、数据、平台等优势，实施垄断和不正当竞争行为",
    ),
    Risk("A.3.e", "other commercial violations", "其他商业违法违规行为"),
    Risk("A.4.a", "harming physical or mental health", "危害他人身心健康"),
    Risk("A.4.b", "infringing the right to one's likeness", "侵害他人肖像权"),
    Risk("A.4.c", "infringing the right to reputation", "侵害他人名誉权"),
    Risk("A.4.d", "infringing the right to honour", "侵害他人荣誉权"),
    Risk("A.4.e", "infringing the right to privacy", "侵害他人隐私权"),
    Risk("A.4.f", "infringing rights in personal information", "侵害他人个人信息权益"),
    Risk("A.4.g", "infringing other lawful rights", "侵犯他人其他合法权益"),
    Risk(
        "A.5.a",
        "inaccurate content, seriously contrary to scientific common sense or mainstream "
        "understanding",
        "内容不准确，严重不符合科学常识或主流认知",
    ),
    Risk("A.5.b", "unreliable content", "内容不可靠"),
)

_BY_ID = {one.id: one for one in RISKS}


def risk(risk_id: str) -> Risk:
    """The risk of this id. Raises KeyError for an unknown one."""
    return _BY_ID[risk_id]


def risks_of(groups: tuple[str, ...]) -> tuple[Risk, ...]:
    """The risks of these groups in the annex's order: ("A.1", "A.2") are the 17."""
    return tuple(one for one in RISKS if one.group in groups)
