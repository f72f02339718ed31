"""Chinese for explicit labels on text, documents and pages (explicit/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # wording.py
    "corner mark": "角标",
    "no notice is set for the Label {label!r}": "没有为 Label 值 {label!r} 规定的提示",
    "{text!r} denies it ({denied})": "{text!r} 是否定说法（{denied}）",
    "{text!r} lacks the word AI, which a corner mark needs (GB 45438-2025 5.1 c)": (
        "{text!r} 缺少角标必须含有的“AI”（GB 45438-2025 5.1 c）"
    ),
    "{text!r} lacks the AI element, {words} (GB 45438-2025 clause 5)": (
        "{text!r} 缺少人工智能要素：{words}（GB 45438-2025 第 5 章）"
    ),
    "{text!r} lacks the generation element, {words} (GB 45438-2025 clause 5)": (
        "{text!r} 缺少生成合成要素：{words}（GB 45438-2025 第 5 章）"
    ),
    "{text!r} is a corner mark, which GB 45438-2025 allows on text only (5.1 c)": (
        "{text!r} 是角标，GB 45438-2025 仅允许其用于文本（5.1 c）"
    ),
    "{text!r} does not hold the words that GB 45438-2025 clause 5 names (人工智能 or AI, with 生成 "
    "or 合成); whether English words will do is not settled, and Chinese or bilingual wording is "
    "safe": (
        "{text!r} 不含 GB 45438-2025 第 5 章指明的用词（“人工智能”或“AI”，以及“生成”或“合成”）；"
        "英文用词是否足够尚无定论，使用中文或中英双语更稳妥"
    ),
    "no stock wording in {lang!r}; there are {choices}": (
        "没有 {lang!r} 的现成文字，可选：{choices}"
    ),
    "the wording is empty": "标识文字为空",
    "the wording has {count} characters; a label that is read at a glance has at most {most}": (
        "标识文字有 {count} 个字符；一眼可读的标识最多 {most} 个字符"
    ),
    "the wording's character {number} (U+{code:04X}) cannot be seen, or breaks the line": (
        "标识文字的第 {number} 个字符（U+{code:04X}）不可见或会换行"
    ),
}
