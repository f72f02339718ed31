"""Reviews in a browser: two people at once and a third, by keyboard, blind, and never twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.review.judging import Asks, Opinion, Role
from hegui.assess.review.queue import ReviewItem, Settled, open_queue
from hegui.cli import main
from tests.assess.steps import hegui, plan_of, sample_banks
from tests.web.pages.conftest import OpenPage
from tests.web.server import Server, serving

MACHINE = "the machine holds this for A.2.c"
HOSTILE = (
    "\n<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "</div></main><b>bold</b>{{ 7 * 7 }}\x1b[31m\x00\u202etxt\r\nend"
)
LONG = "字" * 3_500_000  # 10.5 MB in UTF-8
# By item: the keys and the reason of the first, of the second, and of the third where asked.
ENTERED: dict[str, tuple[tuple[str, str], ...]] = {
    "content:0": (("0", ""), ("0", "")),
    "content:1": (("21", "mocks a people"), ("16", "praises violence")),
    "content:2": (("23 31", "first of 2"), ("0", ""), ("31", "resolved: unfair")),
    "content:3": (("0", "harmless"), ("52", "second of 3"), ("0", "")),
    "refuse:0": (("3", ""), ("3", "clear")),
    "refuse:1": (("1", ""), ("2", "half of it"), ("2", "")),
}
EXPECTED = [
    Settled("content:0", "content", Opinion(), False),
    Settled(
        "content:1",
        "content",
        Opinion(("A.1.f", "A.2.a"), None, "mocks a people; praises violence"),
        False,
    ),
    Settled("content:2", "content", Opinion(("A.3.a",), None, "resolved: unfair"), True),
    Settled("content:3", "content", Opinion(), True),
    Settled("refuse:0", "refuse", Opinion((), Refusal.FULL, "clear"), False),
    Settled("refuse:1", "refuse", Opinion((), Refusal.PARTIAL), True),
]


def item(identity: str, answer: str = "") -> ReviewItem:
    bank = identity.partition(":")[0]
    asks = Asks.QUALIFIED if bank == "content" else Asks.REFUSAL
    return ReviewItem(identity, asks, f"question {identity}", answer or f"answer {identity}", bank)


REVIEWS = (
    [item(one) for one in ENTERED],
    [item(f"content:{at}") for at in range(3)],
    [item("content:0", HOSTILE), item("content:1", HOSTILE + LONG)],
    [item("content:0"), item("refuse:0")],
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Assessments with a plan and a queue, and what a machine said beside it."""
    root = tmp_path_factory.mktemp("reviews")
    banks = sample_banks(root / "banks", "small")
    made = root / "planned"
    options = [f"--{kind}={file}" for kind, file in banks.items()]
    options += [f"--size={kind}=20" for kind in ("content", "refuse", "accept")]
    hegui(
        "assess", "plan", str(made), *options, "--service", "示例服务", "--captured", "--seed", "1"
    )
    found = []
    for number, items in enumerate(REVIEWS, start=1):
        folder = root / str(number)
        shutil.copytree(made, folder)
        (folder / "judge.jsonl").write_text(MACHINE)
        (folder / "judgements.jsonl").write_text(MACHINE)
        with open_queue(str(folder / "review.sqlite"), plan_of(folder)[1]) as queue:
            assert queue.add(items) == len(items)
            queue.appoint("王芳", Role.FIRST)
        found.append(folder)
    return found


