"""Records with their proofs, complaints with their days, and numbers that anybody looks up."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from hegui.cli import main
from tests.builders.labels import PRODUCER
from tests.web.pages.conftest import OpenPage
from tests.web.server import Server, serving

NUMBER = "3c1f7a52-90e8-4c1d-8a7f-5d2be09c4e11"


@pytest.fixture(scope="module")
def recorded(site: Server, works: Path) -> int:
    """The position of the record of a work that was labelled under NUMBER."""
    with site.client() as client:
        answer = client.post(
            f"/api/v1/label?id={NUMBER}",
            content=(works / "plain.png").read_bytes(),
            headers={"Content-Type": "application/octet-stream"},
        )
    assert answer.status_code == 200
    return int(answer.headers["hegui-records"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_record_is_found_and_its_proof_holds_without_the_service(
    lang: str,
    opened: OpenPage,
    recorded: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = opened("/records", lang)
    page.fill("[name=produce_id]", NUMBER)
    page.click("button.main")
    page.click(f"tbody a >> text={recorded}")
    assert NUMBER in page.inner_text("dl")
    assert page.locator(".result.done").count() == 1
    with page.expect_download() as download:
        page.click("[download]")
    proof = tmp_path / "proof.json"
    download.value.save_as(proof)
    key = re.findall(r"--public-key '([^']+)'", page.inner_text("pre"))[0]
    assert main(["records", "verify", str(proof), "--public-key", key]) == 0
    # A byte of the entry changed: the proof no longer holds.
    text = proof.read_text()
    at = text.index('"entry":') + 14
    proof.write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    assert main(["records", "verify", str(proof), "--public-key", key]) in (1, 3)
    capsys.readouterr()


def test_a_complaint_goes_from_the_queue_to_its_decision(opened: OpenPage) -> None:
    page = opened("/complaints")
    page.select_option("[name=subject]", "forged-label")
    page.fill("[name=text]", "Somebody changed <b>the label</b>.")
    page.click("text=File the complaint")
    assert "label forged or altered" in page.inner_text("h1")
    assert "<b>the label</b>" in page.inner_text("dl")
    address = page.url
    page.goto(address.rsplit("/", 1)[0])
    assert "days left" in page.inner_text(".queue")
    page.click(".queue a >> text=label forged or altered")
    page.select_option("[name=outcome]", "upheld")
    page.fill("[name=text]", "It was changed; the upload is labelled again.")
    page.click("text=Record the decision")
    assert page.url == address
    assert "upheld" in page.inner_text(".result")
    page.goto(address.rsplit("/", 1)[0] + "?state=decided")
    assert page.locator(".queue .mark.pass").count() >= 1


def test_a_number_tells_what_its_label_says_and_no_more(opened: OpenPage, recorded: int) -> None:
    page = opened(f"/number?number={NUMBER}")
    words = page.inner_text("main")
    assert "Its label says that the content is AI-generated." in words
    assert PRODUCER not in words
    assert "sha256" not in words
    assert "not on record here" in opened(f"/number?number={'x' * 20}").inner_text("main")
    assert "could be guessed" in opened("/number?number=17").inner_text("main")


def test_nobody_counts_through_numbers(site: Server) -> None:
    with site.client() as client:
        answers = [
            client.get("/number", params={"number": f"{one:020}"}).status_code for one in range(60)
        ]
    assert 429 in answers


def test_pages_ask_to_sign_in_and_let_in_what_the_key_allows(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    made = ["serve", "key", "new", "desk", "--scopes", "check", "--data", str(data)]
    assert main(made) == 0
    secret = capsys.readouterr().out.strip()
    with serving(data, "--hosts=hegui.example") as server:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"{server.address}/check")
        assert page.url.startswith(f"{server.address}/sign-in")
        page.fill("[name=key]", "hegui_wrong")
        page.click("button.main")
        assert "not known here" in page.inner_text("[role=alert]")
        page.fill("[name=key]", secret)
        page.click("button.main")
        assert page.url == f"{server.address}/check"
        (cookie,) = [one for one in context.cookies() if one["name"] == "hegui_session"]
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
        assert secret not in cookie["value"]
        page.goto(f"{server.address}/records")
        assert "lacks the scope records" in page.inner_text("main")
        page.click("text=Sign out")
        page.goto(f"{server.address}/check")
        assert "/sign-in" in page.url
        context.close()
        elsewhere = httpx.get(
            f"{server.address}/sign-in?next=https://elsewhere.example/", trust_env=False
        )
        assert "elsewhere.example" not in elsewhere.text
