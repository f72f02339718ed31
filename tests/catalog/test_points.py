"""Points in time: what applies, what comes, what is known otherwise; trees, duties, markets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.catalog import Obligation, load
from hegui.catalog.comparing import compare
from hegui.catalog.duties import duties
from hegui.catalog.figures import figures
from hegui.catalog.markets import in_market, known_markets
from hegui.catalog.points import point
from hegui.catalog.standing import bound, standing
from hegui.catalog.timelines import timeline
from hegui.catalog.trees import Branch, committees, systems
from hegui.catalog.words import Content, Role, Status, Strength, Verb
from hegui.errors import UnknownRecord, UsageError

CATALOG = load()
DAYS = st.dates(date(2016, 1, 1), date(2030, 12, 31))


@given(DAYS, st.one_of(st.none(), DAYS))
def test_every_document_stands_somewhere_on_every_day(on: date, known: date | None) -> None:
    for document in CATALOG.documents:
        stands = standing(CATALOG, document, on, known)
        if stands is None:
            continue
        if stands.applies and stands.certain:
            assert stands.period is not None
            assert stands.period.applies_from is not None
            assert stands.period.applies_from.first <= on
        if stands.period is not None and stands.period.known_since is not None:
            assert known is None or stands.period.known_since.first <= known


@given(DAYS)
def test_what_is_coming_lies_ahead_and_is_counted_in_days(on: date) -> None:
    for one in point(CATALOG, on).coming:
        assert one.starts.first == on + timedelta(days=one.days)
        assert one.days > 0


def test_who_is_addressed_follows_the_obligations_of_the_day() -> None:
    def roles(on: date) -> set[Role]:
        applies = point(CATALOG, on).applies
        return {role for one in applies if one.document.id == "eu-ai-act" for role in one.roles}

    assert roles(date(2026, 8, 1)) == set()
    assert roles(date(2026, 8, 2)) == {Role.PROVIDER, Role.DEPLOYER}


def test_what_was_not_known_then_is_not_told() -> None:
    then = point(CATALOG, date(2025, 3, 13), known=date(2025, 3, 13))
    told = {one.document.id for one in then.applies} | {one.document.id for one in then.coming}
    assert "cn-labelling-measures-2025" not in told
    assert "gb-45438-2025" in told  # issued two weeks before the Measures were made public
    later = point(CATALOG, date(2025, 3, 14), known=date(2025, 3, 14))
    assert {one.document.id: one.days for one in later.coming}["cn-labelling-measures-2025"] == 171


def test_a_day_that_is_not_known_is_said_to_be_unsure() -> None:
    decree = CATALOG.document("vn-decree-142-2026")
    inside = standing(CATALOG, decree, date(2026, 5, 15))
    after = standing(CATALOG, decree, date(2026, 6, 1))
    assert inside is not None
    assert after is not None
    assert (inside.applies, inside.certain) == (True, False)
    assert (after.applies, after.certain) == (True, True)


def test_changes_since_then_lie_after_the_day() -> None:
    found = point(CATALOG, date(2026, 7, 1), until=date(2026, 8, 31), markets=("EU",))
    days = [one.day.first for one in found.changed]
    assert days == sorted(days)
    assert days
    assert min(days) > date(2026, 7, 1)
    assert max(days) <= date(2026, 8, 31)


def test_committee_news_is_among_the_changes() -> None:
    found = point(CATALOG, date(2026, 3, 1), until=date(2026, 4, 2))
    assert "sac-tc260-wg9" in {one.subject for one in found.changed}


def test_a_day_is_told_once_where_an_event_tells_it() -> None:
    told = [
        one.kind
        for one in timeline(CATALOG, subject="cn-csl-amendment-2025")
        if str(one.day) == "2026-01-01"
    ]
    assert told == ["in_force"]


def test_trees_hold_every_part_and_every_group_once() -> None:
    def ids(branch: Branch) -> list[str]:
        return [branch.record.id, *(one for each in branch.branches for one in ids(each))]

    found = {branch.record.id: ids(branch) for branch in systems(CATALOG)}
    assert len(found) == 6
    assert len(found["ai-standards-system-2024"]) == 1 + 7 + 49
    assert len(found["intelligent-society-system-2025"]) == 1 + 5
    bodies = [one for branch in committees(CATALOG) for one in ids(branch)]
    assert len(bodies) == len(set(bodies))
    assert {f"sc42-wg-{n:02}" for n in range(1, 28)} <= set(bodies)
    assert {f"tc602-wg{n}" for n in range(1, 15)} <= set(bodies)


def test_standards_stand_at_their_part_of_the_system() -> None:
    system = next(one for one in systems(CATALOG) if one.record.id == "ai-standards-system-2024")
    safety = next(one for one in system.branches if one.record.id.endswith("/G")).branches[0]
    assert "gb-45438-2025" in [one.id for one in safety.standards]


def test_mine_by_role_content_and_market() -> None:
    mine = duties(
        CATALOG,
        date(2026, 11, 29),
        roles=(Role.PROVIDER,),
        contents=(Content.IMAGE, Content.VIDEO),
        markets=("CN", "EU"),
    )
    ids = [one.obligation.id for one in mine]
    assert "gb-45438-2025/5.2-e" in ids
    assert "eu-ai-act/50-2-legacy" in ids
    assert "gb-45438-2025/5.3" not in ids  # sound
    assert "cn-labelling-measures-2025/6-2" not in ids  # platforms
    assert "cn-labelling-measures-2025/10-integrity" in ids  # anyone
    legacy = next(one for one in mine if one.obligation.id == "eu-ai-act/50-2-legacy")
    assert (legacy.days, legacy.standing.status) == (3, Status.ADOPTED_NOT_IN_FORCE)
    assert legacy.answer.commands


def test_mine_by_class_of_service() -> None:
    """Only the five classes of art. 17 (1) owe explicit labels; all others offer a function."""

    def ids(service: str) -> set[str]:
        found = duties(CATALOG, date(2026, 1, 1), services=(service,))
        return {one.obligation.id for one in found}

    assert "cn-labelling-measures-2025/4-1" in ids("face")
    assert "cn-labelling-measures-2025/4-1" not in ids("other")
    assert "cn-deep-synthesis-2022/17-2" in ids("other")
    assert "cn-labelling-measures-2025/5" in ids("other")  # the implicit label is owed by all


def test_what_binds_most_comes_first_within_a_rule() -> None:
    order = [Verb.MUST, Verb.MUST_NOT, Verb.SHOULD, Verb.MAY]
    for owner in {one.instrument for one in CATALOG.of(Obligation)}:
        found = [
            order.index(one.obligation.verb)
            for one in duties(CATALOG, date(2026, 11, 29))
            if one.owner.id == owner
        ]
        assert found == sorted(found)


def test_every_obligation_is_in_force_or_to_come_or_over() -> None:
    for one in CATALOG.of(Obligation):
        stands = bound(one, date(2026, 11, 29))
        assert stands is not None, one.id
        assert stands.status in (
            Status.IN_FORCE,
            Status.ADOPTED_NOT_IN_FORCE,
            Status.SUPERSEDED,
        )


def test_a_comparison_read_the_other_way_round() -> None:
    there, back = compare(CATALOG, "CN", "EU"), compare(CATALOG, "EU", "CN")
    turned = {
        Strength.SUBSET: Strength.SUPERSET,
        Strength.SUPERSET: Strength.SUBSET,
    }
    one = {(p.left, p.right): p.strength for p in there.pairs if p.left and p.right}
    other = {(p.right, p.left): p.strength for p in back.pairs if p.left and p.right}
    assert one.keys() == other.keys()
    assert len(one) > 8
    for pair, strength in one.items():
        assert strength is not None
        assert other[pair] is turned.get(strength, strength)


def test_a_comparison_names_every_obligation_of_both() -> None:
    found = compare(CATALOG, "CN", "EU")
    left = {pair.left.id for pair in found.pairs if pair.left}
    right = {pair.right.id for pair in found.pairs if pair.right}
    ids = {one.id for one in CATALOG.of(Obligation)}
    assert left | right == ids
    # What hegui's own rules hold has been read against the EU, all but what defines.
    unread = {pair.left.id for pair in found.pairs if pair.left and pair.strength is None}
    assert not {one for one in unread if one.startswith("cn-labelling-measures-2025/")}
    assert right == {one for one in ids if one.startswith("eu-")}
    with pytest.raises(UsageError, match="no obligations of 'KR'"):
        compare(CATALOG, "CN", "KR")


def test_targets_by_year_beside_what_is_reported() -> None:
    found = figures(CATALOG)
    years = [one.target.by for one in found.aims if one.target.by]
    assert years == sorted(years)
    assert {"2026", "2027", "2030", "2035"} <= set(years)
    standards = next(one for one in found.aims if one.target.id == "t-std-2026-new")
    assert {one.value for one in standards.reported} == {36, 2, 10}
    assert len(found.contradictions) == 5


def test_markets() -> None:
    assert {"CN", "EU", "US-CA", "KR", "INT"} <= set(known_markets(CATALOG))
    california = CATALOG.document("us-ca-sb942")
    assert in_market(california, ("US",))
    assert not in_market(california, ("CN", "EU"))
    both = CATALOG.document("esos-sac-framework-cooperation-agreement")
    assert in_market(both, ("CN",))
    assert in_market(both, ("EU",))


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(UnknownRecord):
        CATALOG.get("nothing")
    with pytest.raises(UnknownRecord):
        CATALOG.document("cac")
    with pytest.raises(UnknownRecord):
        timeline(CATALOG, subject="nothing")
