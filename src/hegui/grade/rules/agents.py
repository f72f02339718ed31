"""Questions for agents (framework 3.0, appendix 2), in our own words.

That the appendix is on agents and that logs are kept for six months comes from reports; every
other question is background knowledge of what is asked of agents, not the appendix's text.
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.rules import Confidence


@dataclass(frozen=True, slots=True)
class AgentQuestion:
    """One question. ``least`` is the smallest number that meets it, in ``unit``; None where the
    answer is yes or no."""

    id: str
    en: str
    zh: str
    least: int | None = None
    unit: str = ""
    confidence: Confidence = Confidence.KNOWN


LOG_MONTHS = AgentQuestion(
    "log-months",
    "For how many months are the logs of the agent's actions kept?",
    "智能体行为日志留存多少个月？",
    6,
    "months",
    Confidence.SECONDARY,
)

AGENT_QUESTIONS: tuple[AgentQuestion, ...] = (
    LOG_MONTHS,
    AgentQuestion(
        "scope",
        "Is it written down what the agent is for and which actions it may take?",
        "是否书面规定了智能体的用途和可执行的操作？",
    ),
    AgentQuestion(
        "least-privilege",
        "Has it only the tools, data and accounts that its task needs?",
        "是否仅授予完成任务所需的工具、数据和账号权限？",
    ),
    AgentQuestion(
        "confirmation",
        "Does a person confirm what cannot be undone or costs much, before it is done?",
        "不可撤销或代价较大的操作，执行前是否由人确认？",
    ),
    AgentQuestion(
        "stop",
        "Can it be stopped at once, and what it changed be put back?",
        "能否立即停止智能体，并恢复其所作更改？",
    ),
    AgentQuestion(
        "injection",
        "Is content from outside kept from giving it orders, and was that tested?",
        "是否防止外部内容对其下达指令，并经过测试？",
    ),
    AgentQuestion(
        "tools",
        "Are its tools and plug-ins checked, named with their versions, and watched for change?",
        "其工具和插件是否经过审查、固定版本并监测变化？",
    ),
    AgentQuestion(
        "memory",
        "Is it settled what it remembers, for how long, and how that is deleted?",
        "是否规定了其记忆内容、保存期限和删除方式？",
    ),
    AgentQuestion(
        "other-agents",
        "Where it works with other agents: does it know whom it deals with and what they may ask?",
        "与其他智能体协作时，是否核实对方身份及其请求权限？",
    ),
    AgentQuestion(
        "budget",
        "Are time, money and calls that it may spend bounded?",
        "其可消耗的时间、资金和调用次数是否设有上限？",
    ),
    AgentQuestion(
        "told",
        "Are people told that they deal with an agent, and what it did on their behalf?",
        "是否告知用户正与智能体交互，以及它代为做了什么？",
    ),
    AgentQuestion(
        "responsible",
        "Is a person named who answers for it and is called when something goes wrong?",
        "是否明确了负责人，并在出现问题时通知其处理？",
    ),
)
AGENT_QUESTION_OF = {one.id: one for one in AGENT_QUESTIONS}
