"""Work that is not waited for: acknowledged, done, answered; repeated requests; cancelling."""

from __future__ import annotations

import time

import httpx
import pytest

import hegui
from tests.builders import png
from tests.web.server import Server

PRODUCER = "001191350100M000100Y4300000"
LABEL = {"name": "a.png", "producer": PRODUCER, "implicit_only": "true"}
LATER = {"Prefer": "respond-async", "Content-Type": "application/octet-stream"}


def over(client: httpx.Client, address: str, seconds: float = 30) -> dict[str, object]:
    """The job once it is over."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        job: dict[str, object] = client.get(address).json()
        if job["state"] in ("done", "failed", "cancelled"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_job_is_acknowledged_done_and_answered(client: httpx.Client) -> None:
    answer = client.post("/api/v1/label", params=LABEL, content=png.plain(), headers=LATER)

    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "respond-async"
    job = over(client, answer.headers["location"])
    assert (job["state"], job["status"], job["attempts"]) == ("done", 200, 1)
    labelled = client.get(str(job["answer"]))
    assert hegui.read(labelled.content).sites
    assert isinstance(job["records"], list)
    position = job["records"][0]
    record = client.get(f"/api/v1/records/{position}").json()
    assert record["kind"] == "production"
    assert labelled.headers["hegui-records"] == str(position)
    assert (
        record["record"]["digest"]
        == f"sha256:{client.get(str(job['answer'])).headers['hegui-result'][-66:-2]}"
    )


def test_a_file_that_cannot_be_worked_on_is_a_job_that_failed(client: httpx.Client) -> None:
    answer = client.post("/api/v1/label", params=LABEL, content=b"\0\1\2\3" * 9, headers=LATER)

    job = over(client, answer.headers["location"])
    assert (job["state"], job["status"]) == ("failed", 415)
    problem = client.get(str(job["answer"]))
    assert (problem.status_code, problem.json()["kind"]) == (415, "UnknownFormat")


def test_a_repeated_request_gets_the_first_answer(client: httpx.Client) -> None:
    headers = {"Idempotency-Key": "one", "Content-Type": "application/octet-stream"}

    first = client.post("/api/v1/label", params=LABEL, content=png.plain(), headers=headers)
    second = client.post("/api/v1/label", params=LABEL, content=png.plain(), headers=headers)
    without = client.post("/api/v1/label", params=LABEL, content=png.plain())
    other = client.post(
        "/api/v1/label", params=LABEL | {"id": "x"}, content=png.plain(), headers=headers
    )

    assert first.status_code == 200
    assert first.content == second.content != without.content  # a content number is random
    assert first.headers["hegui-records"] == second.headers["hegui-records"]
    assert (other.status_code, other.json()["kind"]) == (409, "Conflict")


def test_a_job_that_waits_is_cancelled_at_once(server: Server, client: httpx.Client) -> None:
    """There is one worker for jobs: what comes behind others waits."""
    locations = [
        client.post("/api/v1/label", params=LABEL, content=png.plain(), headers=LATER).headers[
            "location"
        ]
        for _ in range(20)
    ]
    answer = client.delete(locations[-1])

    assert answer.status_code == 202
    states = [over(client, one)["state"] for one in locations]
    assert states[:-1] == ["done"] * 19
    assert states[-1] in ("cancelled", "done")
    listed = client.get("/api/v1/jobs?limit=1000").json()["jobs"]
    assert {one["id"] for one in listed} >= {one.rsplit("/", 1)[-1] for one in locations}


@pytest.mark.parametrize(
    "address", ["/api/v1/jobs/" + "0" * 32, "/api/v1/jobs/" + "0" * 32 + "/answer"]
)
def test_an_unknown_job_is_not_found(client: httpx.Client, address: str) -> None:
    assert client.get(address).json()["kind"] == "NotFound"
