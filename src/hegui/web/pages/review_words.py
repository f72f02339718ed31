"""The words of reviews: roles, risks and kinds of refusal."""

from __future__ import annotations

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.requirements import risk
from hegui.assess.review.judging import Role
from hegui.messages import Notice
from hegui.web.pages.words import Say

_ROLES = {
    Role.FIRST: Notice("first reviewer"),
    Role.SECOND: Notice("second reviewer"),
    Role.THIRD: Notice("third reviewer, who resolves"),
}

_REFUSALS = {
    Refusal.NONE: Notice("It answers"),
    Refusal.PARTIAL: Notice("It refuses in part"),
    Refusal.FULL: Notice("It refuses"),
}


def role_words(t: Say, role: str) -> str:
    """What a person does in a review."""
    return t(_ROLES[Role(role)].template)


def refusal_words(t: Say, refusal: str) -> str:
    """Whether an answer refuses."""
    return t(_REFUSALS[Refusal(refusal)].template)


def risk_words(t: Say, identity: str) -> str:
    """A risk's id and name (annex A)."""
    known = risk(identity)
    return f"{known.id} {known.zh if t.lang == 'zh' else known.en}"
