"""An assessment of an invented service with everything in it that a report can show.

Counts are invented; what follows from them (values, intervals, outcomes) is computed as an
assessment computes it.
"""

from __future__ import annotations

from hegui.assess.intervals import wilson
from hegui.assess.requirements import (
    ASPECTS,
    RISKS,
    Requirement,
    clauses_of,
    requirement,
    requirements_of,
    risks_of,
)
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
    weigh,
    worst,
)
from hegui.messages import Notice


def digest(at: int) -> str:
    """64 hexadecimal digits that differ from one file to the next."""
    return f"{at * 0x9E3779B97F4A7C15 % (1 << 64):016x}" * 4


def held(rule: Requirement, have: float) -> bool:
    """Whether a figure is within its bounds."""
    return (rule.least is None or have >= rule.least) and (rule.most is None or have <= rule.most)


def rate(
    edition: str,
    subject: Subject,
    judgement: Judgement,
    counts: tuple[int, int, int, int],
    of: tuple[str, ...],
) -> Rate:
    """A rate of (population, drawn, scored, counted); what is not scored erred."""
    population, drawn, scored, counted = counts
    ids = {
        (Subject.CONTENT, Judgement.PEOPLE): "content.people",
        (Subject.CONTENT, Judgement.KEYWORDS): "content.keywords",
        (Subject.CONTENT, Judgement.CLASSIFIER): "content.classifier",
        (Subject.REFUSE, Judgement.REFUSAL): "refuse",
        (Subject.ACCEPT, Judgement.REFUSAL): "accept",
        (Subject.CORPUS, Judgement.PEOPLE): "corpus.people",
        (Subject.CORPUS, Judgement.TECHNIQUE): "corpus.technique",
    }
    key = ids[(subject, judgement)]
    size, bar = requirement(edition, f"{key}.sample"), requirement(edition, f"{key}.rate")
    share = 100 * drawn / population if size.unit == "%" else drawn
    against = counted if bar.least is None else scored - counted
    word = subject.value
    return Rate(
        key,
        subject,
        judgement,
        size,
        bar,
        population,
        drawn,
        scored,
        counted,
        (Count("no-answer", drawn - scored),) if drawn > scored else (),
        4 if subject is Subject.REFUSE else 0,
        False,
        wilson(counted, scored),
        weigh(size, held(size, share)),
        weigh(bar, held(bar, 100 * counted / scored)),
        (Notice("{key} is not answered", {"key": "seed"}),) if drawn > scored else (),
        tuple(RiskRate(one, scored // len(of), counted // len(of), 0) for one in of),
        tuple(f"{word}-{at:04}" for at in range(against)),
        ("refuse-0301", "refuse-0302", "refuse-0303", "refuse-0304") if word == "refuse" else (),
        tuple(f"{word}-{at:04}" for at in range(9000, 9000 + drawn - scored)),
    )


def rates(edition: str) -> tuple[Rate, ...]:
    """Seven rates; the keyword check of content and one refusal rate miss their bars."""
    risks = tuple(one.id for one in RISKS)
    seventeen = tuple(one.id for one in risks_of(("A.1", "A.2")))
    aspects = tuple(one.id for one in ASPECTS)
    return (
        rate(edition, Subject.CONTENT, Judgement.PEOPLE, (2170, 1000, 998, 934), risks),
        rate(edition, Subject.CONTENT, Judgement.KEYWORDS, (2170, 1000, 1000, 871), risks),
        rate(edition, Subject.CONTENT, Judgement.CLASSIFIER, (2170, 1000, 1000, 957), risks),
        rate(edition, Subject.REFUSE, Judgement.REFUSAL, (510, 300, 300, 288), seventeen),
        rate(edition, Subject.ACCEPT, Judgement.REFUSAL, (520, 300, 300, 17), aspects),
        rate(edition, Subject.CORPUS, Judgement.PEOPLE, (1_000_000, 4000, 4000, 3902), ()),
        rate(
            edition, Subject.CORPUS, Judgement.TECHNIQUE, (1_000_000, 100_000, 100_000, 98_400), ()
        ),
    )


def coverage() -> tuple[Coverage, ...]:
    """Keywords of the 17 risks, questions of all; two risks have too few."""
    found = []
    for at, one in enumerate(RISKS):
        seventeen = one.group in ("A.1", "A.2")
        keywords = (210 + 3 * at if one.group == "A.1" else 104 + at) if seventeen else 0
        content = 60 if seventeen else 40
        if one.id == "A.2.e":
            content, keywords = 41, 88
        drawn = content // 2
        found.append(
            Coverage(one.id, keywords, content, 30 if seventeen else 0, drawn, (at * 7) % 5)
        )
    return tuple(found)


def banks(edition: str) -> tuple[BankRecord, ...]:
    """Four banks with their findings."""
    covered = {one.of: one for one in coverage()}
    made = []
    for at, (kind, path, items) in enumerate(
        (
            ("keywords", "keywords.csv", 3140),
            ("content", "content.jsonl", 1641),
            ("refuse", "refuse.jsonl", 510),
            ("accept", "accept.yaml", 520),
        )
    ):
        total = requirement(edition, f"{kind}.total")
        findings = [Finding(total, weigh(total, held(total, items)), items)]
        if kind in ("keywords", "content"):
            key = "keywords.each.A.2" if kind == "keywords" else "content.each.A.1-2"
            each = requirement(edition, key)
            have = covered["A.2.e"].keywords if kind == "keywords" else covered["A.2.e"].content
            findings.append(Finding(each, weigh(each, held(each, have)), have, "A.2.e"))
        record = BankRecord(
            kind,
            path,
            digest(10 + at),
            items + 12,
            items,
            9,
            3,
            2,
            5,
            "2026-11-20",
            (("Apache-2.0", items - 100), ("own", 112)),
            tuple(findings),
        )
        made.append(record)
    return tuple(made)


def classifiers() -> tuple[ClassifierResult, ...]:
    """One classifier that finds age discrimination badly."""
    risks = []
    for of, (tp, fp, tn, fn) in {
        "all": (412, 31, 820, 58),
        "A.2.e": (88, 7, 190, 9),
        "A.2.f": (31, 12, 180, 33),
    }.items():
        measures = (
            Measure("precision", tp / (tp + fp), wilson(tp, tp + fp)),
            Measure("recall", tp / (tp + fn), wilson(tp, tp + fn)),
            Measure("specificity", tn / (tn + fp), wilson(tn, tn + fp)),
        )
        risks.append(RiskValidation(of, tp, fp, tn, fn, 0, measures))
    return (
        ClassifierResult(
            "safety-words",
            "1.2",
            digest(20),
            1321,
            tuple(one.id for one in risks_of(("A.1", "A.2"))),
            tuple(risks),
            0.947,
            0.083,
        ),
    )


def clauses(edition: str, verdicts: tuple[Verdict, ...]) -> tuple[ClauseResult, ...]:
    """Nine answers: most conform, one does not and has a plan, one does not apply."""
    outcome = {one.rule.key: one.outcome for one in verdicts}
    results = []
    for at, clause in enumerate(clauses_of(edition)):
        figures = worst(outcome[key] for key in clause.figures if key in outcome)
        evidence = (Evidence(f"evidence/{clause.number}.pdf", digest(30 + at), 20_480 + at),)
        if clause.number == "8.2":
            plan = "至2026年12月31日，将A.2.e的测试题补足至50题 (to 50 questions by 2026-12-31)."
            reason = "A.2.e: 41 / 50."
            results.append(
                ClauseResult(clause, Answer.DOES_NOT, (), reason, plan=plan, figures=figures)
            )
        elif clause.number == "5.3":
            reason = "不涉及人工标注 (no annotation by people)."
            results.append(ClauseResult(clause, Answer.NOT_APPLICABLE, (), reason, figures=figures))
        else:
            results.append(ClauseResult(clause, Answer.CONFORMS, evidence, figures=figures))
    return tuple(results)


def verdicts(edition: str, measured: tuple[Rate, ...]) -> tuple[Verdict, ...]:
    """Every requirement of the edition."""
    found: dict[str, Outcome] = {}
    for one in measured:
        found[one.sample_rule.key] = one.sample_outcome
        found[one.rule.key] = one.rate_outcome
    for bank in banks(edition):
        for finding in bank.findings:
            found[finding.rule.key] = finding.outcome
    return tuple(Verdict(one, found.get(one.key, Outcome.PASS)) for one in requirements_of(edition))


def full(edition: str = "tc260-003-2024") -> Assessment:
    """The whole."""
    measured = rates(edition)
    judged = verdicts(edition, measured)
    held_banks = banks(edition)
    samples = tuple(
        PlannedSample(kind, size, digest(50 + size))
        for kind, size in (("content", 1000), ("refuse", 300), ("accept", 300))
    )
    failed = worst(one.outcome for one in judged) is Outcome.FAIL
    return Assessment(
        edition,
        "2026-11-29T08:00:00+00:00",
        Service(
            "示例助手 Example assistant",
            "示例科技有限公司 Example Ltd",
            "mockllm/model",
            "1.0",
            "示例科技有限公司 Example Ltd",
        ),
        PlanRecord(
            edition,
            20261129,
            "2026-11-28T08:00:00+00:00",
            digest(1),
            tuple(SealedBank(one.kind, one.path, digest(60), one.items) for one in held_banks),
            samples,
            tuple(
                Bar(one.rule.key, one.rule.unit, one.rule.least, one.rule.most) for one in measured
            ),
        ),
        held_banks,
        coverage(),
        measured,
        judged,
        classifiers(),
        clauses(edition, judged),
        Conclusion(
            Conformity.DOES_NOT if failed else Conformity.OPEN,
            Conformity.DOES_NOT,
            "整改后重新评估 (assessed again once mended).",
        ),
        (
            Signature("Legal representative", "法定代表人"),
            Signature("Person in charge of the assessment", "安全评估工作负责人"),
            Signature("Person in charge of legality", "合法性评估工作负责人", "张三", "2026-11-29"),
        ),
        (
            *(InputFile("bank", one.path, one.sha256, 100 * one.items) for one in held_banks),
            InputFile("answers", "answers.jsonl", digest(90), 812_345),
        ),
        uses_sample_bank=True,
    )
