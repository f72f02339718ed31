"""Answers and tables of invented applications, by invented matrices."""

from __future__ import annotations

from pathlib import Path

from hegui.grade.answer_files import read_answers
from hegui.grade.answers import AnswerSet
from hegui.grade.table import Table, read_table

TABLE = """
format = "hegui-grade-table"
version = 1
scheme = "three-factor"
source = "an invented matrix"
confidence = "text"
[values]
scenario = [{ id = "office", en = "office work", zh = "办公" }, { id = "medical", zh = "医疗" }]
intelligence = [{ id = "assists" }, { id = "acts" }]
scale = [{ id = "small" }, { id = "large" }]
[[row]]
scenario = "office"
intelligence = "*"
scale = "*"
level = "low"
[[row]]
scenario = "medical"
intelligence = "assists"
scale = ["small", "large"]
level = "considerable"
[[row]]
scenario = "medical"
intelligence = "acts"
scale = "large"
level = "extremely-serious"
[[demand]]
level = "considerable"
measures = ["system.logs", "application.limits"]
"""
ANSWERS = """
format = "hegui-grade-answers"
version = 1
subject = "客服助手 <b>"
scheme = "three-factor"
framework = "3.0"
day = "2026-11-29"
answered_by = "甲"
acts = true
[factors]
scenario = "medical"
intelligence = "assists"
scale = "large"
[measures]
"system.logs" = { answer = "in-place", note = "90 GB" }
"application.limits" = { answer = "not-applicable" }
"data.rules" = { answer = "planned" }
[agents]
"log-months" = { answer = 5 }
"stop" = { answer = "yes" }
[[party]]
name = "甲公司"
role = "开发"
areas = { governance = 3, data = 4, incidents = 2 }
[[party]]
name = "乙公司"
maturity = 3
areas = { data = 1 }
evidence = "third party, 2026-10"
[[party]]
name = "丙公司"
"""


def table(folder: Path, text: str = TABLE) -> Table:
    path = folder / "table.toml"
    path.write_text(text, "utf-8")
    return read_table(str(path))


def answers(folder: Path, text: str = ANSWERS) -> AnswerSet:
    path = folder / "answers.toml"
    path.write_text(text, "utf-8")
    return read_answers(str(path))
