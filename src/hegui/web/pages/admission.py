"""Who may see a page: the holder of a key with its scope, signed in, or anybody on loopback."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi import Request, Response
from starlette.responses import RedirectResponse

from hegui.web.access.account import NOBODY, account_of
from hegui.web.problems import Problem


class SignInNeeded(Problem):
    """Nobody is known who asks; the page to sign in on is the answer."""

    def __init__(self) -> None:
        super().__init__("NoKey", "an API key is needed: Authorization: Bearer hegui_…")


def needs(scope: str) -> Callable[[Request], None]:
    """A dependency of pages that only who holds ``scope`` may use. Raises Problem."""

    def ask(request: Request) -> None:
        account = account_of(request)
        if account is NOBODY:
            raise SignInNeeded()
        if not account.allows(scope):
            raise Problem("NotAllowed", "the API key lacks the scope {scope}", scope=scope)

    return ask


def to_sign_in(request: Request) -> Response:
    """Leads to the page to sign in on, and from there back."""
    back = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?next={quote(back)}", 303)
