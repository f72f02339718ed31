"""Who may do what: keys and their scopes, rates, other hosts, other sites."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from hegui.web.access.buckets import Buckets
from hegui.web.access.keys import new_key
from hegui.web.settings import Settings
from hegui.web.store.store import Store
from tests.builders import png
from tests.web.server import Server, serving


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that is asked through a proxy, under another name: it takes keys alone."""
    with serving(tmp_path_factory.mktemp("closed") / "data", "--hosts=ai.example.com") as one:
        yield one


def command(server: Server, *words: str) -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "hegui", "serve", "key", *words, "--json", f"--data={server.data}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=server.data,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def key_for(server: Server, scopes: str, rate: int = 600) -> tuple[str, str]:
    """A new key's id and secret."""
    store = Store.open(Settings(data=server.data))
    try:
        key, secret = new_key(store, "a test", scopes.split(","), rate)
    finally:
        store.close()
    return key.id, secret


def ask(server: Server, key: str | None, verb: str = "read") -> httpx.Response:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with server.client(**headers) as client:
        return client.post(f"/api/v1/{verb}?name=a.png", content=png.plain())


def test_a_key_is_good_for_its_scopes_until_it_is_revoked(closed: Server) -> None:
    (made,) = command(closed, "new", "a pipeline", "--scopes=read,label")

    assert ask(closed, None).json()["kind"] == "NoKey"
    assert ask(closed, None).headers["www-authenticate"].startswith("Bearer")
    assert ask(closed, made["key"]).status_code == 200
    assert ask(closed, made["key"], "check").json()["kind"] == "NotAllowed"
    assert ask(closed, made["key"] + "x").status_code == 401
    (listed,) = [one for one in command(closed, "list") if one["id"] == made["id"]]
    assert "key" not in listed
    assert made["key"].encode() not in (closed.data / "ledger.db").read_bytes()
    command(closed, "revoke", made["id"])
    ends = time.monotonic() + 15
    while ask(closed, made["key"]).status_code == 200 and time.monotonic() < ends:
        time.sleep(0.5)  # what was looked up is held for five seconds
    assert ask(closed, made["key"]).status_code == 401


def test_jobs_are_their_own_key_s(closed: Server) -> None:
    one, other, admin = (key_for(closed, scope)[1] for scope in ("read", "read", "admin"))
    with closed.client(Authorization=f"Bearer {one}", Prefer="respond-async") as client:
        location = client.post("/api/v1/read", content=png.plain()).headers["location"]
        assert client.get(location).status_code == 200
    with closed.client(Authorization=f"Bearer {other}") as client:
        assert client.get(location).json()["kind"] == "NotFound"
        assert client.get("/api/v1/jobs").json() == {"jobs": []}
    with closed.client(Authorization=f"Bearer {admin}") as client:
        assert client.get(location).status_code == 200


def test_a_key_asks_as_often_as_it_may(closed: Server) -> None:
    secret = key_for(closed, "read", rate=8)[1]

    statuses = [ask(closed, secret).status_code for _ in range(4)]

    assert statuses == [200, 200, 429, 429]
    assert int(ask(closed, secret).headers["retry-after"]) >= 1


def test_figures_are_for_who_runs_the_service(closed: Server) -> None:
    reader, admin = (key_for(closed, scope)[1] for scope in ("read", "admin"))
    with closed.client() as client:
        assert client.get("/metrics").status_code == 401
        bearer = {"Authorization": f"Bearer {reader}"}
        assert client.get("/metrics", headers=bearer).status_code == 403
        assert client.post("/api/v1/read", headers=bearer, content=png.plain()).status_code == 200
        bearer = {"Authorization": f"Bearer {admin}"}
        text = client.get("/metrics", headers=bearer).text
    assert 'hegui_requests_total{method="POST",route="/api/v1/read",status="200"}' in text


@pytest.mark.parametrize("host", ["evil.example.com", "127.0.0.1.evil.example.com", "", "[", "a b"])
def test_a_name_that_points_here_is_not_ours(server: Server, host: str) -> None:
    """A page elsewhere may have its own name point at this machine (DNS rebinding)."""
    with server.client(Host=host) as client:
        answer = client.post("/api/v1/read", content=png.plain())
    assert answer.status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example.com"},
        {"Origin": "null"},
        {"Origin": "http://[bad"},
    ],
)
def test_another_site_s_page_cannot_write(client: httpx.Client, headers: dict[str, str]) -> None:
    answer = client.post("/api/v1/read", content=png.plain(), headers=headers)

    assert (answer.status_code, answer.json()["kind"]) == (403, "CrossSite")


def test_our_own_pages_can(server: Server, client: httpx.Client) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": server.address}):
        assert client.post("/api/v1/read", content=png.plain(), headers=headers).status_code == 200


def test_a_bucket_fills_with_time_and_not_beyond_its_burst() -> None:
    moment = 0.0
    buckets = Buckets(lambda: moment)

    assert [buckets.take("a", 8) for _ in range(3)] == [0.0, 0.0, 7.5]
    moment = 7.5
    assert buckets.take("a", 8) == 0.0
    assert buckets.take("a", 8) == 7.5
    moment = 1000.0
    assert [buckets.take("a", 8) for _ in range(3)] == [0.0, 0.0, 7.5]
    assert buckets.take("b", 8) == 0.0


def test_every_answer_has_the_headers_of_a_careful_service(client: httpx.Client) -> None:
    for answer in (client.get("/health"), client.get("/nothing"), client.post("/api/v1/read")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert len(answer.headers["x-request-id"]) == 16
        assert "server" not in answer.headers


def test_the_log_has_no_names_content_or_secrets(closed: Server) -> None:
    identity, secret = key_for(closed, "read")
    with closed.client(Authorization=f"Bearer {secret}") as client:
        client.post("/api/v1/read?name=secret-name.png", content=b"secret-content" * 9)

    lines = closed.log.read_text().splitlines()
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    last = [one for one in entries if one["event"] == "request"][-1]
    assert (last["route"], last["status"], last["key"]) == ("/api/v1/read", 415, identity)
    assert "secret" not in closed.log.read_text()
    assert secret not in closed.log.read_text()
