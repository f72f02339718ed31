"""Governance measures by edition of the framework, in our own words.

What each edition adds comes from reports about it (``secondary``); the measures themselves are
background knowledge (``known``), put down without the texts at hand. Measures of an earlier
edition are carried into a later one unless something is known to the contrary; that is no proof
that the later text still has them. Levels do not choose measures here: which level asks for which
was not found, and only a user's own table says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``since`` is the first edition it is put down for, ``block`` the block of risks
    it answers (a key of BLOCKS)."""

    id: str
    since: str
    block: str
    en: str
    zh: str
    confidence: Confidence = Confidence.KNOWN


BLOCKS: dict[str, tuple[str, str, Confidence]] = {
    "model": ("Model and algorithm", "模型算法", Confidence.SECONDARY),
    "data": ("Data", "数据", Confidence.SECONDARY),
    "system": ("System", "系统", Confidence.SECONDARY),
    "application": ("Application", "应用", Confidence.SECONDARY),
    "derived": ("Society, environment, ethics", "社会、环境、伦理", Confidence.SECONDARY),
    "organisation": ("Organisation", "组织管理", Confidence.KNOWN),
}
"""Of each block its name in both languages; the first three are risks inherent in technology."""

MEASURES: tuple[Measure, ...] = (
    Measure(
        "model.explain",
        "1.0",
        "model",
        "Work on explaining and predicting what the model does, and say what is not understood.",
        "提升模型行为的可解释性和可预测性，对尚不能解释之处如实说明。",
    ),
    Measure(
        "model.secure-development",
        "1.0",
        "model",
        "Follow secure development from design to maintenance; look for defects and bias, and test "
        "robustness.",
        "从设计到运维遵循安全开发规范，排查缺陷与偏见，检验鲁棒性。",
    ),
    Measure(
        "data.rules",
        "1.0",
        "data",
        "Collect, keep, use and delete training and interaction data by written rules; honour "
        "personal information rights.",
        "训练数据和交互数据的采集、存储、使用、删除均有章可循，保障个人信息权益。",
    ),
    Measure(
        "data.sources",
        "1.0",
        "data",
        "Train on data of lawful origin that is true and diverse; filter what is wrong or biased.",
        "使用来源合法、真实、多样的训练数据，过滤错误或带偏见的内容。",
    ),
    Measure(
        "data.sensitive",
        "1.0",
        "data",
        "Keep data of high-risk fields out of training unless it is needed and controlled.",
        "非必要且无管控措施时，不将高风险领域的敏感数据用于训练。",
    ),
    Measure(
        "data.intellectual-property",
        "1.0",
        "data",
        "Respect intellectual property in training data and in outputs.",
        "在训练数据和输出内容中尊重知识产权。",
    ),
    Measure(
        "system.transparency",
        "1.0",
        "system",
        "Tell users what the system can do, what it cannot, and that outputs are generated.",
        "向用户说明系统的能力、局限，并标明输出内容由人工智能生成。",
    ),
    Measure(
        "system.supply-chain",
        "1.0",
        "system",
        "Know the software, hardware and models one depends on; follow and mend their flaws.",
        "掌握所依赖的软硬件和模型，跟踪并修复其缺陷。",
    ),
    Measure(
        "system.resilience",
        "1.0",
        "system",
        "Guard against attack and failure: redundancy, protection, recovery that was tried.",
        "防范攻击和故障：冗余、防护，以及经过演练的恢复手段。",
    ),
    Measure(
        "application.limits",
        "1.0",
        "application",
        "Set limits of use by scenario; leave out functions that could be abused.",
        "按使用场景设定服务边界，去除可能被滥用的功能。",
    ),
    Measure(
        "application.trace",
        "1.0",
        "application",
        "Make it traceable who used the system for what, so that misuse is found.",
        "使用情况可追溯，以便发现滥用。",
    ),
    Measure(
        "application.leak",
        "1.0",
        "application",
        "Keep confidential data from leaking into and out of the model.",
        "防止敏感数据流入模型或由模型泄露。",
    ),
    Measure(
        "application.cognition",
        "1.0",
        "application",
        "Detect false and manipulating outputs; mark generated content.",
        "识别虚假和诱导性的输出，标识生成内容。",
    ),
    Measure(
        "derived.fairness",
        "1.0",
        "derived",
        "Check that groups of people are not treated unfairly, in data and in outputs.",
        "从数据到输出检查是否对特定人群不公。",
    ),
    Measure(
        "organisation.ethics-review",
        "1.0",
        "organisation",
        "Review research and use for ethics before they begin, and again when they change.",
        "研发和应用开展前及发生变化时进行伦理审查。",
    ),
    Measure(
        "organisation.incidents",
        "1.0",
        "organisation",
        "Have a plan for incidents, report them, share what was learned.",
        "制定应急预案，报告安全事件，共享经验教训。",
    ),
    Measure(
        "organisation.complaints",
        "1.0",
        "organisation",
        "Take and answer complaints of users and the public.",
        "受理并答复用户和公众的投诉举报。",
    ),
    Measure(
        "organisation.training",
        "1.0",
        "organisation",
        "Train those who build, run and use the system.",
        "对研发、运营和使用人员开展培训。",
    ),
    Measure(
        "organisation.grading",
        "2.0",
        "organisation",
        "Grade the risk of each application and govern it by its level; grade anew on change.",
        "对每项应用进行风险分级并按等级治理；发生变化时重新定级。",
        Confidence.SECONDARY,
    ),
    Measure(
        "application.cbrn",
        "2.0",
        "application",
        "Keep knowledge of nuclear, biological, chemical and radiological weapons out of reach of "
        "misuse; test for it.",
        "防止核、生、化、放等武器相关知识被滥用，并开展测试。",
        Confidence.SECONDARY,
    ),
    Measure(
        "model.open-source",
        "2.0",
        "model",
        "Where models are open: say what they may be used for, follow their misuse.",
        "对开源模型：说明用途限制，跟踪滥用情况。",
        Confidence.SECONDARY,
    ),
    Measure(
        "system.loss-of-control",
        "2.0",
        "system",
        "Keep people able to intervene and to stop the system; watch for signs of lost control.",
        "保证人能够介入并停止系统，监测失控迹象。",
        Confidence.SECONDARY,
    ),
    Measure(
        "derived.labour",
        "2.0",
        "derived",
        "Weigh the effects on work and employment before introducing the application.",
        "引入应用前评估对劳动就业的影响。",
        Confidence.SECONDARY,
    ),
    Measure(
        "derived.environment",
        "2.0",
        "derived",
        "Weigh the effects on society and environment, energy included.",
        "评估对社会和环境的影响，包括能耗。",
    ),
    Measure(
        "system.logs",
        "3.0",
        "system",
        "Keep logs for at least six months.",
        "日志留存不少于六个月。",
        Confidence.SECONDARY,
    ),
    Measure(
        "system.agents",
        "3.0",
        "system",
        "Where the application acts by itself, answer the questions for agents (appendix 2).",
        "应用能够自主行动的，回答智能体专项问题（附录2）。",
        Confidence.SECONDARY,
    ),
)
MEASURE_OF = {one.id: one for one in MEASURES}
_ORDER = ("1.0", "2.0", "3.0")


def measures_of(framework: str) -> tuple[Measure, ...]:
    """The measures of an edition: its own and those carried over from earlier ones."""
    known = _ORDER[: _ORDER.index(framework) + 1]
    return tuple(one for one in MEASURES if one.since in known)
