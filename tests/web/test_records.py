"""The ledger, complaints and rules over HTTP."""

from __future__ import annotations

import json

import httpx
import pytest

from hegui.ledger.ledger import Ledger
from hegui.ledger.proofs import RecordProof, parse_proof
from tests.builders import png
from tests.web.server import Server

PRODUCER = "001191350100M000100Y4300000"


def test_what_was_labelled_is_looked_up_and_proved(server: Server, client: httpx.Client) -> None:
    params = {"name": "a.png", "producer": PRODUCER, "implicit_only": "true", "id": "looked-up"}
    labelled = client.post("/api/v1/label", params=params, content=png.plain())
    position = int(labelled.headers["hegui-records"])

    (found,) = client.get("/api/v1/records", params={"produce_id": "looked-up"}).json()["records"]
    assert found == client.get(f"/api/v1/records/{position}").json()
    assert found["record"]["producer"] == PRODUCER
    proof = parse_proof(client.get(f"/api/v1/records/{position}/proof").content)
    assert isinstance(proof, RecordProof)
    with Ledger.open(str(server.data / "ledger.db"), key=server.data / "ledger.key") as ledger:
        key = ledger.signer().verifier
    assert proof.problem(key) is None
    assert proof.decode().record.public()["produce_id"] == "looked-up"
    for missing in ("/api/v1/records/999999", "/api/v1/records/999999/proof"):
        assert client.get(missing).json()["kind"] == "NotFound"


def test_a_verdict_is_recorded_where_that_is_asked(client: httpx.Client) -> None:
    params = {"name": "a.png", "record": "true", "declared": "true"}
    answer = client.post("/api/v1/check", params=params, content=png.plain())

    record = client.get(f"/api/v1/records/{answer.headers['hegui-records']}").json()["record"]
    assert (record["verdict"], record["declared"]) == ("may-be", True)
    assert record["digest"] == f"sha256:{answer.json()['sha256']}"


def test_a_waiver_keeps_who_apart(client: httpx.Client) -> None:
    told = {
        "kind": "waived",
        "producer": PRODUCER,
        "recipient": "Li Hua",
        "agreement": "A-7",
        "key": "once",
    }

    first = client.post("/api/v1/records", json=told)
    again = client.post("/api/v1/records", json=told)

    assert first.status_code == 201
    assert first.json()["position"] == again.json()["position"]
    address = f"/api/v1/records/{first.json()['position']}"
    assert "recipient" not in client.get(address).json()["record"]
    assert client.get(f"{address}?personal=true").json()["record"]["recipient"] == "Li Hua"
    other = client.post("/api/v1/records", json=told | {"recipient": "Han Mei"})
    assert (other.status_code, other.json()["kind"]) == (409, "ReusedKey")


def test_a_complaint_is_filed_listed_by_its_day_and_decided(client: httpx.Client) -> None:
    new = {"subject": "missing-label", "propagate_id": "p-1", "contact": "a@example.com"}
    filed = client.post("/api/v1/complaints", json=new)
    position = filed.json()["position"]

    assert filed.status_code == 201
    assert (filed.json()["overdue"], filed.json()["decision"]) == (False, None)
    assert filed.json()["due"] > filed.json()["time"]
    listed = client.get("/api/v1/complaints").json()["complaints"]
    assert position in [one["position"] for one in listed]
    decision = {"outcome": "upheld", "text": "done"}
    decided = client.post(f"/api/v1/complaints/{position}/decision", json=decision)
    assert decided.json()["decision"]["record"] == decision | {"about": position}
    listed = client.get("/api/v1/complaints").json()["complaints"]
    assert position not in [one["position"] for one in listed]
    again = client.post(f"/api/v1/complaints/{position}/decision", json=decision)
    assert again.status_code == 200  # the same decision, told again
    other = client.post(f"/api/v1/complaints/{position}/decision", json={"outcome": "rejected"})
    assert (other.status_code, other.json()["kind"]) == (409, "Conflict")
    appeal = client.post("/api/v1/complaints", json={"subject": "why", "about": position})
    assert appeal.json()["kind"] == "appeal"


@pytest.mark.parametrize("words", ["45438", "标识办法", "labelling measures"])
def test_rules_are_found_shown_and_told_by_day(client: httpx.Client, words: str) -> None:
    found = client.get("/api/v1/rules", params={"q": words}).json()["rules"]
    shown = client.get(f"/api/v1/rules/{found[0]['id']}").json()

    assert shown["id"] == found[0]["id"]
    day = client.get("/api/v1/rules/on", params={"day": "2025-09-01", "market": "CN"}).json()
    assert day["day"] == "2025-09-01"
    assert "cn-labelling-measures-2025" in json.dumps(day["applies"])
    assert client.get("/api/v1/rules/on?market=XX").json()["kind"] == "Invalid"
