"""TC260-PG-202511A: what protects a label, as data for ReservedCode1 and ReservedCode2.

Not known: the selection rule of a content binding, the certificate's members, what a key id
means, which bytes a signature in ReservedCode2 covers.
"""

from __future__ import annotations

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

_GUIDE = "tc260-pg-202511a"

FORM = Provision(
    f"{_GUIDE}/form",
    _GUIDE,
    "",
    "",
    "A reserved code holds a JSON object SecurityData, written as a string: ReservedCode1 for the "
    "producer, ReservedCode2 for the propagator.",
    "预留字段存放序列化为字符串的JSON对象SecurityData：ReservedCode1属生成合成服务提供者，"
    "ReservedCode2属内容传播服务提供者。",
    Confidence.TEXT2,
    ("S6",),
    words=("SecurityData",),
)

# SM3withSM2; the facts mark both twice, text2 and impl, and the lower mark counts.
ALGORITHM = Provision(
    f"{_GUIDE}/algorithm",
    _GUIDE,
    "",
    "",
    "A signature is SM3 with SM2, named by its object identifier.",
    "签名算法为SM3withSM2，以对象标识符表示。",
    Confidence.IMPL,
    ("S6",),
    words=("1.2.156.10197.1.501",),
)

USER_ID = Provision(
    f"{_GUIDE}/user-id",
    _GUIDE,
    "",
    "",
    "The SM2 user identifier is the default one.",
    "SM2用户标识采用默认值。",
    Confidence.IMPL,
    ("S6",),
    words=("1234567812345678",),
)

SIGNED_MEMBERS = Provision(
    f"{_GUIDE}/A.1",
    _GUIDE,
    "App. A.1",
    "附录A.1",
    "A label's signature covers three members in the order of Annex E as they stand in the JSON, "
    "joined by commas, without braces and spaces.",
    "标识签名覆盖附录E顺序的三个成员，按JSON写法以逗号连接，不含花括号和空格。",
    Confidence.TEXT2,
    ("S6",),
    words=("Label", "ContentProducer", "ProduceID"),
)

CONTENT_BINDING = Provision(
    f"{_GUIDE}/A.2",
    _GUIDE,
    "App. A.2",
    "附录A.2",
    "A content binding holds the SM3 hash of selected bytes of the file.",
    "内容绑定存放文件选定字节的SM3杂凑值。",
    Confidence.KNOWN,
    ("S6",),
)

PROVISIONS: tuple[Provision, ...] = (FORM, ALGORITHM, USER_ID, SIGNED_MEMBERS, CONTENT_BINDING)
