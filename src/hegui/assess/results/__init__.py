"""The outcome of an assessment: what the report, the filing package and programs are made from."""

from __future__ import annotations

from hegui.assess.results.assessment import (
    FORMAT,
    VERSION,
    Assessment,
    Conclusion,
    Conformity,
    InputFile,
    Service,
    Signature,
    Verdict,
)
from hegui.assess.results.clauses import Answer, ClauseResult, Evidence
from hegui.assess.results.coverage import BankRecord, Coverage, Finding
from hegui.assess.results.forms import from_json, to_json
from hegui.assess.results.plan import Bar, PlannedSample, PlanRecord, SealedBank
from hegui.assess.results.rates import Count, Interval, Judgement, Rate, RiskRate, Subject
from hegui.assess.results.validation import ClassifierResult, Measure, RiskValidation
from hegui.assess.results.weighing import Outcome, weigh, worst

__all__ = [
    "FORMAT",
    "VERSION",
    "Answer",
    "Assessment",
    "BankRecord",
    "Bar",
    "ClassifierResult",
    "ClauseResult",
    "Conclusion",
    "Conformity",
    "Count",
    "Coverage",
    "Evidence",
    "Finding",
    "InputFile",
    "Interval",
    "Judgement",
    "Measure",
    "Outcome",
    "PlanRecord",
    "PlannedSample",
    "Rate",
    "RiskRate",
    "RiskValidation",
    "SealedBank",
    "Service",
    "Signature",
    "Subject",
    "Verdict",
    "from_json",
    "to_json",
    "weigh",
    "worst",
]