@pytest.fixture(scope="module")
def site(folders: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("service") / "data"
    with serving(data, "--reviews=" + ",".join(map(str, folders))) as one:
        yield one


def take_part(page: Page, name: str, role: str = "") -> Page:
    """Names a reviewer, and goes to the first item."""
    page.fill("[name=name]", name)
    page.select_option("[name=role]", role)
    page.click("form button.main")
    assert name in page.inner_text(".result")
    begin(page)
    return page


def begin(page: Page) -> None:
    """To the first item, and until its script is there."""
    with page.expect_navigation():
        page.click("a.button.main")


def shown(page: Page) -> str:
    return page.input_value("[name=item]")


def judge(page: Page, keys: str, reason: str = "") -> None:
    """One item by keyboard alone."""
    for key in keys.replace(" ", ""):
        page.keyboard.press(key)
    if reason:
        page.keyboard.press("r")
        page.keyboard.type(reason)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def settled(folder: Path) -> list[Settled]:
    with open_queue(str(folder / "review.sqlite"), plan_of(folder)[1]) as queue:
        return list(queue.settled())


def test_two_judge_at_once_and_a_third_resolves(opened: OpenPage, folders: list[Path]) -> None:
    first = take_part(opened("/reviews/1"), "王芳")  # a role that was given
    second = take_part(opened("/reviews/1", "zh"), "Li Na", "second")
    seen = []
    for at, (identity, said) in enumerate(ENTERED.items()):
        # Both have the item before them at the same time.
        assert (shown(first), shown(second)) == (identity, identity)
        assert "31种安全风险" in second.inner_text("form") or identity.startswith("refuse")
        judge(first, *said[0])
        second.reload()
        seen.append(second.content())
        judge(second, *said[1])
        seen.append(first.content())
        assert f"judged in your role: {at + 1}" in first.inner_text(".progress")
    assert "Nothing waits for you" in first.inner_text("main")
    for words in (said[0][1] for said in ENTERED.values() if said[0][1]):
        assert not any(words in page for page in seen[::2])
    assert not any("王芳" in page for page in seen[::2])
    assert not any("Li Na" in page or "second of 3" in page for page in seen[1::2])

    third = take_part(opened("/reviews/1"), "Zhao", "third")
    for identity, said in ENTERED.items():
        if len(said) < 3:
            continue
        assert shown(third) == identity
        views = third.inner_text("[data-opinions]")
        assert said[0][1] in views
        assert said[1][1] in views
        assert "王芳" not in third.content()
        assert MACHINE not in third.content()
        judge(third, *said[2])
    assert "6 of 6 settled" in third.inner_text(".progress")
    assert "0 disputed" in third.inner_text(".progress")
    assert not any(MACHINE in page for page in seen)
    assert settled(folders[0]) == EXPECTED
    page = opened("/reviews/1")
    assert [page.inner_text(f"[data-role={one.value}]") for one in Role] == ["6", "6", "3"]
    assert "6 of 6" in opened("/reviews").inner_text(".queue li:first-child")


def test_nobody_judges_twice_and_what_is_skipped_comes_again(opened: OpenPage) -> None:
    page = take_part(opened("/reviews/2"), "王芳")
    other = page.context.new_page()
    other.goto(page.url)
    assert shown(page) == shown(other) == "content:0"
    judge(page, "0")
    judge(other, "11", "changed my mind")
    assert "王芳 has judged content:0 already" in other.inner_text("main")
    assert "This opinion was not kept" in other.title()
    begin(other)
    assert shown(other) == "content:1"
    other.close()
    assert shown(page) == "content:1"
    with page.expect_navigation():
        page.keyboard.press("s")
    assert shown(page) == "content:2"
    judge(page, "0")
    assert shown(page) == "content:1"
    # A second role is not to be had under the same name.
    page = opened("/reviews/2")
    page.fill("[name=name]", "王芳")
    page.select_option("[name=role]", "second")
    page.click("form button.main")
    assert "has the role first already" in page.inner_text("main")


def test_keys_choose_take_back_and_leave_texts_alone(opened: OpenPage) -> None:
    page = take_part(opened("/reviews/2"), "Li", "second")
    for key in "0", "2", "3", "2", "4", "2", "3":
        page.keyboard.press(key)
    chosen = page.eval_on_selector_all(":checked", "all => all.map((one) => one.name)")
    assert chosen == ["risk-A.2.d"]  # qualified went, A.2.c was taken back
    page.keyboard.press("Enter")  # there is no reason yet: the browser leads to it
    assert shown(page) == "content:0"
    page.keyboard.type("1s0r")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("line")
    assert page.input_value("[name=reason]") == "1s0r\nline"
    # While an input method composes, Enter is its own.
    page.eval_on_selector(
        "[name=reason]",
        "one => one.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true}))",
    )
    assert page.input_value("[name=reason]") == "1s0r\nline"
    page.keyboard.press("Escape")
    page.keyboard.press("0")
    assert page.is_checked("[name=qualified]")


def test_hostile_answers_are_text(opened: OpenPage, site: Server) -> None:
    page = take_part(opened("/reviews/3"), "王芳")
    text = page.text_content("[data-answer]")
    expected = HOSTILE.replace("\r\n", "\n").replace("\x1b", "␛").replace("\x00", "␀")
    assert text == expected.replace("\u202e", "⟨U+202E⟩")
    assert page.locator("[data-answer] *").count() == 0
    assert "taken" not in page.title()
    assert page.locator("[data-cut]").count() == 0
    judge(page, "0")
    assert "The first 100,000 of 3,500," in page.inner_text("[data-cut]")
    assert len(page.content()) < 200_000
    with page.expect_download() as download:
        page.click("[data-cut] a")
    whole = Path(download.value.path()).read_bytes().decode()
    assert whole == HOSTILE + LONG


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_works_without_scripts(lang: str, opened: OpenPage, folders: list[Path]) -> None:
    name, role = ("Ann", "first") if lang == "en" else ("安娜", "second")
    page = take_part(opened("/reviews/4", lang, scripts=False), name, role)
    page.click("button.main")
    said = "say which risks" if lang == "en" else "请指出文本包含哪些安全风险"
    assert said in page.inner_text("[role=alert]")
    page.click("details.group:nth-of-type(3) summary")
    page.check("[name='risk-A.3.b']")
    page.click("button.main")
    said = "say why" if lang == "en" else "理由"
    assert said in page.inner_text("main")
    assert page.is_checked("[name='risk-A.3.b']")  # what was entered is still there
    page.check("[name=qualified]")
    page.fill("[name=reason]", "ads")
    page.click("button.main")
    said = "choose one or the other" if lang == "en" else "请二者择一"
    assert said in page.inner_text("[role=alert]")
    page.uncheck("[name=qualified]")
    page.click("button.main")
    assert shown(page) == "refuse:0"
    page.click("[data-skip]")
    assert shown(page) == "refuse:0"  # nothing else is left
    page.check("[name=refusal][value=full]")
    page.click("button.main")
    if lang == "zh":
        opinions = [one.opinion for one in settled(folders[3])]
        assert opinions == [Opinion(("A.3.b",), None, "ads; ads"), Opinion((), Refusal.FULL)]


def test_nothing_else_can_be_reached(site: Server) -> None:
    with site.client() as client:
        assert client.get("/reviews/5").status_code == 404
        assert client.get("/reviews/0").status_code == 422
        answer = client.get("/reviews/1/answer", params={"item": "../plan.json"})
        assert answer.status_code == 403  # who asks takes no part
        client.cookies.set("hegui_reviewer", quote("王芳"))
        answer = client.get("/reviews/1/answer", params={"item": "../plan.json"})
        assert (answer.status_code, "is not in the queue" in answer.text) == (400, True)
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        form = {"item": "content:0", "qualified": "1"}
        assert client.post("/reviews/1/next", data=form, headers=elsewhere).status_code == 403


def test_with_keys_the_keys_name_is_the_reviewer(
    browser: Browser, folders: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "assessment"
    shutil.copytree(folders[1], folder)
    (folder / "review.sqlite").unlink()
    with open_queue(str(folder / "review.sqlite"), plan_of(folder)[1]) as queue:
        queue.add(REVIEWS[1])
    data, secrets = tmp_path / "data", []
    data.mkdir()
    for name, scope in (("Wang", "review"), ("desk", "check")):
        made = ["serve", "key", "new", name, "--scopes", scope, "--data", str(data)]
        assert main(made) == 0
        secrets.append(capsys.readouterr().out.strip())
    with serving(data, "--hosts=hegui.example", f"--reviews={folder}") as server:
        for secret, status in zip(secrets, (200, 403), strict=True):
            with server.client(Authorization=f"Bearer {secret}") as client:
                assert client.get("/reviews/1").status_code == status
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"{server.address}/reviews/1")
        page.fill("[name=key]", secrets[0])
        page.click("button.main")
        assert "You are Wang." in page.inner_text("main")
        assert page.locator("[name=name]").count() == 0
        page.select_option("[name=role]", "first")
        page.click("main form button.main")
        assert page.locator("[data-leave]").count() == 0
        # A cookie says nothing where a key does.
        context.add_cookies([{"name": "hegui_reviewer", "value": "Li", "url": server.address}])
        begin(page)
        judge(page, "0")
        context.close()
    with open_queue(str(folder / "review.sqlite"), plan_of(folder)[1]) as queue:
        assert queue.people() == {"Wang": Role.FIRST}
        assert queue.progress().by_role["first"] == 1


def test_a_folder_without_a_plan_is_refused_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--data", str(tmp_path / "data"), "--reviews", str(tmp_path)]) == 3
    assert "plan.json" in capsys.readouterr().err
