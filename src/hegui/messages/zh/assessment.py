"""Assessing a generative service: banks, plans, judgements, reports."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Editions and the JSON form.
    "{edition} is no edition; there are {known}": "没有 {edition} 这一版本；已有的是 {known}",
    "is no JSON: {cause}": "不是 JSON：{cause}",
    "is no assessment of version {version}": "不是版本 {version} 的评估结果",
    "has a value of another kind": "值的类型不对",
    "{key} is unknown here": "此处不应有 {key}",
    "{key} is missing here": "此处缺少 {key}",
}
