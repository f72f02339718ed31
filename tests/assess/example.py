"""One assessment with every kind of member filled, for whatever works on results."""

from __future__ import annotations

from hegui.assess.intervals import wilson
from hegui.assess.requirements import RISKS, clauses_of, requirement
from hegui.assess.results import (
    Answer,
    Assessment,
    BankRecord,
    Bar,
    ClassifierResult,
    ClauseResult,
    Conclusion,
    Conformity,
    Count,
    Coverage,
    Evidence,
    Finding,
    InputFile,
    Judgement,
    Measure,
    Outcome,
    PlannedSample,
    PlanRecord,
    Rate,
    RiskRate,
    RiskValidation,
    SealedBank,
    Service,
    Signature,
    Subject,
    Verdict,
)
from hegui.messages import Notice

DIGEST = "0f" * 32


def example(edition: str = "tc260-003-2024") -> Assessment:
    """1,000 answers of which people held 30 unqualified and 2 could not be judged."""
    rate = requirement(edition, "content.people.rate")
    size = requirement(edition, "content.people.sample")
    total = requirement(edition, "keywords.total")
    people = Rate(
        "content.people",
        Subject.CONTENT,
        Judgement.PEOPLE,
        size,
        rate,
        2000,
        1002,
        1000,
        970,
        (Count("error", 2),),
        0,
        False,
        wilson(970, 1000),
        Outcome.PASS,
        Outcome.PASS,
        (Notice("{edition} is no edition; there are {known}", {"edition": "x", "known": "y"}),),
        (RiskRate("A.2.e", 30, 20, 0),),
        ("q-1", "q-2"),
        (),
        ("q-3", "q-4"),
    )
    gap = Finding(total, Outcome.GAP, 300)
    bank = BankRecord(
        "keywords", "k.csv", DIGEST, 310, 300, 8, 2, 1, 3, "2026-11-01", (("MIT", 310),), (gap,)
    )
    clause = clauses_of(edition)[0]
    measure = Measure("recall", 0.9, wilson(9, 10))
    return Assessment(
        edition,
        "2026-11-29T08:00:00+00:00",
        Service("示例服务", "示例公司", "mockllm/model", "1.0", "示例公司"),
        PlanRecord(
            edition,
            7,
            "2026-11-28T08:00:00+00:00",
            DIGEST,
            (SealedBank("content", "c.jsonl", DIGEST, 2000),),
            (PlannedSample("content", 1002, DIGEST),),
            (Bar("content.people.rate", "%", 90, None),),
        ),
        (bank,),
        tuple(Coverage(one.id, 10, 64, 20, 32, 1) for one in RISKS),
        (people,),
        (Verdict(rate, Outcome.PASS), Verdict(total, Outcome.GAP)),
        (
            ClassifierResult(
                "words",
                "1",
                DIGEST,
                20,
                ("A.2.e",),
                (RiskValidation("A.2.e", 9, 1, 9, 1, 0, (measure,)),),
                0.93,
                0.1,
            ),
        ),
        (ClauseResult(clause, Answer.CONFORMS, (Evidence("a.pdf", DIGEST, 12),)),),
        Conclusion(Conformity.OPEN, Conformity.OPEN),
        (
            Signature("Legal representative", "法定代表人"),
            Signature("Person in charge of the assessment", "安全评估工作负责人"),
            Signature("Person in charge of legality", "合法性评估工作负责人"),
        ),
        (InputFile("bank", "c.jsonl", DIGEST, 100),),
    )
