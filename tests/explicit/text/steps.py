"""What the tests of text share: a label put into a string."""

from __future__ import annotations

from hegui.explicit.text.placing import Place
from hegui.explicit.text.text import Form, TextOptions, label_text
from hegui.explicit.wording import stock

LONG = stock().text


def put(text: str, place: Place, form: Form = Form.PLAIN, lang: str = "zh") -> str:
    return label_text(text, stock(lang), TextOptions(place, form)).text
