"""Measures art. 6: what a platform concludes from the evidence in one file."""

from hegui.verdict.judging import Judgement, judge
from hegui.verdict.policy import Policy, Verdict

__all__ = ["Judgement", "Policy", "Verdict", "judge"]
