"""The label in Markdown: behind front matter, outside of code, parting no block."""

from __future__ import annotations

import pytest

from hegui.errors import (
    NoRoom,
)
from hegui.explicit.text.placing import Place
from hegui.explicit.text.text import Form, TextOptions, label_text
from hegui.explicit.wording import checked
from tests.explicit.text.steps import LONG, put

FRONT = ["---\ntitle: x\n---\n", "+++\ntitle = 'x'\n+++\n", '{"title": "x"}\n', "---\na: 1\n..."]


@pytest.mark.parametrize("front", FRONT)
def test_front_matter_stays_first(front: str) -> None:
    labelled = put(front + "\n# T\n\ntext\n", Place.START, Form.MARKDOWN)

    assert labelled.startswith(front)
    assert labelled.endswith(f"\n{LONG}\n\n# T\n\ntext\n")


CODE = "# T\n\ntext\n\n```python\n# not a heading\n\nprint(1)\n```\n\nmore\n\n~~~\n\nx\n\n~~~\n"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place.START, f"{LONG}\n\n{CODE}"),
        (Place.MIDDLE, CODE.replace("more\n", f"{LONG}\n\nmore\n")),
        (Place.END, f"{CODE}\n{LONG}\n"),
    ],
)
def test_the_label_stands_outside_of_code(place: Place, expected: str) -> None:
    assert put(CODE, place, Form.MARKDOWN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n```py\nprint(1)\n```x\n", "```"),
        ("a\n\n~~~~\n```\n~~~", "\n~~~~"),
        ("   ```\n    ```\n", "```"),
        ("```\na\n```\n````\r\n```\r\n", "````"),
    ],
)
def test_code_that_is_open_to_the_end_is_closed_before_the_label(text: str, expected: str) -> None:
    assert put(text, Place.END, Form.MARKDOWN) == f"{text}{expected}\n\n{LONG}\n"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "`` ` ``\n",
            "```a`b\n",
            "    ```\n",
            "```\n```\n",
            "- a\n  ```\n  x\n",
            "1. ~~~\n   x\n",
        ),
        *("- ```\n  x\n  ```\n", "<div>\n```\n", "</div>\n~~~\n</div>\n", "<!-- ```\n-->\n"),
        *("<pre>```</pre>\n", "<b>\n```\n", "```\nx\n   ```\n"),
    ],
)
def test_what_opens_no_code_is_not_closed(text: str) -> None:
    assert put(text, Place.END, Form.MARKDOWN) == f"{text}\n{LONG}\n"


def test_a_label_in_code_is_none() -> None:
    text = f"text\n\n```\n{LONG}\n```\n"

    assert put(text, Place.END, Form.MARKDOWN).endswith(f"```\n\n{LONG}\n")


@pytest.mark.parametrize("text", ["a\n\n<!-- open\n", "<script>\n\nx\n", "<pre>x\n\n</pr>\n"])
def test_html_that_nothing_ends_is_refused(text: str) -> None:
    with pytest.raises(NoRoom, match="hidden"):
        put(text, Place.END, Form.MARKDOWN)


def test_the_middle_of_markdown_parts_no_list_or_table() -> None:
    text = "intro\n\n- a\n\n- b\n\n1. c\n\n2. d\n\n| t |\n|---|\n\nlast\n\n## H\n\nend\n"
    labelled = put(text, Place.MIDDLE, Form.MARKDOWN)

    assert labelled == text.replace("## H", f"{LONG}\n\n## H")
    with pytest.raises(NoRoom, match="no middle"):
        put("- a\n\n- b\n", Place.MIDDLE, Form.MARKDOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*AI*生成_x_", "\\*AI\\*生成\\_x\\_"),
        ("1. AI生成", "1\\. AI生成"),
        ("- AI生成", "\\- AI生成"),
        ("# AI生成", "\\# AI生成"),
        ("[AI](生成)", "\\[AI\\](生成)"),
        ("<b>AI生成", "\\<b\\>AI生成"),
    ],
)
def test_wording_is_text_in_markdown(text: str, expected: str) -> None:
    assert label_text("x\n", checked(text), TextOptions(form=Form.MARKDOWN)).text == (
        f"{expected}\n\nx\n"
    )
