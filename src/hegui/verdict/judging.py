"""The verdict on one file's evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from hegui.evidence.contract import Evidence, Gathered, Kind, Says, Strength
from hegui.explicit import stock_wording
from hegui.explicit.stock_language import in_language
from hegui.rules import NOTICES
from hegui.rules.platform_notices import MEASURES
from hegui.verdict.case import Case
from hegui.verdict.policy import KEEP, Policy, Verdict
from hegui.verdict.table import ROWS, STRENGTH, Row

_NOTICES = dict(zip((Verdict.IS, Verdict.MAY_BE, Verdict.SUSPECTED), NOTICES, strict=True))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the row that gave it, and the evidence it rests on.

    ``against`` is evidence that says the contrary (IPTC "digitalCapture" on declared content):
    it changes nothing, and whoever decides should see it. ``seal_failed``: a seal does not hold,
    whatever the verdict.
    """

    verdict: Verdict
    row: Row
    policy: Policy
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    gathered: Gathered
    seal_failed: bool = False

    @property
    def article(self) -> str:
        """The article that asks for the notice, or under which the case falls."""
        notice = _NOTICES.get(self.verdict)
        return notice.place if notice else self.row.article

    @property
    def rule(self) -> str:
        """The id, in the catalogue of rules, of what the article says (docs/catalogue.md)."""
        notice = _NOTICES.get(self.verdict)
        return notice.id if notice else MEASURES

    @property
    def chosen(self) -> str:
        """What the policy says for the row; "" for a row that public sources settle."""
        return str(getattr(self.policy, self.row.setting)) if self.row.setting else ""

    @property
    def label(self) -> str:
        """The Label that follows: "1", "2", "3", or "" where none is written."""
        notice = _NOTICES.get(self.verdict)
        return notice.label if notice else ""

    def notice(self, lang: str = "en") -> str:
        """What the public is told beside the content; "" where art. 6 asks for no notice."""
        return in_language(stock_wording.NOTICES[self.label], lang) if self.label else ""


def judge(gathered: Gathered, policy: Policy | None = None) -> Judgement:
    """The verdict on one file's evidence."""
    policy = policy or Policy()
    case = Case.of(gathered)
    verdict, row = decide(case, policy)
    evidence = tuple(
        one
        for one in gathered.evidence
        if one.kind in row.rests_on and (one.generated or one.kind in (Kind.LABEL, Kind.SIDECAR))
    )
    against = tuple(
        one
        for one in gathered.of(Kind.IPTC, Kind.C2PA)
        if one.says is Says.OTHERWISE and one.strength is not Strength.SUGGESTS
    )
    if verdict in (Verdict.NONE, Verdict.UNDETERMINED):
        against = ()
    return Judgement(verdict, row, policy, evidence, against, gathered, case.seal_failed)


@lru_cache(maxsize=1024)
def decide(case: Case, policy: Policy) -> tuple[Verdict, Row]:
    """The table's answer to one case; of many files most are one of few cases."""
    if case.seal_failed and policy.failed_seal != KEEP:
        # A label that is not believed says nothing; a declaration and traces still do.
        case = replace(case, labels=frozenset(), invalid=False)
    applying = [row for row in ROWS if row.applies(case)]
    found = [(verdict, row) for row in applying if (verdict := row.verdict(case, policy))]
    return min(found, key=lambda one: STRENGTH.index(one[0]))
