"""The Deep Synthesis Provisions, as far as labelling rests on them: art. 16 to 18.

Art. 17 divides services into those that must mark their content prominently (the five classes
of para 1) and all others, which must offer to mark it (para 2).
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

_PROVISIONS = "cn-deep-synthesis-2022"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class ServiceClass(Provision):
    """A class of services by art. 17; ``key`` is what hegui.toml says.

    ``explicit`` tells whether the class must carry explicit labels (Measures art. 4).
    """

    key: str
    explicit: bool


# The facts mark the list of classes twice, text2 and known; the lower mark counts.
SERVICE_CLASSES: tuple[ServiceClass, ...] = (
    ServiceClass(
        f"{_PROVISIONS}/17-1-1",
        _PROVISIONS,
        "art. 17 (1) 1",
        "第十七条第一款第（一）项",
        "Intelligent dialogue or writing that simulates a person.",
        "智能对话、智能写作等模拟自然人的文本生成或编辑服务。",
        Confidence.KNOWN,
        ("S1", "S2"),
        key="text",
        explicit=True,
    ),
    ServiceClass(
        f"{_PROVISIONS}/17-1-2",
        _PROVISIONS,
        "art. 17 (1) 2",
        "第十七条第一款第（二）项",
        "Voice synthesis or cloning, or significant change of personal characteristics in a voice.",
        "合成人声、仿声等语音生成，或显著改变个人身份特征的语音编辑服务。",
        Confidence.KNOWN,
        ("S1", "S2"),
        key="voice",
        explicit=True,
    ),
    ServiceClass(
        f"{_PROVISIONS}/17-1-3",
        _PROVISIONS,
        "art. 17 (1) 3",
        "第十七条第一款第（三）项",
        "Generation, replacement or manipulation of faces, or manipulation of posture.",
        "人脸生成、人脸替换、人脸操控、姿态操控等服务。",
        Confidence.KNOWN,
        ("S1", "S2"),
        key="face",
        explicit=True,
    ),
    ServiceClass(
        f"{_PROVISIONS}/17-1-4",
        _PROVISIONS,
        "art. 17 (1) 4",
        "第十七条第一款第（四）项",
        "Immersive realistic scenes.",
        "沉浸式拟真场景等服务。",
        Confidence.KNOWN,
        ("S1", "S2"),
        key="scene",
        explicit=True,
    ),
    ServiceClass(
        f"{_PROVISIONS}/17-1-5",
        _PROVISIONS,
        "art. 17 (1) 5",
        "第十七条第一款第（五）项",
        "Other functions that generate or significantly alter content.",
        "其他具有生成或显著改变信息内容功能的服务。",
        Confidence.KNOWN,
        ("S1", "S2"),
        key="generation",
        explicit=True,
    ),
    ServiceClass(
        f"{_PROVISIONS}/17-2",
        _PROVISIONS,
        "art. 17 (2)",
        "第十七条第二款",
        "Any other deep synthesis service offers a function to mark content prominently and tells "
        "users that they may use it.",
        "其他深度合成服务应提供显著标识功能，并提示使用者可以进行显著标识。",
        Confidence.KNOWN,
        (),
        key="other",
        explicit=False,
    ),
)

PROVISIONS: tuple[Provision, ...] = (
    Provision(
        f"{_PROVISIONS}/16",
        _PROVISIONS,
        "art. 16",
        "第十六条",
        "Content is marked by a technical measure that does not affect its use, and logs are kept.",
        "采取不影响使用的技术措施添加标识，并保存日志信息。",
        Confidence.KNOWN,
        (),
    ),
    *SERVICE_CLASSES,
    Provision(
        f"{_PROVISIONS}/18",
        _PROVISIONS,
        "art. 18",
        "第十八条",
        "Nobody may remove, alter or conceal these marks by technical means.",
        "不得采用技术手段删除、篡改、隐匿上述标识。",
        Confidence.KNOWN,
        (),
    ),
)


_BY_KEY = {item.key: item for item in SERVICE_CLASSES}


def service_class(key: str) -> ServiceClass:
    """The class that hegui.toml names ``key``. Raises KeyError for any other word."""
    return _BY_KEY[key]
