"""What stands before every request: for which host it is meant, from which site it comes, who
asks, whether they may, and how often. Plain ASGI, so that an upload is not touched."""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from hegui.errors import HeguiError
from hegui.web.access.account import ANYBODY, NOBODY, Account
from hegui.web.access.buckets import Buckets
from hegui.web.access.known import KnownKeys
from hegui.web.access.sessions import COOKIE, Sessions
from hegui.web.language import chosen
from hegui.web.problems import Problem
from hegui.web.refusals import refusal
from hegui.web.settings import Settings

# What begins so needs the scope beside it; the first that fits holds. Everything else below
# /api/ needs a key; what is not below it says for itself what it needs (pages).
NEEDED = (
    ("/api/v1/openapi.json", None),
    ("/api/v1/problems", None),
    ("/api/v1/label", "label"),
    ("/api/v1/read", "read"),
    ("/api/v1/check", "check"),
    ("/api/v1/propagate", "propagate"),
    ("/api/v1/audit", "audit"),
    ("/api/v1/records", "records"),
    ("/api/v1/complaints", "complaints"),
    ("/api/v1/rules", "rules"),
    ("/api/", ""),
    ("/metrics", "admin"),
)
_OWN = frozenset(("localhost", "127.0.0.1", "[::1]", "::1"))
_HOST = re.compile(r"[\w.\-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?", re.ASCII)
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


class Guard:
    """Refuses what may not be, and tells the application who asks."""

    def __init__(
        self, app: ASGIApp, settings: Settings, keys: KnownKeys, sessions: Sessions
    ) -> None:
        self._app = app
        self._settings = settings
        self._keys = keys
        self._sessions = sessions
        self._buckets = Buckets()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            scope["hegui.account"] = await self._admitted(scope, headers)
        except HeguiError as error:
            scope["hegui.account"] = NOBODY
            answer = refusal(error, chosen(headers.get("accept-language", "")))
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admitted(self, scope: Scope, headers: Headers) -> Account:
        self._for_us(headers.get("host", ""))
        needed = _needed(scope["path"])
        account, by_key = await self._account(headers)
        if not by_key and scope["method"] not in _SAFE:
            _same_site(headers)
        if account is None:
            if needed is not None:
                self._slowly(f"nobody {_client(scope)}", NOBODY.rate)
                raise Problem(
                    "NoKey",
                    "an API key is needed: Authorization: Bearer hegui_…",
                    headers={"WWW-Authenticate": 'Bearer realm="hegui"'},
                )
            return NOBODY
        if needed is not None and not account.allows(needed):
            raise Problem("NotAllowed", "the API key lacks the scope {scope}", scope=needed)
        if account.rate:
            self._slowly(account.id, account.rate)
        return account

    def _for_us(self, host: str) -> None:
        """Raises Problem for a host that is not ours: a page elsewhere may have had its name
        point here."""
        name = _name(host)
        if self._settings.open:
            if name not in _OWN:
                raise _misdirected(host)
        elif self._settings.hosts and name not in (*self._settings.hosts, *_OWN):
            raise _misdirected(host)

    async def _account(self, headers: Headers) -> tuple[Account | None, bool]:
        """Who asks, None for nobody known, and whether a key says so (which no other site can)."""
        authorization = headers.get("authorization", "")
        if authorization[:7].lower() == "bearer ":
            secret = authorization[7:].strip()
            held, key = self._keys.held(secret)
            if not held:
                key = await run_in_threadpool(self._keys.find, secret)
            if key is not None:
                return Account.of(key), True
            return None, False
        if self._settings.open:
            return ANYBODY, False
        cookie = _cookie(headers.get("cookie", ""))
        if cookie:
            key = await run_in_threadpool(self._sessions.key_of, cookie)
            if key is not None:
                return Account.of(key), False
        return None, False

    def _slowly(self, who: str, rate: int) -> None:
        wait = self._buckets.take(who, rate)
        if wait:
            seconds = str(int(wait) + 1)
            raise Problem(
                "TooMany",
                "more than {rate} requests a minute; again in {seconds} s",
                rate=rate,
                seconds=seconds,
                headers={"Retry-After": seconds},
            )


def _needed(path: str) -> str | None:
    """The scope that a path needs; "" for any key, None for no key."""
    return next((scope for begin, scope in NEEDED if path.startswith(begin)), None)


def _same_site(headers: Headers) -> None:
    """Raises Problem where a browser says that another site's page sent this."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise _from_elsewhere()
        return
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host", ""):
        raise _from_elsewhere()


def _cookie(header: str) -> str:
    if COOKIE not in header:
        return ""
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _name(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is none."""
    try:
        return urlsplit(f"//{host}").hostname if _HOST.fullmatch(host) else None
    except ValueError:
        return None


def _misdirected(host: str) -> Problem:
    return Problem("Misdirected", "this service is not called {host}", host=host[:200])


def _from_elsewhere() -> Problem:
    return Problem("CrossSite", "another site's page sent this, and no key came with it")
