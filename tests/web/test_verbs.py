"""Reading and checking over HTTP say what the command line says."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import httpx
import pytest

import hegui
from hegui.cli import main
from tests.builders import png

PRODUCER = "001191350100M000100Y4300000"
BYTES = {"Content-Type": "application/octet-stream"}


def labelled() -> bytes:
    data = hegui.label(png.plain(), producer=PRODUCER, name="a.png", implicit_only=True).data
    assert data is not None
    return data


@pytest.mark.parametrize("verb", ["read", "check"])
def test_an_upload_is_answered_as_the_command_line_answers(
    verb: str, client: httpx.Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = labelled()
    path = tmp_path / "a.png"
    path.write_bytes(data)
    main([verb, "--json", "--lang", "en", str(path)])
    expected = json.loads(capsys.readouterr().out)
    digest = hashlib.sha256(data).hexdigest()

    raw = client.post(f"/api/v1/{verb}?name=a.png", content=data, headers=BYTES)
    form = client.post(f"/api/v1/{verb}", files={"file": ("a.png", data)})

    assert raw.status_code == form.status_code == 200
    assert raw.json() == form.json()
    answer = raw.json()
    assert (answer.pop("size"), answer.pop("sha256")) == (len(data), digest)
    assert answer == expected | {"file": "a.png"}


def test_a_large_upload_is_answered_like_a_small_one(client: httpx.Client) -> None:
    """Past 1 MiB an upload lies on the disk, and a worker is given the open file."""
    data = labelled() + bytes(3 * 1024 * 1024)

    answer = client.post("/api/v1/check?name=a.png", content=data, headers=BYTES).json()

    assert answer["sha256"] == hashlib.sha256(data).hexdigest()
    assert answer["verdict"] == "is"


def test_options_are_the_verb_s(client: httpx.Client) -> None:
    answer = client.post("/api/v1/check?declared=true", files={"file": ("a.png", png.plain())})

    assert answer.json()["verdict"] == "may-be"


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"", 400, "Malformed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 422, "BrokenFile"),
        (b"\0\1\2\3" * 100, 415, "UnknownFormat"),
    ],
)
def test_what_cannot_be_read_is_a_problem_in_both_languages(
    body: bytes, status: int, kind: str, client: httpx.Client
) -> None:
    said = set()
    for lang in ("en", "zh"):
        headers = BYTES | {"Accept-Language": lang}
        answer = client.post("/api/v1/read", content=body, headers=headers)
        problem = answer.json()
        assert answer.status_code == problem["status"] == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == lang
        assert (problem["kind"], problem["type"]) == (kind, f"/api/v1/problems/{kind}")
        said.add((problem["title"], problem["detail"]))
    assert len(said) == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\cat.png", "cat.png"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\r\nSet-Cookie: x", "Set-Cookie: x"),
        ("..", "upload"),
        ("é" * 500 + ".png", "é" * 196 + ".png"),
    ],
)
def test_names_are_shown_and_nothing_else(name: str, shown: str, client: httpx.Client) -> None:
    answer = client.post("/api/v1/read", params={"name": name}, content=png.plain(), headers=BYTES)

    assert answer.json()["file"] == shown


@pytest.mark.parametrize(
    "body",
    [
        b"--x\r\n",
        b"--x\r\nContent-Disposition: form-data; name=other\r\n\r\n1\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        b"--x\r\n" + b"A: b\r\n" * 5000,
        b"not a form at all",
        b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\na\r\n" * 2 + b"--x--\r\n",
    ],
)
def test_forms_that_are_none_are_refused(body: bytes, client: httpx.Client) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}

    answer = client.post("/api/v1/read", content=body, headers=headers)

    assert (answer.status_code, answer.json()["kind"]) == (400, "Malformed")


def test_what_curl_d_sends_is_not_taken_for_the_file(client: httpx.Client) -> None:
    """Line ends are missing from it: a verdict on it would be one on another file."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    for verb in ("read", "check", "label", "audit"):
        answer = client.post(f"/api/v1/{verb}", content=b"file=abc", headers=headers)
        assert (answer.status_code, answer.json()["kind"]) == (415, "MediaType")
        assert "curl -F file=@NAME" in answer.json()["detail"]


def test_an_unknown_address_and_method_are_problems(client: httpx.Client) -> None:
    assert client.get("/api/v1/nothing").json()["kind"] == "NotFound"
    assert client.get("/api/v1/check").json()["kind"] == "MethodNotAllowed"
    assert client.post("/api/v1/check?declared=perhaps", content=b"1").json()["kind"] == "Invalid"
