"""GB 45438-2025 Annex E (normative): the seven members of the label and their characters.

The names and their order are those of the string that E b) prints; who fills a member in, and
when its value is due, comes from sources that read the table of the annex.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.rules.confidence import Confidence
from hegui.rules.label_strings import (
    CONTENT_PRODUCER,
    CONTENT_PROPAGATOR,
    LABEL,
    PRODUCE_ID,
    PROPAGATE_ID,
    RESERVED_CODE_1,
    RESERVED_CODE_2,
)
from hegui.rules.provision import Provision

if TYPE_CHECKING:
    from typing import Literal

_GB = "gb-45438-2025"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Member(Provision):
    """One of the seven members.

    ``order`` counts from 1. The key is always there; ``value_due`` says when it must have a
    value. ``first_value_of`` is, by Note 1, the member whose value this one
    repeats when the generator writes the label first; None where Note 1 says nothing.
    """

    name: str
    order: int
    filled_by: Literal["generator", "propagator"]
    value_due: Literal["always", "on propagation", "optional"]
    first_value_of: str | None = None


FIELD_NAME = Provision(
    f"{_GB}/E-a",
    _GB,
    "Annex E a)",
    "附录E a)",
    "The name of the metadata field that holds the label contains AIGC.",
    "存放标识的元数据字段名称应包含AIGC。",
    Confidence.TEXT,
    ("S3",),
    words=("AIGC",),
)

FORM = Provision(
    f"{_GB}/E-b",
    _GB,
    "Annex E b)",
    "附录E b)",
    "The label is a JSON string: an object AIGC with seven members in the printed order, every "
    "value a string.",
    "标识为JSON字符串：对象AIGC内按所列顺序含七个成员，各值均为字符串。",
    Confidence.TEXT,
    ("S3",),
)

LABEL_VALUES = Provision(
    f"{_GB}/E-Label-values",
    _GB,
    "Annex E, Label",
    "附录E Label",
    'Label is "1" (is generated), "2" (may be) or "3" (suspected).',
    "Label取值：“1”属于、“2”可能为、“3”疑似为生成合成内容。",
    Confidence.TEXT,
    ("S3",),
    words=("1", "2", "3"),
)

MEMBERS: tuple[Member, ...] = (
    Member(
        f"{_GB}/E-Label",
        _GB,
        "Annex E, Label",
        "附录E Label",
        "The generation label; the generator writes it, a propagator may change it by case.",
        "生成合成标签，由生成合成服务提供者填写，传播服务提供者可视情况修改。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=LABEL,
        order=1,
        filled_by="generator",
        value_due="always",
    ),
    Member(
        f"{_GB}/E-ContentProducer",
        _GB,
        "Annex E, ContentProducer",
        "附录E ContentProducer",
        "The name or code of the provider that generated the content.",
        "生成合成服务提供者的名称或编码。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=CONTENT_PRODUCER,
        order=2,
        filled_by="generator",
        value_due="always",
    ),
    Member(
        f"{_GB}/E-ProduceID",
        _GB,
        "Annex E, ProduceID",
        "附录E ProduceID",
        "The producer's own unique number of the content, in a form of its choice.",
        "生成合成服务提供者对该内容的唯一编号，格式自定。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=PRODUCE_ID,
        order=3,
        filled_by="generator",
        value_due="always",
    ),
    Member(
        f"{_GB}/E-ReservedCode1",
        _GB,
        "Annex E, ReservedCode1",
        "附录E ReservedCode1",
        "May hold the producer's own data on security and integrity; the content is optional.",
        "预留字段，可存放生成合成服务提供者自行开展安全防护、保护完整性的信息，内容可选。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=RESERVED_CODE_1,
        order=4,
        filled_by="generator",
        value_due="optional",
    ),
    Member(
        f"{_GB}/E-ContentPropagator",
        _GB,
        "Annex E, ContentPropagator",
        "附录E ContentPropagator",
        "The name or code of the platform that propagates the content.",
        "内容传播服务提供者的名称或编码。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=CONTENT_PROPAGATOR,
        order=5,
        filled_by="propagator",
        value_due="on propagation",
        first_value_of=CONTENT_PRODUCER,
    ),
    Member(
        f"{_GB}/E-PropagateID",
        _GB,
        "Annex E, PropagateID",
        "附录E PropagateID",
        "The propagator's own number of the content, in a form of its choice.",
        "内容传播服务提供者对该内容的编号，格式自定。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=PROPAGATE_ID,
        order=6,
        filled_by="propagator",
        value_due="on propagation",
        first_value_of=PRODUCE_ID,
    ),
    Member(
        f"{_GB}/E-ReservedCode2",
        _GB,
        "Annex E, ReservedCode2",
        "附录E ReservedCode2",
        "May hold the propagator's own data on security and integrity; the content is optional.",
        "预留字段，可存放内容传播服务提供者自行开展安全防护、保护完整性的信息，内容可选。",
        Confidence.TEXT2,
        ("S3", "S10"),
        name=RESERVED_CODE_2,
        order=7,
        filled_by="propagator",
        value_due="optional",
    ),
)

CHARACTERS = Provision(
    f"{_GB}/E-j",
    _GB,
    "Annex E j)",
    "附录E j)",
    "Values should mainly consist of the single-byte characters 0x21, 0x23 to 0x5B and 0x5D to "
    "0x7E of GB 18030-2022, and of the escaped quote.",
    "各值应主要由GB 18030-2022单字节部分的0x21、0x23～0x5B、0x5D～0x7E字符以及转义引号组成。",
    Confidence.TEXT,
    ("S4",),
)

NOTE_1 = Provision(
    f"{_GB}/E-note-1",
    _GB,
    "Annex E, Note 1",
    "附录E 注1",
    "When the generator writes the label first, ContentPropagator is ContentProducer and "
    "PropagateID is ProduceID.",
    "生成合成服务提供者首次写入标识时，ContentPropagator同ContentProducer，PropagateID同ProduceID。",
    Confidence.TEXT,
    ("S3",),
)

NOTE_2 = Provision(
    f"{_GB}/E-note-2",
    _GB,
    "Annex E, Note 2",
    "附录E 注2",
    "A reserved code may hold a hash or a signature; F.4 gives an example of 40 hexadecimal "
    "digits.",
    "预留字段可存放哈希值或数字签名，F.4给出40位十六进制数的示例。",
    Confidence.TEXT,
    ("S3",),
)

PROVISIONS: tuple[Provision, ...] = (
    FIELD_NAME,
    FORM,
    LABEL_VALUES,
    *MEMBERS,
    CHARACTERS,
    NOTE_1,
    NOTE_2,
)


def members() -> tuple[Member, ...]:
    """The seven members in the order of Annex E."""
    return MEMBERS
