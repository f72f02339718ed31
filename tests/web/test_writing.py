"""Labels and a platform's elements over HTTP: the file comes back, and what was done."""

from __future__ import annotations

import base64
import email
import hashlib
import json
from email.message import Message

import httpx
import pytest

import hegui
from tests.builders import png

PRODUCER = "001191350100M000100Y4300000"
PLATFORM = "001191440300708461136T1XGW3"
BYTES = {"Content-Type": "application/octet-stream"}


def label(client: httpx.Client, **options: str | bool) -> httpx.Response:
    params: dict[str, str | bool] = {"name": "猫.png", "producer": PRODUCER, "implicit_only": True}
    params |= options
    return client.post("/api/v1/label", params=params, content=png.plain(), headers=BYTES)


def test_the_labelled_file_is_the_answer(client: httpx.Client) -> None:
    answer = label(client, id="cat-1")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    found = hegui.read(answer.content).sites[0].parsed
    assert found is not None
    assert (found.label.content_producer, found.label.produce_id) == (PRODUCER, "cat-1")
    digest = hashlib.sha256(answer.content)
    said = json.loads(answer.headers["hegui-result"])
    assert (said["outcome"], said["label"]["ProduceID"]) == ("labelled", "cat-1")
    assert said["sha256"] == digest.hexdigest()
    assert (
        answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    )
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''%E7%8C%AB.png"


def test_what_the_provider_should_know_comes_with_the_file(client: httpx.Client) -> None:
    """Art. 4 of the Measures: no explicit label, and nobody has said why none is owed."""
    answer = label(client, implicit_only=True)

    (notice,) = json.loads(answer.headers["hegui-result"])["notices"]
    assert "art. 4" in notice


def test_everything_that_was_done_can_come_with_the_file(client: httpx.Client) -> None:
    answer = label(client, answer="multipart")

    whole = b"Content-Type: " + answer.headers["content-type"].encode() + b"\r\n\r\n"
    parts = email.message_from_bytes(whole + answer.content).get_payload()
    assert isinstance(parts, list)
    told, file = parts
    assert isinstance(told, Message)
    assert isinstance(file, Message)
    record = json.loads(bytes(told.get_payload(decode=True)))
    data = bytes(file.get_payload(decode=True))
    assert record["label"]["ContentProducer"] == PRODUCER
    assert record["target"] is None
    assert record["result"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert hegui.read(data).sites


def test_an_explicit_label_is_written_unless_it_is_left_out(client: httpx.Client) -> None:
    params = {"name": "a.md", "producer": PRODUCER, "wording": "en"}

    answer = client.post("/api/v1/label", params=params, content=b"# Title\n\nText.\n")

    assert b"AI" in answer.content
    assert answer.headers["content-type"].startswith("text/markdown")


def test_a_platform_s_elements_are_added(client: httpx.Client) -> None:
    labelled = label(client).content
    params = {"name": "a.png", "propagator": PLATFORM, "id": "p-1"}

    answer = client.post("/api/v1/propagate", params=params, content=labelled, headers=BYTES)

    found = hegui.read(answer.content).sites[0].parsed
    assert found is not None
    assert (found.label.content_producer, found.label.content_propagator) == (PRODUCER, PLATFORM)
    assert json.loads(answer.headers["hegui-result"])["elements"]["PropagateID"] == "p-1"


def test_content_without_any_sign_comes_back_as_it_was(client: httpx.Client) -> None:
    params = {"name": "a.png", "propagator": PLATFORM}

    answer = client.post("/api/v1/propagate", params=params, content=png.plain(), headers=BYTES)

    assert answer.content == png.plain()
    assert json.loads(answer.headers["hegui-result"])["outcome"] == "unchanged"


def test_another_s_label_is_a_conflict(client: httpx.Client) -> None:
    labelled = label(client).content
    params: dict[str, str | bool] = {"name": "a.png", "producer": PLATFORM, "implicit_only": True}

    answer = client.post("/api/v1/label", params=params, content=labelled, headers=BYTES)

    assert (answer.status_code, answer.json()["kind"]) == (409, "ForeignLabel")


def test_nobody_labels_without_saying_who(client: httpx.Client) -> None:
    answer = client.post("/api/v1/label", params={"name": "a.png"}, content=png.plain())

    assert (answer.status_code, answer.json()["kind"]) == (400, "UsageError")


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("json", "application/json", b'{"files":['),
        ("sarif", "application/sarif+json", b'{"$schema"'),
        ("csv", "text/csv; charset=utf-8", b"file,format,check"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("text", "text/plain; charset=utf-8", b""),
    ],
)
def test_an_audit_comes_in_every_form(
    form: str, kind: str, begins: bytes, client: httpx.Client
) -> None:
    params = {"name": "a.png", "format": form}

    answer = client.post("/api/v1/audit", params=params, content=png.plain(), headers=BYTES)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.content.lower().startswith(begins.lower())
    assert b"a.png" in answer.content


def test_an_unknown_option_is_refused(client: httpx.Client) -> None:
    assert label(client, produce="x").json()["kind"] == "Invalid"
