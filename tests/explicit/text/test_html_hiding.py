"""Words that a page hides by its own tags or style elements are no label; all others are read."""

from __future__ import annotations

import time

import pytest

from hegui.explicit.text.html_text import lines_of

SHEET = "<style>{}</style>"
HIDDEN = {
    "hidden": "<p hidden>X</p>",
    "inline": "<p style='display: none'>X</p>",
    "opacity": "<p style='opacity:0'>X</p>",
    "size": "<p style='font-size:0px'>X</p>",
    "white": "<p style='color:#FFF'>X</p>",
    "important": "<p style='color: white !important'>X</p>",
    "rgb": "<p style='color:rgb(255, 255,255)'>X</p>",
    "class": SHEET.format(".a{display:none}") + "<p class='b a'>X</p>",
    "id": SHEET.format("h1, #k { visibility : hidden }") + "<p id=k>X</p>",
    "tag": SHEET.format("/* p */ aside{opacity:0.0}") + "<aside>X</aside>",
    "tag and class": SHEET.format("p.a.b{font-size:0}") + "<p class='b c a'>X</p>",
    "white by class": SHEET.format(".w{color:#ffffff}") + "<p><span class=w>X</span></p>",
    "around": SHEET.format(".a{display:none}") + "<div class=a><p>X</p></div>",
}
SHOWN = {
    "plain": "<p>X</p>",
    "half": "<p style='opacity:0.5'>X</p>",
    "small": "<p style='font-size:0.9em'>X</p>",
    "white on a ground": "<body style='background:#000'><p style='color:#fff'>X</p></body>",
    "nearly white": "<p style='color:#fff0f0'>X</p>",
    "another class": SHEET.format(".a{display:none}") + "<p class='ab'>X</p>",
    "another tag": SHEET.format("q.a{display:none}") + "<p class='a'>X</p>",
    "a medium": SHEET.format("@media print{p{display:none}}") + "<p>X</p>",
    "within another": SHEET.format("nav p{display:none}") + "<p>X</p>",
    "when pointed at": SHEET.format("p:hover{display:none}") + "<p>X</p>",
    "a comment": SHEET.format("/* p{display:none} */") + "<p>X</p>",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden(name: str) -> None:
    assert lines_of(HIDDEN[name].replace("X", "AI生成") + "<p>behind</p>") == ["behind"]


@pytest.mark.parametrize("name", SHOWN)
def test_shown(name: str) -> None:
    assert lines_of(SHOWN[name].replace("X", "AI生成")) == ["AI生成"]


def test_sheets_that_never_end_cost_little() -> None:
    started = time.monotonic()
    for piece in ("a{", "@media{", "/*", "}", "p,", ".a", "color:", "{}"):
        lines_of("<style>" + piece * 50_000 + "</style><p style='" + piece * 50_000 + "'>X</p>")
    assert time.monotonic() - started < 10
