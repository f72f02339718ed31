"""Twenty questions with known answers: dates, who issued what, supersessions, plans, the EU."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from hegui.catalog import Instrument, Standard, load
from hegui.catalog.comparing import compare
from hegui.catalog.duties import duties
from hegui.catalog.figures import figures
from hegui.catalog.points import Point, point
from hegui.catalog.searching import searcher
from hegui.catalog.standing import standing
from hegui.catalog.timelines import timeline
from hegui.catalog.words import Content, Role, Status, Strength

CATALOG = load()
TODAY = date(2026, 11, 29)


def found(query: str) -> str:
    """What somebody who types this means first."""
    return searcher().search(query, 1)[0].record.id


def instrument(record_id: str) -> Instrument:
    record = CATALOG.get(record_id)
    assert isinstance(record, Instrument)
    return record


def standard(record_id: str) -> Standard:
    record = CATALOG.get(record_id)
    assert isinstance(record, Standard)
    return record


def status(record_id: str, on: date, known: date | None = None) -> Status | None:
    stands = standing(CATALOG, CATALOG.document(record_id), on, known)
    return stands.status if stands else None


def starts(part: str, known: date | None = None) -> str:
    """From when a part of the EU AI Act applies, as known on a day."""
    one = next(each for each in instrument("eu-ai-act").applications if each.id == part)
    period = one.period(known)
    assert period is not None
    return str(period.applies_from)


def coming(at: Point) -> dict[str, int]:
    return {f"{one.document.id}#{one.part}".rstrip("#"): one.days for one in at.coming}


def days_until(duty: str) -> int:
    mine = duties(CATALOG, TODAY, roles=(Role.PROVIDER,), markets=("EU",))
    return next(one.days for one in mine if one.obligation.id == duty)


QUESTIONS: dict[str, tuple[Callable[[], object], object]] = {
    "since when do the Labelling Measures apply?": (
        lambda: str(instrument(found("标识办法")).effective),
        "2025-09-01",
    ),
    "who issued the Generative AI Measures, the deck's slip corrected?": (
        lambda: instrument(found("Generative AI Measures")).issuers,
        ("cac", "ndrc", "moe", "most", "miit", "mps", "nrta"),
    ),
    "what does the deck itself say of these issuers?": (
        lambda: instrument("cn-genai-interim-2023").deck_values[0].value.split(", ")[-1],
        "samr",
    ),
    "when were the Deep Synthesis Provisions issued, and when in the deck?": (
        lambda: (
            str(instrument("cn-deep-synthesis-2022").issued),
            instrument("cn-deep-synthesis-2022").deck_values[0].value,
        ),
        ("2022-11-25", "2022-12-25"),
    ),
    "what became of plan 20254323-Q-339?": (lambda: found("20254323-Q-339"), "gb-47955-2026"),
    "when does it take effect, and what is it until then?": (
        lambda: (
            str(standard("gb-47955-2026").effective),
            status("gb-47955-2026", TODAY),
            status("gb-47955-2026", date(2027, 1, 1)),
        ),
        ("2027-01-01", Status.PUBLISHED_NOT_EFFECTIVE, Status.EFFECTIVE),
    ),
    "what replaced TC260-003, and since when?": (
        lambda: (
            [one.other for one in CATALOG.relations("tc260-003") if one.word == "obsoletedBy"],
            status("tc260-003", date(2025, 10, 31)),
            status("tc260-003", date(2025, 11, 1)),
        ),
        (["gbt-45654-2025"], Status.EFFECTIVE, Status.SUPERSEDED),
    ),
    "which Safety Governance Framework held on three days?": (
        lambda: [
            next(
                name
                for name in ("1", "2", "3")
                if status(f"tc260-ai-safety-framework-{name}", day) is Status.IN_FORCE
            )
            for day in (date(2025, 9, 14), date(2025, 9, 15), date(2026, 9, 14))
        ],
        ["1", "2", "3"],
    ),
    "when do EU Annex III duties apply, before and after the Omnibus?": (
        lambda: (starts("annex-iii", date(2026, 7, 23)), starts("annex-iii")),
        ("2026-08-02", "2027-12-02"),
    ),
    "was art. 50 as a whole postponed?": (
        lambda: (starts("art-50", date(2026, 7, 23)), starts("art-50")),
        ("2026-08-02", "2026-08-02"),
    ),
    "how long have legacy systems to mark their output?": (
        lambda: (starts("art-50-2-legacy"), days_until("eu-ai-act/50-2-legacy")),
        ("2026-12-02", 3),
    ),
    "which event set these dates?": (
        lambda: [
            str(event.day)
            for event in CATALOG.events("eu-ai-omnibus-2026")
            if any(change.of == "eu-ai-act#annex-iii" for change in event.changes)
        ],
        ["2026-07-24"],
    ),
    "was the Omnibus known when it was agreed, and in force?": (
        lambda: (
            status("eu-ai-omnibus-2026", date(2026, 5, 8), date(2026, 5, 8)),
            status("eu-ai-omnibus-2026", date(2026, 7, 27)),
        ),
        (Status.PROPOSED, Status.IN_FORCE),
    ),
    "since when is the Cybersecurity Law amended?": (
        lambda: (
            status("cn-csl", date(2025, 12, 31)),
            status("cn-csl", date(2026, 1, 1)),
        ),
        (Status.IN_FORCE, Status.AMENDED),
    ),
    "where did the anthropomorphic measures stand in January 2026?": (
        lambda: status("cn-anthropomorphic-ai-2026", date(2026, 1, 10)),
        Status.DRAFT_CONSULTATION,
    ),
    "which committee keeps GB 45438-2025, and what calls for it?": (
        lambda: (
            standard(found("GB45438")).committee,
            [one.other for one in CATALOG.relations("gb-45438-2025") if one.word == "complementOf"],
        ),
        ("sac-tc260", ["cn-labelling-measures-2025"]),
    ),
    "which Chinese standard is ISO/IEC 42001 word for word?": (
        lambda: [
            one.other
            for one in CATALOG.relations(found("ISO/IEC 42001"))
            if one.word == "adoptedAs" and one.identical
        ],
        ["gbt-45081-2024"],
    ),
    "how many AI standards are published: which figures contradict one another?": (
        lambda: [
            sorted(one.value_text for one in each.statistics)
            for each in figures(CATALOG).contradictions
            if any(one.id == "s-samr-30-published" for one in each.statistics)
        ],
        [["30", "83"]],
    ),
    "does the EU bind platforms as art. 6 of the Measures does?": (
        lambda: [
            pair.strength
            for pair in compare(CATALOG, "CN", "EU").pairs
            if pair.left is not None and pair.left.id == "cn-labelling-measures-2025/6-1-1"
        ],
        [Strength.NONE],
    ),
    "what took effect on 1 November 2025?": (
        lambda: sorted(
            one.subject
            for one in timeline(CATALOG, since=date(2025, 11, 1), until=date(2025, 11, 1))
            if one.kind in ("applies", "in_force") and one.day.exact
        ),
        ["gbt-45574-2025", "gbt-45652-2025", "gbt-45654-2025", "gbt-45674-2025"],
    ),
    "what was coming two weeks before that?": (
        lambda: coming(point(CATALOG, date(2025, 10, 18), markets=("CN",)))["gbt-45654-2025"],
        14,
    ),
    "which checks answer clause 6.1 c), one label a file?": (
        lambda: [
            one.answer.checks
            for one in duties(CATALOG, TODAY, contents=(Content.IMAGE,))
            if one.obligation.id == "gb-45438-2025/6.1-c"
        ],
        [("label.single",)],
    ),
    "what is TR 197903 of the deck?": (
        lambda: standard(found("TR 197903")).number,
        "ISO/IEC TR 17903:2024",
    ),
    "when was California's SB 942 to be operative, before and after AB 853?": (
        lambda: [
            str(period.applies_from)
            for known in (date(2025, 1, 1), date(2026, 1, 1))
            if (period := instrument("us-ca-sb942").period(known)) is not None
        ],
        ["2026-01-01", "2026-08-02"],
    ),
    "which is the EU regulation of July 2026?": (
        lambda: found("2026/1744"),
        "eu-ai-omnibus-2026",
    ),
}


def test_there_are_twenty_at_least() -> None:
    assert len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS)
def test_question(question: str) -> None:
    asked, answer = QUESTIONS[question]
    assert asked() == answer
